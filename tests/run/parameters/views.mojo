# Views as arguments: changeable ones where read-only ones are wanted, element types and origins that are inferred, also through conversions.


def first(p: Pointer[mut=False, Int, _]) -> Int:
    return p[]


def count(s: Span[mut=False, Int32, _]) -> Int:
    return len(s)


def total[dtype: DType](s: Span[Scalar[dtype], _]) -> Scalar[dtype]:
    var sum = Scalar[dtype](0)
    for i in range(len(s)):
        sum += s[i]
    return sum


struct Window[mut: Bool, //, dtype: DType, origin: Origin[mut=mut], width: Int = 2]:
    var span: Span[Scalar[Self.dtype], Self.origin]

    def __init__(out self, span: Span[Scalar[Self.dtype], Self.origin]):
        self.span = span

    def sum(self) -> Scalar[Self.dtype]:
        var result = Scalar[Self.dtype](0)
        for i in range(Self.width):
            result += self.span[i]
        return result


def main():
    var x = 5
    # expect: 5
    print(first(Pointer(to=x)))
    var numbers: List[Int32] = [3, 4, 5]
    # expect: 3 3
    print(count(numbers), count(Span(numbers)))
    # expect: 12
    print(total(numbers))
    var array: Array[Float64, 2] = [0.5, 1.5]
    # expect: 2.0
    print(total(array))
    # expect: 7 2.0
    print(Window(numbers).sum(), Window(array).sum())
    var reader: Pointer[mut=False, Int, origin_of(x)] = Pointer(to=x)
    # expect: 5
    print(reader[])
