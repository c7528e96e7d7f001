# A written fraction becomes an integer only where its type is asked for; it is cut off towards zero.
def half[dtype: DType](x: Scalar[dtype]) -> Scalar[dtype]:
    return x * Scalar[dtype](0.5)


def main():
    print(Int(3.99), Int(-3.99), UInt8(7.5), Int32(1e3), Scalar[DType.int64](2.5))
    comptime count = Int(2.9 * 2)
    print(count, half(Float32(3)), half(Float64(5)))

# expect: 3 -3 7 1000 2
# expect: 5 1.5 2.5
