"""Small vectors of integers: shapes and positions whose length is known at compile time."""

from std.builtin.device_passable import DevicePassable


struct IndexList[size: Int, *, element_type: DType = DType.int64](
    Defaultable, DevicePassable, Equatable, Hashable, Sized, TrivialRegisterPassable, Writable
):
    """`size` integers. Comparisons of order hold only if they hold for every element."""

    comptime device_type = Self

    var _data: __mlir_type[`!fx.array<`, Self.size, ` x `, Scalar[Self.element_type], `>`]

    @always_inline("nodebug")
    def __init__(out self):
        """Zeros."""
        __mark_initialized(self._data)
        comptime for i in range(Self.size):
            self._at(i).unsafe_store(Scalar[Self.element_type](0))

    @always_inline("nodebug")
    def __init__(out self, fill: Int):
        """The same integer everywhere."""
        __mark_initialized(self._data)
        comptime for i in range(Self.size):
            self._at(i).unsafe_store(Scalar[Self.element_type](fill))

    @always_inline("nodebug")
    def __init__(out self, *elements: Int, __list_literal__: NoneType = None):
        """The given integers, as many as the list holds."""
        __mark_initialized(self._data)
        debug_assert[assert_mode="safe"](len(elements) == Self.size, "an IndexList of ", Self.size, " is made of as many integers")
        comptime for i in range(Self.size):
            self._at(i).unsafe_store(Scalar[Self.element_type](elements[i]))

    @always_inline("nodebug")
    @implicit
    def __init__[*Ts: Intable & Movable](out self, elements: Tuple[*Ts]):
        """The elements of a tuple."""
        comptime assert Ts.length == Self.size, "the tuple must have as many elements as the list"
        __mark_initialized(self._data)
        comptime for i in range(Self.size):
            self._at(i).unsafe_store(Scalar[Self.element_type](Int(elements[i])))

    @always_inline("nodebug")
    def _at(self, i: Int) -> Pointer[Scalar[Self.element_type], MutUntrackedOrigin]:
        return Pointer[Scalar[Self.element_type], MutUntrackedOrigin](mlir_value=__get_mvalue_as_litref(self._data)).unsafe_offset(i)

    # ---- Elements

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of integers."""
        return Self.size

    @always_inline("nodebug")
    def get[idx: Int](self) -> Int:
        """One integer."""
        comptime assert 0 <= idx < Self.size, "the list has no such element"
        return Int(self._at(idx).unsafe_load())

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Int:
        """One integer."""
        return Int(self._at(index(idx)).unsafe_load())

    @always_inline("nodebug")
    def __setitem__[I: Indexer, //](mut self, idx: I, val: Int):
        """Replaces one integer."""
        self._at(index(idx)).unsafe_store(Scalar[Self.element_type](val))

    # ---- Arithmetic, element by element

    @always_inline("nodebug")
    def __add__(self, rhs: Self) -> Self:
        """The sums."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[i] + rhs[i]
        return result

    @always_inline("nodebug")
    def __sub__(self, rhs: Self) -> Self:
        """The differences."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[i] - rhs[i]
        return result

    @always_inline("nodebug")
    def __mul__(self, rhs: Self) -> Self:
        """The products."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[i] * rhs[i]
        return result

    @always_inline("nodebug")
    def __floordiv__(self, rhs: Self) -> Self:
        """The quotients, rounded down."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[i] // rhs[i]
        return result

    @always_inline("nodebug")
    def remu(self, rhs: Self) -> Self:
        """The remainders."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[i] % rhs[i]
        return result

    @always_inline("nodebug")
    def flattened_length(self) -> Int:
        """The product of all integers."""
        var result = 1
        comptime for i in range(Self.size):
            result *= self[i]
        return result

    @always_inline("nodebug")
    def get_row_major_strides(self) -> Self:
        """The strides of a shape whose last dimension is contiguous."""
        var result = self
        var stride = 1
        comptime for k in range(Self.size):
            result[Self.size - 1 - k] = stride
            stride *= self[Self.size - 1 - k]
        return result

    @always_inline("nodebug")
    def reverse(self) -> Self:
        """The integers from the last to the first."""
        var result = self
        comptime for i in range(Self.size):
            result[i] = self[Self.size - 1 - i]
        return result

    @always_inline("nodebug")
    def cast[dtype: DType](self) -> IndexList[Self.size, element_type=dtype]:
        """The same integers in another type."""
        var result = IndexList[Self.size, element_type=dtype]()
        comptime for i in range(Self.size):
            result[i] = self[i]
        return result

    @always_inline("nodebug")
    def canonicalize(self) -> IndexList[Self.size]:
        """The same integers in 64 bits."""
        return self.cast[DType.int64]()

    # ---- Comparison and text

    @always_inline("nodebug")
    def __eq__(self, rhs: Self) -> Bool:
        """Whether all integers are equal."""
        comptime for i in range(Self.size):
            if self[i] != rhs[i]:
                return False
        return True

    @always_inline("nodebug")
    def __ne__(self, rhs: Self) -> Bool:
        """Whether an integer differs."""
        return not (self == rhs)

    @always_inline("nodebug")
    def __lt__(self, rhs: Self) -> Bool:
        """Whether every integer is smaller."""
        comptime for i in range(Self.size):
            if self[i] >= rhs[i]:
                return False
        return True

    @always_inline("nodebug")
    def __le__(self, rhs: Self) -> Bool:
        """Whether no integer is larger."""
        comptime for i in range(Self.size):
            if self[i] > rhs[i]:
                return False
        return True

    @always_inline("nodebug")
    def __gt__(self, rhs: Self) -> Bool:
        """Whether every integer is larger."""
        return rhs < self

    @always_inline("nodebug")
    def __ge__(self, rhs: Self) -> Bool:
        """Whether no integer is smaller."""
        return rhs <= self

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds every integer."""
        comptime for i in range(Self.size):
            hasher.update(self[i])

    def write_to(self, mut writer: Some[Writer]):
        """Writes `(1, 2)`."""
        writer.write_string("(")
        comptime for i in range(Self.size):
            comptime if i > 0:
                writer.write_string(", ")
            writer.write(self[i])
        comptime if Self.size == 1:
            writer.write_string(",")
        writer.write_string(")")


@always_inline("nodebug")
def Index[*Ts: Intable, dtype: DType = DType.int64](*args: *Ts, out result: IndexList[Ts.length, element_type=dtype]):
    """The given integers."""
    result = IndexList[Ts.length, element_type=dtype]()
    comptime for i in range(Ts.length):
        result[i] = Int(args[i])


@always_inline("nodebug")
def product[size: Int](tuple: IndexList[size, ...], end_idx: Int = size) -> Int:
    """The product of the integers before an index."""
    return product(tuple, 0, end_idx)


@always_inline("nodebug")
def product[size: Int](tuple: IndexList[size, ...], start_idx: Int, end_idx: Int) -> Int:
    """The product of the integers from an index to before another."""
    var result = 1
    for i in range(start_idx, end_idx):
        result *= tuple[i]
    return result
