"""Growing arrays on the heap."""

from std.collections._check import _is_negative, check_index, check_slice
from std.collections.span import _ReversedIterator, _SpanIterator
from std.iter import Iterable, IterableOwned, Iterator, StopIteration, _Reversible
from std.sys.info import size_of
from std.memory.memory import destroy_n, is_trivially_copyable, uninit_copy_n, uninit_move_n, unsafe_alloc, unsafe_memcpy


struct List[T: AnyType](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Deinitable where conforms_to(T, Deinitable),
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    Iterable where conforms_to(T, Copyable),
    IterableOwned where conforms_to(T, Movable & Deinitable),
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
    _Reversible where conforms_to(T, Copyable),
):
    """Values in a row on the heap; grows at the end. Copied only when asked."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _SpanIterator[
        Self.T, __origin_interior[iterable_origin, "element"]()
    ]

    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ReversedIterator[
        Self.T, __origin_interior[iterable_origin, "element"]()
    ]
    comptime IteratorOwnedType = _OwnedListIterator[Self.T]

    var _data: Pointer[Self.T, MutUntrackedOrigin]
    var _length: Int
    var _capacity: Int

    # ---- Lifecycle

    @always_inline
    def __init__(out self):
        """No elements, no memory."""
        self._data = Pointer[Self.T, MutUntrackedOrigin].unsafe_dangling()
        self._length = 0
        self._capacity = 0

    def __init__(out self, *, capacity: Int):
        """No elements, memory for `capacity` of them."""
        self = Self()
        if capacity > 0:
            self._data = unsafe_alloc[Self.T](capacity)
            self._capacity = capacity

    def __init__[U: Copyable, //](out self: List[U], *, length: Int, fill: U):
        """`length` copies of `fill`."""
        self = List[U](capacity=length)
        for i in range(length):
            self._data.unsafe_offset(i).unsafe_write(copy=fill)
        self._length = length

    def __init__(out self, *, unsafe_uninit_length: Int):
        """`unsafe_uninit_length` elements that the caller has to initialise."""
        self = Self(capacity=unsafe_uninit_length)
        self._length = unsafe_uninit_length

    def __init__[U: Movable, //](out self: List[U], var *values: U, __list_literal__: NoneType):
        """The elements of a display."""
        self = List[U](capacity=len(values))
        var data = self._data

        def take(i: Int, var value: U) {imm data}:
            data.unsafe_offset(i).unsafe_write(value^)

        self._length = len(values)
        values^.consume_elements(take)

    def __init__[
        I: Iterable, //
    ](ref iterable: I, out self: List[I.IteratorType[origin_of(iterable)].Element]) where conforms_to(
        I.IteratorType[origin_of(iterable)].Element, Movable & Deinitable
    ):
        """The elements of anything that can be run over."""
        self = {}
        for var element in iterable:
            self.append(element^)

    def __init__(out self, *, length: Int, fill_with: Some[def(Int) -> Self.T]) where conforms_to(Self.T, Movable):
        """`length` elements, each the result of `fill_with` for its position."""
        self = Self(capacity=length)
        while self._length < length:
            self._data.unsafe_offset(self._length).unsafe_write(fill_with(self._length))
            self._length += 1

    def __init__[U: Copyable, //](out self: List[U], span: Span[U, _]):
        """Copies of the values of a view."""
        self = List[U](capacity=len(span))
        uninit_copy_n(dest=self._data, src=span.unsafe_ptr(), count=len(span))
        self._length = len(span)

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        """Copies of all elements."""
        self = Self(capacity=copy._capacity)
        uninit_copy_n(dest=self._data, src=copy._data, count=copy._length)
        self._length = copy._length

    def __deinit__(deinit self) where conforms_to(Self.T, Deinitable):
        """Destroys the elements and frees the memory."""
        destroy_n(self._data, self._length)
        if self._capacity > 0:
            self._data.unsafe_free()

    def _canonicalize(mut self):
        """Compile-time values that are equal must not differ in spare memory."""
        if self._capacity > self._length:
            var exact = Self(capacity=self._length)
            unsafe_memcpy(dest=exact._data, src=self._data, count=self._length)
            swap(self._data, exact._data)
            swap(self._capacity, exact._capacity)
            exact^._free()

    @always_inline
    def _free(deinit self):
        """Frees the memory; the elements are somebody else's by now."""
        if self._capacity > 0:
            self._data.unsafe_free()

    # ---- Size

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of elements."""
        return self._length

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there are elements."""
        return self._length != 0

    @always_inline("nodebug")
    def capacity(self) -> Int:
        """The number of elements that the memory has room for."""
        return self._capacity

    def byte_length(self) -> Int:
        """The bytes that the elements take."""
        return self._length * size_of[Self.T]()

    @no_inline
    def _reallocate(mut self, capacity: Int) where conforms_to(Self.T, Movable):
        var data = Pointer[Self.T, MutUntrackedOrigin].unsafe_dangling()
        if capacity > 0:
            data = unsafe_alloc[Self.T](capacity)
        uninit_move_n(dest=data, src=self._data, count=self._length)
        if self._capacity > 0:
            self._data.unsafe_free()
        self._data = data
        self._capacity = capacity

    def reserve(mut self, capacity: Int) where conforms_to(Self.T, Movable):
        """Makes room for at least `capacity` elements."""
        if capacity > self._capacity:
            self._reallocate(capacity)

    @always_inline
    def _grow(mut self, needed: Int) where conforms_to(Self.T, Movable):
        if needed > self._capacity:
            self._reallocate(max(2 * self._capacity, needed))

    # ---- Elements

    @always_inline
    def append(mut self, var value: Self.T) where conforms_to(Self.T, Movable):
        """Adds an element at the end."""
        self._grow(self._length + 1)
        self._data.unsafe_offset(self._length).unsafe_write(value^)
        self._length += 1

    def insert(mut self, i: Int, var value: Self.T) where conforms_to(Self.T, Movable):
        """Adds an element before position `i`."""
        check_slice(i, self._length, self._length)
        self._grow(self._length + 1)
        uninit_move_n(dest=self._data.unsafe_offset(i + 1), src=self._data.unsafe_offset(i), count=self._length - i)
        self._data.unsafe_offset(i).unsafe_write(value^)
        self._length += 1

    def extend(mut self, var other: List[Self.T]) where conforms_to(Self.T, Movable & Deinitable):
        """Moves the elements of another list to the end."""
        self._grow(self._length + other._length)
        uninit_move_n(dest=self._data.unsafe_offset(self._length), src=other._data, count=other._length)
        self._length += other._length
        other._length = 0

    def extend(mut self, span: Span[Self.T, _]) where conforms_to(Self.T, Copyable):
        """Adds copies of the values of a view."""
        self._grow(self._length + len(span))
        uninit_copy_n(dest=self._data.unsafe_offset(self._length), src=span.unsafe_ptr(), count=len(span))
        self._length += len(span)

    @always_inline
    def pop(mut self) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the last element away."""
        check_index(self._length - 1, self._length)
        self._length -= 1
        return self._data.unsafe_offset(self._length).unsafe_take_pointee()

    @always_inline
    def pop(mut self, i: Int) -> Self.T where conforms_to(Self.T, Movable):
        """Takes the element at position `i` away."""
        check_index(i, self._length)
        var value = self._data.unsafe_offset(i).unsafe_take_pointee()
        uninit_move_n(dest=self._data.unsafe_offset(i), src=self._data.unsafe_offset(i + 1), count=self._length - i - 1)
        self._length -= 1
        return value^

    def resize(mut self, length: Int, fill: Self.T) where conforms_to(Self.T, Copyable & Deinitable):
        """Makes the list `length` elements long, by copies of `fill` or by dropping the last ones."""
        if length < self._length:
            self.shrink(length)
            return
        self._grow(length)
        for i in range(self._length, length):
            self._data.unsafe_offset(i).unsafe_write(copy=fill)
        self._length = length

    def resize(mut self, *, unsafe_uninit_length: Int) where conforms_to(Self.T, Movable & Deinitable):
        """Makes the list that long; new elements are for the caller to initialise."""
        if unsafe_uninit_length < self._length:
            self.shrink(unsafe_uninit_length)
            return
        self._grow(unsafe_uninit_length)
        self._length = unsafe_uninit_length

    def shrink(mut self, new_length: Int) where conforms_to(Self.T, Deinitable):
        """Drops the elements from position `new_length` on."""
        check_slice(new_length, self._length, self._length)
        destroy_n(self._data.unsafe_offset(new_length), self._length - new_length)
        self._length = new_length

    def clear(mut self) where conforms_to(Self.T, Deinitable):
        """Drops all elements; the memory stays."""
        destroy_n(self._data, self._length)
        self._length = 0

    def reverse(mut self) where conforms_to(Self.T, Movable):
        """Turns the order round."""
        for i in range(self._length / 2):
            self.swap_elements(i, self._length - 1 - i)

    def swap_elements(mut self, a: Int, b: Int) where conforms_to(Self.T, Movable):
        """Exchanges two elements."""
        check_index(a, self._length)
        check_index(b, self._length)
        if a != b:
            self._data.unsafe_offset(a).swap_pointees(self._data.unsafe_offset(b))

    # ---- Search

    def try_index(self, value: Self.T, start: Int = 0, stop: Optional[Int] = None) -> Optional[Int] where conforms_to(
        Self.T, Equatable
    ):
        """Position of the first element equal to `value` between Python's slice bounds."""
        var first, last, _ = Slice(start, stop).indices(self._length)
        for i in range(first, last):
            if self._data[unsafe_offset=i] == value:
                return i
        return None

    def index(self, value: Self.T, start: Int = 0, stop: Optional[Int] = None) raises -> Int where conforms_to(Self.T, Equatable):
        """Position of the first element equal to `value`.

        Raises:
            If there is none.
        """
        var found = self.try_index(value, start, stop)
        if not found:
            raise "ValueError: Given element is not in list"
        return found.value()

    def count(self, value: Self.T) -> Int where conforms_to(Self.T, Equatable):
        """How many elements equal `value`."""
        var total = 0
        for i in range(self._length):
            if self._data[unsafe_offset=i] == value:
                total += 1
        return total

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        """Whether some element equals `value`."""
        for i in range(self._length):
            if self._data[unsafe_offset=i] == value:
                return True
        return False

    # ---- Access

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def __getitem__[
        value: __mlir_type.`!fx.int_literal`, //
    ](ref self, idx: IntLiteral[value]) -> ref[__origin_interior[origin_of(self), "element"]()] Self.T:
        """One element."""
        comptime assert not _is_negative[value](), "negative indexing is not supported, use e.g. `x[len(x) - 1]`"
        check_index(idx, self._length)
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def __getitem__[I: Indexer, //](ref self, idx: I) -> ref[__origin_interior[origin_of(self), "element"]()] Self.T:
        """One element."""
        check_index(index(idx), self._length)
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def __getitem__(ref self, slice: ContiguousSlice) -> Span[Self.T, __origin_interior[origin_of(self), "element"]()]:
        """A view of a range."""
        var start, end = slice.indices(self._length)
        check_slice(start, end, self._length)
        return Span[Self.T, __origin_interior[origin_of(self), "element"]()](
            unsafe_ptr=self.unsafe_ptr().unsafe_offset(start), length=end - start
        )

    def __getitem__(self, slice: StridedSlice) -> Self where conforms_to(Self.T, Copyable):
        """A new list of every so many elements, by Python's rules."""
        var start, end, step = slice.indices(self._length)
        var result = Self()
        for i in range(start, end, step):
            result.append(self._data[unsafe_offset=i].copy())
        return result^

    @always_inline("nodebug")
    @__unsafe_nested_origins_read_only
    def unsafe_get[I: Indexer, //](ref self, idx: I) -> ref[__origin_interior[origin_of(self), "element"]()] Self.T:
        """One element; the index is not checked."""
        return self.unsafe_ptr()[unsafe_offset=idx]

    @always_inline("nodebug")
    def unsafe_set(mut self, idx: Int, var value: Self.T) where conforms_to(Self.T, Movable & Deinitable):
        """Replaces one element; the index is not checked."""
        self._data.unsafe_offset(idx).unsafe_deinit_pointee()
        self._data.unsafe_offset(idx).unsafe_write(value^)

    @always_inline("nodebug")
    def unsafe_ptr(ref self) -> Pointer[Self.T, __origin_interior[origin_of(self), "element"]()]:
        """The address of the first element."""
        return Pointer[Self.T, __origin_interior[origin_of(self), "element"]()](mlir_value=self._data._address)

    @always_inline("nodebug")
    def __iter__(ref self) -> _SpanIterator[Self.T, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the elements."""
        return _SpanIterator[Self.T, __origin_interior[origin_of(self), "element"]()](self.unsafe_ptr(), 0, self._length)

    def __iter__(var self) -> _OwnedListIterator[Self.T] where conforms_to(Self.T, Movable & Deinitable):
        """Runs over the elements and hands them out: `for var x in list^`."""
        return _OwnedListIterator(self^)

    def __reversed__(ref self) -> _ReversedIterator[Self.T, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the elements from the end."""
        return _ReversedIterator[Self.T, __origin_interior[origin_of(self), "element"]()](self.unsafe_ptr(), self._length)

    # ---- Operators

    def __add__(self, var other: Self) -> Self where conforms_to(Self.T, Copyable & Deinitable):
        """The elements of both."""
        var result = self.copy()
        result.extend(other^)
        return result^

    def __iadd__(mut self, var other: Self) where conforms_to(Self.T, Movable & Deinitable):
        """Moves the elements of another list to the end."""
        self.extend(other^)

    def __mul__(self, count: Int) -> Self where conforms_to(Self.T, Copyable):
        """The elements `count` times."""
        var result = Self(capacity=max(0, self._length * count))
        for _ in range(count):
            for i in range(self._length):
                result.append(self._data[unsafe_offset=i].copy())
        return result^

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether both have equal elements in the same order."""
        if self._length != other._length:
            return False
        for i in range(self._length):
            if self._data[unsafe_offset=i] != other._data[unsafe_offset=i]:
                return False
        return True

    def __hash__(self, mut hasher: Some[Hasher]) where conforms_to(Self.T, Hashable):
        """Adds every element."""
        for i in range(self._length):
            self._data[unsafe_offset=i].__hash__(hasher)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `[1, 2]`."""
        writer.write_string("[")
        for i in range(self._length):
            if i > 0:
                writer.write_string(", ")
            self._data[unsafe_offset=i].write_to(writer)
        writer.write_string("]")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `List[T]([…])`."""
        writer.write_string("List[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.T]()]())
        writer.write_string("]([")
        for i in range(self._length):
            if i > 0:
                writer.write_string(", ")
            self._data[unsafe_offset=i].write_repr_to(writer)
        writer.write_string("])")


struct _OwnedListIterator[T: AnyType](
    Deinitable where conforms_to(T, Deinitable), Iterator where conforms_to(T, Movable & Deinitable), Movable
):
    """Hands out the elements of a list that belongs to it."""

    comptime Element = Self.T
    var list: List[Self.T]
    var index: Int

    def __init__(out self, var list: List[Self.T]):
        self.list = list^
        self.index = 0

    def __deinit__(deinit self) where conforms_to(Self.T, Deinitable):
        """Destroys the elements that are left."""
        destroy_n(self.list._data.unsafe_offset(self.index), self.list._length - self.index)
        self.list._length = 0

    def __iter__(var self) -> Self:
        return self^

    @always_inline
    def __next__(mut self) raises StopIteration -> Self.T where conforms_to(Self.T, Movable):
        if self.index >= self.list._length:
            raise StopIteration()
        self.index += 1
        return self.list._data.unsafe_offset(self.index - 1).unsafe_take_pointee()
