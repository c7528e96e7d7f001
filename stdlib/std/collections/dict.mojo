"""Dictionaries: open addressing over an index, entries in order of insertion."""

from std.builtin.debug_assert import _abort_with
from std.hashlib.hasher import Hashable, Hasher, default_hasher
from std.iter import Iterable, Iterator, StopIteration, _Reversible


comptime KeyElement = Movable & Hashable & Equatable
"""What a type must be able to do to serve as a key."""


struct DictKeyError[K: AnyType](Deinitable, ImplicitlyCopyable, Writable):
    """Raised where a key is missing."""

    def __init__(out self):
        """The only value."""
        pass

    def write_to(self, mut writer: Some[Writer]):
        """Writes the type's name."""
        writer.write_string("DictKeyError[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.K]()]())
        writer.write_string("]()")


struct EmptyDictError(Deinitable, ImplicitlyCopyable, Writable):
    """Raised where a dictionary has no entries."""

    def __init__(out self):
        """The only value."""
        pass

    def write_to(self, mut writer: Some[Writer]):
        """Writes the type's name."""
        writer.write_string("EmptyDictError()")


struct DictEntry[K: KeyElement & Deinitable, V: Movable & Deinitable](Deinitable, Movable, Copyable where conforms_to(K, Copyable) and conforms_to(V, Copyable)):
    """A key, its value and its hash."""

    var hash: UInt64
    var key: Self.K
    var value: Self.V

    def __init__(out self, var key: Self.K, var value: Self.V, hash: UInt64):
        """An entry."""
        self.hash = hash
        self.key = key^
        self.value = value^

    def reap_value(deinit self) -> Self.V:
        """The value; the key goes."""
        return self.value^

    def reap_key(deinit self) -> Self.K:
        """The key; the value goes."""
        return self.key^


struct Dict[K: KeyElement & Deinitable, V: Movable & Deinitable, H: Hasher = default_hasher](
    Boolable,
    Copyable where conforms_to(K, Copyable) and conforms_to(V, Copyable),
    Defaultable,
    Deinitable,
    Equatable where conforms_to(V, Equatable),
    Iterable where conforms_to(K, Copyable),
    Movable,
    Sized,
    Writable where conforms_to(K, Writable) and conforms_to(V, Writable),
    _Reversible where conforms_to(K, Copyable),
):
    """Values by key, in order of insertion.

    `_slots` maps hashes to positions in `_entries` by linear probing: 0 is a free slot, 1 a removed one, else the position plus 2. At most
    two thirds of the slots are in use. A removed entry leaves a hole in `_entries` until the next growth.
    """

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictKeys[
        Self.K, Self.V, __origin_interior[iterable_origin, "element"]()
    ]

    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictKeys[
        Self.K, Self.V, __origin_interior[iterable_origin, "element"](), False
    ]

    var _slots: List[Int]
    var _entries: List[Optional[DictEntry[Self.K, Self.V]]]
    var _length: Int

    # ---- Lifecycle

    def __init__(out self):
        """No entries."""
        self._slots = List[Int]()
        self._entries = List[Optional[DictEntry[Self.K, Self.V]]]()
        self._length = 0

    def __init__(out self, *, capacity: Int):
        """No entries, room for `capacity` of them."""
        self = Self()
        var slots = 8
        while slots * 2 < capacity * 3:
            slots *= 2
        self._slots = List[Int](length=slots, fill=0)

    def __init__(out self, var keys: List[Self.K], var values: List[Self.V], __dict_literal__: NoneType):
        """The entries of a display."""
        self = Self()
        keys.reverse()
        values.reverse()
        while len(keys) > 0:
            self[keys.pop()] = values.pop()

    def __init__(out self, *, copy: Self) where conforms_to(Self.K, Copyable) and conforms_to(Self.V, Copyable):
        """Copies of all entries."""
        self = Self()
        for i in range(len(copy._entries)):
            if copy._entries[i]:
                ref entry = copy._entries[i].unsafe_value()
                self[entry.key.copy()] = entry.value.copy()

    @staticmethod
    def _hash(key: Self.K) -> UInt64:
        var hasher = Self.H()
        key.__hash__(hasher)
        return hasher^.finish()

    # ---- Search

    def _find(self, hash: UInt64, key: Self.K) -> Int:
        """The position of the key's entry; -1 if there is none."""
        var count = len(self._slots)
        if count == 0:
            return -1
        var at = Int(hash & UInt64(count - 1))
        while True:
            var slot = self._slots.unsafe_get(at)
            if slot == 0:
                return -1
            if slot > 1:
                ref entry = self._entries.unsafe_get(slot - 2).unsafe_value()
                if entry.hash == hash and entry.key == key:
                    return slot - 2
            at = (at + 1) & (count - 1)

    def _slot_of(self, hash: UInt64, position: Int) -> Int:
        var count = len(self._slots)
        var at = Int(hash & UInt64(count - 1))
        while self._slots.unsafe_get(at) != position + 2:
            at = (at + 1) & (count - 1)
        return at

    def _claim(mut self, hash: UInt64, position: Int):
        var count = len(self._slots)
        var at = Int(hash & UInt64(count - 1))
        while self._slots.unsafe_get(at) > 1:
            at = (at + 1) & (count - 1)
        self._slots[at] = position + 2

    def _rebuild(mut self):
        """Makes room for twice the entries, and closes the holes."""
        var slots = 8
        while slots < (self._length + 1) * 3:
            slots *= 2
        var entries = List[Optional[DictEntry[Self.K, Self.V]]](capacity=slots)
        self._slots = List[Int](length=slots, fill=0)
        for i in range(len(self._entries)):
            if self._entries[i]:
                var entry = self._entries[i].unsafe_take()
                self._claim(entry.hash, len(entries))
                entries.append(Optional(entry^))
        self._entries = entries^

    # ---- Access

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of entries."""
        return self._length

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there are entries."""
        return self._length != 0

    def __contains__(self, key: Self.K) -> Bool:
        """Whether there is an entry of that key."""
        return self._find(Self._hash(key), key) >= 0

    @__unsafe_nested_origins_read_only
    def __getitem__(ref self, key: Self.K) raises DictKeyError[Self.K] -> ref[__origin_interior[origin_of(self), "element"]()] Self.V:
        """The value of a key.

        Raises:
            DictKeyError if there is none.
        """
        var at = self._find(Self._hash(key), key)
        if at < 0:
            raise DictKeyError[Self.K]()
        return Pointer(to=self._entries.unsafe_get(at).unsafe_value().value).unsafe_mut_cast[origin_of(self).mut]().unsafe_origin_cast[
            __origin_interior[origin_of(self), "element"]()
        ]()[]

    def __setitem__(mut self, var key: Self.K, var value: Self.V):
        """Gives a key a value; replaces an older one."""
        var hash = Self._hash(key)
        var at = self._find(hash, key)
        if at >= 0:
            self._entries[at].unsafe_value().value = value^
            return
        _ = self._append(key^, value^, hash)

    def _append(mut self, var key: Self.K, var value: Self.V, hash: UInt64) -> Int:
        """Adds an entry whose key is not there yet; its position."""
        if (len(self._entries) + 1) * 3 > len(self._slots) * 2:
            self._rebuild()
        var at = len(self._entries)
        self._claim(hash, at)
        self._entries.append(Optional(DictEntry(key^, value^, hash)))
        self._length += 1
        return at

    def get(self, key: Self.K) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, if there is one."""
        var at = self._find(Self._hash(key), key)
        if at < 0:
            return None
        return Optional(self._entries[at].unsafe_value().value.copy())

    def get(self, key: Self.K, var default: Self.V) -> Self.V where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, or `default`."""
        var at = self._find(Self._hash(key), key)
        if at < 0:
            return default^
        return self._entries[at].unsafe_value().value.copy()

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.V, Equatable):
        """Whether both have the same keys with equal values, in any order."""
        if len(self) != len(other):
            return False
        for i in range(len(self._entries)):
            if self._entries[i]:
                ref entry = self._entries[i].unsafe_value()
                var at = other._find(entry.hash, entry.key)
                if at < 0 or other._entries[at].unsafe_value().value != entry.value:
                    return False
        return True

    def __or__(self, other: Self) -> Self where conforms_to(Self.K, Copyable) and conforms_to(Self.V, Copyable):
        """The entries of both; where both have a key, the right one's."""
        var result = self.copy()
        result.update(other)
        return result^

    def __ior__(mut self, other: Self) where conforms_to(Self.K, Copyable) and conforms_to(Self.V, Copyable):
        """Takes over copies of another dictionary's entries."""
        self.update(other)

    def find(self, key: Self.K) -> Optional[Self.V] where conforms_to(Self.V, Copyable):
        """A copy of the value of a key, if there is one."""
        return self.get(key)

    def pop(mut self, key: Self.K) raises DictKeyError[Self.K] -> Self.V:
        """Takes an entry away and gives its value.

        Raises:
            DictKeyError if there is none of that key.
        """
        var hash = Self._hash(key)
        var at = self._find(hash, key)
        if at < 0:
            raise DictKeyError[Self.K]()
        self._slots[self._slot_of(hash, at)] = 1
        self._length -= 1
        return self._entries[at].unsafe_take().reap_value()

    def pop(mut self, key: Self.K, var default: Self.V) -> Self.V:
        """Takes an entry away and gives its value, or `default` if there is none."""
        var hash = Self._hash(key)
        var at = self._find(hash, key)
        if at < 0:
            return default^
        self._slots[self._slot_of(hash, at)] = 1
        self._length -= 1
        return self._entries[at].unsafe_take().reap_value()

    def setdefault(mut self, key: Self.K, var default: Self.V) -> ref[__origin_interior[origin_of(self), "element"]()] Self.V where conforms_to(
        Self.K, Copyable
    ):
        """The value of a key, which is `default` from now on if there was none."""
        var hash = Self._hash(key)
        var at = self._find(hash, key)
        if at < 0:
            at = self._append(key.copy(), default^, hash)
        return Pointer(to=self._entries.unsafe_get(at).unsafe_value().value).unsafe_origin_cast[__origin_interior[origin_of(self), "element"]()]()[]

    def popitem(mut self) raises EmptyDictError -> DictEntry[Self.K, Self.V]:
        """Takes the entry away that was added last.

        Raises:
            EmptyDictError if there are no entries.
        """
        if self._length == 0:
            raise EmptyDictError()
        var at = len(self._entries) - 1
        while not self._entries[at]:
            at -= 1
        self._slots[self._slot_of(self._entries[at].unsafe_value().hash, at)] = 1
        self._length -= 1
        var entry = self._entries[at].unsafe_take()
        self._entries.shrink(at)
        return entry^

    def insert(mut self, var key: Self.K, var value: Self.V) -> Optional[DictEntry[Self.K, Self.V]]:
        """Gives a key a value; the entry that this replaces, if there is one."""
        var hash = Self._hash(key)
        var at = self._find(hash, key)
        if at < 0:
            _ = self._append(key^, value^, hash)
            return None
        var old = self._entries[at].unsafe_take()
        self._entries[at] = Optional(DictEntry(key^, value^, hash))
        return Optional(old^)

    @staticmethod
    def fromkeys[I: Iterable, //](ref keys: I, value: Self.V) -> Self where (
        I.IteratorType[origin_of(keys)].Element == Self.K and conforms_to(Self.V, Copyable)
    ):
        """An entry with a copy of `value` for each of the keys."""
        var result = Self()
        for var key in keys:
            result[rebind_var[Self.K](key^)] = value.copy()
        return result^

    def take_items(mut self) -> _TakenItems[Self.K, Self.V]:
        """Runs over the entries, which are taken away."""
        var entries = List[Optional[DictEntry[Self.K, Self.V]]]()
        swap(entries, self._entries)
        self.clear()
        return _TakenItems(entries^)

    def clear(mut self):
        """Drops all entries."""
        self._slots = List[Int]()
        self._entries = List[Optional[DictEntry[Self.K, Self.V]]]()
        self._length = 0

    def update(mut self, other: Self) where conforms_to(Self.K, Copyable) and conforms_to(Self.V, Copyable):
        """Takes over copies of another dictionary's entries."""
        for i in range(len(other._entries)):
            if other._entries[i]:
                ref entry = other._entries[i].unsafe_value()
                self[entry.key.copy()] = entry.value.copy()

    # ---- Iteration

    def _items[forward: Bool](ref self) -> _DictItems[Self.K, Self.V, __origin_interior[origin_of(self), "element"](), forward]:
        return _DictItems[Self.K, Self.V, __origin_interior[origin_of(self), "element"](), forward](
            Pointer[Optional[DictEntry[Self.K, Self.V]], __origin_interior[origin_of(self), "element"]()](mlir_value=self._entries._data._address),
            0 if forward else len(self._entries),
            len(self._entries),
        )

    def items(ref self) -> _DictItems[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the entries: `.key` and `.value`."""
        return self._items[True]()

    def keys(ref self) -> _DictKeys[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the keys."""
        return _DictKeys[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()](self.items())

    def values(ref self) -> _DictValues[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the values."""
        return _DictValues[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()](self.items())

    def __iter__(ref self) -> _DictKeys[Self.K, Self.V, __origin_interior[origin_of(self), "element"]()]:
        """Runs over the keys."""
        return self.keys()

    def __reversed__(ref self) -> _DictKeys[Self.K, Self.V, __origin_interior[origin_of(self), "element"](), False]:
        """Runs over the keys, the last one first."""
        return _DictKeys[Self.K, Self.V, __origin_interior[origin_of(self), "element"](), False](self._items[False]())

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.K, Writable) and conforms_to(Self.V, Writable):
        """Writes `Dict[K, V]({key: value, …})`."""
        writer.write_string("Dict[")
        writer.write_string(StringLiteral[__reflect_type_name[Self.K]()]())
        writer.write_string(", ")
        writer.write_string(StringLiteral[__reflect_type_name[Self.V]()]())
        writer.write_string("]({")
        var first = True
        for i in range(len(self._entries)):
            if not self._entries[i]:
                continue
            if not first:
                writer.write_string(", ")
            first = False
            ref entry = self._entries[i].unsafe_value()
            entry.key.write_repr_to(writer)
            writer.write_string(": ")
            entry.value.write_repr_to(writer)
        writer.write_string("})")

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.K, Writable) and conforms_to(Self.V, Writable):
        """Writes `{a: 1, b: 2}`."""
        writer.write_string("{")
        var first = True
        for i in range(len(self._entries)):
            if not self._entries[i]:
                continue
            if not first:
                writer.write_string(", ")
            first = False
            ref entry = self._entries[i].unsafe_value()
            entry.key.write_to(writer)
            writer.write_string(": ")
            entry.value.write_to(writer)
        writer.write_string("}")


@fieldwise_init
struct _DictItems[mut: Bool, //, K: KeyElement & Deinitable, V: Movable & Deinitable, origin: Origin[mut=mut], forward: Bool = True](
    Deinitable, Iterable where conforms_to(K, Copyable) and conforms_to(V, Copyable), Iterator where conforms_to(K, Copyable) and conforms_to(V, Copyable), Movable, TrivialRegisterPassable, _Reversible where conforms_to(K, Copyable) and conforms_to(V, Copyable)
):
    comptime Element = DictEntry[Self.K, Self.V]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictItems[
        Self.K, Self.V, Self.origin, not Self.forward
    ]
    var data: Pointer[Optional[DictEntry[Self.K, Self.V]], Self.origin]
    # The next position; backwards, the one behind it.
    var index: Int
    var length: Int

    def __iter__(ref self) -> Self:
        return self

    def __reversed__(ref self) -> _DictItems[Self.K, Self.V, Self.origin, not Self.forward]:
        """The same from the other end."""
        return _DictItems[Self.K, Self.V, Self.origin, not Self.forward](self.data, self.length if Self.forward else 0, self.length)

    def __next__(mut self) raises StopIteration -> ref[Self.origin] DictEntry[Self.K, Self.V]:
        while self.index < self.length if Self.forward else self.index > 0:
            comptime if not Self.forward:
                self.index -= 1
            var at = self.data.unsafe_offset(self.index)
            comptime if Self.forward:
                self.index += 1
            if at[]:
                return at.unsafe_bitcast[DictEntry[Self.K, Self.V]]()[]
        raise StopIteration()


@fieldwise_init
struct _DictKeys[mut: Bool, //, K: KeyElement & Deinitable, V: Movable & Deinitable, origin: Origin[mut=mut], forward: Bool = True](
    Deinitable, Iterable where conforms_to(K, Copyable), Iterator where conforms_to(K, Copyable), Movable, TrivialRegisterPassable, _Reversible where conforms_to(K, Copyable)
):
    comptime Element = Self.K
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictKeys[
        Self.K, Self.V, Self.origin, not Self.forward
    ]
    var items: _DictItems[Self.K, Self.V, Self.origin, Self.forward]

    def __iter__(ref self) -> Self:
        return self

    def __reversed__(ref self) -> _DictKeys[Self.K, Self.V, Self.origin, not Self.forward]:
        """The same from the other end."""
        return _DictKeys[Self.K, Self.V, Self.origin, not Self.forward](self.items.__reversed__())

    def __next__(mut self) raises StopIteration -> ref[Self.origin] Self.K:
        return self.items.__next__().key


@fieldwise_init
struct _DictValues[mut: Bool, //, K: KeyElement & Deinitable, V: Movable & Deinitable, origin: Origin[mut=mut], forward: Bool = True](
    Deinitable, Iterable where conforms_to(V, Copyable), Iterator where conforms_to(V, Copyable), Movable, TrivialRegisterPassable, _Reversible where conforms_to(V, Copyable)
):
    comptime Element = Self.V
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _DictValues[
        Self.K, Self.V, Self.origin, not Self.forward
    ]
    var items: _DictItems[Self.K, Self.V, Self.origin, Self.forward]

    def __iter__(ref self) -> Self:
        return self

    def __reversed__(ref self) -> _DictValues[Self.K, Self.V, Self.origin, not Self.forward]:
        """The same from the other end."""
        return _DictValues[Self.K, Self.V, Self.origin, not Self.forward](self.items.__reversed__())

    def __next__(mut self) raises StopIteration -> ref[Self.origin] Self.V:
        return self.items.__next__().value


struct _TakenItems[K: KeyElement & Deinitable, V: Movable & Deinitable](Deinitable, Iterator, Movable):
    """Hands out entries that belong to it, in order."""

    comptime Element = DictEntry[Self.K, Self.V]
    var entries: List[Optional[DictEntry[Self.K, Self.V]]]
    var index: Int

    def __init__(out self, var entries: List[Optional[DictEntry[Self.K, Self.V]]]):
        self.entries = entries^
        self.index = 0

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> DictEntry[Self.K, Self.V]:
        while self.index < len(self.entries):
            self.index += 1
            if self.entries[self.index - 1]:
                return self.entries[self.index - 1].unsafe_take()
        raise StopIteration()


comptime StringDict[V: Movable & Deinitable] = Dict[String, V]
"""What `var **kwargs: V` binds."""
