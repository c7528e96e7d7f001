"""The width of `Int` may differ between host and device."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin], length: Int):
    data.unsafe_store(global_idx.x, Float32(length))


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](100)
    ctx.enqueue_function[touch](data, 100, grid_dim=2, block_dim=64)  # expected-error [comptimeAssertFailed]
