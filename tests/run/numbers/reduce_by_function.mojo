# A function with open parameters of its own is a parameter like any other.
def count[func: def[n: Int](Array[Int, n]) thin -> Int]() -> Int:
    return func[2](Array[Int, 2](fill=3)) + func[3](Array[Int, 3](fill=5))


def first[n: Int](values: Array[Int, n]) -> Int:
    return values[0]


def larger[width: SIMDLength](x: SIMD[DType.int32, width], y: SIMD[DType.int32, width]) -> SIMD[DType.int32, width]:
    return max(x, y)


def main():
    print(count[first]())
    print(SIMD[DType.int32, 8](3, 1, 4, 1, 5, 9, 2, 6).reduce[larger]())
    print(SIMD[DType.int32, 8](3, 1, 4, 1, 5, 9, 2, 6).reduce[larger, 2]())


# expect: 8
# expect: 9
# expect: [5, 9]
