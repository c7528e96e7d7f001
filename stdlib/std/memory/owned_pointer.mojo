"""A box: one value on the heap with one owner."""

from std.memory.memory import unsafe_alloc


struct OwnedPointer[T: AnyType](
    Deinitable where conforms_to(T, Deinitable), Movable, Writable where conforms_to(T, Writable)
):
    """Owns a value on the heap; destroys it when it goes."""

    var _address: Pointer[Self.T, MutUntrackedOrigin]

    def __init__[U: Movable, //](out self: OwnedPointer[U], var value: U):
        """Moves a value to the heap."""
        self._address = unsafe_alloc[U](1)
        self._address.unsafe_write(value^)

    def __init__[U: Copyable, //](out self: OwnedPointer[U], *, copy_value: U):
        """Copies a value to the heap."""
        self._address = unsafe_alloc[U](1)
        self._address.unsafe_write(copy=copy_value)

    def __deinit__(deinit self) where conforms_to(Self.T, Deinitable):
        """Destroys the value and frees its memory."""
        self._address.unsafe_deinit_pointee()
        self._address.unsafe_free()

    @always_inline("nodebug")
    def __getitem__(ref self) -> ref[origin_of(self)] Self.T:
        """The value."""
        return self._address.unsafe_mut_cast[origin_of(self).mut]().unsafe_origin_cast[origin_of(self)]()[]

    @always_inline("nodebug")
    def unsafe_ptr(ref self) -> Pointer[Self.T, origin_of(self)]:
        """The address of the value."""
        return self._address.unsafe_mut_cast[origin_of(self).mut]().unsafe_origin_cast[origin_of(self)]()

    def into_inner(deinit self) -> Self.T where conforms_to(Self.T, Movable):
        """Moves the value out and frees its memory."""
        var value = self._address.unsafe_take_pointee()
        self._address.unsafe_free()
        return value^

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes the value."""
        self[].write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `OwnedPointer[T](value)`."""
        writer.write("OwnedPointer[", StringLiteral[__reflect_type_name[Self.T]()](), "](")
        self[].write_repr_to(writer)
        writer.write(")")
