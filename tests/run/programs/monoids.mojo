# Parametric traits and aliases, static dispatch tables, conditional conformances, generic adapters chained, phantom types, builders.
from std.utils import IndexList


trait Monoid(Copyable, Deinitable):
    @staticmethod
    def empty() -> Self: ...

    def join(self, other: Self) -> Self: ...


@fieldwise_init
struct Sum(ImplicitlyCopyable, Monoid, Writable):
    var value: Int

    @staticmethod
    def empty() -> Self:
        return Self(0)

    def join(self, other: Self) -> Self:
        return Self(self.value + other.value)


@fieldwise_init
struct MaxOf[low: Int](ImplicitlyCopyable, Monoid, Writable):
    var value: Int

    @staticmethod
    def empty() -> Self:
        return Self(Self.low)

    def join(self, other: Self) -> Self:
        return Self(max(self.value, other.value))


@fieldwise_init
struct Both[A: Monoid, B: Monoid](Monoid, Writable where conforms_to(A, Writable) and conforms_to(B, Writable)):
    var a: Self.A
    var b: Self.B

    @staticmethod
    def empty() -> Self:
        return Self(Self.A.empty(), Self.B.empty())

    def join(self, other: Self) -> Self:
        return Self(self.a.join(other.a), self.b.join(other.b))

    def write_to(self, mut w: Some[Writer]) where conforms_to(Self.A, Writable) and conforms_to(Self.B, Writable):
        w.write("<", self.a, "|", self.b, ">")


struct SegmentTree[M: Monoid]:
    var nodes: List[Self.M]
    var size: Int

    def __init__(out self, values: List[Self.M]):
        self.size = 1
        while self.size < len(values):
            self.size *= 2
        self.nodes = List[Self.M](length=2 * self.size, fill=Self.M.empty())
        for i in range(len(values)):
            self.nodes[self.size + i] = values[i].copy()
        for i in reversed(range(1, self.size)):
            self.nodes[i] = self.nodes[2 * i].join(self.nodes[2 * i + 1])

    def update(mut self, index: Int, value: Self.M):
        var i = index + self.size
        self.nodes[i] = value.copy()
        i //= 2
        while i > 0:
            self.nodes[i] = self.nodes[2 * i].join(self.nodes[2 * i + 1])
            i //= 2

    def query(self, start: Int, end: Int) -> Self.M:
        var left, right = Self.M.empty(), Self.M.empty()
        var l, r = start + self.size, end + self.size
        while l < r:
            if l & 1:
                left = left.join(self.nodes[l])
                l += 1
            if r & 1:
                r -= 1
                right = self.nodes[r].join(right)
            l //= 2
            r //= 2
        return left.join(right)


struct Id[Tag: AnyType](Comparable, Hashable, ImplicitlyCopyable, Writable):
    var raw: Int

    def __init__(out self, raw: Int):
        self.raw = raw

    def __lt__(self, other: Self) -> Bool:
        return self.raw < other.raw

    def write_to(self, mut w: Some[Writer]):
        w.write("#", self.raw)


struct UserTag:
    pass


struct OrderTag:
    pass


comptime UserId = Id[UserTag]
comptime OrderId = Id[OrderTag]
comptime Pair[T: Copyable & Deinitable] = Tuple[T, T]
comptime Grid[rows: Int, cols: Int] = Array[Array[Int, cols], rows]


struct Builder(Movable):
    var parts: List[String]
    var indent: Int

    def __init__(out self):
        self.parts = []
        self.indent = 0

    def line(var self, text: String) -> Self:
        self.parts.append(String(" ") * self.indent + text)
        return self^

    def open(var self, text: String) -> Self:
        self.parts.append(String(" ") * self.indent + text + " {")
        self.indent += 2
        return self^

    def close(var self) -> Self:
        self.indent -= 2
        self.parts.append(String(" ") * self.indent + "}")
        return self^

    def build(deinit self) -> String:
        return "\n".join(self.parts)


def swapped[T: ImplicitlyCopyable & Deinitable](p: Pair[T]) -> Pair[T]:
    return (p[1], p[0])


def lookup(users: Dict[UserId, String], id: UserId) -> String:
    return users.get(id).or_else("nobody")


def main() raises:
    var t = SegmentTree([Both(Sum(i), MaxOf[-1](i * 7 % 10)) for i in range(10)])
    print(t.query(0, 10), t.query(2, 5), t.query(3, 3))
    t.update(4, Both(Sum(100), MaxOf[-1](50)))
    print(t.query(0, 10), t.query(5, 10))
    var users: Dict[UserId, String] = {UserId(1): "ann", UserId(2): "bob"}
    print(lookup(users, UserId(2)), lookup(users, UserId(3)), max(OrderId(3), OrderId(9)))
    print(swapped((1, 2)), swapped[String](("a", "b")))
    var g = Grid[2, 3](fill=Array[Int, 3](fill=7))
    g[1][2] = 9
    print(g)
    print(Builder().open("fn main").line("x = 1").open("loop").line("y").close().close().build())

# options: -O0
# expect: <Sum(value=45)|MaxOf[-1](value=9)> <Sum(value=9)|MaxOf[-1](value=8)> <Sum(value=0)|MaxOf[-1](value=-1)>
# expect: <Sum(value=141)|MaxOf[-1](value=50)> <Sum(value=35)|MaxOf[-1](value=9)>
# expect: bob nobody #9
# expect: (2, 1) (b, a)
# expect: [[7, 7, 7], [7, 7, 9]]
# expect: fn main {
# expect:   x = 1
# expect:   loop {
# expect:     y
# expect:   }
# expect: }
