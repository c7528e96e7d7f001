# c = a + b on a GPU: the median bandwidth in GB/s (two reads, one write), and whether the sums are right. One argument: how many millions of floats.
from std.sys import argv
from max.gpu import block_dim, block_idx, thread_idx
from max.gpu.host import DeviceContext


def add(
    a: Pointer[Float32, MutUnsafeAnyOrigin], b: Pointer[Float32, MutUnsafeAnyOrigin], c: Pointer[Float32, MutUnsafeAnyOrigin], count: Int32
):
    var i = block_idx.x * block_dim.x + thread_idx.x
    if i < Int(count):
        c.unsafe_store(i, a.unsafe_load(i) + b.unsafe_load(i))


def main() raises:
    comptime BLOCK = 256
    comptime ROUNDS = 50
    var count = Int(argv()[1]) * 1000000
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](count)
    var b = ctx.enqueue_create_buffer[DType.float32](count)
    var c = ctx.enqueue_create_buffer[DType.float32](count)
    a.enqueue_fill(1.5)
    b.enqueue_fill(2.25)
    c.enqueue_fill(0)
    var start = ctx.create_event[disable_timing=False]()
    var end = ctx.create_event[disable_timing=False]()
    var best = UInt64.MAX
    for _ in range(ROUNDS):
        ctx.stream().record_event(start)
        ctx.enqueue_function[add](a, b, c, Int32(count), grid_dim=(count + BLOCK - 1) // BLOCK, block_dim=BLOCK)
        ctx.stream().record_event(end)
        end.synchronize()
        best = min(best, start.elapsed_ns(end))
    with c.map_to_host() as host:
        for i in range(0, count, 9973):
            if host[i] != 3.75:
                raise Error("wrong sum")
    print("device:", ctx.name())
    print("GB/s:", Float64(count) * 12 / Float64(best))
