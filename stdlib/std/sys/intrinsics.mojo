"""Access to memory lane by lane, and hints for the compiler."""

from std.math._basic import iota
from std.sys.info import align_of, is_gpu, size_of

# ---- Hints


@always_inline("nodebug")
def expect[T: TrivialRegisterPassable, //, expected_val: T](val: T) -> T:
    """The value itself. It is usually `expected_val`."""
    return val


@always_inline("nodebug")
def likely(val: Bool) -> Bool:
    """The value itself. It is usually `True`."""
    return Bool(mlir_value=__mlir_op.`llvm.intr.expect`[_type=__mlir_type.i1](val._value, __mlir_attr.`true`))


@always_inline("nodebug")
def unlikely(val: Bool) -> Bool:
    """The value itself. It is usually `False`."""
    return Bool(mlir_value=__mlir_op.`llvm.intr.expect`[_type=__mlir_type.i1](val._value, __mlir_attr.`false`))


@always_inline("nodebug")
def assume(val: Bool):
    """Promises that a condition holds. What happens if it does not is undefined."""
    __mlir_op.`llvm.intr.assume`[op_bundle_sizes=__mlir_attr.`array<i32>`, _type=None](val._value)


# ---- Prefetching


struct PrefetchLocality(TrivialRegisterPassable):
    """How soon the memory is used again."""

    comptime NONE = PrefetchLocality(0)
    comptime LOW = PrefetchLocality(1)
    comptime MEDIUM = PrefetchLocality(2)
    comptime HIGH = PrefetchLocality(3)
    var value: Int32

    @always_inline("nodebug")
    def __init__(out self, value: Int):
        """From a level from 0 to 3."""
        self.value = Int32(value)


struct PrefetchRW(TrivialRegisterPassable):
    """Whether the memory is going to be read or written."""

    comptime READ = PrefetchRW(0)
    comptime WRITE = PrefetchRW(1)
    var value: Int32

    @always_inline("nodebug")
    def __init__(out self, value: Int):
        """From 0 or 1."""
        self.value = Int32(value)


struct PrefetchCache(TrivialRegisterPassable):
    """Which cache the memory is brought to."""

    comptime INSTRUCTION = PrefetchCache(0)
    comptime DATA = PrefetchCache(1)
    var value: Int32

    @always_inline("nodebug")
    def __init__(out self, value: Int):
        """From 0 or 1."""
        self.value = Int32(value)


struct PrefetchOptions(Defaultable, TrivialRegisterPassable):
    """What is known of an access to come: `PrefetchOptions().for_read().high_locality().to_data_cache()`."""

    var rw: PrefetchRW
    var locality: PrefetchLocality
    var cache: PrefetchCache

    def __init__(out self):
        """Data that are read, soon and often."""
        self.rw = PrefetchRW(0)
        self.locality = PrefetchLocality(3)
        self.cache = PrefetchCache(1)

    def for_read(self) -> Self:
        """The memory is read."""
        var result = self
        result.rw = PrefetchRW(0)
        return result

    def for_write(self) -> Self:
        """The memory is written."""
        var result = self
        result.rw = PrefetchRW(1)
        return result

    def no_locality(self) -> Self:
        """It is used once."""
        var result = self
        result.locality = PrefetchLocality(0)
        return result

    def low_locality(self) -> Self:
        """It is used again late."""
        var result = self
        result.locality = PrefetchLocality(1)
        return result

    def medium_locality(self) -> Self:
        """It is used again before long."""
        var result = self
        result.locality = PrefetchLocality(2)
        return result

    def high_locality(self) -> Self:
        """It is used again soon."""
        var result = self
        result.locality = PrefetchLocality(3)
        return result

    def to_data_cache(self) -> Self:
        """It is data."""
        var result = self
        result.cache = PrefetchCache(1)
        return result

    def to_instruction_cache(self) -> Self:
        """It is code."""
        var result = self
        result.cache = PrefetchCache(0)
        return result


@always_inline("nodebug")
def prefetch[dtype: DType, //, params: PrefetchOptions = PrefetchOptions()](addr: Pointer[Scalar[dtype], _, address_space = _]):
    """Asks for memory to be brought near. Has no effect on results."""
    comptime if not is_gpu():
        comptime write = Int(params.rw.value)
        comptime hint = Int(params.locality.value)
        comptime cache = Int(params.cache.value)
        __mlir_op.`llvm.intr.prefetch`[rw=__mlir_attr[write, ` : i32`], hint=__mlir_attr[hint, ` : i32`], cache=__mlir_attr[cache, ` : i32`], _type=None](
            addr._address
        )


# ---- Lanes and memory


@always_inline("nodebug")
def masked_load[dtype: DType, //, size: SIMDLength, alignment: Int = 1](
    addr: Pointer[Scalar[dtype], _], mask: SIMD[DType.bool, size], passthrough: SIMD[dtype, size]
) -> SIMD[dtype, size]:
    """Reads the lanes that `mask` names; the others are those of `passthrough`, and their memory is not touched."""
    return SIMD[dtype, size](
        mlir_value=__mlir_op.`simd.masked_load`[alignment=alignment, _type=__mlir_type[`!fx.simd<`, size, `, `, dtype, `>`]](
            addr._address, mask._value, passthrough._value
        )
    )


@always_inline("nodebug")
def masked_store[dtype: DType, //, size: SIMDLength, alignment: Int = 1](
    value: SIMD[dtype, size], addr: Pointer[mut=True, Scalar[dtype], _], mask: SIMD[DType.bool, size]
):
    """Writes the lanes that `mask` names."""
    __mlir_op.`simd.masked_store`[alignment=alignment, _type=None](value._value, addr._address, mask._value)


@always_inline("nodebug")
def compressed_store[dtype: DType, size: SIMDLength, //](
    value: SIMD[dtype, size], addr: Pointer[mut=True, Scalar[dtype], _], mask: SIMD[DType.bool, size]
):
    """Writes the lanes that `mask` names one after the other."""
    __mlir_op.`simd.compress_store`[_type=None](value._value, addr._address, mask._value)


@always_inline("nodebug")
def gather[dtype: DType, size: SIMDLength, //, *, invariant: Bool = False, alignment: Int = 0](
    base: SIMD[DType.int, size], mask: SIMD[DType.bool, size], passthrough: SIMD[dtype, size]
) -> SIMD[dtype, size]:
    """Reads each lane that `mask` names from an address of its own."""
    comptime align = alignment if alignment > 0 else align_of[Scalar[dtype]]()
    return SIMD[dtype, size](
        mlir_value=__mlir_op.`simd.gather`[alignment=align, _type=__mlir_type[`!fx.simd<`, size, `, `, dtype, `>`]](
            base.cast[DType.uint64]()._value, mask._value, passthrough._value
        )
    )


@always_inline("nodebug")
def scatter[dtype: DType, size: SIMDLength, //, alignment: Int = 0](
    value: SIMD[dtype, size], base: SIMD[DType.int, size], mask: SIMD[DType.bool, size]
):
    """Writes each lane that `mask` names to an address of its own."""
    comptime align = alignment if alignment > 0 else align_of[Scalar[dtype]]()
    __mlir_op.`simd.scatter`[alignment=align, _type=None](value._value, base.cast[DType.uint64]()._value, mask._value)


@always_inline("nodebug")
def _strided[dtype: DType, //, size: SIMDLength](addr: Pointer[Scalar[dtype], _], stride: Int) -> SIMD[DType.int, size]:
    return iota[DType.int, size]() * (stride * size_of[Scalar[dtype]]()) + Int(addr)


@always_inline("nodebug")
def strided_load[dtype: DType, //, simd_width: SIMDLength, *, invariant: Bool = False](
    addr: Pointer[Scalar[dtype], _], stride: Int, mask: SIMD[DType.bool, simd_width] = SIMD[DType.bool, simd_width](fill=True)
) -> SIMD[dtype, simd_width]:
    """Reads every `stride`-th number; lanes that `mask` leaves out are 0."""
    return gather(_strided[simd_width](addr, stride), mask, SIMD[dtype, simd_width](0))


@always_inline("nodebug")
def strided_store[dtype: DType, //, simd_width: SIMDLength](
    value: SIMD[dtype, simd_width],
    addr: Pointer[mut=True, Scalar[dtype], _],
    stride: Int,
    mask: SIMD[DType.bool, simd_width] = SIMD[DType.bool, simd_width](fill=True),
):
    """Writes to every `stride`-th number."""
    scatter(value, _strided[simd_width](addr, stride), mask)
