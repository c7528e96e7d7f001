"""Sets."""

from std.collections.dict import Dict, DictEntry, KeyElement, _DictItems, _DictKeys
from std.hashlib.hasher import Hasher, default_hasher


struct Set[T: KeyElement & Deinitable](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Deinitable,
    Equatable,
    Hashable,
    Iterable where conforms_to(T, Copyable),
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
):
    """Different values, in order of insertion."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictKeys[
        Self.T, NoneType, __origin_interior[iterable_origin, "element"]()
    ]

    var _dict: Dict[Self.T, NoneType]

    def __init__(out self):
        """No values."""
        self._dict = Dict[Self.T, NoneType]()

    def __init__(out self, var *values: Self.T, __set_literal__: NoneType = None):
        """The values, also of a display."""
        self = Self()
        var list = List[Self.T](*values^, __list_literal__=None)
        list.reverse()
        while len(list) > 0:
            self.add(list.pop())

    def __init__[U: KeyElement & Copyable & Deinitable, //](out self: Set[U], values: Span[U, _]):
        """Copies of the values of a view, list or array."""
        self = Set[U]()
        for i in range(len(values)):
            self.add(values[i].copy())

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        """Copies of all values."""
        self._dict = copy._dict.copy()

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of values."""
        return len(self._dict)

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there are values."""
        return len(self._dict) != 0

    def __contains__(self, value: Self.T) -> Bool:
        """Whether the value is there."""
        return value in self._dict

    def add(mut self, var value: Self.T):
        """Adds a value if it is not there."""
        self._dict[value^] = None

    def discard(mut self, value: Self.T):
        """Takes a value away if it is there."""
        _ = self._dict.pop(value, NoneType())

    def remove(mut self, value: Self.T) raises:
        """Takes a value away.

        Raises:
            If it is not there.
        """
        _ = self._dict.pop(value)

    def pop(mut self) raises -> Self.T:
        """Takes the value away that was added last.

        Raises:
            If there is none.
        """
        if len(self) == 0:
            raise "Pop on empty set"
        try:
            var entry = self._dict.popitem()
            return entry^.reap_key()
        except:
            raise "Pop on empty set"

    def insert(mut self, var value: Self.T) -> Optional[Self.T]:
        """Adds a value; the equal one that it replaces, if there is one."""
        var old = self._dict.insert(value^, None)
        if not old:
            return None
        return Optional(old.unsafe_take().reap_key())

    def clear(mut self):
        """Drops all values."""
        self._dict.clear()

    def __iter__(ref self) -> _DictKeys[Self.T, NoneType, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the values."""
        var items = _DictItems[Self.T, NoneType, __origin_interior[origin_of(self), "element"]()](
            Pointer[Optional[DictEntry[Self.T, NoneType]], __origin_interior[origin_of(self), "element"]()](
                mlir_value=self._dict._entries._data._address
            ),
            0,
            len(self._dict._entries),
        )
        return _DictKeys[Self.T, NoneType, __origin_interior[origin_of(self), "element"]()](items)

    def __eq__(self, other: Self) -> Bool:
        """Whether both have the same values."""
        return len(self) == len(other) and self.issubset(other)

    def issubset(self, other: Self) -> Bool:
        """Whether every value is in the other set."""
        for value in self:
            if value not in other:
                return False
        return True

    def issuperset(self, other: Self) -> Bool:
        """Whether every value of the other set is in this one."""
        return other.issubset(self)

    def isdisjoint(self, other: Self) -> Bool:
        """Whether no value is in both."""
        for value in self:
            if value in other:
                return False
        return True

    def __le__(self, other: Self) -> Bool:
        """Whether every value is in the other set."""
        return self.issubset(other)

    def __lt__(self, other: Self) -> Bool:
        """Whether every value is in the other set, which has more."""
        return len(self) < len(other) and self.issubset(other)

    def __ge__(self, other: Self) -> Bool:
        """Whether every value of the other set is in this one."""
        return other.issubset(self)

    def __gt__(self, other: Self) -> Bool:
        """Whether every value of the other set is in this one, which has more."""
        return len(other) < len(self) and other.issubset(self)

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the values; their order does not matter."""
        var mixed = UInt64(0)
        for i in range(len(self._dict._entries)):
            if self._dict._entries[i]:
                mixed ^= self._dict._entries[i].unsafe_value().hash
        hasher._update_bits(mixed)

    # ---- Changing by another set

    def update(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Adds the values of the other set."""
        for value in other:
            self.add(value.copy())

    def difference_update(mut self, other: Self):
        """Takes the values of the other set away."""
        for value in other:
            self.discard(value)

    def intersection_update(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Takes the values away that the other set lacks."""
        self = self.intersection(other)

    def symmetric_difference_update(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Takes away the values of the other set that are there, and adds those that are not."""
        self = self.symmetric_difference(other)

    def union(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of either."""
        var result = self.copy()
        for value in other:
            result.add(value.copy())
        return result^

    def intersection(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of both."""
        var result = Self()
        for value in self:
            if value in other:
                result.add(value.copy())
        return result^

    def difference(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values that are not in the other set."""
        var result = Self()
        for value in self:
            if value not in other:
                result.add(value.copy())
        return result^

    def symmetric_difference(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values that are in one of the sets only."""
        var result = self.difference(other)
        for value in other:
            if value not in self:
                result.add(value.copy())
        return result^

    def __or__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of either."""
        return self.union(other)

    def __ior__(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Adds the values of the other set."""
        self.update(other)

    def __and__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of both."""
        return self.intersection(other)

    def __iand__(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Takes the values away that the other set lacks."""
        self.intersection_update(other)

    def __sub__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values that are not in the other set."""
        return self.difference(other)

    def __isub__(mut self, other: Self):
        """Takes the values of the other set away."""
        self.difference_update(other)

    def __xor__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values that are in one of the sets only."""
        return self.symmetric_difference(other)

    def __ixor__(mut self, other: Self) where conforms_to(Self.T, Copyable):
        """Takes away the values of the other set that are there, and adds those that are not."""
        self.symmetric_difference_update(other)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `{1, 2}`."""
        writer.write_string("{")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_to(writer)
        writer.write_string("}")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        """Writes `Set[T]({…})`."""
        writer.write_string("Set[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.T]()]())
        writer.write_string(", Hasher=")
        writer.write_string(StringLiteral[__reflect_type_name[default_hasher]()]())
        writer.write_string("]({")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_repr_to(writer)
        writer.write_string("})")
