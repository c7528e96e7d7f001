"""Reductions over the threads of a block. All of its threads take part."""

from max.gpu.ids import WARP_SIZE, lane_id, thread_idx, warp_id
from max.gpu.primitives import warp
from max.gpu.sync import barrier
from std.memory.memory import stack_allocation


@always_inline("nodebug")
def sum[dtype: DType, //, *, block_size: Int, broadcast: Bool = True](val: Scalar[dtype]) -> Scalar[dtype]:
    """The sum over the threads of the block; in every thread if `broadcast`, else in the first one."""
    comptime assert block_size % WARP_SIZE == 0, "the block size must be a multiple of the warp size"
    comptime warps = block_size / WARP_SIZE
    var partial = stack_allocation[warps, Scalar[dtype], address_space = AddressSpace.SHARED]()
    var own = warp.sum(val)
    if lane_id() == 0:
        partial.unsafe_store(warp_id(), own)
    barrier()
    var total = Scalar[dtype]()
    comptime for i in range(warps):
        total += partial.unsafe_load(i)
    barrier()
    return total


@always_inline("nodebug")
def max[dtype: DType, //, *, block_size: Int, broadcast: Bool = True](val: Scalar[dtype]) -> Scalar[dtype]:
    """The largest value of the threads of the block."""
    comptime assert block_size % WARP_SIZE == 0, "the block size must be a multiple of the warp size"
    comptime warps = block_size / WARP_SIZE
    var partial = stack_allocation[warps, Scalar[dtype], address_space = AddressSpace.SHARED]()
    var own = warp.max(val)
    if lane_id() == 0:
        partial.unsafe_store(warp_id(), own)
    barrier()
    var best = partial.unsafe_load(0)
    comptime for i in range(1, warps):
        best = best._max(partial.unsafe_load(i))
    barrier()
    return best


@always_inline("nodebug")
def min[dtype: DType, //, *, block_size: Int, broadcast: Bool = True](val: Scalar[dtype]) -> Scalar[dtype]:
    """The smallest value of the threads of the block."""
    comptime assert block_size % WARP_SIZE == 0, "the block size must be a multiple of the warp size"
    comptime warps = block_size / WARP_SIZE
    var partial = stack_allocation[warps, Scalar[dtype], address_space = AddressSpace.SHARED]()
    var own = warp.min(val)
    if lane_id() == 0:
        partial.unsafe_store(warp_id(), own)
    barrier()
    var best = partial.unsafe_load(0)
    comptime for i in range(1, warps):
        best = best._min(partial.unsafe_load(i))
    barrier()
    return best


@always_inline("nodebug")
def broadcast[dtype: DType, width: SIMDLength, //, *, block_size: Int](val: SIMD[dtype, width], src_thread: Int = 0) -> SIMD[dtype, width]:
    """The value of one thread of the block, in every thread."""
    var place = stack_allocation[1, SIMD[dtype, width], address_space = AddressSpace.SHARED]()
    if lane_id() + warp_id() * WARP_SIZE == src_thread:
        place[] = val
    barrier()
    var result = place[]
    barrier()
    return result


@always_inline("nodebug")
def prefix_sum[dtype: DType, //, *, block_size: Int, exclusive: Bool = False](val: Scalar[dtype]) -> Scalar[dtype]:
    """The sum over the threads of the block up to this one; without its own value if `exclusive`."""
    comptime assert block_size % WARP_SIZE == 0, "the block size must be a multiple of the warp size"
    comptime warps = block_size / WARP_SIZE
    var sums = stack_allocation[warps, Scalar[dtype], address_space = AddressSpace.SHARED]()
    var own = warp.prefix_sum[exclusive=exclusive](val)
    if lane_id() == WARP_SIZE - 1:
        comptime if exclusive:
            sums.unsafe_store(warp_id(), own + val)
        else:
            sums.unsafe_store(warp_id(), own)
    barrier()
    comptime for i in range(warps):
        if i < warp_id():
            own += sums.unsafe_load(i)
    barrier()
    return own
