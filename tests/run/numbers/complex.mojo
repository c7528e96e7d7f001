# Complex numbers.
from std.complex import ComplexFloat64, ComplexSIMD


def escapes(c: ComplexFloat64) -> Int:
    var z = ComplexFloat64(0, 0)
    for step in range(100):
        if z.squared_norm() > 4:
            return step
        z = z.squared_add(c)
    return 100


def main():
    var a = ComplexFloat64(1, 2)
    var b = ComplexFloat64(3, -4)
    print(a, b, -a)
    print(a + b, a - b, a * b, a / b, a * 2, 2.0 * a, a / 2)
    print(b.norm(), b.squared_norm(), b.conj(), a == ComplexFloat64(1, 2), a == b, abs(ComplexFloat64(3, 4)))
    print(escapes(ComplexFloat64(-1, 0)), escapes(ComplexFloat64(1, 1)), escapes(ComplexFloat64(0.3, 0.5)))
    var v = ComplexSIMD[DType.float32, 2](from_interleaved=SIMD[DType.float32, 4](1, 2, 3, 4))
    print(v, v * v, v.norm())
    print(ComplexSIMD[DType.float32, 2](from_deinterleaved=SIMD[DType.float32, 4](1, 2, 3, 4)))
    a *= b
    a += b
    print(a)


# expect: 1.0 + 2.0i 3.0 - 4.0i -1.0 - 2.0i
# expect: 4.0 - 2.0i -2.0 + 6.0i 11.0 + 2.0i -0.2 + 0.4i 2.0 + 4.0i 2.0 + 4.0i 0.5 + 1.0i
# expect: 5.0 25.0 3.0 + 4.0i True False 5.0
# expect: 100 2 100
# expect: [1.0 + 2.0i, 3.0 + 4.0i] [-3.0 + 4.0i, -7.0 + 24.0i] [2.236068, 5.0]
# expect: [1.0 + 3.0i, 2.0 + 4.0i]
# expect: 14.0 - 2.0i
