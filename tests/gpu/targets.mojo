"""Questions about the target are answered for the code that asks: host code, and kernels."""

from max.gpu import WARP_SIZE
from max.gpu.host import DeviceContext
from std.sys import has_accelerator, has_nvidia_gpu_accelerator
from std.sys.info import is_gpu, is_nvidia_gpu


def where() -> Int32:
    comptime if is_gpu():
        return 1
    else:
        return 2


def ask(result: Pointer[Int32, MutAnyOrigin]):
    result.unsafe_store(0, where())
    result.unsafe_store(1, Int32(WARP_SIZE))
    comptime if is_nvidia_gpu():
        result.unsafe_store(2, 3)
    else:
        result.unsafe_store(2, 4)


def main() raises:
    print(where(), WARP_SIZE, is_gpu(), has_accelerator(), has_nvidia_gpu_accelerator())
    var ctx = DeviceContext()
    var result = ctx.enqueue_create_buffer[DType.int32](3)
    ctx.enqueue_function[ask](result, grid_dim=1, block_dim=1)
    print(result)


# expect: 2 32 False True True
# expect: DeviceBuffer([1, 32, 3])
