"""Shared memory of a fixed size and of a size that the launch gives; a barrier stands between writing and reading it."""

from max.gpu import barrier, block_dim, block_idx, external_memory, thread_idx
from max.gpu.host import DeviceContext
from std.memory import stack_allocation

comptime BLOCK = 64


def reverse(data: Pointer[Int32, MutAnyOrigin]):
    var tile = stack_allocation[BLOCK, Int32, address_space = AddressSpace.SHARED]()
    var t = thread_idx.x
    tile.unsafe_store(t, data.unsafe_load(block_idx.x * BLOCK + t))
    barrier()
    data.unsafe_store(block_idx.x * BLOCK + t, tile.unsafe_load(BLOCK - 1 - t))


def rotate(data: Pointer[Int32, MutAnyOrigin], by: Int32):
    var tile = external_memory[Int32]()
    var size = block_dim.x
    var t = thread_idx.x
    tile.unsafe_store(t, data.unsafe_load(block_idx.x * size + t))
    barrier()
    data.unsafe_store(block_idx.x * size + t, tile.unsafe_load((t + Int(by)) % size))


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.int32](4 * BLOCK)
    with data.map_to_host() as host:
        for i in range(4 * BLOCK):
            host[i] = Int32(i)
    ctx.enqueue_function[reverse](data, grid_dim=4, block_dim=BLOCK)
    with data.map_to_host() as host:
        print(host[0], host[63], host[64], host[255])
    ctx.enqueue_function[rotate](data, Int32(3), grid_dim=8, block_dim=32, shared_mem_bytes=32 * 4)
    with data.map_to_host() as host:
        print(host[0], host[31], host[32], host[255])


# expect: 63 0 127 192
# expect: 60 61 28 221
