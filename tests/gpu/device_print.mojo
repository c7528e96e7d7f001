"""Kernels print; each `print` is one piece of text, whatever the other threads do."""

from max.gpu import block_idx, thread_idx
from max.gpu.host import DeviceContext


def hello(scale: Float32):
    if thread_idx.x == 5:
        print("block", block_idx.x, "thread", thread_idx.x, "value", Float32(thread_idx.x) * scale, thread_idx.x < 6, sep="|")


def main() raises:
    var ctx = DeviceContext()
    ctx.enqueue_function[hello](Float32(0.5), grid_dim=1, block_dim=64)
    ctx.synchronize()
    print("host")
    ctx.enqueue_function[hello](Float32(-3), grid_dim=1, block_dim=7)
    ctx.synchronize()


# expect: block|0|thread|5|value|2.5|True
# expect: host
# expect: block|0|thread|5|value|-15.0|True
