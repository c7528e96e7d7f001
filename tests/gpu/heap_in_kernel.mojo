"""Lists need the heap, which kernels do not have."""

# exit: 1
# expect-error: heap_in_kernel.mojo:11:19: error: this needs memory of the heap, which a kernel for the simulator does not have [deviceHeap]

from max.gpu import thread_idx
from max.gpu.host import DeviceContext


def collect(result: Pointer[Int32, MutAnyOrigin]):
    var numbers = List[Int32](capacity=8)
    numbers.append(Int32(thread_idx.x))
    result.unsafe_store(thread_idx.x, numbers[0])


def main() raises:
    var ctx = DeviceContext()
    var result = ctx.enqueue_create_buffer[DType.int32](32)
    ctx.enqueue_function[collect](result, grid_dim=1, block_dim=32)
    print(result)
# device: sim
