"""Sets."""

from std.collections.dict import Dict, KeyElement, _DictKeys


struct Set[T: KeyElement & Deinitable](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Deinitable,
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
):
    """Different values, in order of insertion."""

    var _dict: Dict[Self.T, NoneType]

    def __init__(out self):
        """No values."""
        self._dict = Dict[Self.T, NoneType]()

    def __init__(out self, var *values: Self.T, __set_literal__: NoneType):
        """The values of a display."""
        self = Self()
        var list = List[Self.T](*values^, __list_literal__=None)
        list.reverse()
        while len(list) > 0:
            self.add(list.pop())

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
        if value not in self:
            raise "Set has no such value"
        self.discard(value)

    def clear(mut self):
        """Drops all values."""
        self._dict.clear()

    def __iter__(ref self) -> _DictKeys[Self.T, NoneType, __origin_interior[origin_of(self._dict), "element"]()]:
        """Runs over the values."""
        return self._dict.keys()

    def __eq__(self, other: Self) -> Bool:
        """Whether both have the same values."""
        return len(self) == len(other) and self.issubset(other)

    def issubset(self, other: Self) -> Bool:
        """Whether every value is in the other set."""
        for value in self:
            if value not in other:
                return False
        return True

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

    def __or__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of either."""
        return self.union(other)

    def __and__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values of both."""
        return self.intersection(other)

    def __sub__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        """The values that are not in the other set."""
        return self.difference(other)

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
