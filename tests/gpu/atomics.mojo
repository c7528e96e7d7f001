"""Many threads change the same numbers: a histogram in shared memory, and counters in the memory of the device."""

from max.gpu import barrier, block_dim, global_idx, grid_dim, thread_idx
from max.gpu.host import DeviceContext
from std.memory import stack_allocation

comptime BINS = 16


def histogram(data: Pointer[UInt8, MutAnyOrigin], length: Int32, bins: Pointer[UInt32, MutAnyOrigin], largest: Pointer[Int32, MutAnyOrigin]):
    var own = stack_allocation[BINS, UInt32, address_space = AddressSpace.SHARED]()
    if thread_idx.x < BINS:
        own.unsafe_store(thread_idx.x, 0)
    barrier()
    var i = global_idx.x
    while i < Int(length):
        var value = data.unsafe_load(i)
        _ = Atomic.fetch_add(own.unsafe_offset(Int(value) % BINS), UInt32(1))
        Atomic.max(largest, Int32(Int(value)))
        i += block_dim.x * grid_dim.x
    barrier()
    if thread_idx.x < BINS:
        _ = Atomic.fetch_add(bins.unsafe_offset(thread_idx.x), own.unsafe_load(thread_idx.x))


def main() raises:
    comptime length = 5000
    var ctx = DeviceContext()
    var data = ctx.enqueue_create_buffer[DType.uint8](length)
    var bins = ctx.enqueue_create_buffer[DType.uint32](BINS)
    var largest = ctx.enqueue_create_buffer[DType.int32](1)
    var expected = List[Int](length=BINS, fill=0)
    with data.map_to_host() as host:
        for i in range(length):
            var value = (i * i + 3 * i) % 251
            host[i] = UInt8(value)
            expected[value % BINS] += 1
    bins.enqueue_fill(0)
    largest.enqueue_fill(0)
    ctx.enqueue_function[histogram](data, Int32(length), bins, largest, grid_dim=3, block_dim=96)
    var total = 0
    with bins.map_to_host() as host:
        for i in range(BINS):
            total += Int(host[i])
            if Int(host[i]) != expected[i]:
                print("bin", i, "has", host[i], "expected", expected[i])
    with largest.map_to_host() as host:
        print(total, host[0])


# expect: 5000 250
