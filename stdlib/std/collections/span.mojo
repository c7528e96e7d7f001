"""Views of values in a row."""

from std.collections._check import _is_negative, check_index, check_slice
from std.iter import Iterable, Iterator, StopIteration, _Reversible
from std.memory.memory import unsafe_memcpy
from std.sys.info import simd_width_of


struct Span[mut: Bool, //, T: AnyType, origin: Origin[mut=mut], *, address_space: AddressSpace = AddressSpace.GENERIC](
    Boolable, Iterable where conforms_to(T, Copyable), Sized, TrivialRegisterPassable, _Reversible where conforms_to(T, Copyable), Writable where conforms_to(T, Writable)
):
    """An address and a length: `length` values of type `T` in a row, which somebody else owns."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _SpanIterator[
        Self.T, Self.origin, address_space = Self.address_space
    ]
    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ReversedIterator[
        Self.T, Self.origin, address_space = Self.address_space
    ]
    comptime Immutable = Span[Self.T, __origin_mut_cast[Self.origin, False](), address_space = Self.address_space]

    var _data: Pointer[Self.T, Self.origin, address_space = Self.address_space]
    var _length: Int

    @always_inline("nodebug")
    def __init__(out self):
        """No values."""
        self._data = Pointer[Self.T, Self.origin, address_space = Self.address_space].unsafe_dangling()
        self._length = 0

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_ptr: Pointer[Self.T, Self.origin, address_space = Self.address_space], length: Int):
        """`length` values from an address on."""
        self._data = unsafe_ptr
        self._length = length

    @always_inline("nodebug")
    @implicit
    def __init__(out self: Span[Self.T, Self.origin], ref[Self.origin] list: List[Self.T]):
        """The elements of a list."""
        self._data = list.unsafe_ptr().unsafe_origin_cast[Self.origin]()
        self._length = len(list)

    @always_inline("nodebug")
    @implicit
    def __init__[n: Int](out self: Span[Self.T, Self.origin], ref[Self.origin] array: Array[Self.T, n]):
        """The elements of an array."""
        self._data = array.unsafe_ptr().unsafe_origin_cast[Self.origin]()
        self._length = n

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: Span, out self: Span[other.T, __origin_mut_cast[other.origin, False](), address_space = other.address_space]
    ) where other.mut:
        """A view that only reads."""
        self._data = other._data.as_imm()
        self._length = other._length

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of values."""
        return self._length

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there are values."""
        return self._length != 0

    @always_inline("nodebug")
    def __getitem__[
        value: __mlir_type.`!fx.int_literal`, //
    ](self, idx: IntLiteral[value]) -> ref[Self.origin, Self.address_space] Self.T:
        """One element."""
        comptime assert not _is_negative[value](), "negative indexing is not supported, use e.g. `x[len(x) - 1]`"
        check_index(idx, self._length)
        return self._data[unsafe_offset=idx]

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> ref[Self.origin, Self.address_space] Self.T:
        """One value."""
        check_index(index(idx), self._length)
        return self._data[unsafe_offset=idx]

    @always_inline("nodebug")
    def __getitem__(self, slice: ContiguousSlice) -> Self:
        """The values of a range."""
        var start, end = slice.indices(self._length)
        check_slice(start, end, self._length)
        return Self(unsafe_ptr=self._data.unsafe_offset(start), length=end - start)

    @always_inline("nodebug")
    def unsafe_get[I: Indexer, //](self, idx: I) -> ref[Self.origin, Self.address_space] Self.T:
        """One value; the index is not checked."""
        return self._data[unsafe_offset=idx]

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[Self.T, Self.origin, address_space = Self.address_space]:
        """The address of the first value."""
        return self._data

    @always_inline("nodebug")
    def __iter__(ref self) -> _SpanIterator[Self.T, Self.origin, address_space = Self.address_space]:
        """Runs over the values."""
        return _SpanIterator[Self.T, Self.origin, address_space = Self.address_space](self._data, 0, self._length)

    @always_inline("nodebug")
    def __reversed__(ref self) -> _ReversedIterator[Self.T, Self.origin, address_space = Self.address_space]:
        """Runs over the values from the end."""
        return _ReversedIterator[Self.T, Self.origin, address_space = Self.address_space](self._data, self._length)

    @always_inline("nodebug")
    def as_imm(self) -> Self.Immutable:
        """The same view, only read."""
        return Self.Immutable(unsafe_ptr=self._data.as_imm(), length=self._length)

    def fill[U: Copyable & Deinitable, //](self: Span[U, _], value: U) where type_of(self).mut:
        """Replaces every value."""
        for i in range(self._length):
            self._data[unsafe_offset=i] = value.copy()

    def apply[
        dtype: DType, //, func: def[w: SIMDLength](SIMD[dtype, w]) capturing [_] -> SIMD[dtype, w]
    ](self: Span[Scalar[dtype], _]) where type_of(self).mut:
        """Replaces all numbers by what `func` makes of them, a vector at a time."""
        comptime width = simd_width_of[dtype]()
        var data = self.unsafe_ptr()
        var i = 0
        while i + width <= len(self):
            data.unsafe_store(i, func(data.unsafe_load[width](i)))
            i += width
        while i < len(self):
            data.unsafe_store(i, func(data.unsafe_load(i)))
            i += 1

    def apply[
        dtype: DType, //,
        func: def[w: SIMDLength](SIMD[dtype, w]) capturing [_] -> SIMD[dtype, w],
        *,
        cond: def[w: SIMDLength](SIMD[dtype, w]) capturing [_] -> SIMD[DType.bool, w],
    ](self: Span[Scalar[dtype], _]) where type_of(self).mut:
        """Replaces the numbers for which `cond` holds."""

        @always_inline
        def chosen[w: SIMDLength](x: SIMD[dtype, w]) -> SIMD[dtype, w]:
            return cond(x).select(func(x), x)

        self.apply[chosen]()

    def copy_from[U: Copyable & Deinitable, //](self: Span[U, _], other: Span[U, _]) where type_of(self).mut:
        """Replaces the values by those of a view of the same length."""
        debug_assert[assert_mode="safe"](len(self) == len(other), "Spans must be of equal length")
        for i in range(self._length):
            self._data[unsafe_offset=i] = other._data[unsafe_offset=i].copy()

    def swap_elements[U: Movable, //](self: Span[U, _], a: Int, b: Int) where type_of(self).mut:
        """Exchanges two values."""
        check_index(a, self._length)
        check_index(b, self._length)
        self._data.unsafe_offset(a).swap_pointees(self._data.unsafe_offset(b))

    def reverse[U: Movable, //](self: Span[U, _]) where type_of(self).mut:
        """Turns the order round."""
        for i in range(self._length / 2):
            self._data.unsafe_offset(i).swap_pointees(self._data.unsafe_offset(self._length - 1 - i))

    def __eq__[U: Equatable, //](self: Span[U, _], other: Span[U, _]) -> Bool:
        """Whether both have equal values in the same order."""
        if len(self) != len(other):
            return False
        for i in range(len(self)):
            if self._data[unsafe_offset=i] != other._data[unsafe_offset=i]:
                return False
        return True

    def __ne__[U: Equatable, //](self: Span[U, _], other: Span[U, _]) -> Bool:
        """Whether the values differ."""
        return not (self == other)

    def __contains__[U: Equatable, //](self: Span[U, _], value: U) -> Bool:
        """Whether some value equals `value`."""
        for i in range(len(self)):
            if self._data[unsafe_offset=i] == value:
                return True
        return False

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `[1, 2]`."""
        writer.write_string("[")
        for i in range(self._length):
            if i > 0:
                writer.write_string(", ")
            self._data[unsafe_offset=i].write_to(writer)
        writer.write_string("]")


@fieldwise_init
struct _SpanIterator[
    mut: Bool, //, T: AnyType, origin: Origin[mut=mut], *, address_space: AddressSpace = AddressSpace.GENERIC
](Deinitable, Iterable where conforms_to(T, Copyable), Iterator where conforms_to(T, Copyable), Movable, TrivialRegisterPassable):
    """Runs over values in a row."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    var data: Pointer[Self.T, Self.origin, address_space = Self.address_space]
    var index: Int
    var length: Int

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        return self

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> ref[Self.origin, Self.address_space] Self.T:
        if self.index >= self.length:
            raise StopIteration()
        var at = self.index
        self.index += 1
        return self.data[unsafe_offset=at]


@fieldwise_init
struct _ReversedIterator[
    mut: Bool, //, T: AnyType, origin: Origin[mut=mut], *, address_space: AddressSpace = AddressSpace.GENERIC
](Deinitable, Iterable where conforms_to(T, Copyable), Iterator where conforms_to(T, Copyable), Movable, TrivialRegisterPassable):
    """Runs over values in a row from the end."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    var data: Pointer[Self.T, Self.origin, address_space = Self.address_space]
    var left: Int

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        return self

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> ref[Self.origin, Self.address_space] Self.T:
        if self.left <= 0:
            raise StopIteration()
        self.left -= 1
        return self.data[unsafe_offset = self.left]


comptime MutSpan[T: AnyType, origin: MutOrigin] = Span[T, origin]
comptime ImmSpan[T: AnyType, origin: ImmOrigin] = Span[T, origin]
