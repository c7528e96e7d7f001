# The functions of std.math give the same numbers in kernels as on the host, but for the last place.
from std.math import atan2, cbrt, cos, erf, exp, log, sin, sqrt, tanh
from std.testing import assert_almost_equal
from max.gpu import thread_idx
from max.gpu.host import DeviceContext


def single(x: Float32) -> Float32:
    return exp(x) + sin(x) + log(x + 1) + tanh(x) + sqrt(x) + x**1.5


def double(x: Float64) -> Float64:
    return exp(x) + sin(x * 1e7) + cos(x) + erf(x) + atan2(x, 2.0) + cbrt(x) + x**1.5


def kernel(singles: Pointer[Float32, MutAnyOrigin], doubles: Pointer[Float64, MutAnyOrigin]):
    var i = thread_idx.x
    singles.unsafe_store(i, single(Float32(i) * 0.25))
    doubles.unsafe_store(i, double(Float64(i) * 0.25))


def main() raises:
    var ctx = DeviceContext()
    var singles = ctx.enqueue_create_buffer[DType.float32](32)
    var doubles = ctx.enqueue_create_buffer[DType.float64](32)
    ctx.enqueue_function[kernel](singles, doubles, grid_dim=1, block_dim=32)
    ctx.synchronize()
    with singles.map_to_host() as host:
        for i in range(32):
            assert_almost_equal(host[i], single(Float32(i) * 0.25), rtol=1e-6)
    with doubles.map_to_host() as host:
        for i in range(32):
            assert_almost_equal(host[i], double(Float64(i) * 0.25), rtol=1e-14)
    print("equal")


# expect: equal
