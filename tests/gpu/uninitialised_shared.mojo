"""A warp reads what another one has not written yet."""

from max.gpu import thread_idx
from max.gpu.host import DeviceContext
from std.memory import stack_allocation


def reverse(data: Pointer[Int32, MutAnyOrigin]):
    var tile = stack_allocation[64, Int32, address_space = AddressSpace.SHARED]()
    var t = thread_idx.x
    tile.unsafe_store(t, data.unsafe_load(t))
    data.unsafe_store(t, tile.unsafe_load(63 - t))


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.int32](64)
    data.enqueue_fill(1)
    ctx.enqueue_function[reverse](data, grid_dim=1, block_dim=64)
    ctx.synchronize()
    print("not reached")


# options: --device-checks
# exit: 1
# expect-error: uninitialised: read of 4 bytes that nobody has written
# expect-error: uninitialised_shared.mojo:12:26
# device: sim
