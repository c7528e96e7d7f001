"""Waiting for other threads, and ordering memory."""

from std.sys.info import is_gpu


@always_inline("nodebug")
def barrier():
    """Waits for every thread of the block; what they wrote before is visible after it."""
    comptime assert is_gpu(), "barriers exist in kernels only"
    __mlir_op.`nvvm.barrier`[operandSegmentSizes=__mlir_attr.`array<i32: 0, 0, 0>`, _type=None]()


@always_inline("nodebug")
def syncwarp(mask: Int = -1):
    """Waits for the lanes of the warp that `mask` names."""
    comptime assert is_gpu(), "barriers exist in kernels only"
    __mlir_op.`nvvm.bar.warp.sync`[_type=None](Int32(mask)._value)


@always_inline("nodebug")
def named_barrier[num_threads: Int](id: Int = 0):
    """Waits for `num_threads` threads of the block at the barrier of that number."""
    comptime assert is_gpu(), "barriers exist in kernels only"
    __mlir_op.`nvvm.barrier`[operandSegmentSizes=__mlir_attr.`array<i32: 1, 1, 0>`, _type=None](
        Int32(id)._value, Int32(num_threads)._value
    )


@fieldwise_init
struct Scope(Equatable, TrivialRegisterPassable):
    """Who must see an ordering of memory."""

    comptime NONE = Scope(0)
    comptime THREAD = Scope(1)
    comptime WARP = Scope(2)
    comptime BLOCK = Scope(3)
    comptime CLUSTER = Scope(4)
    comptime GPU = Scope(5)
    comptime SYSTEM = Scope(6)

    var _code: Int


@always_inline("nodebug")
def threadfence[scope: Scope = Scope.GPU]():
    """Orders this thread's memory accesses before and after it, as seen by the threads in `scope`."""
    comptime if scope == Scope.SYSTEM:
        __mlir_op.`nvvm.memory.barrier`[scope=__mlir_attr.`#nvvm.mem_scope<sys>`, _type=None]()
    elif scope == Scope.BLOCK:
        __mlir_op.`nvvm.memory.barrier`[scope=__mlir_attr.`#nvvm.mem_scope<cta>`, _type=None]()
    else:
        __mlir_op.`nvvm.memory.barrier`[scope=__mlir_attr.`#nvvm.mem_scope<gpu>`, _type=None]()
