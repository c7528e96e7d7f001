"""Arrays of a length that is known at compile time."""

from std.collections._check import _is_negative, check_index
from std.collections.span import _ReversedIterator, _SpanIterator
from std.iter import Iterable, _Reversible
from std.memory.memory import destroy_n, uninit_copy_n, uninit_move_n


struct Array[T: AnyType, length: Int](
    Boolable,
    Comparable where conforms_to(T, Comparable),
    Copyable where conforms_to(T, Copyable),
    Deinitable where conforms_to(T, Deinitable),
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    Iterable where conforms_to(T, Copyable),
    Movable where conforms_to(T, Movable),
    Sized,
    Writable where conforms_to(T, Writable),
    _Reversible where conforms_to(T, Copyable),
):
    """`length` values in place, without heap memory. Copied only when asked."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _SpanIterator[Self.T, iterable_origin]
    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ReversedIterator[Self.T, iterable_origin]
    comptime __copy__is_trivial = __trivial_copy[Self.T]()
    comptime __move__is_trivial = __trivial_move[Self.T]()
    comptime __del__is_trivial = __trivial_deinit[Self.T]()

    var _storage: __mlir_type[`!fx.array<`, Self.length, ` x `, Self.T, `>`]

    @always_inline("nodebug")
    def __init__(out self, *, uninitialized: Bool):
        """Elements that the caller has to initialise."""
        __mark_initialized(self._storage)

    @always_inline
    def __init__[U: Copyable, //](out self: Array[U, Self.length], *, fill: U):
        """Copies of `fill`."""
        __mark_initialized(self._storage)
        for i in range(Self.length):
            self.unsafe_ptr().unsafe_offset(i).unsafe_write(copy=fill)

    def __init__(out self, *, fill_with: Some[def(Int) -> Self.T]) where conforms_to(Self.T, Movable):
        """Results of `fill_with` for each position."""
        __mark_initialized(self._storage)
        for i in range(Self.length):
            self._at().unsafe_offset(i).unsafe_write(fill_with(i))

    @always_inline
    def __init__[U: Movable, *, __literal_size__: Int](out self: Array[U, __literal_size__], var *elems: U, __list_literal__: NoneType):
        """The elements of a display."""
        __mark_initialized(self._storage)
        var data = Pointer[U, MutUntrackedOrigin](mlir_value=__get_mvalue_as_litref(self._storage))

        def take(i: Int, var value: U) {imm data}:
            data.unsafe_offset(i).unsafe_write(value^)

        elems^.consume_elements(take)

    @always_inline
    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        """Copies of all elements."""
        __mark_initialized(self._storage)
        uninit_copy_n(dest=self._at(), src=copy._at(), count=Self.length)

    @always_inline
    def __init__(out self, *, deinit move: Self) where conforms_to(Self.T, Movable):
        """Takes over all elements."""
        __mark_initialized(self._storage)
        uninit_move_n(dest=self._at(), src=move._at(), count=Self.length)

    @always_inline
    def __deinit__(deinit self) where conforms_to(Self.T, Deinitable):
        """Destroys all elements."""
        destroy_n(self._at(), Self.length)

    @always_inline("nodebug")
    def _at(self) -> Pointer[Self.T, MutUntrackedOrigin]:
        return Pointer[Self.T, MutUntrackedOrigin](mlir_value=__get_mvalue_as_litref(self._storage))

    @always_inline("builtin")
    def __len__(self) -> Int:
        """The number of elements."""
        return Self.length

    @always_inline("builtin")
    def __bool__(self) -> Bool:
        """Whether there are elements."""
        return Self.length != 0

    @always_inline("nodebug")
    def unsafe_ptr(ref self) -> Pointer[Self.T, origin_of(self)]:
        """The address of the first element."""
        return Pointer[Self.T, origin_of(self)](mlir_value=__get_mvalue_as_litref(self._storage))

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def __getitem__[
        value: __mlir_type.`!fx.int_literal`, //
    ](ref self, idx: IntLiteral[value]) -> ref[origin_of(self)] Self.T:
        """One element."""
        comptime assert not _is_negative[value](), "negative indexing is not supported, use e.g. `x[len(x) - 1]`"
        check_index(idx, Self.length)
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def __getitem__[I: Indexer, //](ref self, idx: I) -> ref[origin_of(self)] Self.T:
        """One element."""
        check_index(index(idx), Self.length)
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def unsafe_get[I: Indexer, //](ref self, idx: I) -> ref[origin_of(self)] Self.T:
        """One element; the index is not checked."""
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    def __reversed__(ref self) -> _ReversedIterator[Self.T, origin_of(self)]:
        """Runs over the elements from the end."""
        return _ReversedIterator[Self.T, origin_of(self)](self.unsafe_ptr(), Self.length)

    def __iter__(ref self) -> _SpanIterator[Self.T, origin_of(self)]:
        """Runs over the elements."""
        return _SpanIterator[Self.T, origin_of(self)](self.unsafe_ptr(), 0, Self.length)

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether all elements are equal."""
        for i in range(Self.length):
            if self._at()[unsafe_offset=i] != other._at()[unsafe_offset=i]:
                return False
        return True

    def __lt__(self, other: Self) -> Bool where conforms_to(Self.T, Comparable):
        """Whether the first elements that differ are in order."""
        for i in range(Self.length):
            if self._at()[unsafe_offset=i] < other._at()[unsafe_offset=i]:
                return True
            if other._at()[unsafe_offset=i] < self._at()[unsafe_offset=i]:
                return False
        return False

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        """Whether some element equals `value`."""
        for i in range(Self.length):
            if self._at()[unsafe_offset=i] == value:
                return True
        return False

    def __hash__(self, mut hasher: Some[Hasher]) where conforms_to(Self.T, Hashable):
        """Adds every element."""
        for i in range(Self.length):
            self._at()[unsafe_offset=i].__hash__(hasher)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `[1, 2]`."""
        writer.write_string("[")
        for i in range(Self.length):
            if i > 0:
                writer.write_string(", ")
            self._at()[unsafe_offset=i].write_to(writer)
        writer.write_string("]")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `Array[T, n]([…])`."""
        writer.write("Array[", StringLiteral[__reflect_type_name[Self.T]()](), ", ", Self.length, "]([")
        for i in range(Self.length):
            if i > 0:
                writer.write_string(", ")
            self._at()[unsafe_offset=i].write_repr_to(writer)
        writer.write_string("])")


comptime InlineArray = Array
