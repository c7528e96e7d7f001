"""A kernel returns nothing."""

from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin]) -> Int:
    return 1


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](100)
    ctx.enqueue_function[touch](data, grid_dim=2, block_dim=64)  # expected-error [kernelReturns]
