"""Pseudo-random numbers.

One stream for the process: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014) with a fixed start, so that a
program that does not call `seed` repeats itself. Not for secrets.
"""


def _state() -> Pointer[UInt64, MutUntrackedOrigin]:
    return Pointer[UInt64, MutUntrackedOrigin](
        mlir_value=external_call["fx_global", __mlir_type.`!llvm.ptr`](
            StaticString("std.random.state").unsafe_ptr(), UInt64(8), UInt64(8), Pointer[NoneType, MutUntrackedOrigin](mlir_value=_null())
        )
    )


@always_inline("nodebug")
def _null() -> __mlir_type.`!llvm.ptr`:
    return __mlir_op.`llvm.mlir.zero`[_type=__mlir_type.`!llvm.ptr`]()


def _next() -> UInt64:
    var state = _state()
    state[] += 0x9E3779B97F4A7C15
    var mixed = state[]
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB
    return mixed ^ (mixed >> 31)


def seed():
    """Starts the stream at a place that is different each time."""
    _state()[] = external_call["fx_entropy", UInt64]()


def seed(a: Int):
    """Starts the stream at a place of its own for each number."""
    _state()[] = UInt64(a)


def random_float64(min: Float64 = 0, max: Float64 = 1) -> Float64:
    """A number from `min` up to, but not including, `max`; 53 bits of it are random."""
    return min + (max - min) * (Float64(_next() >> 11) * 1.1102230246251565e-16)


def random_ui64(min: UInt64, max: UInt64) -> UInt64:
    """A number from `min` to `max`, both included, each equally likely."""
    var span = max - min + 1
    if span == 0:
        return _next()
    # Numbers of the last, incomplete round of `span` are thrown away.
    var limit = UInt64.MAX - UInt64.MAX % span
    var value = _next()
    while value >= limit:
        value = _next()
    return min + value % span


def random_si64(min: Int64, max: Int64) -> Int64:
    """A number from `min` to `max`, both included, each equally likely."""
    return min + Int64(random_ui64(0, UInt64(max - min)))


def randn_float64(mean: Float64 = 0, standard_deviation: Float64 = 1) -> Float64:
    """A normally distributed number (the polar method of Marsaglia)."""
    from std.math import log, sqrt

    while True:
        var x = random_float64(-1, 1)
        var y = random_float64(-1, 1)
        var size = x * x + y * y
        if size > 0 and size < 1:
            return mean + standard_deviation * x * sqrt(-2.0 * log(size) / size)


def rand[dtype: DType, //](span: Span[Scalar[dtype], _], /, *, min: Float64 = 0.0, max: Float64 = 1.0) where type_of(span).mut:
    """Fills a view with numbers from `min` to `max`."""
    for i in range(len(span)):
        span[i] = random_float64(min, max).cast[dtype]()


def randint[dtype: DType, //](span: Span[Scalar[dtype], _], low: Int, high: Int) where type_of(span).mut:
    """Fills a view with whole numbers from `low` to `high`, both included."""
    for i in range(len(span)):
        span[i] = random_si64(Int64(low), Int64(high)).cast[dtype]()


def shuffle[T: Movable & Copyable & Deinitable, //](mut list: List[T]):
    """Puts the elements in random order, each order equally likely (Fisher and Yates)."""
    for k in range(1, len(list)):
        var i = len(list) - k
        list.swap_elements(i, Int(random_ui64(0, UInt64(i))))
