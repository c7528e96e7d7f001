# The product of two matrices by tiles in shared memory, all memory seen through layouts.

from layout import TensorLayout, TileTensor, row_major, stack_allocation
from max.gpu import barrier, block_idx, thread_idx
from max.gpu.host import DeviceContext

comptime M = 96
comptime N = 64
comptime K = 80
comptime TILE = 16

comptime layout_a = row_major[M, K]()
comptime layout_b = row_major[K, N]()
comptime layout_c = row_major[M, N]()


def multiply[
    LayoutA: TensorLayout, LayoutB: TensorLayout, LayoutC: TensorLayout
](
    a: TileTensor[mut=False, DType.float32, LayoutA, ImmutAnyOrigin],
    b: TileTensor[mut=False, DType.float32, LayoutB, ImmutAnyOrigin],
    c: TileTensor[mut=True, DType.float32, LayoutC, MutAnyOrigin],
):
    """Each block makes one tile of `c`, each thread one element of it."""
    var tile_a = stack_allocation[dtype=DType.float32, address_space=AddressSpace.SHARED](row_major[TILE, TILE]())
    var tile_b = stack_allocation[dtype=DType.float32, address_space=AddressSpace.SHARED](row_major[TILE, TILE]())
    var x = thread_idx.x
    var y = thread_idx.y
    var total = Float32(0)
    comptime for k in range(LayoutA.static_shape[1] // TILE):
        tile_a[y, x] = a.tile[TILE, TILE](block_idx.y, k)[y, x]
        tile_b[y, x] = b.tile[TILE, TILE](k, block_idx.x)[y, x]
        barrier()
        comptime for i in range(TILE):
            total += tile_a[y, i] * tile_b[i, x]
        barrier()
    c.tile[TILE, TILE](block_idx.y, block_idx.x)[y, x] = total


def main() raises:
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](M * K)
    var b = ctx.enqueue_create_buffer[DType.float32](K * N)
    var c = ctx.enqueue_create_buffer[DType.float32](M * N)
    with a.map_to_host() as host_a, b.map_to_host() as host_b:
        for i in range(M * K):
            host_a[i] = Float32(i * 7 % 31) * 0.25 - 3.0
        for i in range(K * N):
            host_b[i] = Float32(i * 5 % 29) * 0.5 - 7.0
    comptime kernel = multiply[type_of(layout_a), type_of(layout_b), type_of(layout_c)]
    ctx.enqueue_function[kernel](
        TileTensor(a, layout_a).as_immut(), TileTensor(b, layout_b).as_immut(), TileTensor(c, layout_c),
        grid_dim=(N // TILE, M // TILE), block_dim=(TILE, TILE),
    )
    ctx.synchronize()
    var wrong = 0
    with a.map_to_host() as host_a, b.map_to_host() as host_b, c.map_to_host() as host_c:
        for row in range(M):
            for column in range(N):
                var expected = Float64(0)
                for k in range(K):
                    expected += Float64(host_a[row * K + k]) * Float64(host_b[k * N + column])
                if abs(Float64(host_c[row * N + column]) - expected) > 1e-3:
                    wrong += 1
    # expect: wrong elements: 0
    print("wrong elements:", wrong)
