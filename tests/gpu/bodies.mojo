# Bodies that attract each other: vectors in memory, a struct as an argument, energy against the CPU.
from max.gpu import barrier, block_dim, block_idx, global_idx, thread_idx
from max.gpu.host import DeviceContext
from std.builtin.device_passable import DevicePassable
from std.math import rsqrt, sqrt
from std.memory import stack_allocation

comptime TILE = 32


@fieldwise_init
struct Physics(DevicePassable, TrivialRegisterPassable):
    var softening: Float32
    var dt: Float32
    var n: Int32


def accelerate(pos: Pointer[SIMD[DType.float32, 4], MutAnyOrigin], acc: Pointer[SIMD[DType.float32, 4], MutAnyOrigin], p: Physics):
    var tile = stack_allocation[TILE, SIMD[DType.float32, 4], address_space = AddressSpace.SHARED]()
    var i = global_idx.x
    var n = Int(p.n)
    var me = pos[unsafe_offset=i] if i < n else SIMD[DType.float32, 4](0)
    var a = SIMD[DType.float32, 4](0)
    for start in range(0, n, TILE):
        var j = start + thread_idx.x
        tile[unsafe_offset=thread_idx.x] = pos[unsafe_offset=j] if j < n else SIMD[DType.float32, 4](0)
        barrier()
        comptime for k in range(TILE):
            var other = tile[unsafe_offset=k]
            var d = other - me
            d[3] = 0
            var r2 = (d * d).reduce_add() + p.softening
            var inv = rsqrt(r2)
            a += d * (other[3] * inv * inv * inv)
        barrier()
    if i < n:
        acc[unsafe_offset=i] = a


def advance(pos: Pointer[SIMD[DType.float32, 4], MutAnyOrigin], vel: Pointer[SIMD[DType.float32, 4], MutAnyOrigin], acc: Pointer[SIMD[DType.float32, 4], MutAnyOrigin], p: Physics):
    var i = global_idx.x
    if i >= Int(p.n):
        return
    var mass = pos[unsafe_offset=i][3]
    vel[unsafe_offset=i] += acc[unsafe_offset=i] * p.dt
    var moved = pos[unsafe_offset=i] + vel[unsafe_offset=i] * p.dt
    moved[3] = mass
    pos[unsafe_offset=i] = moved


def energy(pos: List[SIMD[DType.float32, 4]], vel: List[SIMD[DType.float32, 4]]) -> Float64:
    var e = 0.0
    for i in range(len(pos)):
        var v = vel[i].cast[DType.float64]()
        v[3] = 0
        e += 0.5 * Float64(pos[i][3]) * (v * v).reduce_add()
        for j in range(i):
            var d = (pos[i] - pos[j]).cast[DType.float64]()
            d[3] = 0
            e -= Float64(pos[i][3] * pos[j][3]) / sqrt((d * d).reduce_add() + 0.01)
    return e


def main() raises:
    comptime N = 50
    var ctx = DeviceContext()
    var pos = ctx.enqueue_create_buffer[DType.float32](4 * N)
    var vel = ctx.enqueue_create_buffer[DType.float32](4 * N)
    var acc = ctx.enqueue_create_buffer[DType.float32](4 * N)
    vel.enqueue_fill(0)
    var p = List[SIMD[DType.float32, 4]]()
    var v = List[SIMD[DType.float32, 4]](length=N, fill=0)
    with pos.map_to_host() as h:
        for i in range(N):
            var b = SIMD[DType.float32, 4](Float32(i * 7 % 11) - 5, Float32(i * 5 % 13) - 6, Float32(i % 3) - 1, Float32(1 + i % 2) * 0.1)
            p.append(b)
            for k in range(4):
                h[4 * i + k] = b[k]
    var physics = Physics(0.01, 0.01, N)
    var before = energy(p, v)
    var blocks = (N + TILE - 1) // TILE
    var P = pos.unsafe_ptr().unsafe_bitcast[SIMD[DType.float32, 4]]()
    var V = vel.unsafe_ptr().unsafe_bitcast[SIMD[DType.float32, 4]]()
    var A = acc.unsafe_ptr().unsafe_bitcast[SIMD[DType.float32, 4]]()
    for _ in range(20):
        ctx.enqueue_function[accelerate](P, A, physics, grid_dim=blocks, block_dim=TILE)
        ctx.enqueue_function[advance](P, V, A, physics, grid_dim=blocks, block_dim=TILE)
    ctx.synchronize()
    with pos.map_to_host() as hp, vel.map_to_host() as hv:
        for i in range(N):
            for k in range(4):
                p[i][k] = hp[4 * i + k]
                v[i][k] = hv[4 * i + k]
    var after = energy(p, v)
    print("kept", abs(after - before) < 0.01 * abs(before), before != after)

# expect: kept True True
