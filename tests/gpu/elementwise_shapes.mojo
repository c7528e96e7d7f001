"""Elementwise functions over shapes: as arguments and as parameters, on the threads of the host and on the device."""

from max.algorithm import elementwise
from max.gpu.host import DeviceContext
from std.utils import Coord


def main() raises:
    var ctx = DeviceContext()
    var data = List[Int](length=3 * 4 * 10, fill=0)
    def fill[width: Int, alignment: Int = 1](at: Coord) {mut data}:
        for k in range(width):
            data[Int(at[0].value()) * 40 + Int(at[1].value()) * 10 + Int(at[2].value()) + k] += 1
    elementwise[4](fill, Coord(3, 4, 10), ctx)
    var ok = True
    for d in data:
        ok = ok and d == 1
    print(ok)
    def one[width: Int](i: Int) {mut data}:
        for k in range(width):
            data[i + k] += 1
    elementwise[4](one, 120, ctx)
    print(data[0], data[119])
    @__parameter
    def leg[width: Int, alignment: Int = 1](at: Coord):
        for k in range(width):
            data[Int(at[0].value()) * 40 + Int(at[1].value()) + k] += 10
    elementwise[leg, 4](Coord(3, 40), ctx)
    print(data[0], data[119])
    @__parameter
    def leg1[width: Int, alignment: Int = 1](at: Coord):
        for k in range(width):
            data[Int(at[0].value()) + k] += 100
    elementwise[leg1, 4](120, ctx)
    print(data[0], data[119])
    var b = ctx.enqueue_create_buffer[DType.float32](30)
    var p = b.unsafe_ptr()
    def dev[width: Int, alignment: Int = 1](at: Coord) {var p}:
        p.unsafe_store(Int(at[0].value()) * 10 + Int(at[1].value()), SIMD[DType.float32, width](Float32(Int(at[0].value()) + 1)))
    elementwise[4, target="gpu"](dev, Coord(3, 10), ctx)
    ctx.synchronize()
    with b.map_to_host() as h:
        print(h[0], h[9], h[10], h[29])


# expect: True
# expect: 2 2
# expect: 12 12
# expect: 112 112
# expect: 1.0 1.0 2.0 3.0
