"""Half of a block waits at a barrier that the other half never reaches."""

from max.gpu import barrier, thread_idx
from max.gpu.host import DeviceContext


def half(data: Pointer[Int32, MutAnyOrigin]):
    if thread_idx.x < 32:
        barrier()
    data.unsafe_store(thread_idx.x, 1)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.int32](64)
    ctx.enqueue_function[half](data, grid_dim=1, block_dim=64)
    ctx.synchronize()
    print("not reached")


# options: --device-checks
# exit: 1
# expect-error: divergent barrier: 32 of the block's 64 threads have returned before it
# expect-error: divergent_barrier.mojo:9:9
# expect-error: in kernel `half`, block (0, 0, 0), thread
# device: sim
