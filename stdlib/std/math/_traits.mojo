"""What types offer to the functions of this package."""


trait Floorable:
    """Rounds down: `floor(x)`."""

    def __floor__(self) -> Self:
        """The largest whole value that is not larger."""
        ...


trait Ceilable:
    """Rounds up: `ceil(x)`."""

    def __ceil__(self) -> Self:
        """The smallest whole value that is not smaller."""
        ...


trait Truncable:
    """Rounds toward zero: `trunc(x)`."""

    def __trunc__(self) -> Self:
        """The whole value without the fraction."""
        ...


trait CeilDivable:
    """Divides and rounds up: `ceildiv(a, b)`."""

    def __ceildiv__(self, denominator: Self) -> Self:
        """The quotient rounded up."""
        ...


trait CeilDivableRaising:
    """Divides and rounds up, if it can."""

    def __ceildiv__(self, denominator: Self) raises -> Self:
        """The quotient rounded up.

        Raises:
            If there is none.
        """
        ...


trait DivModable(Copyable):
    """Divides with a rest: `divmod(a, b)`."""

    def __divmod__(self, denominator: Self) -> Tuple[Self, Self]:
        """The quotient rounded down, and what it leaves."""
        ...
