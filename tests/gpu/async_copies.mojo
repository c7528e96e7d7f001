"""Copies to shared memory that run beside the threads: two tiles in flight, the second one shorter than its place."""

from max.gpu import barrier, block_idx, thread_idx
from max.gpu.host import DeviceContext
from max.gpu.memory import async_copy, async_copy_commit_group, async_copy_wait_all, async_copy_wait_group
from std.memory import stack_allocation

comptime TILE = 64


def shift(data: Pointer[Float32, MutAnyOrigin], result: Pointer[Float32, MutAnyOrigin]):
    var first = stack_allocation[TILE, Float32, alignment=16, address_space = AddressSpace.SHARED]()
    var second = stack_allocation[TILE, Float32, alignment=16, address_space = AddressSpace.SHARED]()
    var source = data.unsafe_address_space_cast[AddressSpace.GLOBAL]().unsafe_offset(block_idx.x * TILE)
    var t = thread_idx.x
    if t < TILE // 4:
        async_copy[16](source.unsafe_offset(4 * t), first.unsafe_offset(4 * t))
    async_copy_commit_group()
    # Only the first half is there; the rest is filled with zeros.
    async_copy[4](source.unsafe_offset(t), second.unsafe_offset(t), Int32(4 if t < TILE // 2 else 0))
    async_copy_commit_group()
    async_copy_wait_group(1)
    barrier()
    var total = first.unsafe_load((t + 1) % TILE)
    async_copy_wait_all()
    barrier()
    total += 1000 * second.unsafe_load((t + 1) % TILE)
    result.unsafe_store(block_idx.x * TILE + t, total)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](2 * TILE)
    var result = ctx.enqueue_create_buffer[DType.float32](2 * TILE)
    with data.map_to_host() as host:
        for i in range(2 * TILE):
            host[i] = Float32(i)
    ctx.enqueue_function[shift](data, result, grid_dim=2, block_dim=TILE)
    with result.map_to_host() as host:
        print(host[0], host[30], host[31], host[63])
        print(host[64], host[94], host[95], host[127])


# expect: 1001.0 31031.0 32.0 0.0
# expect: 65065.0 95095.0 96.0 64064.0
