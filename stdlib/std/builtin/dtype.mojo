"""Element types of `SIMD`."""


struct DType(Equatable, Hashable, TrivialRegisterPassable, Writable):
    """The type of one lane of a `SIMD`: a byte that names a machine type."""

    var _code: __mlir_type.i8

    comptime bool = DType(mlir_value=__mlir_attr.`1 : i8`)
    comptime int = DType(mlir_value=__mlir_attr.`2 : i8`)
    comptime uint = DType(mlir_value=__mlir_attr.`3 : i8`)
    comptime int8 = DType(mlir_value=__mlir_attr.`4 : i8`)
    comptime uint8 = DType(mlir_value=__mlir_attr.`5 : i8`)
    comptime int16 = DType(mlir_value=__mlir_attr.`6 : i8`)
    comptime uint16 = DType(mlir_value=__mlir_attr.`7 : i8`)
    comptime int32 = DType(mlir_value=__mlir_attr.`8 : i8`)
    comptime uint32 = DType(mlir_value=__mlir_attr.`9 : i8`)
    comptime int64 = DType(mlir_value=__mlir_attr.`10 : i8`)
    comptime uint64 = DType(mlir_value=__mlir_attr.`11 : i8`)
    comptime int128 = DType(mlir_value=__mlir_attr.`12 : i8`)
    comptime uint128 = DType(mlir_value=__mlir_attr.`13 : i8`)
    comptime int256 = DType(mlir_value=__mlir_attr.`14 : i8`)
    comptime uint256 = DType(mlir_value=__mlir_attr.`15 : i8`)
    comptime float16 = DType(mlir_value=__mlir_attr.`32 : i8`)
    comptime bfloat16 = DType(mlir_value=__mlir_attr.`33 : i8`)
    comptime float32 = DType(mlir_value=__mlir_attr.`34 : i8`)
    comptime float64 = DType(mlir_value=__mlir_attr.`35 : i8`)
    comptime float8_e4m3fn = DType(mlir_value=__mlir_attr.`40 : i8`)
    comptime float8_e4m3fnuz = DType(mlir_value=__mlir_attr.`41 : i8`)
    comptime float8_e5m2 = DType(mlir_value=__mlir_attr.`42 : i8`)
    comptime float8_e5m2fnuz = DType(mlir_value=__mlir_attr.`43 : i8`)
    comptime float8_e3m4 = DType(mlir_value=__mlir_attr.`44 : i8`)
    comptime float8_e8m0fnu = DType(mlir_value=__mlir_attr.`45 : i8`)
    comptime float4_e2m1fn = DType(mlir_value=__mlir_attr.`46 : i8`)

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i8):
        """Wraps a code of the compiler's table of scalar types."""
        self._code = mlir_value

    @always_inline("builtin")
    def __eq__(self, other: DType) -> Bool:
        """Whether both name one type."""
        return Bool(mlir_value=__mlir_op.`simd.eq`[_type=__mlir_type.i1](self._code, other._code))

    @always_inline("builtin")
    def __ne__(self, other: DType) -> Bool:
        """Whether they name different types."""
        return Bool(mlir_value=__mlir_op.`simd.ne`[_type=__mlir_type.i1](self._code, other._code))

    @always_inline("builtin")
    def _at_least(self, code: DType) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.ge`[_type=__mlir_type.i1](self._code, code._code))

    @always_inline("builtin")
    def _at_most(self, code: DType) -> Bool:
        return Bool(mlir_value=__mlir_op.`simd.le`[_type=__mlir_type.i1](self._code, code._code))

    @always_inline("builtin")
    def is_integral(self) -> Bool:
        """Whether it is an integer type; `bool` is none."""
        return self._at_least(DType.int) & self._at_most(DType.uint256)

    @always_inline("builtin")
    def is_floating_point(self) -> Bool:
        """Whether it is a floating-point type."""
        return self._at_least(DType.float16)

    @always_inline("builtin")
    def is_numeric(self) -> Bool:
        """Whether it is an integer or floating-point type."""
        return self._at_least(DType.int)

    @always_inline("builtin")
    def _is_odd(self) -> Bool:
        return Bool(
            mlir_value=__mlir_op.`simd.eq`[_type=__mlir_type.i1](
                __mlir_op.`simd.and`(self._code, __mlir_attr.`1 : i8`), __mlir_attr.`1 : i8`
            )
        )

    @always_inline("builtin")
    def is_unsigned(self) -> Bool:
        """Whether it is an unsigned integer type."""
        return self.is_integral() & self._is_odd()

    @always_inline("builtin")
    def is_signed(self) -> Bool:
        """Whether it has negative values."""
        return self.is_numeric() & ~self.is_unsigned()

    @always_inline("builtin")
    def is_float8(self) -> Bool:
        """Whether it is a floating-point type of eight bits."""
        return self._at_least(DType.float8_e4m3fn) & self._at_most(DType.float8_e8m0fnu)

    @always_inline("builtin")
    def is_half_float(self) -> Bool:
        """Whether it is a floating-point type of sixteen bits."""
        return self._at_least(DType.float16) & self._at_most(DType.bfloat16)

    def bit_width(self) -> Int:
        """Bits of a lane."""
        if self == DType.bool:
            return 1
        if self == DType.int:
            return 64
        if self == DType.uint:
            return 64
        if self == DType.int8:
            return 8
        if self == DType.uint8:
            return 8
        if self == DType.int16:
            return 16
        if self == DType.uint16:
            return 16
        if self == DType.int32:
            return 32
        if self == DType.uint32:
            return 32
        if self == DType.int64:
            return 64
        if self == DType.uint64:
            return 64
        if self == DType.int128:
            return 128
        if self == DType.uint128:
            return 128
        if self == DType.int256:
            return 256
        if self == DType.uint256:
            return 256
        if self == DType.float16:
            return 16
        if self == DType.bfloat16:
            return 16
        if self == DType.float32:
            return 32
        if self == DType.float64:
            return 64
        if self == DType.float8_e4m3fn:
            return 8
        if self == DType.float8_e4m3fnuz:
            return 8
        if self == DType.float8_e5m2:
            return 8
        if self == DType.float8_e5m2fnuz:
            return 8
        if self == DType.float8_e3m4:
            return 8
        if self == DType.float8_e8m0fnu:
            return 8
        if self == DType.float4_e2m1fn:
            return 4
        return 0

    @staticmethod
    def mantissa_width[dtype: DType]() -> Int:
        """Bits of the mantissa that are stored."""
        comptime assert dtype.is_floating_point(), "only floating-point types have a mantissa"
        comptime if dtype == DType.float64:
            return 52
        elif dtype == DType.float32:
            return 23
        elif dtype == DType.float16:
            return 10
        elif dtype == DType.bfloat16:
            return 7
        elif dtype == DType.float8_e3m4:
            return 4
        elif (dtype == DType.float8_e4m3fn) | (dtype == DType.float8_e4m3fnuz):
            return 3
        elif (dtype == DType.float8_e5m2) | (dtype == DType.float8_e5m2fnuz):
            return 2
        elif dtype == DType.float4_e2m1fn:
            return 1
        else:
            return 0

    @staticmethod
    def exponent_width[dtype: DType]() -> Int:
        """Bits of the exponent."""
        comptime if dtype == DType.float8_e8m0fnu:
            return 8
        else:
            return dtype.bit_width() - 1 - DType.mantissa_width[dtype]()

    @staticmethod
    def max_exponent[dtype: DType]() -> Int:
        """2 to the power of the exponent's width less one: where the type has infinities, the exponent of the first power of two that is too large."""
        return 1 << (DType.exponent_width[dtype]() - 1)

    @staticmethod
    def exponent_bias[dtype: DType]() -> Int:
        """What is added to an exponent to store it."""
        comptime if (dtype == DType.float8_e4m3fnuz) | (dtype == DType.float8_e5m2fnuz):
            return 1 << (DType.exponent_width[dtype]() - 1)
        else:
            return (1 << (DType.exponent_width[dtype]() - 1)) - 1

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the code."""
        hasher.update(self._index())

    @always_inline("nodebug")
    def _index(self) -> UInt8:
        return UInt8(mlir_value=__mlir_op.`simd.bitcast`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.uint8, `>`]](self._code))

    def _name(self) -> StaticString:
        if self == DType.bool:
            return "bool"
        if self == DType.int:
            return "int"
        if self == DType.uint:
            return "uint"
        if self == DType.int8:
            return "int8"
        if self == DType.uint8:
            return "uint8"
        if self == DType.int16:
            return "int16"
        if self == DType.uint16:
            return "uint16"
        if self == DType.int32:
            return "int32"
        if self == DType.uint32:
            return "uint32"
        if self == DType.int64:
            return "int64"
        if self == DType.uint64:
            return "uint64"
        if self == DType.int128:
            return "int128"
        if self == DType.uint128:
            return "uint128"
        if self == DType.int256:
            return "int256"
        if self == DType.uint256:
            return "uint256"
        if self == DType.float16:
            return "float16"
        if self == DType.bfloat16:
            return "bfloat16"
        if self == DType.float32:
            return "float32"
        if self == DType.float64:
            return "float64"
        if self == DType.float8_e4m3fn:
            return "float8_e4m3fn"
        if self == DType.float8_e4m3fnuz:
            return "float8_e4m3fnuz"
        if self == DType.float8_e5m2:
            return "float8_e5m2"
        if self == DType.float8_e5m2fnuz:
            return "float8_e5m2fnuz"
        if self == DType.float8_e3m4:
            return "float8_e3m4"
        if self == DType.float8_e8m0fnu:
            return "float8_e8m0fnu"
        if self == DType.float4_e2m1fn:
            return "float4_e2m1fn"
        return "invalid"

    def write_to(self, mut writer: Some[Writer]):
        """Writes the bare name: `float32`."""
        writer.write_string(self._name())

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `DType.float32`."""
        writer.write_string("DType.")
        writer.write_string(self._name())
