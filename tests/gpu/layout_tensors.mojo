# A matrix product with tensors whose layouts are values: tiles in shared memory, vectors, results kept by each thread.

from layout import Layout, LayoutTensor
from max.gpu import barrier, block_idx, thread_idx
from max.gpu.host import DeviceContext

comptime M = 64
comptime N = 96
comptime K = 48
comptime TILE = 16

comptime layout_a = Layout.row_major(M, K)
comptime layout_b = Layout.row_major(K, N)
comptime layout_c = Layout.row_major(M, N)
comptime layout_tile = Layout.row_major(TILE, TILE)


def multiply(
    a: LayoutTensor[mut=False, DType.float32, layout_a, ImmutAnyOrigin],
    b: LayoutTensor[mut=False, DType.float32, layout_b, ImmutAnyOrigin],
    c: LayoutTensor[mut=True, DType.float32, layout_c, MutAnyOrigin],
):
    """Each block makes one tile of `c` with 64 threads; each of them has 2 x 2 elements of it."""
    comptime threads = Layout.row_major(8, 8)
    var tile_a = LayoutTensor[DType.float32, layout_tile, MutAnyOrigin, address_space=AddressSpace.SHARED].stack_allocation()
    var tile_b = LayoutTensor[DType.float32, layout_tile, MutAnyOrigin, address_space=AddressSpace.SHARED].stack_allocation()
    var mine = LayoutTensor[DType.float32, Layout.row_major(2, 2), MutAnyOrigin].stack_allocation().fill(0)
    var thread = thread_idx.x
    for k in range(K // TILE):
        tile_a.distribute[threads](thread).copy_from(a.tile[TILE, TILE](block_idx.y, k).distribute[threads](thread))
        tile_b.distribute[threads](thread).copy_from(b.tile[TILE, TILE](k, block_idx.x).distribute[threads](thread))
        barrier()
        comptime for i in range(2):
            comptime for j in range(2):
                for l in range(TILE):
                    mine[i, j] += tile_a[thread // 8 + i * 8, l] * tile_b[l, thread % 8 + j * 8]
        barrier()
    c.tile[TILE, TILE](block_idx.y, block_idx.x).distribute[threads](thread).copy_from(mine)


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
    ctx.enqueue_function[multiply](
        LayoutTensor[mut=False, DType.float32, layout_a, ImmutAnyOrigin](a), LayoutTensor[mut=False, DType.float32, layout_b, ImmutAnyOrigin](b),
        LayoutTensor[DType.float32, layout_c](c), grid_dim=(N // TILE, M // TILE), block_dim=64,
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
