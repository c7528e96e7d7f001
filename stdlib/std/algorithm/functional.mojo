"""Loops over vectors, threads and tiles."""

from std.memory.memory import unsafe_memcpy
from std.os import abort
from std.sys.info import is_gpu
from std.utils.index import IndexList

# ---- Vectors


@always_inline
def vectorize[
    simd_width: Int, /, *, unroll_factor: Int = 1
](size: Int, closure: Some[def[width: Int](Int) -> None]):
    """Calls `closure[simd_width](i)` for every full vector of `range(size)`, then `closure[1](i)` for what is left."""
    comptime assert simd_width > 0 and unroll_factor > 0, "width and unroll factor must be positive"
    comptime step = simd_width * unroll_factor
    var i = 0
    while i + step <= size:
        comptime for k in range(unroll_factor):
            closure[simd_width](i + k * simd_width)
        i += step
    comptime if unroll_factor > 1:
        while i + simd_width <= size:
            closure[simd_width](i)
            i += simd_width
    while i < size:
        closure[1](i)
        i += 1


@always_inline
def vectorize[
    simd_width: Int, /, *, unroll_factor: Int = 1
](size: Int, closure: Some[def[width: Int](Int, Int) -> None]):
    """Calls `closure[simd_width](i, simd_width)` for every full vector of `range(size)`, then once `closure[simd_width](i, rest)` if there is a rest."""
    comptime assert simd_width > 0 and unroll_factor > 0, "width and unroll factor must be positive"
    comptime step = simd_width * unroll_factor
    var i = 0
    while i + step <= size:
        comptime for k in range(unroll_factor):
            closure[simd_width](i + k * simd_width, simd_width)
        i += step
    while i < size:
        closure[simd_width](i, min(simd_width, size - i))
        i += simd_width


@always_inline
def vectorize[
    simd_width: Int, /, *, size: Int, unroll_factor: Int = size if is_gpu() else 1
](closure: Some[def[width: Int](Int) -> None]):
    """The same for a size that is known when the program is compiled. A rest that is a power of two is one call."""
    comptime assert simd_width > 0 and unroll_factor > 0 and size >= 0, "width and unroll factor must be positive"
    comptime vectors = size // simd_width
    comptime rounds = vectors // unroll_factor
    comptime rest = size % simd_width
    for k in range(rounds):
        comptime for j in range(unroll_factor):
            closure[simd_width]((k * unroll_factor + j) * simd_width)
    comptime for k in range(rounds * unroll_factor, vectors):
        closure[simd_width](k * simd_width)
    comptime if rest > 0 and (rest & (rest - 1)) == 0:
        closure[rest](size - rest)
    else:
        comptime for i in range(size - rest, size):
            closure[1](i)


@always_inline
def vectorize[
    func: def[width: Int](Int) capturing [_] -> None, simd_width: Int, /, *, unroll_factor: Int = 1
](size: Int):
    """The same for a function that is given as a parameter: `vectorize[body, 8](size)`."""

    @always_inline
    def call[width: Int](i: Int) {imm}:
        func[width](i)

    vectorize[simd_width, unroll_factor=unroll_factor](size, call)


@always_inline
def vectorize[
    func: def[width: Int](Int, Int) capturing [_] -> None, simd_width: Int, /, *, unroll_factor: Int = 1
](size: Int):
    """The same for a function that takes the number of elements too."""

    @always_inline
    def call[width: Int](i: Int, evl: Int) {imm}:
        func[width](i, evl)

    vectorize[simd_width, unroll_factor=unroll_factor](size, call)


@always_inline
def vectorize[
    func: def[width: Int](Int) capturing [_] -> None, simd_width: Int, /, *, size: Int,
    unroll_factor: Int = size if is_gpu() else 1
]():
    """The same for a size that is known when the program is compiled."""

    @always_inline
    def call[width: Int](i: Int) {imm}:
        func[width](i)

    vectorize[simd_width, size=size, unroll_factor=unroll_factor](call)


# ---- Threads


def _run_part[F: def(Int) -> None](context: __mlir_type.`!llvm.ptr`, begin: UInt64, end: UInt64) abi("C"):
    """What a thread of the pool calls: the items of one part."""
    ref func = __get_litref_as_mvalue[F, ImmUnsafeAnyOrigin](context)
    for i in range(Int(begin), Int(end)):
        func(i)


def parallelize[F: def(Int) -> None](func: F, num_work_items: Int, num_workers: Int = 0):
    """Calls `func(i)` for every i in `range(num_work_items)` on the threads of the pool, and waits for all.

    Args:
        func: What to do.
        num_work_items: How often.
        num_workers: In how many parts; one for each item if it is 0.
    """
    if num_work_items <= 0:
        return
    var grain = 1
    if num_workers > 0:
        grain = (num_work_items + num_workers - 1) // num_workers
    external_call["fx_parallel", NoneType](
        UInt64(num_work_items), UInt64(grain), __function_pointer[_run_part[F]](), __get_mvalue_as_litref(func)
    )


def sync_parallelize[F: def(Int) -> None](func: F, num_work_items: Int):
    """Calls `func(i)` for every i in `range(num_work_items)` on the threads of the pool, one task an item, and waits for all."""
    parallelize(func, num_work_items)


def parallelize[func: def(Int) capturing [_] -> None](num_work_items: Int, num_workers: Int = 0):
    """Calls `func(i)` for every i in `range(num_work_items)` on the threads of the pool, and waits for all: `parallelize[worker](n)`.

    Parameters:
        func: What to do.

    Args:
        num_work_items: How often.
        num_workers: In how many parts; one for each item if it is 0.
    """

    @always_inline
    def call(i: Int) {imm}:
        func(i)

    parallelize(call, num_work_items, num_workers)


def sync_parallelize[func: def(Int) raises capturing [_] -> None](num_work_items: Int):
    """Calls `func(i)` for every i in `range(num_work_items)` on the threads of the pool, one task an item, and waits for all.

    An error that `func` raises ends the program: no thread waits for it.
    """

    @always_inline
    def call(i: Int) {imm}:
        try:
            func(i)
        except e:
            abort(String(e))

    parallelize(call, num_work_items)


def parallelize_over_rows[size: Int, F: def(Int, Int) -> None](func: F, shape: IndexList[size, ...], axis: Int, grain_size: Int):
    """Calls `func(start, end)` for ranges that cover the rows of `shape`, on the threads of the pool.

    Args:
        func: What to do with the rows from `start` to `end`.
        shape: The extent in each dimension.
        axis: The dimension in which rows lie.
        grain_size: How many elements a thread should have at least.
    """
    var elements = shape.flattened_length()
    if elements == 0:
        return
    var rows = elements // shape[axis]
    var rows_per_part = max(1, (grain_size + shape[axis] - 1) // shape[axis])

    def part(k: Int) {imm}:
        func(k * rows_per_part, min(rows, (k + 1) * rows_per_part))

    parallelize(part, (rows + rows_per_part - 1) // rows_per_part)


def parallelize_over_rows[
    size: Int, //, func: def(Int, Int) capturing [_] -> None
](shape: IndexList[size, ...], axis: Int, grain_size: Int):
    """The same for a function that is given as a parameter."""

    def call(start: Int, end: Int) {imm}:
        func(start, end)

    parallelize_over_rows(call, shape, axis, grain_size)


@always_inline
def map[F: def(Int) -> None](size: Int, func: F):
    """Calls `func(i)` for every i in `range(size)`, one after the other."""
    for i in range(size):
        func(i)


@always_inline
def map[func: def(Int) capturing [_] -> None](size: Int):
    """Calls `func(i)` for every i in `range(size)`, one after the other."""
    for i in range(size):
        func(i)


def elementwise[simd_width: Int](func: Some[def[width: Int](Int) -> None], size: Int):
    """Calls `func[width](i)` for vectors that cover `range(size)`, in parallel."""
    comptime chunk = (4096 + simd_width - 1) // simd_width * simd_width

    def part(k: Int) {imm func, imm size}:
        var i = k * chunk
        var end = min(size, i + chunk)
        while i + simd_width <= end:
            func[simd_width](i)
            i += simd_width
        while i < end:
            func[1](i)
            i += 1

    parallelize(part, (size + chunk - 1) // chunk)


def elementwise[func: def[width: Int](Int) capturing [_] -> None, simd_width: Int](size: Int):
    """The same for a function that is given as a parameter: `elementwise[body, 8](size)`."""

    @always_inline
    def call[width: Int](i: Int) {imm}:
        func[width](i)

    elementwise[simd_width](call, size)


def parallel_memcpy[
    T: AnyType, //
](*, dest: Pointer[mut=True, T, _], src: Pointer[T, _], count: Int, count_per_task: Int = 65536, num_tasks: Int = 0):
    """Copies `count` values by several threads.

    Args:
        dest: Where to.
        src: Where from; both do not overlap.
        count: How many.
        count_per_task: How many a task copies.
        num_tasks: How many tasks there are; as many as it takes if it is 0.
    """
    var size = count_per_task if num_tasks == 0 else max(count_per_task, (count + num_tasks - 1) // num_tasks)

    def part(k: Int) {var dest, var src, var size, var count}:
        var begin = k * size
        unsafe_memcpy(dest=dest.unsafe_offset(begin), src=src.unsafe_offset(begin), count=min(size, count - begin))

    parallelize(part, (count + size - 1) // size)


# ---- Tiles


@always_inline
def tile[
    tile_size_list: List[Int]
](offset: Int, upperbound: Int, *, workgroup_function: Some[def[tile_size: Int](Int) -> None]):
    """Covers `range(offset, upperbound)` by tiles of the given sizes, each as often as it fits, and calls `workgroup_function[size](start)` for each."""
    var at = offset
    comptime for i in range(len(tile_size_list)):
        comptime size = tile_size_list[i]
        while at + size <= upperbound:
            workgroup_function[size](at)
            at += size


@always_inline
def tile(offset: Int, upperbound: Int, *tile_size_list: Int, workgroup_function: Some[def(Int, Int) -> None]):
    """The same for sizes that are known at run time only: calls `workgroup_function(start, size)`."""
    var at = offset
    for i in range(len(tile_size_list)):
        var size = tile_size_list[i]
        while at + size <= upperbound:
            workgroup_function(at, size)
            at += size


@always_inline
def tile[
    tile_sizes_x: List[Int], tile_sizes_y: List[Int]
](
    offset_x: Int, offset_y: Int, upperbound_x: Int, upperbound_y: Int, *,
    workgroup_function: Some[def[tile_x: Int, tile_y: Int](Int, Int) -> None],
):
    """Covers a rectangle by tiles of the given sizes: `workgroup_function[width, height](x, y)` for each, row by row."""
    var y = offset_y
    comptime for j in range(len(tile_sizes_y)):
        comptime height = tile_sizes_y[j]
        while y + height <= upperbound_y:
            var x = offset_x
            comptime for i in range(len(tile_sizes_x)):
                comptime width = tile_sizes_x[i]
                while x + width <= upperbound_x:
                    workgroup_function[width, height](x, y)
                    x += width
            y += height


comptime Static1DTileUnitFunc = def[width: Int](Int) capturing [_] -> None
"""What `tile` calls for a tile of a size known when the program is compiled."""

comptime Dynamic1DTileUnitFunc = def(Int, Int) capturing [_] -> None
"""What `tile` calls for a tile whose size is known at run time."""

comptime Static2DTileUnitFunc = def[tile_x: Int, tile_y: Int](Int, Int) capturing [_] -> None
"""What `tile` calls for a rectangle."""


@always_inline
def tile[workgroup_function: Static1DTileUnitFunc, tile_size_list: List[Int]](offset: Int, upperbound: Int):
    """The same for a function that is given as a parameter."""

    @always_inline
    def call[tile_size: Int](at: Int) {imm}:
        workgroup_function[tile_size](at)

    tile[tile_size_list](offset, upperbound, workgroup_function=call)


@always_inline
def tile[workgroup_function: Dynamic1DTileUnitFunc](offset: Int, upperbound: Int, *tile_size_list: Int):
    """The same for a function that is given as a parameter."""
    var at = offset
    for i in range(len(tile_size_list)):
        var size = tile_size_list[i]
        while at + size <= upperbound:
            workgroup_function(at, size)
            at += size


@always_inline
def tile[
    workgroup_function: Static2DTileUnitFunc, tile_sizes_x: List[Int], tile_sizes_y: List[Int]
](offset_x: Int, offset_y: Int, upperbound_x: Int, upperbound_y: Int):
    """The same for a function that is given as a parameter."""

    @always_inline
    def call[tile_x: Int, tile_y: Int](x: Int, y: Int) {imm}:
        workgroup_function[tile_x, tile_y](x, y)

    tile[tile_sizes_x, tile_sizes_y](offset_x, offset_y, upperbound_x, upperbound_y, workgroup_function=call)


@always_inline
def unswitch[switched_func: def[flag: Bool]() capturing [_] -> None](dynamic_switch: Bool):
    """Calls a function with a run-time flag as a compile-time one."""
    if dynamic_switch:
        switched_func[True]()
    else:
        switched_func[False]()


@always_inline
def unswitch(switched_func: Some[def[flag: Bool]() -> None], dynamic_switch: Bool):
    """Calls a function with a run-time flag as a compile-time one."""
    if dynamic_switch:
        switched_func[True]()
    else:
        switched_func[False]()


@always_inline
def unswitch(dynamic_switch: Bool, switched_func: Some[def[flag: Bool]() -> None]):
    """Calls a function with a run-time flag as a compile-time one."""
    unswitch(switched_func, dynamic_switch)
