"""Complex numbers and vectors of them."""

from std.builtin.traits import _HasMagnitude
from std.math import hypot

comptime ComplexScalar[dtype: DType] = ComplexSIMD[dtype, 1]
comptime ComplexFloat32 = ComplexSIMD[DType.float32, 1]
comptime ComplexFloat64 = ComplexSIMD[DType.float64, 1]


struct ComplexSIMD[dtype: DType, length: SIMDLength](Defaultable, Equatable, TrivialRegisterPassable, Writable, _HasMagnitude):
    """`length` complex numbers: their real and their imaginary parts."""

    comptime element_type = SIMD[Self.dtype, Self.length]
    comptime _MagnitudeType = SIMD[Self.dtype, Self.length]

    var re: SIMD[Self.dtype, Self.length]
    var im: SIMD[Self.dtype, Self.length]

    @always_inline("nodebug")
    def __init__(out self):
        """Zero in every lane."""
        self.re = SIMD[Self.dtype, Self.length]()
        self.im = SIMD[Self.dtype, Self.length]()

    @always_inline("nodebug")
    @implicit
    def __init__(out self, re: SIMD[Self.dtype, Self.length], im: SIMD[Self.dtype, Self.length] = {}):
        """From the two parts."""
        self.re = re
        self.im = im

    @always_inline("nodebug")
    def __init__(out self, *, from_interleaved: SIMD[Self.dtype, Self.length * 2]):
        """From real and imaginary parts in turn."""
        var parts = from_interleaved.deinterleave()
        self.re = rebind[SIMD[Self.dtype, Self.length]](parts[0])
        self.im = rebind[SIMD[Self.dtype, Self.length]](parts[1])

    @always_inline("nodebug")
    def __init__(out self, *, from_deinterleaved: SIMD[Self.dtype, Self.length * 2]):
        """From all the real parts, then all the imaginary parts."""
        var parts = from_deinterleaved.split()
        self.re = rebind[SIMD[Self.dtype, Self.length]](parts[0])
        self.im = rebind[SIMD[Self.dtype, Self.length]](parts[1])

    @always_inline("nodebug")
    def __add__(self, rhs: Self) -> Self:
        """The sum."""
        return Self(self.re + rhs.re, self.im + rhs.im)

    @always_inline("nodebug")
    def __sub__(self, rhs: Self) -> Self:
        """The difference."""
        return Self(self.re - rhs.re, self.im - rhs.im)

    @always_inline("nodebug")
    def __mul__(self, rhs: Self) -> Self:
        """The product."""
        return Self(self.re.fma(rhs.re, -(self.im * rhs.im)), self.re.fma(rhs.im, self.im * rhs.re))

    @always_inline("nodebug")
    def __mul__(self, rhs: SIMD[Self.dtype, Self.length]) -> Self:
        """The product with real numbers."""
        return Self(self.re * rhs, self.im * rhs)

    @always_inline("nodebug")
    def __rmul__(self, lhs: SIMD[Self.dtype, Self.length]) -> Self:
        """The product with real numbers."""
        return Self(lhs * self.re, lhs * self.im)

    @always_inline("nodebug")
    def __truediv__(self, rhs: Self) -> Self:
        """The quotient."""
        var size = rhs.squared_norm()
        var product = self * rhs.conj()
        return Self(product.re / size, product.im / size)

    @always_inline("nodebug")
    def __truediv__(self, rhs: SIMD[Self.dtype, Self.length]) -> Self:
        """The quotient by real numbers."""
        return Self(self.re / rhs, self.im / rhs)

    @always_inline("nodebug")
    def __neg__(self) -> Self:
        """The number on the other side of 0."""
        return Self(-self.re, -self.im)

    @always_inline("nodebug")
    def __iadd__(mut self, rhs: Self):
        """Stores `self + rhs`."""
        self = self + rhs

    @always_inline("nodebug")
    def __isub__(mut self, rhs: Self):
        """Stores `self - rhs`."""
        self = self - rhs

    @always_inline("nodebug")
    def __imul__(mut self, rhs: Self):
        """Stores `self * rhs`."""
        self = self * rhs

    @always_inline("nodebug")
    def __itruediv__(mut self, rhs: Self):
        """Stores `self / rhs`."""
        self = self / rhs

    @always_inline("nodebug")
    def __eq__(self, other: Self) -> Bool:
        """Whether all lanes are equal."""
        return self.re == other.re and self.im == other.im

    @always_inline("nodebug")
    def __abs__(self) -> SIMD[Self.dtype, Self.length]:
        """The distance from 0."""
        return self.norm()

    @always_inline("nodebug")
    def norm(self) -> SIMD[Self.dtype, Self.length]:
        """The distance from 0."""
        comptime assert Self.dtype.is_floating_point(), "only floating-point parts have a distance from 0"
        return hypot(self.re, self.im)

    @always_inline("nodebug")
    def squared_norm(self) -> SIMD[Self.dtype, Self.length]:
        """The square of the distance from 0."""
        return self.re.fma(self.re, self.im * self.im)

    @always_inline("nodebug")
    def conj(self) -> Self:
        """The number with the opposite imaginary part."""
        return Self(self.re, -self.im)

    @always_inline("nodebug")
    def fma(self, b: Self, c: Self) -> Self:
        """`self * b + c`."""
        return Self(self.re.fma(b.re, -(self.im.fma(b.im, -c.re))), self.re.fma(b.im, self.im.fma(b.re, c.im)))

    @always_inline("nodebug")
    def squared_add(self, c: Self) -> Self:
        """`self * self + c`."""
        return self.fma(self, c)

    def write_to(self, mut writer: Some[Writer]):
        """Writes numbers as `1.0 + 2.0i`, vectors in brackets."""
        comptime if Self.length > 1:
            writer.write_string("[")
        comptime for i in range(Int(Self.length)):
            comptime if i > 0:
                writer.write_string(", ")
            self.re[i].write_to(writer)
            if self.im[i] < 0:
                writer.write_string(" - ")
                (-self.im[i]).write_to(writer)
            else:
                writer.write_string(" + ")
                self.im[i].write_to(writer)
            writer.write_string("i")
        comptime if Self.length > 1:
            writer.write_string("]")
