"""A kernel cannot read files: the error stands in the program's line, and names the place in the library that needs the host."""

# exit: 1
# expect-error: host_function.mojo:11:13: error: `open` is a function of the host, which a kernel for the simulator cannot call [deviceExternalCall]

from max.gpu.host import DeviceContext


def read():
    try:
        _ = open("/etc/hostname", "r")
    except:
        pass


def main() raises:
    var ctx = DeviceContext()
    ctx.enqueue_function[read](grid_dim=1, block_dim=1)
# device: sim
