"""More memory than there is: the message has the size asked for and what is free."""

from max.gpu.host import DeviceContext


def main() raises:
    var ctx = DeviceContext()
    _ = ctx.enqueue_create_buffer[DType.float64](1 << 50)


# exit: 1
# expect-error: out of device memory: 8.0 PiB asked for on device 0
