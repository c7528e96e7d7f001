# Products of matrices of any sizes and types through tiles in shared memory.
from layout import TensorLayout, TileTensor, row_major
from layout.tile_tensor import stack_allocation
from max.gpu import barrier, block_idx, thread_idx
from max.gpu.host import DeviceContext
from std.math import ceildiv


def product[
    dtype: DType, AL: TensorLayout, BL: TensorLayout, CL: TensorLayout, tile: Int
](
    a: TileTensor[mut=False, dtype, AL, ImmutAnyOrigin],
    b: TileTensor[mut=False, dtype, BL, ImmutAnyOrigin],
    c: TileTensor[mut=True, dtype, CL, MutAnyOrigin],
) where AL.rank == 2 and BL.rank == 2 and CL.rank == 2:
    comptime M = AL.static_shape[0]
    comptime K = AL.static_shape[1]
    comptime N = BL.static_shape[1]
    comptime assert BL.static_shape[0] == K, "inner sizes differ"
    var left = stack_allocation[dtype=dtype, address_space=AddressSpace.SHARED](row_major[tile, tile]())
    var right = stack_allocation[dtype=dtype, address_space=AddressSpace.SHARED](row_major[tile, tile]())
    var x, y = thread_idx.x, thread_idx.y
    var row = block_idx.y * tile + y
    var column = block_idx.x * tile + x
    var sum = Scalar[dtype](0)
    comptime for k in range(0, K, tile):
        left[y, x] = a[row, k + x][0] if row < M and k + x < K else 0
        right[y, x] = b[k + y, column][0] if k + y < K and column < N else 0
        barrier()
        comptime for i in range(tile):
            sum += left[y, i][0] * right[i, x][0]
        barrier()
    if row < M and column < N:
        c[row, column] = sum


def check[dtype: DType, M: Int, K: Int, N: Int, tile: Int](ctx: DeviceContext) raises:
    comptime la = row_major[M, K]()
    comptime lb = row_major[K, N]()
    comptime lc = row_major[M, N]()
    var a = ctx.enqueue_create_buffer[dtype](M * K)
    var b = ctx.enqueue_create_buffer[dtype](K * N)
    var c = ctx.enqueue_create_buffer[dtype](M * N)
    with a.map_to_host() as h:
        for i in range(M * K):
            h[i] = Scalar[dtype](i % 5 - 2)
    with b.map_to_host() as h:
        for i in range(K * N):
            h[i] = Scalar[dtype](i % 7 - 3)
    comptime kernel = product[dtype, type_of(la), type_of(lb), type_of(lc), tile]
    ctx.enqueue_function[kernel](
        TileTensor(a, la), TileTensor(b, lb), TileTensor(c, lc),
        grid_dim=(ceildiv(N, tile), ceildiv(M, tile)), block_dim=(tile, tile),
    )
    with c.map_to_host() as h:
        var wrong = 0
        for m in range(M):
            for n in range(N):
                var s = 0
                for k in range(K):
                    s += ((m * K + k) % 5 - 2) * ((k * N + n) % 7 - 3)
                wrong += Int(h[m * N + n] != Scalar[dtype](s))
        print(dtype, M, K, N, "wrong:", wrong)


def main() raises:
    var ctx = DeviceContext()
    check[DType.float32, 32, 32, 32, 8](ctx)
    check[DType.int32, 17, 9, 21, 8](ctx)
    check[DType.float64, 5, 30, 40, 4](ctx)
    check[DType.float16, 16, 16, 16, 16](ctx)

# expect: float32 32 32 32 wrong: 0
# expect: int32 17 9 21 wrong: 0
# expect: float64 5 30 40 wrong: 0
# expect: float16 16 16 16 wrong: 0
