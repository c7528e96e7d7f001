"""Initialisers: overloads, delegation, static factories, fieldwise, implicit, raising, copies and moves written out."""

from std.collections import Set


@fieldwise_init
struct Point(Copyable, Equatable, Writable):
    var x: Int
    var y: Int


@fieldwise_init("implicit")
struct Name(ImplicitlyCopyable, Writable):
    var text: String


struct Temperature(Copyable, Writable):
    var kelvin: Float64

    def __init__(out self):
        self = Self(kelvin=273.0)

    def __init__(out self, *, kelvin: Float64):
        self.kelvin = kelvin

    def __init__(out self, *, celsius: Float64):
        self = Self(kelvin=celsius + 273.0)

    @staticmethod
    def parse(text: String) raises -> Self:
        if text == "cold":
            return Self()
        if text == "hot":
            return Self(celsius=40)
        raise Error("no temperature: ", text)


struct Checked:
    """Not every argument makes one."""

    var values: List[Int]
    var total: Int

    def __init__(out self, *values: Int) raises:
        self.values = []
        self.total = 0
        for value in values:
            if value < 0:
                raise Error("negative: ", value)
            self.values.append(value)
            self.total += value


struct Tracked(ImplicitlyCopyable):
    """Counts its copies."""

    var name: String
    var copies: Int

    def __init__(out self, name: String):
        self.name = name
        self.copies = 0

    def __init__(out self, *, copy: Self):
        self.name = copy.name + "'"
        self.copies = copy.copies + 1

    def __init__(out self, *, deinit move: Self):
        self.name = move.name^
        self.copies = move.copies


struct Pinned(Movable where False):
    var id: Int

    def __init__(out self, id: Int):
        self.id = id


def make_pinned(id: Int, out result: Pinned):
    result = Pinned(id * 2)


def greet(name: Name) -> String:
    return "hello " + name.text


@fieldwise_init
struct Box[T: Copyable & Deinitable](Copyable):
    var value: Self.T

    def replaced(self, var value: Self.T) -> Self:
        return Self(value^)

    def map[U: Copyable & Deinitable](self, f: def(Self.T) thin -> U) -> Box[U]:
        return Box(f(self.value))


def length(text: String) -> Int:
    return text.byte_length()


def main() raises:
    var p = Point(1, 2)
    var q = Point(y=5, x=4)
    print(p, q, p == q, p == Point(1, 2))
    print(greet("Ada"), greet(Name("Bob")))
    print(Temperature().kelvin, Temperature(celsius=27.0).kelvin, Temperature.parse("hot").kelvin)
    try:
        _ = Temperature.parse("odd")
    except e:
        print(e)
    var checked = Checked(1, 2, 3)
    print(checked.total, len(checked.values))
    try:
        _ = Checked(1, -2)
    except e:
        print(e)
    var a = Tracked("a")
    var b = a
    var c = b
    print(a.name, b.name, c.name, c.copies)
    var d = c^
    print(d.name, d.copies, Tracked(copy=d).name)
    var pinned = make_pinned(21)
    print(pinned.id)
    var box = Box(String("word"))
    print(box.replaced("other").value, box.map(length).value)
    var point: Point = {3, 4}
    var other: Point = {x=1, y=9}
    print(point.x, other.y)
    var points: List[Point] = [{1, 1}, {2, y=3}, p.copy()]
    print(len(points), points[1].y)

# expect: Point(x=1, y=2) Point(x=4, y=5) False True
# expect: hello Ada hello Bob
# expect: 273.0 300.0 313.0
# expect: no temperature: odd
# expect: 6 3
# expect: negative: -2
# expect: a a' a'' 2
# expect: a'' 2 a'''
# expect: 42
# expect: other 4
# expect: 3 9
# expect: 3 3
