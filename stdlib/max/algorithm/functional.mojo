"""Functions over many indices, on the host's threads or on a device."""

import std.algorithm.functional as _host
from max.gpu.host.device_context import DeviceContext
from max.gpu.ids import block_dim, global_idx, grid_dim
from std.builtin.device_passable import DevicePassable


def elementwise[simd_width: Int](func: Some[def[width: Int](Int) -> None], size: Int):
    """Calls `func[width](i)` for vectors that cover `range(size)`, on the threads of the pool."""
    _host.elementwise[simd_width](func, size)


def elementwise[func: def[width: Int](Int) capturing [_] -> None, simd_width: Int](size: Int):
    """The same for a function that is given as a parameter: `elementwise[body, 8](size)`."""
    _host.elementwise[func, simd_width](size)


def elementwise[
    func: def[width: Int](Int) capturing [_] -> None, simd_width: Int, *, target: StaticString = "cpu"
](size: Int, ctx: DeviceContext) raises:
    """The same with a context, on the threads of the pool: what the function captures by reference cannot go to a device."""
    comptime assert target == "cpu", "a function given as a parameter runs on the host; give one that owns what it captures as an argument"
    _host.elementwise[func, simd_width](size)


def elementwise[
    F: DevicePassable & def[width: Int](Int) -> None, //, simd_width: Int, *, target: StaticString = "cpu"
](func: F, size: Int, ctx: DeviceContext) raises:
    """Calls `func[width](i)` for vectors that cover `range(size)`: on the threads of the pool, or with `target="gpu"` on the device of `ctx`.

    Work on a device is only asked for: wait for `ctx` before its results are used.

    Raises:
        If the launch is not possible.
    """
    comptime if target == "gpu":
        if size <= 0:
            return
        comptime threads = 256
        comptime most_blocks = 65535
        var vectors = (size + simd_width - 1) // simd_width
        ctx.enqueue_function[_elementwise_kernel[F, simd_width]](
            func, Int64(size), grid_dim=min((vectors + threads - 1) // threads, most_blocks), block_dim=threads
        )
    else:
        comptime assert target == "cpu", "the target is `cpu` or `gpu`"
        _host.elementwise[simd_width](func, size)


def _elementwise_kernel[F: DevicePassable & def[width: Int](Int) -> None, simd_width: Int](func: F, size: Int64):
    """Each thread takes every so many-th vector; what is left of the last one, number by number."""
    var i = global_idx.x * simd_width
    var step = block_dim.x * grid_dim.x * simd_width
    while i + simd_width <= Int(size):
        func[simd_width](i)
        i += step
    while i < Int(size):
        func[1](i)
        i += 1
