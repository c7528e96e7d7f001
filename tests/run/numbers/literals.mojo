# Written numbers: exact arithmetic when the program is compiled.
def main():
    print(0.1 + 0.2, 3.0 * (4.0 / 3.0 - 1.0), 1e400 / 1e399, 2.5 <= 2.5, 1.5 >= 2.5, 1.5 < 2)
    print(FloatLiteral.nan.is_nan(), (1.5).is_nan(), FloatLiteral.negative_zero.is_neg_zero(), (0.0).is_neg_zero())
    print(100000000000000000000 // 10000000000000000, (1 << 100) >> 90, -7 // 2, -7 % 2, 7 / 2)
    comptime huge = 1 << 200
    print(huge == 1 << 200, huge // (1 << 190), huge % 1000007)
    var x: Float32 = 1
    var y: UInt8 = 0xFF
    print(x, y, 0b1010, 0o17, 1_000_000, 1e3, 1.5e-3)
    print(FloatLiteral.infinity > 1e308, -FloatLiteral.infinity < 0.0)


# expect: 0.3 1.0 10.0 True False True
# expect: True False True False
# expect: 10000 1024 -4 1 3
# expect: True 1024 446616
# expect: 1.0 255 10 15 1000000 1000.0 0.0015
# expect: True True
