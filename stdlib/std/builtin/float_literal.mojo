"""Floating-point numbers of the program text: exact rationals, known at compile time."""


struct FloatLiteral[value: __mlir_type.`!fx.float_literal`](TrivialRegisterPassable):
    """The type of one written number. Arithmetic is exact and gives other literals; at run time it becomes a `Float64` or the type asked for."""

    comptime nan = FloatLiteral[__mlir_attr.`"nan" : !fx.float_literal`]()
    comptime infinity = FloatLiteral[__mlir_attr.`"inf" : !fx.float_literal`]()
    comptime negative_infinity = FloatLiteral[__mlir_attr.`"-inf" : !fx.float_literal`]()
    comptime negative_zero = FloatLiteral[__mlir_attr.`"-0.0" : !fx.float_literal`]()

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("builtin")
    @implicit
    def __init__(value: IntLiteral[_], out self: FloatLiteral[__literal_to_float[value.value]()]):
        """An integer as a rational."""
        self = {}

    @always_inline("builtin")
    def __neg__(self) -> FloatLiteral[__literal_neg[Self.value]()]:
        """Minus this number."""
        return {}

    @always_inline("builtin")
    def __pos__(self) -> Self:
        """This number."""
        return self

    @always_inline("builtin")
    def __add__(self, other: FloatLiteral[_]) -> FloatLiteral[__literal_add[Self.value, other.value]()]:
        """The sum."""
        return {}

    @always_inline("builtin")
    def __sub__(self, other: FloatLiteral[_]) -> FloatLiteral[__literal_sub[Self.value, other.value]()]:
        """The difference."""
        return {}

    @always_inline("builtin")
    def __mul__(self, other: FloatLiteral[_]) -> FloatLiteral[__literal_mul[Self.value, other.value]()]:
        """The product."""
        return {}

    @always_inline("builtin")
    def __truediv__(self, other: FloatLiteral[_]) -> FloatLiteral[__literal_div[Self.value, other.value]()]:
        """The quotient."""
        return {}

    @always_inline("builtin")
    def __add__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_add[Self.value, __literal_to_float[other.value]()]()]:
        """The sum."""
        return {}

    @always_inline("builtin")
    def __radd__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_add[__literal_to_float[other.value](), Self.value]()]:
        """The sum."""
        return {}

    @always_inline("builtin")
    def __sub__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_sub[Self.value, __literal_to_float[other.value]()]()]:
        """The difference."""
        return {}

    @always_inline("builtin")
    def __rsub__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_sub[__literal_to_float[other.value](), Self.value]()]:
        """The difference."""
        return {}

    @always_inline("builtin")
    def __mul__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_mul[Self.value, __literal_to_float[other.value]()]()]:
        """The product."""
        return {}

    @always_inline("builtin")
    def __rmul__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_mul[__literal_to_float[other.value](), Self.value]()]:
        """The product."""
        return {}

    @always_inline("builtin")
    def __truediv__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_div[Self.value, __literal_to_float[other.value]()]()]:
        """The quotient."""
        return {}

    @always_inline("builtin")
    def __rtruediv__(self, other: IntLiteral[_]) -> FloatLiteral[__literal_div[__literal_to_float[other.value](), Self.value]()]:
        """The quotient."""
        return {}

    @always_inline("builtin")
    def __eq__(self, other: FloatLiteral[_]) -> Bool:
        """Whether both are the same number."""
        return Bool(mlir_value=__literal_eq[Self.value, other.value]())

    @always_inline("builtin")
    def __ne__(self, other: FloatLiteral[_]) -> Bool:
        """Whether they are different numbers."""
        return ~(self == other)

    @always_inline("builtin")
    def __lt__(self, other: FloatLiteral[_]) -> Bool:
        """Whether this number is smaller."""
        return Bool(mlir_value=__literal_lt[Self.value, other.value]())

    @always_inline("builtin")
    def __gt__(self, other: FloatLiteral[_]) -> Bool:
        """Whether this number is larger."""
        return Bool(mlir_value=__literal_lt[other.value, Self.value]())

    @always_inline("builtin")
    def __le__(self, other: FloatLiteral[_]) -> Bool:
        """Whether this number is not larger."""
        return (self < other) | (self == other)

    @always_inline("builtin")
    def __ge__(self, other: FloatLiteral[_]) -> Bool:
        """Whether this number is not smaller."""
        return (self > other) | (self == other)

    @always_inline("builtin")
    def __bool__(self) -> Bool:
        """Whether it is not zero."""
        return self != 0.0

    @always_inline("builtin")
    def is_nan(self) -> Bool:
        """Whether it is no number."""
        return self != self

    @always_inline("nodebug")
    def is_neg_zero(self) -> Bool:
        """Whether it is zero with a minus sign."""
        return Float64(self).to_bits() == UInt64(0x8000000000000000)
