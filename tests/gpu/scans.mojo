# Prefix sums over many blocks, and by warps.
from max.gpu import barrier, block_dim, block_idx, global_idx, lane_id, thread_idx, warp_id, WARP_SIZE
from max.gpu.host import DeviceContext, DeviceBuffer
from max.gpu.primitives import warp, block
from std.memory import stack_allocation
from std.math import ceildiv

comptime TPB = 128


def scan_blocks(data: Pointer[Int32, MutAnyOrigin], sums: Pointer[Int32, MutAnyOrigin], n: Int32):
    var shared = stack_allocation[2 * TPB, Int32, address_space = AddressSpace.SHARED]()
    var t = thread_idx.x
    var i = global_idx.x
    shared[unsafe_offset=t] = data[unsafe_offset=i] if i < Int(n) else 0
    barrier()
    var from_ = 0
    var offset = 1
    while offset < TPB:
        var to = TPB - from_
        var v = shared[unsafe_offset = from_ + t]
        if t >= offset:
            v += shared[unsafe_offset = from_ + t - offset]
        shared[unsafe_offset = to + t] = v
        from_ = to
        offset *= 2
        barrier()
    if i < Int(n):
        data[unsafe_offset=i] = shared[unsafe_offset = from_ + t]
    if t == TPB - 1:
        sums[unsafe_offset = block_idx.x] = shared[unsafe_offset = from_ + t]


def add_sums(data: Pointer[Int32, MutAnyOrigin], sums: Pointer[Int32, MutAnyOrigin], n: Int32):
    var i = global_idx.x
    if i < Int(n) and block_idx.x > 0:
        data[unsafe_offset=i] += sums[unsafe_offset = block_idx.x - 1]


def scan_with_warps(data: Pointer[Int32, MutAnyOrigin], totals: Pointer[Int32, MutAnyOrigin]):
    var partial = stack_allocation[32, Int32, address_space = AddressSpace.SHARED]()
    var t = thread_idx.x
    var v = warp.prefix_sum(data[unsafe_offset=t])
    if lane_id() == WARP_SIZE - 1:
        partial[unsafe_offset = warp_id()] = v
    barrier()
    for w in range(warp_id()):
        v += partial[unsafe_offset=w]
    data[unsafe_offset=t] = v
    var total = block.sum[block_size=TPB](Int32(t))
    if t == 0:
        totals[] = total


def scan(ctx: DeviceContext, data: DeviceBuffer[DType.int32], n: Int) raises:
    var blocks = ceildiv(n, TPB)
    var sums = ctx.enqueue_create_buffer[DType.int32](blocks)
    ctx.enqueue_function[scan_blocks](data, sums, Int32(n), grid_dim=blocks, block_dim=TPB)
    if blocks > 1:
        scan(ctx, sums, blocks)
        ctx.enqueue_function[add_sums](data, sums, Int32(n), grid_dim=blocks, block_dim=TPB)


def main() raises:
    var ctx = DeviceContext()
    for n in [1, 100, 129, 20000]:
        var data = ctx.enqueue_create_buffer[DType.int32](n)
        var host = ctx.enqueue_create_host_buffer[DType.int32](n)
        ctx.synchronize()
        var expected = 0
        for i in range(n):
            host[i] = Int32(i * 7 % 11)
            expected += i * 7 % 11
        ctx.enqueue_copy(data, host)
        scan(ctx, data, n)
        ctx.enqueue_copy(host, data)
        ctx.synchronize()
        var ok = True
        var sum = 0
        for i in range(n):
            sum += i * 7 % 11
            ok = ok and Int(host[i]) == sum
        print(n, host[n - 1], expected, ok)
    var data = ctx.enqueue_create_buffer[DType.int32](TPB)
    data.enqueue_fill(3)
    var total = ctx.enqueue_create_buffer[DType.int32](1)
    ctx.enqueue_function[scan_with_warps](data, total, grid_dim=1, block_dim=TPB)
    with data.map_to_host() as h:
        print(h[0], h[31], h[32], h[127])
    with total.map_to_host() as h:
        print(h[0])

# expect: 1 0 0 True
# expect: 100 495 495 True
# expect: 129 647 647 True
# expect: 20000 99997 99997 True
# expect: 3 96 99 384
# expect: 8128
