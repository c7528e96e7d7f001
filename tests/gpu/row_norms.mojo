# Softmax by warps and layer norm by blocks, row by row, against the CPU.
from std.gpu import block_idx, thread_idx, block_dim, lane_id, barrier, WARP_SIZE
from std.gpu.primitives import warp
from max.gpu.host import DeviceContext
from layout import TileTensor, TensorLayout, row_major
from layout.tile_tensor import stack_allocation
from std.math import exp, sqrt, rsqrt
from std.utils.numerics import min_or_neg_inf
from std.testing import assert_almost_equal

comptime ROWS = 7
comptime COLS = 100
comptime lay = row_major[ROWS, COLS]()


def softmax[L: TensorLayout](x: TileTensor[mut=False, DType.float32, L, ImmutAnyOrigin], y: TileTensor[mut=True, DType.float32, L, MutAnyOrigin]):
    comptime assert L.rank == 2, "a matrix"
    var row = block_idx.x
    var lane = lane_id()
    var largest = min_or_neg_inf[DType.float32]()
    for c in range(lane, COLS, WARP_SIZE):
        largest = max(largest, x[row, c][0])
    largest = warp.shuffle_idx(warp.max(largest), 0)
    var total = Float32(0)
    for c in range(lane, COLS, WARP_SIZE):
        var e = exp(x[row, c][0] - largest)
        y[row, c] = e
        total += e
    total = warp.broadcast(warp.sum(total))
    for c in range(lane, COLS, WARP_SIZE):
        y[row, c] = y[row, c] / total


def layer_norm[threads: Int](x: TileTensor[mut=False, DType.float32, type_of(lay), ImmutAnyOrigin], y: TileTensor[mut=True, DType.float32, type_of(lay), MutAnyOrigin], epsilon: Float32):
    var sums = stack_allocation[dtype=DType.float32, address_space=AddressSpace.SHARED](row_major[2, threads]())
    var row = block_idx.x
    var t = thread_idx.x
    var s, q = Float32(0), Float32(0)
    for c in range(t, COLS, threads):
        var v = x[row, c]
        s += v
        q += v * v
    sums[0, t] = s
    sums[1, t] = q
    barrier()
    var half = threads // 2
    while half > 0:
        if t < half:
            sums[0, t] = sums[0, t] + sums[0, t + half]
            sums[1, t] = sums[1, t] + sums[1, t + half]
        barrier()
        half //= 2
    var mean = sums[0, 0] / COLS
    var scale = rsqrt(sums[1, 0] / COLS - mean * mean + epsilon)
    for c in range(t, COLS, threads):
        y[row, c] = (x[row, c] - mean) * scale


def main() raises:
    with DeviceContext() as ctx:
        var x = ctx.enqueue_create_buffer[DType.float32](ROWS * COLS)
        var y = ctx.enqueue_create_buffer[DType.float32](ROWS * COLS)
        var values = List[Float64]()
        for i in range(ROWS * COLS):
            values.append(Float64((i * 31) % 97) / 10)
        with x.map_to_host() as host:
            for i, v in enumerate(values):
                host[i] = Float32(v)
        ctx.enqueue_function[softmax[type_of(lay)]](TileTensor(x, lay), TileTensor(y, lay), grid_dim=ROWS, block_dim=WARP_SIZE)
        with y.map_to_host() as host:
            for r in range(ROWS):
                var total = 0.0
                for c in range(COLS):
                    total += exp(values[r * COLS + c])
                for c in range(COLS):
                    assert_almost_equal(Float64(host[r * COLS + c]), exp(values[r * COLS + c]) / total, atol=1e-6)
        print("softmax ok")
        ctx.enqueue_function[layer_norm[64]](TileTensor(x, lay), TileTensor(y, lay), Float32(1e-5), grid_dim=ROWS, block_dim=64)
        with y.map_to_host() as host:
            for r in range(ROWS):
                var mean, square = 0.0, 0.0
                for c in range(COLS):
                    mean += values[r * COLS + c]
                    square += values[r * COLS + c] ** 2
                mean /= COLS
                for c in range(COLS):
                    assert_almost_equal(Float64(host[r * COLS + c]), (values[r * COLS + c] - mean) / sqrt(square / COLS - mean**2 + 1e-5), atol=1e-4)
        print("layer norm ok")

# expect: softmax ok
# expect: layer norm ok
