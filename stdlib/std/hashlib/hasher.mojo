"""The hashing protocol, and the hasher of dictionaries and sets."""


from std.builtin.traits import __field_count


trait Hasher(Deinitable, Movable):
    """Collects values and gives 64 bits."""

    def __init__(out self):
        """Starts anew."""
        ...

    def _update_bits(mut self, bits: UInt64):
        """Adds 64 bits."""
        ...

    def _update_bytes(mut self, data: Pointer[UInt8, ImmUntrackedOrigin], length: Int):
        """Adds bytes."""
        ...

    def update[T: Hashable](mut self, value: T, /):
        """Adds a value."""
        value.__hash__(self)

    def finish(var self) -> UInt64:
        """The hash of all that was added."""
        ...


trait Hashable:
    """Can be hashed: equal values give equal hashes."""

    def __hash__(self, mut hasher: Some[Hasher], /):
        """Adds the value. By default: all fields in order."""
        comptime for i in range(__field_count[Self]()):
            comptime F = __reflect_field_type[Self, i]
            comptime assert conforms_to(F, Hashable), "a field of the struct is not Hashable: define `__hash__`"
            __struct_field_ref[i](self).__hash__(hasher)


struct _Mixer(Hasher):
    """Multiplies, shifts and xors each word into the state; the constants are those of the finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""

    var _state: UInt64

    @always_inline
    def __init__(out self):
        self._state = 0x9E3779B97F4A7C15

    @always_inline
    def _update_bits(mut self, bits: UInt64):
        var mixed = self._state ^ bits
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB
        self._state = mixed ^ (mixed >> 31)

    def _update_bytes(mut self, data: Pointer[UInt8, ImmUntrackedOrigin], length: Int):
        var at = 0
        while at + 8 <= length:
            self._update_bits(data.unsafe_offset(at).unsafe_bitcast[UInt64]().unsafe_load[alignment=1]())
            at += 8
        var rest = UInt64(length) << 56
        var shift = UInt64(0)
        while at < length:
            rest ^= data.unsafe_load(at).cast[DType.uint64]() << shift
            shift += 8
            at += 1
        self._update_bits(rest)

    @always_inline
    def finish(var self) -> UInt64:
        return self._state


comptime default_hasher = _Mixer


def hash[T: Hashable](value: T) -> UInt64:
    """The hash of a value."""
    var hasher = default_hasher()
    value.__hash__(hasher)
    return hasher^.finish()
