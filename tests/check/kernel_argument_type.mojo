"""What is passed to a kernel must become what it declares."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin], length: Int32):
    data.unsafe_store(global_idx.x, Float32(length))


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float64](100)
    ctx.enqueue_function[touch](data, Int32(100), grid_dim=2, block_dim=64)  # expected-error [comptimeAssertFailed]
