"""Every thread of a three-dimensional launch finds its place; sizes are odd on purpose."""

from max.gpu import block_dim, block_idx, global_idx, grid_dim, thread_idx
from max.gpu.host import DeviceContext

comptime WIDTH = 13
comptime HEIGHT = 7
comptime DEPTH = 5


def place(target: Pointer[Int32, MutAnyOrigin]):
    var x = global_idx.x
    var y = global_idx.y
    var z = global_idx.z
    if x < WIDTH and y < HEIGHT and z < DEPTH:
        target.unsafe_store(x + WIDTH * (y + HEIGHT * z), Int32(x + 100 * y + 10000 * z))


def shape(target: Pointer[Int32, MutAnyOrigin]):
    if thread_idx.x == 0 and thread_idx.y == 0 and thread_idx.z == 0 and block_idx.x == 1 and block_idx.y == 2 and block_idx.z == 3:
        target.unsafe_store(0, Int32(block_dim.x))
        target.unsafe_store(1, Int32(block_dim.y))
        target.unsafe_store(2, Int32(block_dim.z))
        target.unsafe_store(3, Int32(grid_dim.x))
        target.unsafe_store(4, Int32(grid_dim.y))
        target.unsafe_store(5, Int32(grid_dim.z))


def main() raises:
    var ctx = DeviceContext()
    var target = ctx.enqueue_create_buffer[DType.int32](WIDTH * HEIGHT * DEPTH)
    target.enqueue_fill(-1)
    ctx.enqueue_function[place](target, grid_dim=(4, 2, 3), block_dim=(4, 4, 2))
    var wrong = 0
    with target.map_to_host() as host:
        for z in range(DEPTH):
            for y in range(HEIGHT):
                for x in range(WIDTH):
                    if host[x + WIDTH * (y + HEIGHT * z)] != Int32(x + 100 * y + 10000 * z):
                        wrong += 1
        print("wrong places:", wrong)
        print("last:", host[WIDTH * HEIGHT * DEPTH - 1])

    ctx.enqueue_function[shape](target, grid_dim=(2, 3, 4), block_dim=(5, 6, 7))
    with target.map_to_host() as host:
        for i in range(6):
            print(host[i])


# expect: wrong places: 0
# expect: last: 40612
# expect: 5
# expect: 6
# expect: 7
# expect: 2
# expect: 3
# expect: 4
