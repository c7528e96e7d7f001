# Division rounds down, `/` toward zero; arithmetic wraps; shifts keep the sign of signed numbers.
def divide(a: Int, b: Int):
    print(a, b, ":", a // b, a % b, a / b)


def main():
    divide(7, 2)
    divide(-7, 2)
    divide(7, -2)
    divide(-7, -2)
    var zero = 0
    print(7 // zero, 7 % zero, -7 // zero)
    var q, r = divmod(-7, 3)
    print(q, r)
    print(Int8(127) + 1, UInt8(0) - 1, Int32.MAX + 1, UInt64.MAX, Int64.MIN, Int.MAX)
    print(-17 >> 2, UInt8(200) >> 3, 1 << 40, Int8(-128) >> 7, UInt32(1) << 31)
    print(6 & 3, 6 | 3, 6 ^ 3, ~6, ~UInt8(6))
    print(2**10, 3**0, (-2) ** 3, Int32(7) ** 2, pow(3, 4), 2**-1, 1**-3, (-1) ** -3)
    print(abs(-5), min(3, 4), max(3, 4), round(17), min(UInt8(3), 200), max(Int16(-3), -4))
    print(Int(UInt8(255)), Int8(UInt8(255)), UInt8(Int(-1)), Int32(Int64(1) << 33), UInt16(70000 - 4465))
    print(Int(True), Int(False), Float64(True), Bool(3), Bool(0))
    print(Int(-2.5e0 * Float64(1)), Int(Float32(3.99)), UInt8(Float64(200.7)))
    print(Int128(1) << 100, UInt128.MAX, Int128.MIN)
    print(UInt256.MAX)
    print(Int256(-5) // 3, Int256(10) ** 60)
    print(7 == 7, 7 != 7, 3 < 4, 4 <= 3, 3 > 4, 4 >= 4, 1 < 2 < 3, 1 < 3 < 2)
    var x = 10
    x += 5
    x -= 1
    x *= 3
    x //= 4
    x %= 7
    x <<= 4
    x >>= 1
    x |= 1
    x &= 29
    x ^= 2
    x **= 2
    print(x)
    print(hex(255), oct(8), bin(5), hex(-255), hex(UInt8(7)), bin(Int32(-6)), hex(3735928559, prefix="x"))
    print(repr(Int(4)), repr(UInt8(4)), repr(Int32(-4)))
    print(DType.int, repr(DType.float32), DType.uint8.bit_width(), DType.int.is_signed(), DType.bool.is_integral())
    print((12).is_power_of_two(), (16).is_power_of_two(), UInt8(128).is_power_of_two(), (0).is_power_of_two())


# expect: 7 2 : 3 1 3
# expect: -7 2 : -4 1 -3
# expect: 7 -2 : -4 -1 -3
# expect: -7 -2 : 3 -1 3
# expect: 0 0 0
# expect: -3 2
# expect: -128 255 -2147483648 18446744073709551615 -9223372036854775808 9223372036854775807
# expect: -5 25 1099511627776 -1 2147483648
# expect: 2 7 5 -7 249
# expect: 1024 1 -8 49 81 0 1 -1
# expect: 5 3 4 17 3 -3
# expect: 255 -1 255 0 65535
# expect: 1 0 1.0 True False
# expect: -2 3 200
# expect: 1267650600228229401496703205376 340282366920938463463374607431768211455 -170141183460469231731687303715884105728
# expect: 115792089237316195423570985008687907853269984665640564039457584007913129639935
# expect: -2 1000000000000000000000000000000000000000000000000000000000000
# expect: True False True False False True True False
# expect: 729
# expect: 0xff 0o10 0b101 -0xff 0x7 -0b110 xdeadbeef
# expect: Int(4) UInt8(4) Int32(-4)
# expect: int DType.float32 8 True False
# expect: False True True False
