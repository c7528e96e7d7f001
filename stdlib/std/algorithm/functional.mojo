"""Loops over vectors, threads and tiles."""


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
    while i + simd_width <= size:
        closure[simd_width](i)
        i += simd_width
    while i < size:
        closure[1](i)
        i += 1


def _run_part[F: def(Int) -> None](context: __mlir_type.`!llvm.ptr`, begin: UInt64, end: UInt64) abi("C"):
    """What a thread of the pool calls: the items of one part."""
    ref func = __get_litref_as_mvalue[F, ImmUnsafeAnyOrigin](context)
    for i in range(Int(begin), Int(end)):
        func(i)


def parallelize[F: def(Int) -> None](func: F, num_work_items: Int, num_workers: Int = 0):
    """Calls `func(i)` for every i in `range(num_work_items)` on the threads of the pool, and waits for all."""
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


@always_inline
def map[F: def(Int) -> None](size: Int, func: F):
    """Calls `func(i)` for every i in `range(size)`, one after the other."""
    for i in range(size):
        func(i)


def elementwise[simd_width: Int](func: Some[def[width: Int](Int) -> None], size: Int):
    """Calls `func[width](i)` for vectors that cover `range(size)`, in parallel."""
    comptime chunk = 4096

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


@always_inline
def tile[*sizes: Int](func: Some[def[tile_size: Int](Int) -> None], offset: Int, upperbound: Int):
    """Covers `range(offset, upperbound)` by tiles of the given sizes, each as often as it fits."""
    var at = offset
    comptime for i in range(sizes.length):
        while at + sizes[i] <= upperbound:
            func[sizes[i]](at)
            at += sizes[i]


@always_inline
def unswitch(func: Some[def[flag: Bool]() -> None], dynamic_flag: Bool):
    """Calls `func` with a run-time flag as a compile-time one."""
    if dynamic_flag:
        func[True]()
    else:
        func[False]()
