"""Shared ownership by an atomic count."""

from std.atomic import Atomic
from std.memory.memory import unsafe_alloc


struct _Shared[T: AnyType]:
    """The count and the value, in one block."""

    var count: UInt64
    var value: Self.T

    def __init__[U: Movable](out self: _Shared[U], var value: U):
        self.count = 1
        self.value = value^


struct ArcPointer[T: Movable & Deinitable](
    Deinitable,
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    Identifiable,
    ImplicitlyCopyable,
    Writable where conforms_to(T, Writable),
):
    """One of several owners of a value on the heap; the last one destroys it. All of them may change it."""

    var _shared: Pointer[_Shared[Self.T], MutUntrackedOrigin]

    def __init__(out self, var value: Self.T):
        """Moves a value to the heap."""
        self._shared = unsafe_alloc[_Shared[Self.T]](1)
        self._shared.unsafe_write(_Shared(value^))

    def __init__(out self, *, copy: Self):
        """Another owner of the same value."""
        _ = Atomic.fetch_add(Pointer(to=copy._shared[].count), UInt64(1))
        self._shared = copy._shared

    def __deinit__(deinit self):
        """Gives up this share."""
        if Atomic.fetch_sub(Pointer(to=self._shared[].count), UInt64(1)) == 1:
            self._shared.unsafe_deinit_pointee()
            self._shared.unsafe_free()

    @always_inline("nodebug")
    def __getitem__(ref self) -> ref[__origin_mut_cast[origin_of(self), True]()] Self.T:
        """The value."""
        return self.unsafe_ptr()[]

    @always_inline("nodebug")
    def unsafe_ptr(ref self) -> Pointer[Self.T, __origin_mut_cast[origin_of(self), True]()]:
        """The address of the value."""
        return Pointer(to=self._shared[].value).unsafe_origin_cast[__origin_mut_cast[origin_of(self), True]()]()

    @always_inline("nodebug")
    def ptr(ref self) -> Pointer[Self.T, __origin_mut_cast[origin_of(self), True]()]:
        """The address of the value."""
        return self.unsafe_ptr()

    def count(self) -> UInt64:
        """The number of owners."""
        return Atomic.load(Pointer(to=self._shared[].count))

    def __is__(self, other: Self) -> Bool:
        """Whether both own the same value."""
        return Int(self._shared) == Int(other._shared)

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether the values are equal."""
        return self[] == other[]

    def __hash__(self, mut hasher: Some[Hasher]) where conforms_to(Self.T, Hashable):
        """Adds the value."""
        self[].__hash__(hasher)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes the value."""
        self[].write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `ArcPointer[T](value)`."""
        writer.write("ArcPointer[", StringLiteral[__reflect_type_name[Self.T]()](), "](")
        self[].write_repr_to(writer)
        writer.write(")")
