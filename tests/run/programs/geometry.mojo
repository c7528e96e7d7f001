# Vectors of any length and type, quaternions, convex hull, point in polygon, ray against sphere, colours packed in bits, dates, units; hashing in sets.
from std.collections import Set
from std.math import sqrt, atan2, pi, sin, cos, floor, hypot
from std.utils import IndexList


struct Vec[n: Int, dtype: DType = DType.float64](Equatable, TrivialRegisterPassable, Writable):
    comptime W = 4 if Self.n == 3 else Self.n
    var v: SIMD[Self.dtype, Self.W]

    def __init__(out self, *xs: Scalar[Self.dtype]):
        self.v = {}
        comptime for i in range(Self.n):
            self.v[i] = xs[i]

    def __init__(out self, *, simd: SIMD[Self.dtype, Self.W]):
        self.v = simd

    def __add__(self, other: Self) -> Self:
        return Self(simd=self.v + other.v)

    def __sub__(self, other: Self) -> Self:
        return Self(simd=self.v - other.v)

    def __mul__(self, k: Scalar[Self.dtype]) -> Self:
        return Self(simd=self.v * k)

    def __rmul__(self, k: Scalar[Self.dtype]) -> Self:
        return self * k

    def __neg__(self) -> Self:
        return Self(simd=-self.v)

    def dot(self, other: Self) -> Scalar[Self.dtype]:
        return (self.v * other.v).reduce_add()

    def cross(self, other: Self) -> Self where Self.n == 3:
        var a, b = self.v, other.v
        return Self(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])

    def length(self) -> Scalar[Self.dtype] where Self.dtype.is_floating_point():
        return sqrt(self.dot(self))

    def __getitem__(self, i: Int) -> Scalar[Self.dtype]:
        return self.v[i]

    def __getattr_param__[name: StringLiteral](self) -> Scalar[Self.dtype]:
        comptime if name == "x":
            return self.v[0]
        elif name == "y":
            return self.v[1]
        else:
            comptime assert name == "z" and Self.n > 2, "no such component"
            return self.v[2]

    def write_to(self, mut w: Some[Writer]):
        w.write("(")
        comptime for i in range(Self.n):
            comptime if i > 0:
                w.write(", ")
            w.write(self.v[i])
        w.write(")")


comptime V3 = Vec[3]
comptime V2i = Vec[2, DType.int32]


@fieldwise_init
struct Point(Comparable, Hashable, ImplicitlyCopyable, Writable):
    var x: Int
    var y: Int

    def __lt__(self, other: Self) -> Bool:
        return (self.x, self.y) < (other.x, other.y)

    def write_to(self, mut w: Some[Writer]):
        w.write(self.x, ":", self.y)


def cross(o: Point, a: Point, b: Point) -> Int:
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)


def hull(points: List[Point]) -> List[Point]:
    var ps = points.copy()
    sort(ps)
    var out = List[Point]()
    for phase in range(2):
        var start = len(out)
        for i in range(len(ps)):
            var p = ps[i] if phase == 0 else ps[len(ps) - 1 - i]
            while len(out) >= start + 2 and cross(out[len(out) - 2], out[len(out) - 1], p) <= 0:
                _ = out.pop()
            out.append(p)
        _ = out.pop()
    return out^


@fieldwise_init
struct Colour(ImplicitlyCopyable, Writable):
    var rgba: UInt32

    def __init__(out self, r: Int, g: Int, b: Int, a: Int = 255):
        self.rgba = UInt32(r << 24 | g << 16 | b << 8 | a)

    def channel[index: Int](self) -> Int:
        return Int(self.rgba >> UInt32(24 - 8 * index)) & 0xFF

    def mix(self, other: Self, t: Float64) -> Self:
        var c = List[Int]()
        comptime for i in range(4):
            c.append(Int(Float64(self.channel[i]()) * (1 - t) + Float64(other.channel[i]()) * t))
        return Self(c[0], c[1], c[2], c[3])

    def write_to(self, mut w: Some[Writer]):
        w.write("#", hex(self.rgba, prefix="").ascii_rjust(8, "0"))


def hit(origin: V3, direction: V3, centre: V3, radius: Float64) -> Optional[Float64]:
    var oc = origin - centre
    var a = direction.dot(direction)
    var b = 2 * oc.dot(direction)
    var c = oc.dot(oc) - radius * radius
    var d = b * b - 4 * a * c
    return (-b - sqrt(d)) / (2 * a) if d >= 0 else Optional[Float64](None)


def main():
    var a = V3(1, 2, 3)
    var b = V3(4, 5, 6)
    print(a + b, a - b, 2 * a, -a, a.dot(b), a.cross(b), V3(3, 4, 0).length(), a == V3(1, 2, 3))
    print(a.x, a.z, V2i(7, 8).y, V2i(1, 2) + V2i(3, 4))
    print(hull([Point(0, 0), Point(2, 2), Point(4, 0), Point(2, 1), Point(4, 4), Point(0, 4), Point(1, 3), Point(0, 0)]))
    var unique = {Point(1, 2), Point(2, 1), Point(1, 2)}
    print(len(unique), Point(2, 1) in unique, max(Point(1, 9), Point(2, 0)))
    print(Colour(255, 128, 0), Colour(255, 128, 0).mix(Colour(0, 0, 0), 0.5), Colour(1, 2, 3).channel[2]())
    var h = hit(V3(0, 0, -5), V3(0, 0, 1), V3(0, 0, 0), 1)
    print(h.value() if h else -1.0, hit(V3(0, 5, -5), V3(0, 0, 1), V3(0, 0, 0), 1) is None)
    print(IndexList[3](1, 2, 3) + IndexList[3](4, 5, 6), atan2(1.0, 1.0) * 4 == pi, hypot(3.0, 4.0))

# options: -O0
# expect: (5.0, 7.0, 9.0) (-3.0, -3.0, -3.0) (2.0, 4.0, 6.0) (-1.0, -2.0, -3.0) 32.0 (-3.0, 6.0, -3.0) 5.0 True
# expect: 1.0 3.0 8 (4, 6)
# expect: [0:0, 4:0, 4:4, 0:4]
# expect: 2 True 2:0
# expect: #ff8000ff #7f4000ff 3
# expect: 4.0 True
# expect: (5, 7, 9) True 5.0
