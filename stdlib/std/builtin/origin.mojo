"""Origins: which places a reference may point into. They exist at compile time only."""


struct Origin[mut: Bool](TrivialRegisterPassable):
    """The type of origins; `mut` says whether the places may be changed through the reference."""

    pass


struct OriginSet(TrivialRegisterPassable):
    """The origins of what a function captures, for `capturing[origins]` of older programs: `[origins: OriginSet, //, f: def() capturing[origins] -> None]`."""

    pass


comptime MutOrigin = Origin[True]
"""Origins of places that may be changed."""
comptime ImmOrigin = Origin[False]
"""Origins of places that are only read."""
comptime ImmutOrigin = ImmOrigin

comptime AnyOrigin[*, mut: Bool] = __origin_any[mut]()
"""May be any place at all: keeps every value alive while it is in use."""
comptime MutAnyOrigin = AnyOrigin[mut=True]
comptime ImmAnyOrigin = AnyOrigin[mut=False]
comptime ImmutAnyOrigin = ImmAnyOrigin
comptime UnsafeAnyOrigin[*, mut: Bool] = __origin_any[mut]()
"""May be any place at all; not allowed inside a field's type."""
comptime MutUnsafeAnyOrigin = UnsafeAnyOrigin[mut=True]
comptime ImmUnsafeAnyOrigin = UnsafeAnyOrigin[mut=False]

comptime UntrackedOrigin[*, mut: Bool] = __origin_untracked[mut]()
"""A place whose lifetime the compiler does not follow: memory that the program manages itself."""
comptime MutUntrackedOrigin = UntrackedOrigin[mut=True]
comptime ImmUntrackedOrigin = UntrackedOrigin[mut=False]

comptime ImmStaticOrigin = __origin_static[False]()
"""Constant data that lives as long as the program."""
comptime MutStaticOrigin = __origin_static[True]()


struct AddressSpace(Equatable, TrivialRegisterPassable, Writable):
    """Which memory of a device an address means. The numbers are those of NVIDIA's and AMD's compilers."""

    comptime GENERIC = AddressSpace(mlir_value=__mlir_attr.`0 : i64`)
    comptime GLOBAL = AddressSpace(mlir_value=__mlir_attr.`1 : i64`)
    comptime SHARED = AddressSpace(mlir_value=__mlir_attr.`3 : i64`)
    comptime CONSTANT = AddressSpace(mlir_value=__mlir_attr.`4 : i64`)
    comptime LOCAL = AddressSpace(mlir_value=__mlir_attr.`5 : i64`)
    comptime SHARED_CLUSTER = AddressSpace(mlir_value=__mlir_attr.`7 : i64`)
    comptime BUFFER_RESOURCE = AddressSpace(mlir_value=__mlir_attr.`8 : i64`)

    var _value: __mlir_type.i64

    @always_inline("builtin")
    def __init__(out self, *, mlir_value: __mlir_type.i64):
        """Wraps a number."""
        self._value = mlir_value

    @always_inline("builtin")
    def __init__(out self, value: IntLiteral[_]):
        """The space of that number."""
        self._value = __literal_to_machine[value.value, __mlir_type.i64]()

    @always_inline("builtin")
    def value(self) -> Int:
        """The number of the space."""
        return Int(SIMDLength(mlir_value=self._value))

    @always_inline("builtin")
    def __eq__(self, other: AddressSpace) -> Bool:
        """Whether both are one space."""
        return Bool(mlir_value=__mlir_op.`simd.eq`[_type=__mlir_type.i1](self._value, other._value))

    @always_inline("builtin")
    def __ne__(self, other: AddressSpace) -> Bool:
        """Whether they are different spaces."""
        return Bool(mlir_value=__mlir_op.`simd.ne`[_type=__mlir_type.i1](self._value, other._value))

    def write_to(self, mut writer: Some[Writer]):
        """Writes `AddressSpace.SHARED`."""
        writer.write_string("AddressSpace.")
        if self == AddressSpace.GENERIC:
            writer.write_string("GENERIC")
        elif self == AddressSpace.GLOBAL:
            writer.write_string("GLOBAL")
        elif self == AddressSpace.SHARED:
            writer.write_string("SHARED")
        elif self == AddressSpace.CONSTANT:
            writer.write_string("CONSTANT")
        elif self == AddressSpace.LOCAL:
            writer.write_string("LOCAL")
        elif self == AddressSpace.SHARED_CLUSTER:
            writer.write_string("SHARED_CLUSTER")
        else:
            writer.write_string("BUFFER_RESOURCE")
