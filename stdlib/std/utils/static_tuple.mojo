"""Fixed-size arrays that live in registers."""

from std.builtin.device_passable import DevicePassable
from std.collections._check import check_index


struct StaticTuple[T: TrivialRegisterPassable, size: Int](
    Defaultable,
    DevicePassable,
    Equatable where conforms_to(T, Equatable),
    Sized,
    TrivialRegisterPassable,
    Writable where conforms_to(T, Writable),
):
    """`size` values of one trivial type; a kernel may take it as an argument."""

    comptime device_type = Self

    var _data: __mlir_type[`!fx.array<`, Self.size, ` x `, Self.T, `>`]

    @always_inline("nodebug")
    def __init__(out self):
        """Values that nobody has set."""
        __mark_initialized(self._data)

    @always_inline("nodebug")
    def __init__(out self, *, fill: Self.T):
        """The same value everywhere."""
        __mark_initialized(self._data)
        comptime for i in range(Self.size):
            self._at(i).unsafe_write(fill)

    @always_inline("nodebug")
    def __init__(out self, *elems: Self.T):
        """The given values, as many as the tuple holds."""
        __mark_initialized(self._data)
        debug_assert[assert_mode="safe"](len(elems) == Self.size, "a StaticTuple of ", Self.size, " is made of as many values")
        comptime for i in range(Self.size):
            self._at(i).unsafe_write(elems[i])

    @always_inline("nodebug")
    def _at(self, i: Int) -> Pointer[Self.T, MutUntrackedOrigin]:
        return Pointer[Self.T, MutUntrackedOrigin](mlir_value=__get_mvalue_as_litref(self._data)).unsafe_offset(i)

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of values."""
        return Self.size

    @always_inline("nodebug")
    def get[idx: Int](self) -> Self.T:
        """One value."""
        comptime assert 0 <= idx < Self.size, "the tuple has no such element"
        return self._at(idx)[]

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Self.T:
        """One value."""
        check_index(index(idx), Self.size)
        return self._at(index(idx))[]

    @always_inline("nodebug")
    def __setitem__[I: Indexer, //](mut self, idx: I, val: Self.T):
        """Replaces one value."""
        check_index(index(idx), Self.size)
        self._at(index(idx)).unsafe_write(val)

    @always_inline("nodebug")
    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        """Whether all values are equal."""
        comptime for i in range(Self.size):
            if self[i] != other[i]:
                return False
        return True

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `(1, 2)`, with a comma behind a lone value."""
        writer.write_string("(")
        comptime for i in range(Self.size):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_to(writer)
        comptime if Self.size == 1:
            writer.write_string(",")
        writer.write_string(")")
