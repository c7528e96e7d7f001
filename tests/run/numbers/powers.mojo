# Powers: whole exponents of any type, fractions for floating-point bases, vectors lane by lane.
def main():
    var n = 3
    var x = 2.5
    print(x**n, x**2, x**0.5, x ** Int32(-2), x ** UInt8(3), x ** Float32(2))
    var v = SIMD[DType.float32, 4](1, 2, 3, 4)
    print(v**2, v**n, v**v, v**0.5, 2.0**v)
    print(n**2, n**n, Int32(5) ** 2, Int32(5) ** n, UInt8(3) ** UInt8(4), 2**n)
    x **= 2
    n **= 3
    print(x, n, pow(2, 10), pow(2.0, 0.5), pow(v, 2), pow(x, n - 25))
    print(2.5**2, 4.0**0.5, 3.0**2, 10.0**22, 10.0**-5)


# expect: 15.625 6.25 1.5811388300841898 0.16 15.625 6.25
# expect: [1.0, 4.0, 9.0, 16.0] [1.0, 8.0, 27.0, 64.0] [1.0, 4.0, 27.0, 256.0] [1.0, 1.4142135, 1.7320508, 2.0] [2.0, 4.0, 8.0, 16.0]
# expect: 9 27 25 125 81 8
# expect: 6.25 27 1024 1.4142135623730951 [1.0, 4.0, 9.0, 16.0] 39.0625
# expect: 6.25 2.0 9.0 1e+22 1e-05
