"""Values that may be missing."""

from std.builtin.debug_assert import _abort_with


struct EmptyOptionalError[T: AnyType](ImplicitlyCopyable, Deinitable, Writable):
    """Raised by `opt[]` on an empty `Optional`."""

    def __init__(out self):
        """The only value."""
        pass

    def write_to(self, mut writer: Some[Writer]):
        """Writes the type's name."""
        writer.write_string("EmptyOptionalError[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.T]()]())
        writer.write_string("]()")


struct Optional[T: AnyType](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Deinitable where conforms_to(T, Deinitable),
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    ImplicitlyCopyable where conforms_to(T, ImplicitlyCopyable),
    Movable where conforms_to(T, Movable),
    Writable where conforms_to(T, Writable),
):
    """A value of type `T`, or `None`."""

    comptime __copy__is_trivial = __trivial_copy[Self.T]()
    comptime __move__is_trivial = __trivial_move[Self.T]()
    comptime __del__is_trivial = __trivial_deinit[Self.T]()

    var _storage: __mlir_type[`!fx.union<`, Self.T, `>`]
    var _present: Bool

    # ---- Lifecycle

    @always_inline("nodebug")
    def __init__(out self):
        """Empty."""
        __mark_initialized(self._storage)
        self._present = False

    @always_inline("nodebug")
    @implicit
    def __init__(out self, value: NoneType):
        """Empty."""
        self = Self()

    @always_inline("nodebug")
    @implicit
    def __init__[U: Movable, //](out self: Optional[U], var value: U):
        """Holds a value."""
        __mark_initialized(self._storage)
        self._present = True
        self._at().unsafe_write(value^)

    @always_inline("nodebug")
    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        """A copy of the value, if there is one."""
        __mark_initialized(self._storage)
        self._present = copy._present
        if copy._present:
            self._at().unsafe_write(copy=copy._at()[])

    @always_inline("nodebug")
    def __init__(out self, *, deinit move: Self) where conforms_to(Self.T, Movable):
        """Takes over the value, if there is one."""
        __mark_initialized(self._storage)
        self._present = move._present
        if move._present:
            self._at().unsafe_write_move_from(move._at())

    @always_inline("nodebug")
    def __deinit__(deinit self) where conforms_to(Self.T, Deinitable):
        """Destroys the value, if there is one."""
        if self._present:
            self._at().unsafe_deinit_pointee()

    @always_inline("nodebug")
    def _at(self) -> Pointer[Self.T, MutUntrackedOrigin]:
        return Pointer[Self.T, MutUntrackedOrigin](mlir_value=__get_mvalue_as_litref(self._storage))

    # ---- Access

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there is a value."""
        return self._present

    @always_inline("nodebug")
    def __invert__(self) -> Bool:
        """Whether there is none."""
        return not self._present

    @always_inline("nodebug")
    def __is__(self, other: NoneType) -> Bool:
        """Whether there is no value: `x is None`."""
        return not self._present

    @always_inline("nodebug")
    def __isnot__(self, other: NoneType) -> Bool:
        """Whether there is a value: `x is not None`."""
        return self._present

    @always_inline("nodebug")
    def value(ref self) -> ref[origin_of(self)] Self.T:
        """The value; stops the program if there is none."""
        if not self._present:
            _empty_value()
        return self.unsafe_value()

    @always_inline("nodebug")
    def unsafe_value(ref self) -> ref[origin_of(self)] Self.T:
        """The value; nothing is checked."""
        return Pointer[Self.T, origin_of(self)](mlir_value=__get_mvalue_as_litref(self._storage))[]

    @always_inline("nodebug")
    def __getitem__(ref self) raises EmptyOptionalError[Self.T] -> ref[origin_of(self)] Self.T:
        """The value.

        Raises:
            EmptyOptionalError if there is none.
        """
        if not self._present:
            raise EmptyOptionalError[Self.T]()
        return self.unsafe_value()

    def take(mut self) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the value away and leaves `None`; stops the program if there is none."""
        if not self._present:
            _empty_value()
        return self.unsafe_take()

    @always_inline("nodebug")
    def unsafe_take(mut self) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the value away and leaves `None`; nothing is checked."""
        self._present = False
        return self._at().unsafe_take_pointee()

    @always_inline("nodebug")
    def or_else(deinit self, var default: Self.T) -> Self.T where conforms_to(Self.T, Movable & Deinitable):
        """The value, or `default` if there is none."""
        if self._present:
            return self._at().unsafe_take_pointee()
        return default^

    def map[U: Movable, //](deinit self, f: Some[def(var Self.T) -> U]) -> Optional[U] where conforms_to(Self.T, Movable):
        """`f` of the value, if there is one."""
        if self._present:
            return Optional[U](f(self._at().unsafe_take_pointee()))
        return None

    # ---- Comparison and text

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether both are empty or hold equal values."""
        if self._present and other._present:
            return self._at()[] == other._at()[]
        return self._present == other._present

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether one is empty and the other is not, or they hold different values."""
        return not (self == other)

    def __eq__(self, other: NoneType) -> Bool:
        """Whether there is no value."""
        return not self._present

    def __ne__(self, other: NoneType) -> Bool:
        """Whether there is a value."""
        return self._present

    def __hash__(self, mut hasher: Some[Hasher]) where conforms_to(Self.T, Hashable):
        """Adds whether there is a value, and the value."""
        self._present.__hash__(hasher)
        if self._present:
            self._at()[].__hash__(hasher)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes the value, or `None`."""
        if self._present:
            self._at()[].write_to(writer)
        else:
            writer.write_string("None")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `Optional[T](value)`."""
        writer.write_string("Optional[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.T]()]())
        writer.write_string("](")
        if self._present:
            self._at()[].write_repr_to(writer)
        else:
            writer.write_string("None")
        writer.write_string(")")


@no_inline
def _empty_value():
    _abort_with(
        "`Optional.value()` called on empty `Optional`. Consider using `if optional:` to check whether the `Optional` is empty"
        " before calling `.value()`, or use `.or_else()` to provide a default value."
    )
