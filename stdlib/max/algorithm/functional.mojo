"""Functions over many indices, on the host's threads or on a device."""

import std.algorithm.functional as _host
from max.gpu.host.device_context import DeviceContext
from max.gpu.ids import block_dim, global_idx, grid_dim
from std.builtin.device_passable import DevicePassable
from std.utils.coord import Coord, coord_to_index_list
from std.utils.index import IndexList


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
    F: def[width: Int](Int) -> None, //, simd_width: Int, *, target: StaticString = "cpu"
](func: F, size: Int, ctx: DeviceContext) raises:
    """Calls `func[width](i)` for vectors that cover `range(size)`: on the threads of the pool, or with `target="gpu"` on the device of `ctx`.

    Work on a device is only asked for: wait for `ctx` before its results are used.

    Raises:
        If the launch is not possible.
    """
    comptime if target == "gpu":
        comptime assert conforms_to(F, DevicePassable), "on a device runs only what owns plain values: capture by `var`"
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


# ---- Shapes of several dimensions


def elementwise[
    F: def[width: Int, alignment: Int = 1](Coord) -> None, //, simd_width: Int, *, target: StaticString = "cpu"
](func: F, shape: Coord, ctx: DeviceContext) raises:
    """Calls `func[width](at)` for every place of `shape`: for vectors along the last dimension, number by number at its end.

    The calls are spread over the threads of the pool, or with `target="gpu"` over those of the device of `ctx`; wait for that before results are used.

    Raises:
        If the launch is not possible.
    """
    comptime rank = Coord[*shape.element_types].flat_rank
    var extents = coord_to_index_list(shape)
    var columns = extents[rank - 1]
    if extents.flattened_length() == 0:
        return
    var vectors = (columns + simd_width - 1) // simd_width
    var count = extents.flattened_length() // columns * vectors

    comptime if target == "gpu":
        comptime assert conforms_to(F, DevicePassable & ImplicitlyCopyable), "on a device runs only what owns plain values: capture by `var`"

        def on_device[width: Int](i: Int) {var func, var extents, var columns, var vectors}:
            _call_at[simd_width](func, extents, columns, i // vectors, i % vectors * simd_width)

        elementwise[1, target="gpu"](on_device, count, ctx)
    else:
        comptime assert target == "cpu", "the target is `cpu` or `gpu`"

        def part[width: Int](i: Int) {imm}:
            _call_at[simd_width](func, extents, columns, i // vectors, i % vectors * simd_width)

        elementwise[1](part, count)


@always_inline
def _call_at[
    rank: Int, F: def[width: Int, alignment: Int = 1](Coord) -> None, //, simd_width: Int
](func: F, extents: IndexList[rank], columns: Int, row: Int, start: Int):
    """One vector of a row, or the numbers that are left of it."""
    var at = IndexList[rank]()
    var rest = row
    comptime for k in range(1, rank):
        at[rank - 1 - k] = rest % extents[rank - 1 - k]
        rest //= extents[rank - 1 - k]
    at[rank - 1] = start
    if start + simd_width <= columns:
        func[simd_width](Coord(at))
        return
    for x in range(start, columns):
        at[rank - 1] = x
        func[1](Coord(at))


def elementwise[
    func: def[width: Int, alignment: Int = 1](Coord) capturing [_] -> None, simd_width: Int, *, target: StaticString = "cpu"
](shape: Coord, ctx: DeviceContext) raises:
    """The same for a function that is given as a parameter, on the threads of the pool.

    Raises:
        Never; a function that is given as an argument may run on a device.
    """
    comptime assert target == "cpu", "a function given as a parameter runs on the host; give one that owns what it captures as an argument"

    def call[width: Int, alignment: Int = 1](at: Coord) {imm}:
        func[width, alignment](at)

    elementwise[simd_width](call, shape, ctx)


def elementwise[
    func: def[width: Int, alignment: Int = 1](Coord) capturing [_] -> None, simd_width: Int, *, target: StaticString = "cpu"
](shape: Int, ctx: DeviceContext) raises:
    """The same for one dimension.

    Raises:
        Never; a function that is given as an argument may run on a device.
    """
    elementwise[func, simd_width, target=target](Coord(shape), ctx)
