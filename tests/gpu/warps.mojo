"""Exchange between the threads of a warp, and sums over a block."""

from max.gpu import WARP_SIZE, global_idx, lane_id, thread_idx, warp_id
from max.gpu.host import DeviceContext
from max.gpu.primitives import block, warp


def exchange(result: Pointer[Int32, MutAnyOrigin]):
    var t = thread_idx.x
    var lane = Int32(lane_id())
    result.unsafe_store(t, warp.shuffle_down(lane, 1))
    result.unsafe_store(64 + t, warp.shuffle_up(lane, 2))
    result.unsafe_store(128 + t, warp.shuffle_xor(lane, 5))
    result.unsafe_store(192 + t, warp.broadcast(lane + Int32(warp_id()) * 100 + 7))
    result.unsafe_store(256 + t, warp.sum(lane))
    result.unsafe_store(320 + t, warp.prefix_sum(lane))
    result.unsafe_store(384 + t, warp.max(lane * 3) - warp.min(lane + 1))
    result.unsafe_store(448 + t, Int32(Int(warp.vote(lane % 2 == 0))))


def wide(result: Pointer[Float64, MutAnyOrigin]):
    var t = thread_idx.x
    var moved = warp.shuffle_xor(SIMD[DType.float64, 2](Float64(t), Float64(t) * 0.5), 1)
    result.unsafe_store(2 * t, moved[0])
    result.unsafe_store(2 * t + 1, moved[1])


def sums(result: Pointer[Float32, MutAnyOrigin]):
    var total = block.sum[block_size=128](Float32(thread_idx.x))
    var largest = block.max[block_size=128](Float32(global_idx.x % 100))
    if thread_idx.x == 77:
        result.unsafe_store(0, total)
        result.unsafe_store(1, largest)


def running(result: Pointer[Int32, MutAnyOrigin]):
    var t = thread_idx.x
    var total = block.prefix_sum[block_size=96](Int32(1))
    var before = block.prefix_sum[block_size=96, exclusive=True](Int32(t))
    result.unsafe_store(t, total * 10000 + before)
    var chosen = block.broadcast[block_size=96](Int32(t * 2), 70)
    if t == 3:
        result.unsafe_store(96, chosen)


def main() raises:
    var ctx = DeviceContext()
    var result = ctx.enqueue_create_buffer[DType.int32](512)
    ctx.enqueue_function[exchange](result, grid_dim=1, block_dim=64)
    with result.map_to_host() as host:
        print(host[0], host[30], host[31], host[33])
        print(host[64], host[65], host[66], host[95])
        print(host[128], host[129], host[159])
        print(host[192], host[223], host[224])
        print(host[256], host[256 + 63])
        print(host[320], host[321], host[351])
        print(host[384], host[448] == 0x55555555)

    var numbers = ctx.enqueue_create_buffer[DType.float64](64)
    ctx.enqueue_function[wide](numbers, grid_dim=1, block_dim=32)
    with numbers.map_to_host() as host:
        print(host[0], host[1], host[2], host[63])

    var totals = ctx.enqueue_create_buffer[DType.float32](2)
    ctx.enqueue_function[sums](totals, grid_dim=1, block_dim=128)
    with totals.map_to_host() as host:
        print(host[0], host[1])
    ctx.enqueue_function[running](result, grid_dim=1, block_dim=96)
    with result.map_to_host() as host:
        print(host[0], host[31], host[32], host[95], host[96])
    print(WARP_SIZE)


# expect: 1 31 31 2
# expect: 0 1 0 29
# expect: 5 4 26
# expect: 7 7 107
# expect: 496 496
# expect: 0 1 496
# expect: 92 True
# expect: 1.0 0.5 0.0 15.0
# expect: 8128.0 99.0
# expect: 10000 320465 330496 964465 140
# expect: 32
