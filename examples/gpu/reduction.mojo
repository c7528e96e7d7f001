"""The sum of many numbers on the GPU: within a warp by shuffles, within a block through shared memory, over blocks by an atomic addition."""

from max.gpu import WARP_SIZE, barrier, block_dim, global_idx, grid_dim, lane_id, thread_idx, warp_id
from max.gpu.host import DeviceContext
from max.gpu.primitives import warp
from std.memory import stack_allocation

comptime LENGTH = 100000
comptime BLOCK = 256
comptime BLOCKS = 32


def sum_all(data: Pointer[Int32, MutAnyOrigin], result: Pointer[Int32, MutAnyOrigin], length: Int32):
    var own = Int32(0)
    var i = global_idx.x
    while i < Int(length):
        own += data.unsafe_load(i)
        i += block_dim.x * grid_dim.x
    # A warp adds by exchanging registers.
    var step = WARP_SIZE // 2
    while step > 0:
        own += warp.shuffle_down(own, UInt32(step))
        step //= 2
    var partial = stack_allocation[BLOCK // WARP_SIZE, Int32, address_space = AddressSpace.SHARED]()
    if lane_id() == 0:
        partial.unsafe_store(warp_id(), own)
    barrier()
    if thread_idx.x == 0:
        var total = Int32(0)
        for k in range(BLOCK // WARP_SIZE):
            total += partial.unsafe_load(k)
        _ = Atomic.fetch_add(result, total)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.int32](LENGTH)
    var result = ctx.enqueue_create_buffer[DType.int32](1)
    var expected = 0
    with data.map_to_host() as host:
        for i in range(LENGTH):
            var value = i * 37 % 1001 - 300
            host[i] = Int32(value)
            expected += value
    result.enqueue_fill(0)
    ctx.enqueue_function[sum_all](data, result, Int32(LENGTH), grid_dim=BLOCKS, block_dim=BLOCK)
    ctx.synchronize()
    with result.map_to_host() as host:
        print("sum of", LENGTH, "numbers on", ctx.name(), "is", host[0])
        if Int(host[0]) != expected:
            raise Error("expected ", expected)
