"""Memory with a layout: how much, how aligned, and who has to give it back."""

from std.builtin.debug_assert import _abort_with
from std.memory.memory import unsafe_alloc
from std.sys.info import align_of, size_of


struct Layout[T: AnyType](Equatable, TrivialRegisterPassable, Writable):
    """A number of values in a row and their alignment."""

    var _count: Int
    var _alignment: Int

    @always_inline("nodebug")
    def __init__(out self, *, count: Int):
        """`count` values with the alignment of their type."""
        self._count = count
        self._alignment = align_of[Self.T]()

    @always_inline
    def __init__(out self, *, count: Int, alignment: Int):
        """`count` values; stops the program unless the alignment is a power of two and enough for the type."""
        if not Self.is_valid_alignment(alignment):
            _abort_with(String("invalid alignment: ", alignment))
        self._count = count
        self._alignment = alignment

    @staticmethod
    @always_inline
    def aligned[alignment: Int](*, count: Int) -> Self:
        """`count` values with an alignment that is checked at compile time."""
        comptime assert Self.is_valid_alignment(alignment), "the alignment must be a power of two, and enough for the type"
        return Self(count=count, alignment=alignment)

    @staticmethod
    @always_inline("nodebug")
    def single() -> Self:
        """One value."""
        return Self(count=1)

    @staticmethod
    @always_inline
    def is_valid_alignment(alignment: Int) -> Bool:
        """Whether it is a power of two, and enough for the type."""
        return alignment >= align_of[Self.T]() and alignment & (alignment - 1) == 0

    @always_inline("nodebug")
    def count(self) -> Int:
        """The number of values."""
        return self._count

    @always_inline("nodebug")
    def alignment(self) -> Int:
        """The alignment in bytes."""
        return self._alignment

    @always_inline("nodebug")
    def byte_length(self) -> Int:
        """The number of bytes."""
        return self._count * size_of[Self.T]()

    @always_inline
    def as_byte_layout(self) -> Layout[UInt8]:
        """The same memory as bytes."""
        return Layout[UInt8](count=self.byte_length(), alignment=self._alignment)

    def __eq__(self, other: Self) -> Bool:
        """Whether count and alignment are the same."""
        return self._count == other._count and self._alignment == other._alignment

    def write_to(self, mut writer: Some[Writer]):
        """Writes `Layout[T](count=4, alignment=8)`."""
        writer.write(StringLiteral[__reflect_type_name[Self]()](), "(count=", self._count, ", alignment=", self._alignment, ")")

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `Layout[T](count=4, alignment=8)`."""
        self.write_to(writer)


@explicit_destroy("memory must be given back: `dealloc(allocation^)`, `unsafe_leak()` or `into_thin()`")
struct Allocation[T: AnyType](Deinitable where False, Movable):
    """Memory for values, which it does not destroy."""

    var _data: Pointer[Self.T, MutUntrackedOrigin]
    var _layout: Layout[Self.T]

    @always_inline
    def __init__(out self, *, unsafe_owned_ptr: Pointer[Self.T, MutUntrackedOrigin], layout: Layout[Self.T]):
        """Takes over memory of that layout."""
        self._data = unsafe_owned_ptr
        self._layout = layout

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[Self.T, MutUntrackedOrigin]:
        """The address of the first value."""
        return self._data

    @always_inline("nodebug")
    def unsafe_span(self) -> Span[Self.T, MutUntrackedOrigin]:
        """All of the values."""
        return Span[Self.T, MutUntrackedOrigin](unsafe_ptr=self._data, length=self._layout.count())

    @always_inline("nodebug")
    def layout(self) -> Layout[Self.T]:
        """How much memory it is."""
        return self._layout

    @always_inline("nodebug")
    def unsafe_leak(deinit self) -> Pointer[Self.T, MutUntrackedOrigin]:
        """The address; the memory is the caller's from here on."""
        return self._data

    @always_inline("nodebug")
    def into_thin(deinit self) -> ThinAllocation[Self.T]:
        """The same without the layout, which the caller has to know."""
        return ThinAllocation[Self.T](unsafe_owned_ptr=self._data)


@explicit_destroy("memory must be given back: `unsafe_with_layout(layout)` and `dealloc`, or `unsafe_leak()`")
struct ThinAllocation[T: AnyType](Deinitable where False, Movable):
    """Memory whose layout is known elsewhere."""

    var _data: Pointer[Self.T, MutUntrackedOrigin]

    @always_inline
    def __init__(out self, *, unsafe_owned_ptr: Pointer[Self.T, MutUntrackedOrigin]):
        """Takes over memory."""
        self._data = unsafe_owned_ptr

    @always_inline
    def __init__(out self, *, unsafe_assume_ownership: Pointer[Self.T, MutUntrackedOrigin]):
        """Takes over memory."""
        self._data = unsafe_assume_ownership

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[Self.T, MutUntrackedOrigin]:
        """The address of the first value."""
        return self._data

    @always_inline("nodebug")
    def unsafe_leak(deinit self) -> Pointer[Self.T, MutUntrackedOrigin]:
        """The address; the memory is the caller's from here on."""
        return self._data

    @always_inline("nodebug")
    def unsafe_with_layout(deinit self, layout: Layout[Self.T]) -> Allocation[Self.T]:
        """The same with its layout."""
        return Allocation[Self.T](unsafe_owned_ptr=self._data, layout=layout)


@always_inline
def alloc[T: AnyType, //](layout: Layout[T]) -> Allocation[T]:
    """Memory of that layout, uninitialised. Stops the program when there is none."""
    if layout.byte_length() == 0:
        return Allocation[T](unsafe_owned_ptr=Pointer[T, MutUntrackedOrigin].unsafe_dangling(), layout=layout)
    return Allocation[T](unsafe_owned_ptr=unsafe_alloc[T](layout.count(), alignment=layout.alignment()), layout=layout)


@always_inline("nodebug")
def alloc[T: AnyType, /](count: Int, *, alignment: Int = align_of[T]()) -> Pointer[T, MutUntrackedOrigin]:
    """Memory for `count` values, uninitialised; `unsafe_free()` gives it back."""
    return unsafe_alloc[T](count, alignment=alignment)


@always_inline
def dealloc[T: AnyType, //](var allocation: Allocation[T]):
    """Gives memory back; values in it are not destroyed."""
    var is_empty = allocation.layout().byte_length() == 0
    var data = allocation^.unsafe_leak()
    if not is_empty:
        data.unsafe_free()
