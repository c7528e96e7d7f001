"""Parameters: inferred, defaulted, by keyword, infer-only, partially bound, hidden, of any type."""


struct Matrix[T: DType, rows: Int, columns: Int = rows](Copyable):
    comptime size = Self.rows * Self.columns
    var data: List[Scalar[Self.T]]

    def __init__(out self, fill: Scalar[Self.T] = 0):
        self.data = List[Scalar[Self.T]](length=Self.size, fill=fill)

    def __getitem__(ref self, i: Int, j: Int) -> ref[self.data] Scalar[Self.T]:
        return self.data[i * Self.columns + j]

    def __matmul__[inner: Int](self, other: Matrix[Self.T, Self.columns, inner]) -> Matrix[Self.T, Self.rows, inner]:
        var result = Matrix[Self.T, Self.rows, inner]()
        for i in range(Self.rows):
            for j in range(inner):
                for k in range(Self.columns):
                    result[i, j] += self[i, k] * other[k, j]
        return result^

    def transposed(self) -> Matrix[Self.T, Self.columns, Self.rows]:
        var result = Matrix[Self.T, Self.columns, Self.rows]()
        for i in range(Self.rows):
            for j in range(Self.columns):
                result[j, i] = self[i, j]
        return result^


comptime Square[n: Int] = Matrix[DType.int32, n, n]
comptime Floats = Matrix[DType.float32, _, _]


def trace[T: DType, n: Int, //](m: Matrix[T, n, n]) -> Scalar[T]:
    var sum = Scalar[T](0)
    for i in range(n):
        sum += m[i, i]
    return sum


def shape(m: Matrix) -> String:
    return String(m.rows, "x", m.columns)


def repeat[count: Int, separator: String = ","](text: String) -> String:
    var result = String()
    comptime for i in range(count):
        if i > 0:
            result += separator
        result += text
    return result


def convert[target: DType, source: DType, //, *, strict: Bool = False](x: Scalar[source], like: Scalar[target]) -> Scalar[target]:
    comptime if strict:
        return x.cast[target]() + 100
    else:
        return x.cast[target]()


def sum_of[*values: Int]() -> Int:
    var sum = 0
    comptime for i in range(len(values)):
        sum += values[i]
    return sum


@fieldwise_init
struct Mode(Equatable, ImplicitlyCopyable):
    var id: Int
    comptime fast = Mode(1)
    comptime slow = Mode(2)


def run[mode: Mode = .fast]() -> String:
    comptime if mode == Mode.fast:
        return "fast"
    else:
        return "slow"


def lookup[names: List[String]](index: Int) -> String:
    var table = materialize[names]()
    return table[index]


def twice[f: def(Int) thin -> Int](x: Int) -> Int:
    return f(f(x))


def add_three(x: Int) -> Int:
    return x + 3


def first_two[T: Copyable & Deinitable, //, n: Int](items: Array[T, n]) -> Tuple[T, T] where n >= 2:
    return (items[0].copy(), items[1].copy())


def pair_up[A: Copyable & Deinitable, B: Copyable & Deinitable](a: A, b: B) -> Tuple[A, B]:
    return (a.copy(), b.copy())


def length_of[T: AnyType, n: Int](x: Array[T, n]) -> Int:
    return n


def main():
    var a = Matrix[DType.int32, 2, 3](1)
    a[0, 2] = 5
    var b = Matrix[DType.int32, rows=3, columns=2](2)
    var c = a @ b
    print(c[0, 0], c[1, 1], shape(c), trace(c))
    print(shape(a.transposed()), a.transposed()[2, 0])
    var s = Square[4](7)
    print(shape(s), trace(s), s.size)
    var f: Floats[2, 1] = Floats[2, 1](0.5)
    print(f[1, 0], shape(f))
    print(shape(Matrix[DType.uint8, 3]()))
    print(repeat[3]("ab"), repeat[2, separator=" and "]("x"), repeat[separator="", count=2]("y"))
    print(convert(Int8(4), Float64(0)), convert[strict=True](Int8(4), UInt16(0)), convert[target=DType.int64](Int8(-1), 0))
    print(sum_of[1, 2, 3](), sum_of())
    print(run(), run[Mode.slow](), run[.slow](), run[Mode(1)]())
    print(lookup[["zero", "one", "two"]](2))
    print(twice[add_three](1), twice[lambda (x: Int) -> Int: x * x](3))
    var pair = first_two([String("p"), "q", "r"])
    print(pair[0], pair[1])
    var mixed = pair_up(1, String("one"))
    print(mixed[0], mixed[1])
    print(length_of([1, 2, 3, 4]))

# expect: 14 6 2x2 20
# expect: 3x2 5
# expect: 4x4 28 16
# expect: 0.5 2x1
# expect: 3x3
# expect: ab,ab,ab x and x yy
# expect: 4.0 104 -1
# expect: 6 0
# expect: fast slow slow fast
# expect: two
# expect: 7 81
# expect: p q
# expect: 1 one
# expect: 4
