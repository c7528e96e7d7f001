"""Copies between host buffers, device buffers, lists and parts of buffers, all in the order they were asked for."""

from max.gpu.host import DeviceContext

comptime LENGTH = 10


def main() raises:
    with DeviceContext() as ctx:
        var pinned = ctx.enqueue_create_host_buffer[DType.int64](LENGTH)
        ctx.synchronize()
        for i in range(LENGTH):
            pinned[i] = Int64(i * i)
        var on_device = ctx.enqueue_create_buffer[DType.int64](LENGTH)
        ctx.enqueue_copy(dst_buf=on_device, src_buf=pinned)
        var twin = ctx.enqueue_create_buffer[DType.int64](LENGTH)
        ctx.enqueue_copy(twin, on_device)
        on_device.enqueue_fill(7)

        var back = ctx.enqueue_create_host_buffer[DType.int64](LENGTH)
        twin.enqueue_copy_to(back)
        ctx.synchronize()
        print(back)

        var list = List[Int64](length=LENGTH, fill=Int64(0))
        ctx.enqueue_copy(list.unsafe_ptr(), on_device)
        ctx.synchronize()
        print(list)

        # The middle of the buffer, seen as numbers of half the size.
        var part = on_device.create_sub_buffer[DType.int32](4, 6)
        part.enqueue_fill(1)
        on_device.enqueue_copy_to(back)
        ctx.synchronize()
        print(back[1], back[2], back[4], back[5])

        twin.enqueue_copy_from(on_device)
        with twin.map_to_host() as host:
            print(host[3])
            host[0] = -5
        twin.enqueue_copy_to(back)
        ctx.synchronize()
        print(back[0], len(back), len(twin), len(part))

        # Spans and single stretches of memory.
        ctx.enqueue_copy(on_device, Span(list))
        ctx.enqueue_copy(back.unsafe_ptr(), on_device.unsafe_ptr(), 3)
        ctx.synchronize()
        print(back[0], back[2], back[4])
        var half = back.create_sub_buffer[DType.int64](0, 5)
        half.enqueue_fill(3)
        on_device.enqueue_copy_to(Span(list))
        on_device.create_sub_buffer[DType.int64](5, 5).enqueue_copy_from(half)
        print(on_device)
        try:
            ctx.enqueue_copy(part, ctx.enqueue_create_buffer[DType.int32](7))
        except error:
            print(error)
        try:
            _ = on_device.create_sub_buffer[DType.int64](5, 6)
        except error:
            print(error)


# expect: HostBuffer([0, 1, 4, 9, 16, 25, 36, 49, 64, 81])
# expect: [7, 7, 7, 7, 7, 7, 7, 7, 7, 7]
# expect: 7 4294967297 4294967297 7
# expect: 4294967297
# expect: -5 10 10 6
# expect: 7 7 4294967297
# expect: DeviceBuffer([7, 7, 7, 7, 7, 3, 3, 3, 3, 3])
# expect: a copy of 7 elements does not fit a buffer of 6
# expect: sub-buffer of 6 elements at 5 does not fit a buffer of 10
