"""Memory of a launch."""

from std.sys.info import align_of


@always_inline("nodebug")
def external_memory[
    T: AnyType, *, address_space: AddressSpace = AddressSpace.SHARED, alignment: Int = align_of[T]()
]() -> Pointer[T, MutUntrackedOrigin, address_space=address_space]:
    """The dynamic part of the block's shared memory; the launch says how large it is (`shared_mem_bytes`)."""
    return Pointer[T, MutUntrackedOrigin, address_space=address_space](
        mlir_value=__stack_allocation[Int(0), T, alignment, address_space]()
    )


# ---- Copies that run beside the thread that asks for them


@always_inline("nodebug")
def async_copy[
    dtype: DType, //, size: Int, *, bypass_L1_16B: Bool = True
](
    src: Pointer[Scalar[dtype], _, address_space = AddressSpace.GLOBAL],
    dst: Pointer[mut=True, Scalar[dtype], _, address_space = AddressSpace.SHARED],
):
    """Starts a copy of `size` bytes (4, 8 or 16) from the device's memory to shared memory. Both addresses are multiples of `size`."""
    comptime assert size == 4 or size == 8 or size == 16, "a copy has 4, 8 or 16 bytes"
    comptime if size == 4:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.4", NoneType](dst, src)
    elif size == 8:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.8", NoneType](dst, src)
    elif bypass_L1_16B:
        llvm_intrinsic["llvm.nvvm.cp.async.cg.shared.global.16", NoneType](dst, src)
    else:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.16", NoneType](dst, src)


@always_inline("nodebug")
def async_copy[
    dtype: DType, //, size: Int, *, bypass_L1_16B: Bool = True
](
    src: Pointer[Scalar[dtype], _, address_space = AddressSpace.GLOBAL],
    dst: Pointer[mut=True, Scalar[dtype], _, address_space = AddressSpace.SHARED],
    src_size: Int32,
):
    """The same, but only `src_size` bytes are read; the rest of the destination becomes zero."""
    comptime assert size == 4 or size == 8 or size == 16, "a copy has 4, 8 or 16 bytes"
    comptime if size == 4:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.4.s", NoneType](dst, src, src_size)
    elif size == 8:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.8.s", NoneType](dst, src, src_size)
    elif bypass_L1_16B:
        llvm_intrinsic["llvm.nvvm.cp.async.cg.shared.global.16.s", NoneType](dst, src, src_size)
    else:
        llvm_intrinsic["llvm.nvvm.cp.async.ca.shared.global.16.s", NoneType](dst, src, src_size)


@always_inline("nodebug")
def async_copy_commit_group():
    """Makes a group of the copies that the thread has started since the last one."""
    llvm_intrinsic["llvm.nvvm.cp.async.commit.group", NoneType]()


@always_inline("nodebug")
def async_copy_wait_group(n: Int32):
    """Waits until at most `n` of the thread's groups are not done; other threads need a barrier after it."""
    comptime for k in range(8):
        if n == Int32(k):
            llvm_intrinsic["llvm.nvvm.cp.async.wait.group", NoneType](Int32(k))
    if n >= 8:
        llvm_intrinsic["llvm.nvvm.cp.async.wait.group", NoneType](Int32(8))


@always_inline("nodebug")
def async_copy_wait_all():
    """Waits for all copies of the thread; other threads need a barrier after it."""
    llvm_intrinsic["llvm.nvvm.cp.async.wait.all", NoneType]()
