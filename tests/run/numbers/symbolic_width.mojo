# Arithmetic between numbers and vectors whose width is a parameter: the number goes into every lane, whichever side it stands on.


def scaled[w: Int](x: Float32, v: SIMD[DType.float32, w]) -> SIMD[DType.float32, w]:
    return x * v


def shifted[w: SIMDLength](x: Float32, v: SIMD[DType.float32, w]) -> SIMD[DType.float32, w]:
    return x - v


def from_memory[w: Int](x: Int32, p: Pointer[Int32, _]) -> SIMD[DType.int32, w]:
    return x + p.unsafe_load[w]() * x - 1


def main():
    # expect: [2.0, 4.0, 6.0, 8.0]
    print(scaled[4](2, SIMD[DType.float32, 4](1, 2, 3, 4)))
    # expect: 6.0
    print(scaled[1](2, Float32(3)))
    # expect: [9.0, 8.0]
    print(shifted(10, SIMD[DType.float32, 2](1, 2)))
    var data: List[Int32] = [1, 2, 3, 4]
    # expect: [5, 8, 11, 14]
    print(from_memory[4](3, data.unsafe_ptr()))
