"""One generic kernel for several element types and block sizes; each bound form is a kernel of its own."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext


def axpy[dtype: DType, unroll: Int](a: Scalar[dtype], x: Pointer[Scalar[dtype], MutAnyOrigin], y: Pointer[Scalar[dtype], MutAnyOrigin], length: Int32):
    comptime for k in range(unroll):
        var i = global_idx.x * unroll + k
        if i < Int(length):
            y.unsafe_store(i, y.unsafe_load(i) + a * x.unsafe_load(i))


def run[dtype: DType, unroll: Int](ctx: DeviceContext) raises:
    comptime length = 101
    var x = ctx.enqueue_create_buffer[dtype](length)
    var y = ctx.enqueue_create_buffer[dtype](length)
    with x.map_to_host() as host:
        for i in range(length):
            host[i] = Scalar[dtype](i % 7)
    y.enqueue_fill(2)
    comptime kernel = axpy[dtype, unroll]
    ctx.enqueue_function[kernel](Scalar[dtype](3), x, y, Int32(length), grid_dim=4, block_dim=32)
    var wrong = 0
    with y.map_to_host() as host:
        for i in range(length):
            if host[i] != Scalar[dtype](2 + 3 * (i % 7)):
                wrong += 1
        print(dtype, unroll, "wrong:", wrong, "element 6:", host[6])


def main() raises:
    var ctx = DeviceContext()
    run[DType.float32, 1](ctx)
    run[DType.float64, 2](ctx)
    run[DType.int8, 3](ctx)
    run[DType.uint64, 4](ctx)
    run[DType.float16, 1](ctx)


# expect: float32 1 wrong: 0 element 6: 20.0
# expect: float64 2 wrong: 0 element 6: 20.0
# expect: int8 3 wrong: 0 element 6: 20
# expect: uint64 4 wrong: 0 element 6: 20
# expect: float16 1 wrong: 0 element 6: 20.0
