"""Raw memory: copying, filling and comparing bytes; values in uninitialised memory."""

from std.sys.info import align_of, size_of


@always_inline("nodebug")
def unsafe_alloc[T: AnyType, /](count: Int, *, alignment: Int = align_of[T]()) -> Pointer[T, MutUntrackedOrigin]:
    """Memory for `count` values, uninitialised. Aborts when there is none."""
    return Pointer[T, MutUntrackedOrigin](
        mlir_value=external_call["fx_alloc", __mlir_type.`!llvm.ptr`](count * size_of[T](), alignment)
    )


@always_inline("nodebug")
def unsafe_memcpy[T: AnyType, //](*, dest: Pointer[T, _], src: Pointer[T, _], count: Int) where type_of(dest).mut:
    """Copies the bytes of `count` values; the two ranges must not overlap."""
    __mlir_op.`llvm.intr.memcpy`[isVolatile=__mlir_attr.false, _type=None](
        dest._address, src._address, (count * size_of[T]())._value
    )


@always_inline("nodebug")
def unsafe_memmove[T: AnyType, //](*, dest: Pointer[T, _], src: Pointer[T, _], count: Int) where type_of(dest).mut:
    """Copies the bytes of `count` values; the two ranges may overlap."""
    __mlir_op.`llvm.intr.memmove`[isVolatile=__mlir_attr.false, _type=None](
        dest._address, src._address, (count * size_of[T]())._value
    )


@always_inline("nodebug")
def unsafe_memset[T: AnyType, //](ptr: Pointer[T, _], value: UInt8, count: Int) where type_of(ptr).mut:
    """Sets every byte of `count` values."""
    __mlir_op.`llvm.intr.memset`[isVolatile=__mlir_attr.false, _type=None](
        ptr._address, value._value, (count * size_of[T]())._value
    )


@always_inline("nodebug")
def unsafe_memset_zero[T: AnyType, //](ptr: Pointer[T, _], count: Int) where type_of(ptr).mut:
    """Clears every byte of `count` values."""
    unsafe_memset(ptr, UInt8(0), count)


def unsafe_memcmp[T: AnyType, //](s1: Pointer[T, _], s2: Pointer[T, _], count: Int) -> Int:
    """The sign of the first difference between the bytes of `count` values; 0 if there is none."""
    var a = s1.unsafe_bitcast[UInt8]()
    var b = s2.unsafe_bitcast[UInt8]()
    var bytes = count * size_of[T]()
    var at = 0
    # Words first: which of their bytes differs is found below.
    while at + 8 <= bytes:
        var x = a.unsafe_offset(at).unsafe_bitcast[UInt64]().unsafe_load[alignment=1]()
        if x != b.unsafe_offset(at).unsafe_bitcast[UInt64]().unsafe_load[alignment=1]():
            break
        at += 8
    while at < bytes:
        var x = a.unsafe_load(at)
        var y = b.unsafe_load(at)
        if x != y:
            return -1 if x < y else 1
        at += 1
    return 0


@always_inline("nodebug")
def memcpy[T: AnyType, //](*, dest: Pointer[T, _], src: Pointer[T, _], count: Int) where type_of(dest).mut:
    """Same as `unsafe_memcpy`."""
    unsafe_memcpy(dest=dest, src=src, count=count)


@always_inline("nodebug")
def memset[T: AnyType, //](ptr: Pointer[T, _], value: UInt8, count: Int) where type_of(ptr).mut:
    """Same as `unsafe_memset`."""
    unsafe_memset(ptr, value, count)


@always_inline("nodebug")
def memset_zero[T: AnyType, //](ptr: Pointer[T, _], count: Int) where type_of(ptr).mut:
    """Same as `unsafe_memset_zero`."""
    unsafe_memset_zero(ptr, count)


@always_inline("nodebug")
def memcmp[T: AnyType, //](s1: Pointer[T, _], s2: Pointer[T, _], count: Int) -> Int:
    """Same as `unsafe_memcmp`."""
    return unsafe_memcmp(s1, s2, count)


def destroy_n[T: Deinitable, //](pointer: Pointer[T, _], count: Int) where type_of(pointer).mut:
    """Destroys `count` values in a row."""
    comptime if not is_trivially_deletable[T]():
        for i in range(count):
            pointer.unsafe_offset(i).unsafe_deinit_pointee()


def uninit_move_n[T: Movable, //, *, overlapping: Bool = False](
    *, dest: Pointer[T, _], src: Pointer[T, _], count: Int
) where (type_of(dest).mut) & (type_of(src).mut):
    """Moves `count` values to memory that holds none."""
    comptime if is_trivially_movable[T]():
        unsafe_memmove(dest=dest, src=src, count=count)
    else:
        if Int(dest) < Int(src):
            for i in range(count):
                dest.unsafe_offset(i).unsafe_write_move_from(src.unsafe_offset(i))
        else:
            for k in range(count):
                var i = count - 1 - k
                dest.unsafe_offset(i).unsafe_write_move_from(src.unsafe_offset(i))


def uninit_copy_n[T: Copyable, //, *, overlapping: Bool = False](
    *, dest: Pointer[T, _], src: Pointer[T, _], count: Int
) where type_of(dest).mut:
    """Copies `count` values to memory that holds none."""
    comptime if is_trivially_copyable[T]():
        unsafe_memmove(dest=dest, src=src, count=count)
    else:
        for i in range(count):
            dest.unsafe_offset(i).unsafe_write(copy=src.unsafe_offset(i)[])


@always_inline("builtin")
def is_trivially_copyable[T: AnyType]() -> Bool:
    """Whether copying a value is copying its bytes."""
    return Bool(mlir_value=__trivial_copy[T]())


@always_inline("builtin")
def is_trivially_movable[T: AnyType]() -> Bool:
    """Whether moving a value is copying its bytes."""
    return Bool(mlir_value=__trivial_move[T]())


@always_inline("builtin")
def is_trivially_deletable[T: AnyType]() -> Bool:
    """Whether destroying a value is forgetting it."""
    return Bool(mlir_value=__trivial_deinit[T]())


@always_inline("nodebug")
def forget_deinit[T: AnyType](var value: T):
    """Ends a value without running its destructor."""
    __forget(value)


@always_inline("nodebug")
def stack_allocation[
    count: Int, T: AnyType, /, alignment: Int = align_of[T](), address_space: AddressSpace = AddressSpace.GENERIC
]() -> Pointer[T, MutUntrackedOrigin, address_space=address_space]:
    """Memory for `count` values that lives as long as the calling function; in `SHARED` space, as long as the block."""
    return Pointer[T, MutUntrackedOrigin, address_space=address_space](
        mlir_value=__stack_allocation[count, T, alignment, address_space]()
    )


@always_inline("nodebug")
def stack_allocation[
    count: Int, dtype: DType, /, alignment: Int = align_of[Scalar[dtype]](), address_space: AddressSpace = AddressSpace.GENERIC
]() -> Pointer[Scalar[dtype], MutUntrackedOrigin, address_space=address_space]:
    """Memory for `count` numbers that lives as long as the calling function; in `SHARED` space, as long as the block."""
    return Pointer[Scalar[dtype], MutUntrackedOrigin, address_space=address_space](
        mlir_value=__stack_allocation[count, Scalar[dtype], alignment, address_space]()
    )


@always_inline("nodebug")
def bitcast[
    src_dtype: DType, src_width: SIMDLength, //, dtype: DType, width: SIMDLength = src_width
](val: SIMD[src_dtype, src_width]) -> SIMD[dtype, width]:
    """The same bits as numbers of another type; the total number of bits must agree."""
    comptime assert (
        src_dtype.bit_width() * Int(src_width) == dtype.bit_width() * Int(width)
    ), "the vectors have different numbers of bits"
    return SIMD[dtype, width](mlir_value=__mlir_op.`simd.bitcast`[_type=__mlir_type[`!fx.simd<`, width, `, `, dtype, `>`]](val._value))
