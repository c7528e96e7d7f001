# Values, types and functions as parameters.
from std.sys import size_of


trait Shape(Copyable, Deinitable):
    comptime NAME: StaticString
    comptime SIDES: Int = 0

    def area(self) -> Float64: ...

    def describe(self) -> String:
        return String(Self.NAME, " with ", Self.SIDES, " sides of area ", self.area())


@fieldwise_init
struct Square(Shape):
    comptime NAME: StaticString = "square"
    comptime SIDES = 4
    var a: Float64

    def area(self) -> Float64:
        return self.a**2


@fieldwise_init
struct Disc(Shape):
    comptime NAME: StaticString = "disc"
    var r: Float64

    def area(self) -> Float64:
        return 3 * self.r * self.r

    def describe(self) -> String:
        return "round " + Self.NAME


def total_area[*Ts: Shape](*shapes: *Ts) -> Float64:
    var s = 0.0
    comptime for i in range(shapes.__len__()):
        s += shapes[i].area()
    return s


def names[*Ts: Shape]() -> String:
    var s = String()
    comptime for i in range(Ts.length):
        comptime T = Ts[i]
        s += T.NAME + ("*" if T.SIDES > 0 else "") + " "
    return s


struct Units[metres: Int = 0, seconds: Int = 0](ImplicitlyCopyable, Writable):
    var value: Float64

    def __init__(out self, value: Float64):
        self.value = value

    def __mul__[m: Int, s: Int](self, other: Units[m, s]) -> Units[Self.metres + m, Self.seconds + s]:
        return {self.value * other.value}

    def __truediv__[m: Int, s: Int](self, other: Units[m, s]) -> Units[Self.metres - m, Self.seconds - s]:
        return {self.value / other.value}

    def __add__(self, other: Self) -> Self:
        return {self.value + other.value}

    def write_to(self, mut w: Some[Writer]):
        w.write(self.value)
        comptime if Self.metres != 0:
            w.write(" m^", Self.metres)
        comptime if Self.seconds != 0:
            w.write(" s^", Self.seconds)


comptime Length = Units[metres=1]
comptime Time = Units[seconds=1]
comptime Speed = Units[1, -1]


def factorial[n: Int]() -> Int:
    comptime assert n >= 0, "n must not be negative"
    comptime if n < 2:
        return 1
    else:
        return n * factorial[n - 1]()


def polynomial[*coefficients: Float64](x: Float64) -> Float64:
    var r = 0.0
    comptime for i in reversed(range(len(coefficients))):
        r = r * x + coefficients[i]
    return r


def pick[T: Copyable & Deinitable, //, first: Bool](a: T, b: T) -> T:
    comptime if first:
        return a.copy()
    else:
        return b.copy()


def widths[*dtypes: DType]() -> List[Int]:
    var r = List[Int]()
    comptime for d in dtypes:
        r.append(size_of[Scalar[d]]())
    return r^


def compose[f: def(Int) thin -> Int, g: def(Int) thin -> Int](x: Int) -> Int:
    return g(f(x))


def twice(x: Int) -> Int:
    return 2 * x


def inc(x: Int) -> Int:
    return x + 1


def fib_table[n: Int]() -> Array[Int, n]:
    var t = Array[Int, n](fill=1)
    for i in range(2, n):
        t[i] = t[i - 1] + t[i - 2]
    return t^


@fieldwise_init
struct Config(ImplicitlyCopyable):
    var depth: Int
    var name: StaticString
    var fast: Bool


def run[config: Config = Config(2, "default", False)]() -> String:
    comptime if config.fast:
        return String("fast ", config.name)
    else:
        return String(config.name) * config.depth


def kinds[T: AnyType]() -> String:
    comptime if conforms_to(T, Comparable & Copyable):
        return "ordered"
    elif conforms_to(T, Writable):
        return "printable"
    else:
        return "opaque"


@fieldwise_init
struct Opaque:
    pass


def main():
    print(Square(3).describe(), "|", Disc(1).describe(), "|", total_area(Square(1), Disc(2), Square(2)), names[Square, Disc]())
    var d = Length(100)
    var t = Time(9.5)
    var v: Speed = d / t
    print(d, t, v.value > 10.5, v / t, d * d * d, d / d, (d + d))
    print(factorial[10](), polynomial[1, 2, 3](2), pick[first=False](1, 2), pick[True]("a", "b"))
    print(widths[DType.int8, DType.float32, DType.uint64](), compose[twice, inc](5), compose[f=inc, g=twice](5))
    comptime table = fib_table[20]()
    comptime last = table[19]
    print(last, materialize[table]()[10])
    print(run(), run[Config(1, "x", True)](), run[Config(depth=3, name="ab", fast=False)]())
    print(kinds[Int](), kinds[String](), kinds[Opaque](), kinds[List[Opaque]]())
    comptime squares = [i * i for i in range(6) if i % 2 == 1]
    comptime for s in squares:
        print(s, end=" ")
    print()

# expect: square with 4 sides of area 9.0 | round disc | 17.0 square* disc 
# expect: 100.0 m^1 9.5 s^1 True 1.10803324099723 m^1 s^-2 1000000.0 m^3 1.0 200.0 m^1
# expect: 3628800 17.0 2 a
# expect: [1, 4, 8] 11 12
# expect: 6765 89
# expect: defaultdefault fast x ababab
# expect: ordered ordered opaque opaque
# expect: 1 9 25 
