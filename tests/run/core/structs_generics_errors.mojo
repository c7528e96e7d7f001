# library: small
@fieldwise_init
struct Point(ImplicitlyCopyable):
    var x: Int
    var y: Int

    def __add__(self, other: Point) -> Point:
        return Point(self.x + other.x, self.y + other.y)

    def scaled(self, factor: Int) -> Self:
        return Self(self.x * factor, self.y * factor)


struct Loud:
    var id: Int

    def __init__(out self, id: Int):
        self.id = id

    def __deinit__(deinit self):
        print(self.id)


def make() raises -> Int:
    raise "no"


def largest[T: ImplicitlyCopyable](a: T, b: T, take_first: Bool) -> T:
    if take_first:
        return a
    return b


def main():
    var p = Point(1, 2) + Point(3, 4).scaled(2)
    print(p.x)
    print(p.y)
    var a = Loud(100)
    var b = Loud(200)
    print(b.id + a.id)
    try:
        print(make())
    except e:
        print("caught")
    print(largest(5, 6, 1 < 2))

# expect: 7
# expect: 10
# expect: 200
# expect: 100
# expect: 300
# expect: caught
# expect: 5
