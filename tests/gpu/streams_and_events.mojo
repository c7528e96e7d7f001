"""Two streams of one device: work of each runs in order, an event makes one wait for the other."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext

comptime LENGTH = 777


def scale(data: Pointer[Float32, MutAnyOrigin], factor: Float32, length: Int32):
    var i = global_idx.x
    if i < Int(length):
        data.unsafe_store(i, data.unsafe_load(i) * factor)


def shift(data: Pointer[Float32, MutAnyOrigin], by: Float32, length: Int32):
    var i = global_idx.x
    if i < Int(length):
        data.unsafe_store(i, data.unsafe_load(i) + by)


def main() raises:
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.float32](LENGTH)
    data.enqueue_fill(3.0)
    ctx.synchronize()

    var first = ctx.create_stream()
    var second = ctx.create_stream()
    var scaled = ctx.create_event()
    var scale_it = ctx.compile_function[scale]()
    var shift_it = ctx.compile_function[shift]()
    first.enqueue_function(scale_it, data, Float32(2.0), Int32(LENGTH), grid_dim=4, block_dim=256)
    first.record_event(scaled)
    second.enqueue_wait_for(scaled)
    second.enqueue_function(shift_it, data, Float32(1.0), Int32(LENGTH), grid_dim=4, block_dim=256)
    second.synchronize()
    with data.map_to_host() as host:
        print(host[0], host[LENGTH - 1])

    var start = ctx.create_event[disable_timing=False]()
    var end = ctx.create_event[disable_timing=False]()
    var stream = ctx.stream()
    stream.record_event(start)
    for _ in range(3):
        ctx.enqueue_function(shift_it, data, Float32(1.0), Int32(LENGTH), grid_dim=4, block_dim=256)
    stream.record_event(end)
    end.synchronize()
    print("took time:", start.elapsed_ns(end) > 0)
    with data.map_to_host() as host:
        print(host[0], host[LENGTH - 1])


# expect: 7.0 7.0
# expect: took time: True
# expect: 10.0 10.0
