"""A thread writes behind the end of a buffer: the simulator names kernel, block, thread, line and element."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def touch(data: Pointer[Float32, MutAnyOrigin], length: Int32):
    var i = global_idx.x
    if i <= Int(length):
        data.unsafe_store(i, 1.0)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](100)
    ctx.enqueue_function[touch](data, Int32(100), grid_dim=2, block_dim=64)
    ctx.synchronize()
    print("not reached")


# options: --device-checks
# exit: 1
# expect-error: write of 4 bytes at byte 400 of a device buffer of 400 bytes, `data[100]`
# expect-error: out_of_bounds.mojo:10:9
# expect-error: in kernel `touch`, block (1, 0, 0), thread (36, 0, 0)
# device: sim
