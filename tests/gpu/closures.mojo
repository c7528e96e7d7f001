"""A closure runs in every thread; what it captured by value goes with the launch."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def main() raises:
    comptime length = 300
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](length)
    data.enqueue_fill(1.0)
    var numbers = data.unsafe_ptr()
    var factor = Float32(2.5)
    var count = Int32(length)

    def scale() {var numbers, var factor, var count}:
        var i = global_idx.x
        if i < Int(count):
            numbers.unsafe_store(i, numbers.unsafe_load(i) * factor + Float32(i))

    ctx.enqueue_function(scale, grid_dim=3, block_dim=128)
    with data.map_to_host() as host:
        print(host[0], host[1], host[299])


# expect: 2.5 3.5 301.5
