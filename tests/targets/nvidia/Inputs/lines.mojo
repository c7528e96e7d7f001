from max.gpu import global_idx
from max.gpu.host import DeviceContext


def scale(data: Pointer[Float32, MutAnyOrigin], count: Int32, factor: Float32):
    var i = global_idx.x
    if i < Int(count):
        data[i] *= factor


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](4)
    ctx.enqueue_function[scale](data, Int32(4), Float32(2), grid_dim=1, block_dim=4)
