"""A launch that the device cannot make says which number is too large."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin]):
    data.unsafe_store(global_idx.x, 1)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](100)
    ctx.enqueue_function[touch](data, grid_dim=1, block_dim=2048)


# exit: 1
# expect-error: cannot launch `touch`: the block is (2048, 1, 1); dimension x must be from 1 to 1024
