# Integers of more than 64 bits, when the program runs and when it is compiled.
@no_inline
def hidden[T: ImplicitlyCopyable](value: T) -> T:
    return value


def main():
    var one = hidden(Int128(1))
    print(~one, ~(one << 127), -one // 3, -one % 3, (-one) >> 100, one << 128)
    print(Int128.MAX, Int128.MIN, Int256.MIN, -Int256.MAX - 1 == Int256.MIN)
    var m = hidden(Int128.MIN)
    print(m // -1, m / -1, m % -1, divmod(m, 10)[0], m // Int128(10) ** 20)
    comptime big = Int128(10) ** 30
    comptime inverted = ~(Int128(1) << 127)
    print(big, inverted, inverted == Int128.MAX, big // -7, big % -7)
    print(hidden(big) * hidden(big) == hidden(big * big), UInt128(hidden(-one)) == UInt128.MAX)
    print(hidden(UInt256.MAX) >> 200, Float64(hidden(big)), Int128(hidden(1e30)), Int64(hidden(big)))
    print(SIMD[DType.int128, 2](3, -4) * hidden(SIMD[DType.int128, 2](big, 5)), hex(big), bin(Int256(1) << 70))


# expect: -2 170141183460469231731687303715884105727 -1 2 -1 0
# expect: 170141183460469231731687303715884105727 -170141183460469231731687303715884105728 -57896044618658097711785492504343953926634992332820282019728792003956564819968 True
# expect: -170141183460469231731687303715884105728 -170141183460469231731687303715884105728 0 -17014118346046923173168730371588410573 -1701411834604692318
# expect: 1000000000000000000000000000000 170141183460469231731687303715884105727 True -142857142857142857142857142858 -6
# expect: True True
# expect: 72057594037927935 1e+30 1000000000000000019884624838656 5076944270305263616
# expect: [3000000000000000000000000000000, -20] 0xc9f2c9cd04674edea40000000 0b10000000000000000000000000000000000000000000000000000000000000000000000
