"""Constraints: on functions, structs, methods and aliases; what they make known."""


struct Ring[n: Int](Copyable) where n > 0:
    var items: Array[Int, Self.n]

    def __init__(out self, fill: Int):
        self.items = Array[Int, Self.n](fill=fill)

    def half(self) -> Ring[Self.n // 2] where Self.n // 2 > 0:
        return Ring[Self.n // 2](self.items[0])

    def first_two(self) -> Int where Self.n >= 2:
        return self.items[0] + self.items[1]


comptime Even[n: Int] where n % 2 == 0 = n // 2


def head[n: Int](items: Array[Int, n]) -> Int where n > 0:
    return items[0]


def describe[T: AnyType](x: T) -> String where conforms_to(T, Writable):
    return String("value ", x)


def describe[T: AnyType](x: T) -> String where not conforms_to(T, Writable):
    return "something"


def both[T: AnyType, U: AnyType](a: T, b: U) -> Bool where T == U:
    return True


def both[T: AnyType, U: AnyType](a: T, b: U) -> Bool where T != U:
    return False


def total[*Ts: AnyType](*values: *Ts) -> Int where Ts.all_conforms_to[Intable]():
    var sum = 0
    comptime for i in range(values.__len__()):
        sum += Int(values[i])
    return sum


def max_of[a: Int, b: Int]() -> Int:
    comptime if a > b:
        return checked[a, b]()
    else:
        return b


def checked[a: Int, b: Int]() -> Int where a > b:
    return a


@fieldwise_init
struct Silent:
    var x: Int


def make_ring[n: Int]() -> Optional[Int]:
    comptime if n > 0:
        return Ring[n](7).items[0]
    else:
        return None


def main():
    var ring = Ring[4](5)
    print(ring.half().n, ring.first_two(), head(ring.items))
    print(Even[10], describe(3), describe(Silent(1)))
    print(both(1, 2), both(1, "x"))
    print(total(1, 2.5, UInt8(3)), total())
    print(max_of[3, 2](), max_of[2, 3]())
    print(make_ring[2]().value(), Bool(make_ring[-1]()))

# expect: 2 10 5
# expect: 5 value 3 something
# expect: True False
# expect: 6 0
# expect: 3 3
# expect: 7 False
