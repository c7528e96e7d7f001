# Sums by key, compaction by votes, a bitonic sort, a closure as a kernel.
from max.gpu import barrier, block_dim, block_idx, global_idx, grid_dim, lane_id, thread_idx, WARP_SIZE
from max.gpu.host import DeviceContext
from max.gpu.primitives import warp
from std.atomic import Atomic
from std.bit import pop_count
from std.memory import stack_allocation


def by_key(keys: Pointer[Int32, ImmutAnyOrigin], values: Pointer[Float32, ImmutAnyOrigin], sums: Pointer[Float32, MutAnyOrigin], counts: Pointer[Int32, MutAnyOrigin], n: Int32):
    comptime KEYS = 4
    var s = stack_allocation[KEYS, Float32, address_space = AddressSpace.SHARED]()
    var c = stack_allocation[KEYS, Int32, address_space = AddressSpace.SHARED]()
    if thread_idx.x < KEYS:
        s[unsafe_offset=thread_idx.x] = 0
        c[unsafe_offset=thread_idx.x] = 0
    barrier()
    for i in range(global_idx.x, Int(n), block_dim.x * grid_dim.x):
        var k = Int(keys[unsafe_offset=i])
        _ = Atomic.fetch_add(s.unsafe_offset(k), values[unsafe_offset=i])
        _ = Atomic.fetch_add(c.unsafe_offset(k), 1)
    barrier()
    if thread_idx.x < KEYS:
        _ = Atomic.fetch_add(sums.unsafe_offset(thread_idx.x), s[unsafe_offset=thread_idx.x])
        _ = Atomic.fetch_add(counts.unsafe_offset(thread_idx.x), c[unsafe_offset=thread_idx.x])


def compact(data: Pointer[Int32, ImmutAnyOrigin], out_: Pointer[Int32, MutAnyOrigin], counter: Pointer[UInt32, MutAnyOrigin]):
    var v = data[unsafe_offset=global_idx.x]
    var keep = v % 3 == 0
    var votes = warp.vote[DType.uint32](keep)
    var start = UInt32(0)
    if lane_id() == 0:
        start = Atomic.fetch_add(counter, pop_count(votes))
    start = warp.broadcast(start)
    if keep:
        var below = votes & ((UInt32(1) << UInt32(lane_id())) - 1)
        out_[unsafe_offset = Int(start + pop_count(below))] = v


def bitonic[n: Int](data: Pointer[Int32, MutAnyOrigin]) where n.is_power_of_two():
    var s = stack_allocation[n, Int32, address_space = AddressSpace.SHARED]()
    var t = thread_idx.x
    s[unsafe_offset=t] = data[unsafe_offset=t]
    barrier()
    var k = 2
    while k <= n:
        var j = k // 2
        while j > 0:
            var other = t ^ j
            if other > t:
                var up = t & k == 0
                var a, b = s[unsafe_offset=t], s[unsafe_offset=other]
                if (a > b) == up:
                    s[unsafe_offset=t] = b
                    s[unsafe_offset=other] = a
            barrier()
            j //= 2
        k *= 2
    data[unsafe_offset=t] = s[unsafe_offset=t]


def main() raises:
    var ctx = DeviceContext()
    comptime N = 1000
    var keys = ctx.enqueue_create_buffer[DType.int32](N)
    var values = ctx.enqueue_create_buffer[DType.float32](N)
    var sums = ctx.enqueue_create_buffer[DType.float32](4)
    var counts = ctx.enqueue_create_buffer[DType.int32](4)
    sums.enqueue_fill(0)
    counts.enqueue_fill(0)
    with keys.map_to_host() as k, values.map_to_host() as v:
        for i in range(N):
            k[i] = Int32(i * i % 7 % 4)
            v[i] = Float32(i)
    ctx.enqueue_function[by_key](keys, values, sums, counts, Int32(N), grid_dim=2, block_dim=64)
    with sums.map_to_host() as s, counts.map_to_host() as c:
        for k in range(4):
            print(k, s[k], c[k])
    var data = ctx.enqueue_create_buffer[DType.int32](128)
    var kept = ctx.enqueue_create_buffer[DType.int32](128)
    var counter = ctx.enqueue_create_buffer[DType.uint32](1)
    kept.enqueue_fill(0)
    counter.enqueue_fill(0)
    with data.map_to_host() as h:
        for i in range(128):
            h[i] = Int32((i * 77) % 128)
    ctx.enqueue_function[compact](data, kept, counter, grid_dim=2, block_dim=64)
    with kept.map_to_host() as h, counter.map_to_host() as n:
        var total = 0
        for i in range(Int(n[0])):
            total += Int(h[i])
        print(n[0], total)
    ctx.enqueue_function[bitonic[128]](data, grid_dim=1, block_dim=128)
    with data.map_to_host() as h:
        var sorted_ = True
        for i in range(128):
            sorted_ = sorted_ and Int(h[i]) == i
        print("sorted", sorted_)
    var scale = Float32(0.5)
    var p = values.unsafe_ptr()

    def halve() {var p, var scale}:
        var i = global_idx.x
        if i < N:
            p[unsafe_offset=i] *= scale

    ctx.enqueue_function(halve, grid_dim=16, block_dim=64)
    with values.map_to_host() as v:
        print(v[999])

# expect: 0 214214.0 429
# expect: 1 142143.0 285
# expect: 2 143143.0 286
# expect: 3 0.0 0
# expect: 43 2709
# expect: sorted True
# expect: 499.5
