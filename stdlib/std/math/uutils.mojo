"""Operations on `Int` that take its bits as a number without a sign: cheaper where the operands are known not to be negative."""


@always_inline("nodebug")
def ufloordiv(a: Int, b: Int) -> Int:
    """The quotient rounded down."""
    return Int(UInt(a) // UInt(b))


@always_inline("nodebug")
def umod(a: Int, b: Int) -> Int:
    """The rest of the division."""
    return Int(UInt(a) % UInt(b))


@always_inline("nodebug")
def udivmod(a: Int, b: Int) -> Tuple[Int, Int]:
    """Quotient and rest."""
    return (ufloordiv(a, b), umod(a, b))


@always_inline("nodebug")
def uceildiv(a: Int, b: Int) -> Int:
    """The quotient rounded up."""
    return Int(UInt(a).__ceildiv__(UInt(b)))


@always_inline("nodebug")
def ualign_up(value: Int, alignment: Int) -> Int:
    """The smallest multiple of `alignment` that is not smaller."""
    return uceildiv(value, alignment) * alignment


@always_inline("nodebug")
def ualign_down(value: Int, alignment: Int) -> Int:
    """The largest multiple of `alignment` that is not larger."""
    return ufloordiv(value, alignment) * alignment
