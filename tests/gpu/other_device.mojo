"""A kernel that was compiled for a GPU only does not run on the simulator; the message says what it was built for."""

# options: --accelerator=sm_90
# exit: 1
# expect-error: kernel `nothing` was built for sm_90, this device is sim

from max.gpu.host import DeviceContext


def nothing():
    pass


def main() raises:
    var ctx = DeviceContext()
    ctx.enqueue_function[nothing](grid_dim=1, block_dim=1)
# device: sim
