"""The product of two matrices on the GPU, by tiles in shared memory, checked against the CPU."""

from max.gpu import barrier, block_idx, thread_idx
from max.gpu.host import DeviceContext
from std.memory import stack_allocation

comptime N = 128
comptime TILE = 16


def multiply(a: Pointer[Float32, MutAnyOrigin], b: Pointer[Float32, MutAnyOrigin], c: Pointer[Float32, MutAnyOrigin]):
    """Each block makes one tile of `c`, each thread one element of it."""
    var tile_a = stack_allocation[TILE * TILE, Float32, address_space = AddressSpace.SHARED]()
    var tile_b = stack_allocation[TILE * TILE, Float32, address_space = AddressSpace.SHARED]()
    var x = thread_idx.x
    var y = thread_idx.y
    var row = block_idx.y * TILE + y
    var column = block_idx.x * TILE + x
    var total = Float32(0)
    for k in range(0, N, TILE):
        tile_a.unsafe_store(y * TILE + x, a.unsafe_load(row * N + k + x))
        tile_b.unsafe_store(y * TILE + x, b.unsafe_load((k + y) * N + column))
        barrier()
        comptime for i in range(TILE):
            total += tile_a.unsafe_load(y * TILE + i) * tile_b.unsafe_load(i * TILE + x)
        barrier()
    c.unsafe_store(row * N + column, total)


def main() raises:
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](N * N)
    var b = ctx.enqueue_create_buffer[DType.float32](N * N)
    var c = ctx.enqueue_create_buffer[DType.float32](N * N)
    var host_a = List[Float32](length=N * N, fill=Float32(0))
    var host_b = List[Float32](length=N * N, fill=Float32(0))
    for i in range(N * N):
        host_a[i] = Float32(i * 7 % 31) * 0.25 - 3.0
        host_b[i] = Float32(i * 5 % 29) * 0.5 - 7.0
    ctx.enqueue_copy(a, host_a.unsafe_ptr())
    ctx.enqueue_copy(b, host_b.unsafe_ptr())
    ctx.enqueue_function[multiply](a, b, c, grid_dim=(N // TILE, N // TILE), block_dim=(TILE, TILE))
    ctx.synchronize()
    with c.map_to_host() as host:
        for row in range(N):
            for column in range(N):
                var expected = Float64(0)
                for k in range(N):
                    expected += Float64(host_a[row * N + k]) * Float64(host_b[k * N + column])
                if abs(Float64(host[row * N + column]) - expected) > 1e-2:
                    raise Error("element (", row, ", ", column, ") is ", host[row * N + column], ", expected ", expected)
    print("multiplied", N, "x", N, "matrices on", ctx.name())
