"""A launch passes as many arguments as the kernel takes."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin], length: Int32):
    data.unsafe_store(global_idx.x, Float32(length))


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](100)
    ctx.enqueue_function[touch](data, grid_dim=2, block_dim=64)  # expected-error [comptimeAssertFailed]
