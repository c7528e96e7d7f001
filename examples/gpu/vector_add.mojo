"""Adds two vectors on the GPU, or on the simulator where there is none. Usage: vector_add.mojo [LENGTH]"""

from max.gpu import global_idx
from max.gpu.host import DeviceContext
from std.sys import argv

comptime BLOCK = 256


def add(
    a: Pointer[Float32, MutAnyOrigin], b: Pointer[Float32, MutAnyOrigin], c: Pointer[Float32, MutAnyOrigin], length: Int32
):
    var i = global_idx.x
    if i < Int(length):
        c.unsafe_store(i, a.unsafe_load(i) + b.unsafe_load(i))


def main() raises:
    var arguments = argv()
    var length = Int(String(arguments[1])) if len(arguments) > 1 else 10000
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](length)
    var b = ctx.enqueue_create_buffer[DType.float32](length)
    var c = ctx.enqueue_create_buffer[DType.float32](length)
    with a.map_to_host() as host:
        for i in range(length):
            host[i] = Float32(i) * 0.5
    b.enqueue_fill(2.0)
    ctx.enqueue_function[add](a, b, c, Int32(length), grid_dim=(length + BLOCK - 1) // BLOCK, block_dim=BLOCK)
    ctx.synchronize()
    with c.map_to_host() as host:
        for i in range(length):
            if host[i] != Float32(i) * 0.5 + 2.0:
                raise Error("element ", i, " is ", host[i])
    print("added", length, "numbers on", ctx.name())
