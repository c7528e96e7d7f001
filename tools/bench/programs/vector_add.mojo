# c = a + b on a GPU: the best bandwidth in GB/s (two reads, one write), and whether every sum is right. One argument: how many floats, as a power of two.
from std.sys import argv
from max.gpu import global_idx
from max.gpu.host import DeviceContext

comptime WIDTH = 2  # floats of a thread: 8 bytes at once
comptime Floats = Pointer[Float32, MutAnyOrigin]


def add(a: Floats, b: Floats, c: Floats, count: Int32):
    comptime ALIGN = 4 * WIDTH
    var i = global_idx.x * WIDTH
    if i + WIDTH <= Int(count):
        c.unsafe_store[alignment=ALIGN](i, a.unsafe_load[WIDTH, alignment=ALIGN](i) + b.unsafe_load[WIDTH, alignment=ALIGN](i))
    else:
        for rest in range(i, Int(count)):
            c[rest] = a[rest] + b[rest]


def number(i: Int, factor: Int) -> Float32:
    """Numbers between 0 and 1 without a pattern that memory could profit from."""
    var bits = UInt32(i) * UInt32(factor)
    bits ^= bits >> 15
    bits *= 2246822519
    bits ^= bits >> 13
    return Float32(bits >> 8) / 16777216


def main() raises:
    comptime BLOCK = 512
    comptime ROUNDS = 50
    var count = 1 << Int(argv()[1])
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](count)
    var b = ctx.enqueue_create_buffer[DType.float32](count)
    var c = ctx.enqueue_create_buffer[DType.float32](count)
    c.enqueue_fill(-1)
    with a.map_to_host() as host:
        for i in range(count):
            host[i] = number(i, 2654435761)
    with b.map_to_host() as host:
        for i in range(count):
            host[i] = number(i, 3266489917)
    var start = ctx.create_event[disable_timing=False]()
    var end = ctx.create_event[disable_timing=False]()
    var best = UInt64.MAX
    for _ in range(ROUNDS):
        ctx.stream().record_event(start)
        ctx.enqueue_function[add](a, b, c, Int32(count), grid_dim=(count + BLOCK * WIDTH - 1) // (BLOCK * WIDTH), block_dim=BLOCK)
        ctx.stream().record_event(end)
        end.synchronize()
        best = min(best, start.elapsed_ns(end))
    with c.map_to_host() as host:
        for i in range(count):
            if host[i] != number(i, 2654435761) + number(i, 3266489917):
                raise Error("sum ", i, " is wrong")
    print("device:", ctx.name())
    print("GB/s:", Float64(count) * 12 / Float64(best))
