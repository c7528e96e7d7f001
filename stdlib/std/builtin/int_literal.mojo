"""Integers of the program text: exact, of any size, known at compile time."""


struct IntLiteral[value: __mlir_type.`!fx.int_literal`](TrivialRegisterPassable):
    """The type of one written integer. Arithmetic gives other literals; at run time it becomes an `Int` or the type that is asked for."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("builtin")
    def __neg__(self) -> IntLiteral[__literal_neg[Self.value]()]:
        """Minus this number."""
        return {}

    @always_inline("builtin")
    def __pos__(self) -> Self:
        """This number."""
        return self

    @always_inline("builtin")
    def __invert__(self) -> IntLiteral[__literal_xor[Self.value, __literal_neg[type_of(1).value]()]()]:
        """Every bit turned round: minus this number, minus one."""
        return {}

    @always_inline("builtin")
    def __add__(self, other: IntLiteral[_]) -> IntLiteral[__literal_add[Self.value, other.value]()]:
        """The sum."""
        return {}

    @always_inline("builtin")
    def __sub__(self, other: IntLiteral[_]) -> IntLiteral[__literal_sub[Self.value, other.value]()]:
        """The difference."""
        return {}

    @always_inline("builtin")
    def __mul__(self, other: IntLiteral[_]) -> IntLiteral[__literal_mul[Self.value, other.value]()]:
        """The product."""
        return {}

    @always_inline("builtin")
    def __truediv__(self, other: IntLiteral[_]) -> IntLiteral[__literal_div[Self.value, other.value]()]:
        """The quotient, rounded toward zero."""
        return {}

    @always_inline("builtin")
    def __floordiv__(self, other: IntLiteral[_]) -> IntLiteral[__literal_floordiv[Self.value, other.value]()]:
        """The quotient, rounded down."""
        return {}

    @always_inline("builtin")
    def __mod__(self, other: IntLiteral[_]) -> IntLiteral[__literal_mod[Self.value, other.value]()]:
        """What floor division leaves; it has the divisor's sign."""
        return {}

    @always_inline("builtin")
    def __lshift__(self, other: IntLiteral[_]) -> IntLiteral[__literal_shl[Self.value, other.value]()]:
        """This number times a power of two."""
        return {}

    @always_inline("builtin")
    def __rshift__(self, other: IntLiteral[_]) -> IntLiteral[__literal_shr[Self.value, other.value]()]:
        """This number divided by a power of two, rounded down."""
        return {}

    @always_inline("builtin")
    def __and__(self, other: IntLiteral[_]) -> IntLiteral[__literal_and[Self.value, other.value]()]:
        """The bits that both have."""
        return {}

    @always_inline("builtin")
    def __or__(self, other: IntLiteral[_]) -> IntLiteral[__literal_or[Self.value, other.value]()]:
        """The bits that either has."""
        return {}

    @always_inline("builtin")
    def __xor__(self, other: IntLiteral[_]) -> IntLiteral[__literal_xor[Self.value, other.value]()]:
        """The bits that one of them has."""
        return {}

    @always_inline("builtin")
    def __eq__(self, other: IntLiteral[_]) -> Bool:
        """Whether both are the same number."""
        return Bool(mlir_value=__literal_eq[Self.value, other.value]())

    @always_inline("builtin")
    def __ne__(self, other: IntLiteral[_]) -> Bool:
        """Whether they are different numbers."""
        return ~(self == other)

    @always_inline("builtin")
    def __lt__(self, other: IntLiteral[_]) -> Bool:
        """Whether this number is smaller."""
        return Bool(mlir_value=__literal_lt[Self.value, other.value]())

    @always_inline("builtin")
    def __gt__(self, other: IntLiteral[_]) -> Bool:
        """Whether this number is larger."""
        return Bool(mlir_value=__literal_lt[other.value, Self.value]())

    @always_inline("builtin")
    def __le__(self, other: IntLiteral[_]) -> Bool:
        """Whether this number is not larger."""
        return ~(self > other)

    @always_inline("builtin")
    def __ge__(self, other: IntLiteral[_]) -> Bool:
        """Whether this number is not smaller."""
        return ~(self < other)

    @always_inline("builtin")
    def __bool__(self) -> Bool:
        """Whether it is not zero."""
        return self != 0

    @always_inline("builtin")
    def __int__(self) -> Int:
        """As an `Int`."""
        return Int(self)
