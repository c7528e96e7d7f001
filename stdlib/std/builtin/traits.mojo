"""The traits that the language itself knows, and the conversion traits of the prelude."""


trait AnyType:
    """Every type. Promises nothing, not even that a value may be dropped."""

    pass


trait Deinitable:
    """Values may be destroyed implicitly, after their last use."""

    def __deinit__(deinit self, /):
        """Destroys the value. Synthesised when every field is Deinitable."""
        ...


trait Movable:
    """Values may change their address."""

    def __init__(out self, *, deinit move: Self):
        """Takes over `move`, which ends."""
        ...


trait Copyable(Movable):
    """Values can be duplicated when asked: `x.copy()`."""

    def __init__(out self, *, copy: Self):
        """Makes an equal, independent value."""
        ...

    @always_inline("nodebug")
    def copy(self) -> Self:
        """Makes an equal, independent value."""
        return Self(copy=self)


trait ImplicitlyCopyable(Copyable):
    """Values are copied wherever a copy is needed."""

    pass


trait RegisterPassable(Movable):
    """Values live in registers; their address has no meaning."""

    pass


trait TrivialRegisterPassable(Deinitable, ImplicitlyCopyable, RegisterPassable):
    """Values are their bits: copied by copying bits, destroyed by forgetting them."""

    pass


trait Defaultable:
    """Has a value without arguments."""

    def __init__(out self):
        """Makes the default value."""
        ...


trait Boolable:
    """Can be a condition."""

    def __bool__(self) -> Bool:
        """Whether the value counts as true."""
        ...


trait Intable:
    """Converts to `Int` when asked: `Int(x)`."""

    def __int__(self) -> Int:
        """The value as an integer."""
        ...


trait IntableRaising:
    """Converts to `Int` when asked, if it can."""

    def __int__(self) raises -> Int:
        """The value as an integer.

        Raises:
            If there is none.
        """
        ...


trait Floatable:
    """Converts to `Float64` when asked: `Float64(x)`."""

    def __float__(self) -> Float64:
        """The value as a floating-point number."""
        ...


trait FloatableRaising:
    """Converts to `Float64` when asked, if it can."""

    def __float__(self) raises -> Float64:
        """The value as a floating-point number.

        Raises:
            If there is none.
        """
        ...


trait Indexer:
    """Can be a subscript."""

    def __mlir_index__(self) -> __mlir_type.index:
        """The value as a machine index."""
        ...


trait Sized:
    """Has a length."""

    def __len__(self) -> Int:
        """The number of elements."""
        ...


trait SizedRaising:
    """Has a length, if it can be found."""

    def __len__(self) raises -> Int:
        """The number of elements.

        Raises:
            If it cannot be found.
        """
        ...


trait Equatable:
    """Compares for equality."""

    def __eq__(self, other: Self, /) -> Bool:
        """Whether both are equal. By default: whether all fields are."""
        comptime for i in range(__field_count[Self]()):
            comptime F = __reflect_field_type[Self, i]
            comptime assert conforms_to(F, Equatable), "a field of the struct is not Equatable: define `__eq__`"
            if __struct_field_ref[i](self) != __struct_field_ref[i](other):
                return False
        return True

    @always_inline
    def __ne__(self, other: Self, /) -> Bool:
        """Whether both differ."""
        return not (self == other)


trait Comparable(Equatable):
    """Has an order."""

    def __lt__(self, other: Self, /) -> Bool:
        """Whether this one comes first."""
        ...

    @always_inline
    def __gt__(self, other: Self, /) -> Bool:
        """Whether the other one comes first."""
        return other < self

    @always_inline
    def __le__(self, other: Self, /) -> Bool:
        """Whether the other one does not come first."""
        return not (other < self)

    @always_inline
    def __ge__(self, other: Self, /) -> Bool:
        """Whether this one does not come first."""
        return not (self < other)


trait Identifiable:
    """Has an identity: `a is b`."""

    def __is__(self, other: Self, /) -> Bool:
        """Whether both are the same thing."""
        ...

    def __isnot__(self, other: Self, /) -> Bool:
        """Whether both are different things."""
        return not self.__is__(other)


trait Absable:
    """Has an absolute value: `abs(x)`."""

    def __abs__(self) -> Self:
        """The absolute value."""
        ...


trait _HasMagnitude:
    """Has an absolute value of another type, as complex numbers do."""

    comptime _MagnitudeType: Movable

    def __abs__(self) -> Self._MagnitudeType:
        """The distance from 0."""
        ...


trait Powable:
    """Has powers: `pow(x, y)`, `x ** y`."""

    def __pow__(self, exp: Self, /) -> Self:
        """This value to the power `exp`."""
        ...


trait Roundable:
    """Rounds: `round(x)`."""

    def __round__(self) -> Self:
        """The nearest whole value, ties to even."""
        ...

    def __round__(self, ndigits: Int, /) -> Self:
        """The nearest value with `ndigits` decimal places."""
        ...


comptime _SomeType[Trait: type_of(AnyType), T: Trait] = T
comptime Some[Trait: type_of(AnyType)] = _SomeType[Trait, ...]
"""An argument of any type that conforms to `Trait`: `def show(x: Some[Writable])`."""

comptime _SomeTypes[Trait: type_of(AnyType), *Ts: Trait] = Ts
comptime SomeTypeList[Trait: type_of(AnyType)] = _SomeTypes[Trait, ...]
"""The types of a pack whose elements conform to `Trait`: `def show(*xs: *SomeTypeList[Writable])`."""


@always_inline("builtin")
def __field_count[T: AnyType]() -> Int:
    return Int(SIMDLength(mlir_value=__reflect_field_count[T]()))
