# Convolution with a halo, a stencil with a closure, dynamic shared memory.
from max.gpu import barrier, block_dim, block_idx, global_idx, thread_idx, external_memory
from max.gpu.host import DeviceContext
from layout import TileTensor, row_major, stack_allocation

comptime K = 5
comptime TPB = 32
comptime WEIGHTS = SIMD[DType.float32, 8](1, 4, 6, 4, 1, 0, 0, 0)


def convolve[T: DType](a: Pointer[Scalar[T], ImmutAnyOrigin], out_: Pointer[Scalar[T], MutAnyOrigin], n: Int32):
    comptime layout = row_major[TPB + K - 1]()
    var tile = stack_allocation[dtype=T, address_space=AddressSpace.SHARED](layout)
    var i = global_idx.x
    var t = thread_idx.x
    var length = Int(n)
    tile[t] = a[unsafe_offset=i] if i < length else 0
    if t < K - 1:
        var j = (block_idx.x + 1) * TPB + t
        tile[TPB + t] = a[unsafe_offset=j] if j < length else 0
    barrier()
    if i < length:
        var s = Scalar[T](0)
        comptime for k in range(K):
            s += tile[t + k] * WEIGHTS[k].cast[T]()
        out_[unsafe_offset=i] = s


def stencil(a: Pointer[Float32, ImmutAnyOrigin], b: Pointer[Float32, MutAnyOrigin], w: Int32, h: Int32):
    var x, y = global_idx.x, global_idx.y
    var width, height = Int(w), Int(h)
    if x >= width or y >= height:
        return

    def at(x: Int, y: Int) {imm} -> Float32:
        return a[unsafe_offset = min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)]

    b[unsafe_offset = y * width + x] = 0.25 * (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1))


def reverse(data: Pointer[Int32, MutAnyOrigin]):
    var shared = external_memory[Int32, address_space = AddressSpace.SHARED, alignment=4]()
    var t = thread_idx.x
    shared[unsafe_offset=t] = data[unsafe_offset=t]
    barrier()
    data[unsafe_offset=t] = shared[unsafe_offset = block_dim.x - 1 - t]


def main() raises:
    var ctx = DeviceContext()
    comptime N = 70
    var a = ctx.enqueue_create_buffer[DType.int32](N)
    var b = ctx.enqueue_create_buffer[DType.int32](N)
    with a.map_to_host() as h:
        for i in range(N):
            h[i] = Int32(i * i % 13)
    ctx.enqueue_function[convolve[DType.int32]](a, b, Int32(N), grid_dim=(N + TPB - 1) // TPB, block_dim=TPB)
    with b.map_to_host() as h:
        var wrong = 0
        for i in range(N):
            var s = 0
            for k in range(K):
                if i + k < N:
                    s += ((i + k) * (i + k) % 13) * [1, 4, 6, 4, 1][k]
            wrong += Int(s != Int(h[i]))
        print("conv wrong:", wrong, h[0], h[31], h[69])
    comptime W, H = 20, 10
    var f = ctx.enqueue_create_buffer[DType.float32](W * H)
    var g = ctx.enqueue_create_buffer[DType.float32](W * H)
    f.enqueue_fill(1)
    with f.map_to_host() as h:
        h[5 * W + 10] = 5
    for _ in range(2):
        ctx.enqueue_function[stencil](f, g, Int32(W), Int32(H), grid_dim=(2, 2), block_dim=(16, 8))
        ctx.enqueue_function[stencil](g, f, Int32(W), Int32(H), grid_dim=(2, 2), block_dim=(16, 8))
    with f.map_to_host() as h:
        var s = Float32(0)
        for i in range(W * H):
            s += h[i]
        print(s, h[5 * W + 10], h[5 * W + 11], h[5 * W + 12])
    with b.map_to_host() as h:
        for i in range(N):
            h[i] = Int32(i)
    ctx.enqueue_function[reverse](b, grid_dim=1, block_dim=N, shared_mem_bytes=N * 4)
    with b.map_to_host() as h:
        print(h[0], h[1], h[69])

# expect: conv wrong: 0 67 163 3
# expect: 204.0 1.5625 1.0 1.25
# expect: 69 68 0
