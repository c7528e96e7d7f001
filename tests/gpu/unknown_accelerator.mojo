"""A device that nobody knows is named once, with those that are known."""

# options: --accelerator=sm_42
# exit: 1
# expect-error: error: unknown accelerator `sm_42` [unknownAccelerator]
# expect-error: known: sim, sm_75

from max.gpu.host import DeviceContext


def nothing():
    pass


def main() raises:
    var ctx = DeviceContext()
    ctx.enqueue_function[nothing](grid_dim=1, block_dim=1)
