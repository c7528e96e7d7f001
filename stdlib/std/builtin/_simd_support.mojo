"""What `SIMD` needs beside itself: limits, powers, names."""


@always_inline("nodebug")
def _unsigned_of[dtype: DType]() -> DType:
    """The unsigned integer type of the same width."""
    comptime bits = dtype.bit_width()
    if bits == 8:
        return DType.uint8
    if bits == 16:
        return DType.uint16
    if bits == 32:
        return DType.uint32
    if bits == 64:
        return DType.uint64
    if bits == 128:
        return DType.uint128
    if bits == 256:
        return DType.uint256
    return DType.bool


def _infinity[dtype: DType, length: SIMDLength]() -> SIMD[dtype, length]:
    # Every format with an infinity gives it for one over zero; those without give their NaN.
    return SIMD[dtype, length](FloatLiteral.infinity)


def _max_value[dtype: DType, length: SIMDLength]() -> SIMD[dtype, length]:
    comptime if dtype.is_floating_point():
        return _infinity[dtype, length]()
    else:
        return _max_finite[dtype, length]()


def _min_value[dtype: DType, length: SIMDLength]() -> SIMD[dtype, length]:
    comptime if dtype.is_floating_point():
        return -_infinity[dtype, length]()
    else:
        return _min_finite[dtype, length]()


def _max_finite[dtype: DType, length: SIMDLength]() -> SIMD[dtype, length]:
    comptime if dtype == DType.bool:
        return ~SIMD[dtype, length]()
    elif dtype.is_unsigned():
        return ~SIMD[dtype, length]()
    elif dtype.is_integral():
        return ~(SIMD[dtype, length](1) << SIMD[dtype, length](Scalar[dtype](dtype.bit_width() - 1)))
    elif dtype == DType.float64:
        return SIMD[dtype, length](1.7976931348623157e308)
    elif dtype == DType.float32:
        return SIMD[dtype, length](3.4028234663852886e38)
    elif dtype == DType.bfloat16:
        return SIMD[dtype, length](3.3895313892515355e38)
    elif dtype == DType.float16:
        return SIMD[dtype, length](65504.0)
    elif dtype == DType.float8_e4m3fn:
        return SIMD[dtype, length](448.0)
    elif dtype == DType.float8_e4m3fnuz:
        return SIMD[dtype, length](240.0)
    elif dtype == DType.float8_e3m4:
        return SIMD[dtype, length](15.5)
    elif dtype == DType.float4_e2m1fn:
        return SIMD[dtype, length](6.0)
    else:
        return SIMD[dtype, length](57344.0)


def _min_finite[dtype: DType, length: SIMDLength]() -> SIMD[dtype, length]:
    comptime if dtype.is_floating_point():
        return -_max_finite[dtype, length]()
    elif dtype.is_signed():
        return SIMD[dtype, length](1) << SIMD[dtype, length](Scalar[dtype](dtype.bit_width() - 1))
    else:
        return SIMD[dtype, length]()


@always_inline
def _pow_whole[dtype: DType, length: SIMDLength, //](base: SIMD[dtype, length], exponent: Int) -> SIMD[dtype, length]:
    """By squaring; a negative exponent takes the reciprocal (0 for integers other than 1 and -1)."""
    var result = SIMD[dtype, length](1)
    var factor = base
    var rest = exponent if exponent >= 0 else -exponent
    while rest > 0:
        if rest & 1 == 1:
            result *= factor
        factor *= factor
        rest >>= 1
    return result if exponent >= 0 else SIMD[dtype, length](1) / result


@always_inline
def _pow_int[dtype: DType, length: SIMDLength, //](base: SIMD[dtype, length], exponent: SIMD[dtype, length]) -> SIMD[dtype, length]:
    var result = SIMD[dtype, length]()
    comptime for i in range(Int(length)):
        result[i] = _pow_whole(base[i], Int(exponent[i]))
    return result


@always_inline("nodebug")
def _lanes_add[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x + y


@always_inline("nodebug")
def _lanes_mul[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x * y


@always_inline("nodebug")
def _lanes_min[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x._min(y)


@always_inline("nodebug")
def _lanes_max[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x._max(y)


@always_inline("nodebug")
def _lanes_and[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x & y


@always_inline("nodebug")
def _lanes_or[dtype: DType, width: SIMDLength](x: SIMD[dtype, width], y: SIMD[dtype, width]) -> SIMD[dtype, width]:
    return x | y


def _scalar_alias[dtype: DType]() -> StaticString:
    comptime if dtype == DType.int:
        return "Int"
    elif dtype == DType.uint:
        return "UInt"
    elif dtype == DType.int8:
        return "Int8"
    elif dtype == DType.int16:
        return "Int16"
    elif dtype == DType.int32:
        return "Int32"
    elif dtype == DType.int64:
        return "Int64"
    elif dtype == DType.int128:
        return "Int128"
    elif dtype == DType.int256:
        return "Int256"
    elif dtype == DType.uint8:
        return "UInt8"
    elif dtype == DType.uint16:
        return "UInt16"
    elif dtype == DType.uint32:
        return "UInt32"
    elif dtype == DType.uint64:
        return "UInt64"
    elif dtype == DType.uint128:
        return "UInt128"
    elif dtype == DType.uint256:
        return "UInt256"
    elif dtype == DType.float16:
        return "Float16"
    elif dtype == DType.bfloat16:
        return "BFloat16"
    elif dtype == DType.float32:
        return "Float32"
    elif dtype == DType.float64:
        return "Float64"
    elif dtype == DType.float8_e4m3fn:
        return "Float8_e4m3fn"
    elif dtype == DType.float8_e4m3fnuz:
        return "Float8_e4m3fnuz"
    elif dtype == DType.float8_e5m2:
        return "Float8_e5m2"
    elif dtype == DType.float8_e5m2fnuz:
        return "Float8_e5m2fnuz"
    elif dtype == DType.float8_e3m4:
        return "Float8_e3m4"
    elif dtype == DType.float8_e8m0fnu:
        return "Float8_e8m0fnu"
    else:
        return "Float4_e2m1fn"


@always_inline("nodebug")
def _hash_bits[dtype: DType, //](value: Scalar[dtype]) -> UInt64:
    """The bits of a number as 64 bits; equal numbers give equal bits (0.0 and -0.0 too)."""
    comptime if dtype.is_floating_point():
        var positive = Scalar[dtype]() if value == Scalar[dtype]() else value
        return positive.to_bits().cast[DType.uint64]()
    elif dtype.bit_width() > 64:
        return (value ^ (value >> Scalar[dtype](64))).cast[DType.uint64]()
    else:
        return value.cast[DType.uint64]()


def _write_constructor[dtype: DType, length: Int](mut writer: Some[Writer]):
    """`Int32(` or `SIMD[DType.int32, 2](`."""
    comptime if (length == 1) & (dtype != DType.bool):
        writer.write_string(_scalar_alias[dtype]())
    else:
        writer.write_string("SIMD[DType.")
        writer.write_string(dtype._name())
        writer.write_string(", ")
        length.write_to(writer)
        writer.write_string("]")
    writer.write_string("(")
