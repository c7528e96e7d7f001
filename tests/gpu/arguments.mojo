"""Kernels take structs, vectors, Booleans and numbers of every size; each lies at its alignment."""

from max.gpu import global_idx
from max.gpu.host import DeviceContext
from std.builtin.device_passable import DevicePassable


@fieldwise_init
struct Line(DevicePassable, TrivialRegisterPassable):
    var slope: Float64
    var offset: Int16
    var enabled: Bool

    comptime device_type = Self

    def _to_device_type(self, target: MutOpaquePointer[MutUntrackedOrigin]):
        target.unsafe_bitcast[Self]()[] = self

    def at(self, x: Float64) -> Float64:
        return self.slope * x + Float64(self.offset) if self.enabled else 0.0


def apply(
    small: Int8, line: Line, flag: Bool, quad: SIMD[DType.float32, 4], result: Pointer[Float64, MutAnyOrigin], last: UInt16
):
    var i = global_idx.x
    if i < 4 and flag:
        result.unsafe_store(i, line.at(Float64(quad[i])) + Float64(small) + Float64(last))


def main() raises:
    var ctx = DeviceContext()
    var result = ctx.enqueue_create_buffer[DType.float64](4)
    result.enqueue_fill(-1.0)
    var quad = SIMD[DType.float32, 4](1, 2, 3, 4)
    ctx.enqueue_function[apply](Int8(-1), Line(0.5, -3, True), False, quad, result, UInt16(1000), grid_dim=1, block_dim=4)
    with result.map_to_host() as host:
        print(host[0], host[3])
    ctx.enqueue_function[apply](Int8(-1), Line(0.5, -3, True), True, quad, result, UInt16(1000), grid_dim=1, block_dim=4)
    with result.map_to_host() as host:
        print(host[0], host[1], host[2], host[3])
    ctx.enqueue_function[apply](Int8(5), Line(0.5, -3, False), True, quad, result, UInt16(0), grid_dim=1, block_dim=4)
    with result.map_to_host() as host:
        print(host[0], host[3])


# expect: -1.0 -1.0
# expect: 996.5 997.0 997.5 998.0
# expect: 5.0 5.0
