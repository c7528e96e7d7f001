"""The special values of number types, and the parts that floating-point numbers consist of."""

from std.builtin._simd_support import _unsigned_of


@always_inline("nodebug")
def nan[dtype: DType]() -> Scalar[dtype] where dtype.is_floating_point():
    """Not a number."""
    return Scalar[dtype](FloatLiteral.nan)


@always_inline("nodebug")
def inf[dtype: DType]() -> Scalar[dtype] where dtype.is_floating_point():
    """Positive infinity."""
    return Scalar[dtype](FloatLiteral.infinity)


@always_inline("nodebug")
def neg_inf[dtype: DType]() -> Scalar[dtype] where dtype.is_floating_point():
    """Negative infinity."""
    return Scalar[dtype](FloatLiteral.negative_infinity)


@always_inline("nodebug")
def max_finite[dtype: DType]() -> Scalar[dtype]:
    """The largest finite number of a type."""
    return Scalar[dtype].MAX_FINITE


@always_inline("nodebug")
def min_finite[dtype: DType]() -> Scalar[dtype]:
    """The smallest (most negative) finite number of a type."""
    return Scalar[dtype].MIN_FINITE


@always_inline("nodebug")
def max_or_inf[dtype: DType]() -> Scalar[dtype]:
    """Infinity if the type has it, else its largest number."""
    return Scalar[dtype].MAX


@always_inline("nodebug")
def min_or_neg_inf[dtype: DType]() -> Scalar[dtype]:
    """Negative infinity if the type has it, else its smallest number."""
    return Scalar[dtype].MIN


@always_inline("nodebug")
def isnan[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[DType.bool, length]:
    """Whether each lane is not a number."""
    return x.ne(x)


@always_inline("nodebug")
def isinf[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[DType.bool, length]:
    """Whether each lane is infinite."""
    comptime if dtype.is_floating_point():
        return abs(x).gt(SIMD[dtype, length].MAX_FINITE)
    else:
        return SIMD[DType.bool, length](fill=False)


@always_inline("nodebug")
def isfinite[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[DType.bool, length]:
    """Whether each lane is a finite number."""
    comptime if dtype.is_floating_point():
        return abs(x).le(SIMD[dtype, length].MAX_FINITE)
    else:
        return SIMD[DType.bool, length](fill=True)


@always_inline("nodebug")
def nextafter[dtype: DType, length: SIMDLength, //](
    x: SIMD[dtype, length], y: SIMD[dtype, length]
) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The neighbour of each lane of `x` in the direction of `y`; `y` where both are equal."""
    comptime U = SIMD[_unsigned_of[dtype](), length]
    comptime V = SIMD[dtype, length]
    var bits = x.to_bits()
    # Away from zero the bits count up, toward zero down.
    var outward = x.lt(y) ^ x.lt(V(0))
    var next = V(from_bits=outward.select(bits + U(1), bits - U(1)))
    var smallest = V(from_bits=U(1))
    next = x.eq(V(0)).select(y.gt(V(0)).select(smallest, -smallest), next)
    next = x.eq(y).select(y, next)
    return (x.ne(x) | y.ne(y)).select(x + y, next)


@always_inline("nodebug")
def ulp[dtype: DType, length: SIMDLength, //](x: SIMD[dtype, length]) -> SIMD[dtype, length] where dtype.is_floating_point():
    """The value of the last place of each lane: its distance to the next larger number in size."""
    var size = abs(x)
    var gap = nextafter(size, SIMD[dtype, length](Scalar[dtype].MAX)) - size
    gap = size.eq(SIMD[dtype, length].MAX_FINITE).select(size - nextafter(size, SIMD[dtype, length](0)), gap)
    return isfinite(x).select(gap, size)


@always_inline("nodebug")
def get_accum_type[dtype: DType, *, preferred_accum_type: DType = DType.float32]() -> DType:
    """The type to add up numbers of `dtype` in."""
    comptime if dtype.is_float8():
        return DType.float32 if preferred_accum_type == DType.float32 else DType.bfloat16
    elif dtype == DType.bfloat16:
        return DType.float32
    elif dtype == DType.float16:
        return DType.float32 if preferred_accum_type == DType.float32 else DType.float16
    else:
        return dtype


struct FPUtils[dtype: DType] where dtype.is_floating_point():
    """The parts of a floating-point number: sign, exponent and mantissa."""

    comptime uint_type = _unsigned_of[Self.dtype]()

    @staticmethod
    def mantissa_width() -> Int:
        """Bits of the mantissa that are stored."""
        return DType.mantissa_width[Self.dtype]()

    @staticmethod
    def exponent_width() -> Int:
        """Bits of the exponent."""
        return DType.exponent_width[Self.dtype]()

    @staticmethod
    def max_exponent() -> Int:
        """The exponent of the first power of two that is too large."""
        return DType.max_exponent[Self.dtype]()

    @staticmethod
    def exponent_bias() -> Int:
        """What is added to an exponent to store it."""
        return DType.exponent_bias[Self.dtype]()

    @staticmethod
    def sign_mask() -> Int:
        """The bit of the sign."""
        return 1 << (Self.exponent_width() + Self.mantissa_width())

    @staticmethod
    def exponent_mask() -> Int:
        """The bits of the exponent."""
        return ((1 << Self.exponent_width()) - 1) << Self.mantissa_width()

    @staticmethod
    def mantissa_mask() -> Int:
        """The bits of the mantissa."""
        return (1 << Self.mantissa_width()) - 1

    @staticmethod
    def exponent_mantissa_mask() -> Int:
        """The bits of exponent and mantissa."""
        return Self.exponent_mask() | Self.mantissa_mask()

    @staticmethod
    def bitcast_to_integer(value: Scalar[Self.dtype]) -> Int:
        """The bits of a number."""
        return Int(value.to_bits())

    @staticmethod
    def bitcast_from_integer(value: Int) -> Scalar[Self.dtype]:
        """The number with these bits."""
        return Scalar[Self.dtype](from_bits=Scalar[Self.uint_type](value))

    @staticmethod
    def get_sign(value: Scalar[Self.dtype]) -> Bool:
        """Whether the sign bit is set."""
        return Self.bitcast_to_integer(value) & Self.sign_mask() != 0

    @staticmethod
    def set_sign(value: Scalar[Self.dtype], sign: Bool) -> Scalar[Self.dtype]:
        """The number with another sign."""
        var bits = Self.bitcast_to_integer(value) & ~Self.sign_mask()
        return Self.bitcast_from_integer(bits | (Self.sign_mask() if sign else 0))

    @staticmethod
    def get_exponent_biased(value: Scalar[Self.dtype]) -> Int:
        """The exponent as it is stored."""
        return (Self.bitcast_to_integer(value) & Self.exponent_mask()) >> Self.mantissa_width()

    @staticmethod
    def get_exponent(value: Scalar[Self.dtype]) -> Int:
        """The exponent."""
        return Self.get_exponent_biased(value) - Self.exponent_bias()

    @staticmethod
    def set_exponent(value: Scalar[Self.dtype], exponent: Int) -> Scalar[Self.dtype]:
        """The number with another exponent."""
        var bits = Self.bitcast_to_integer(value) & ~Self.exponent_mask()
        return Self.bitcast_from_integer(bits | ((exponent + Self.exponent_bias()) << Self.mantissa_width()) & Self.exponent_mask())

    @staticmethod
    def get_mantissa(value: Scalar[Self.dtype]) -> Int:
        """The mantissa as an integer, without the leading bit that is not stored."""
        return Self.bitcast_to_integer(value) & Self.mantissa_mask()

    @staticmethod
    def set_mantissa(value: Scalar[Self.dtype], mantissa: Int) -> Scalar[Self.dtype]:
        """The number with another mantissa."""
        var bits = Self.bitcast_to_integer(value) & ~Self.mantissa_mask()
        return Self.bitcast_from_integer(bits | mantissa & Self.mantissa_mask())

    @staticmethod
    def pack(sign: Bool, exponent: Int, mantissa: Int) -> Scalar[Self.dtype]:
        """The number of these parts."""
        return Self.set_sign(Self.set_exponent(Self.set_mantissa(Scalar[Self.dtype](0), mantissa), exponent), sign)
