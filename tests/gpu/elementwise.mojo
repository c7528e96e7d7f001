"""One function over all indices, on the host and on the device; the length is no multiple of the vector width."""

from max.algorithm import elementwise
from max.gpu.host import DeviceContext

comptime LENGTH = 1003


def main() raises:
    var ctx = DeviceContext()
    var source = ctx.enqueue_create_buffer[DType.float32](LENGTH)
    var target = ctx.enqueue_create_buffer[DType.float32](LENGTH)
    with source.map_to_host() as host:
        for i in range(LENGTH):
            host[i] = Float32(i % 97) - 50
    var from_ = source.unsafe_ptr()
    var to = target.unsafe_ptr()
    var factor = Float32(0.5)

    def halve[width: Int](i: Int) {var from_, var to, var factor}:
        var numbers = from_.unsafe_load[width=width](i)
        to.unsafe_store(i, max(numbers, SIMD[DType.float32, width](0)) * factor)

    elementwise[4, target="gpu"](halve, LENGTH, ctx)
    ctx.synchronize()
    var total = Float64(0)
    with target.map_to_host() as host:
        for i in range(LENGTH):
            total += host[i].cast[DType.float64]()
        print(host[49], host[96], host[1002], total)

    # The same on the host, over memory of the host.
    var numbers = List[Float32](length=LENGTH, fill=Float32(-1))
    var data = numbers.unsafe_ptr()

    def count[width: Int](i: Int) {var data}:
        comptime for k in range(width):
            data.unsafe_store(i + k, Float32(i + k))

    elementwise[8](count, LENGTH)
    print(numbers[0], numbers[500], numbers[1002])


# expect: 0.0 23.0 0.0 5405.0
# expect: 0.0 500.0 1002.0
