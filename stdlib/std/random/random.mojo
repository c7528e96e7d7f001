"""The random numbers of the process: one stream, which all threads draw from."""

from std.atomic import Atomic
from std.math import log, sqrt
from std.random.philox import Random


def _state() -> Pointer[UInt64, MutUntrackedOrigin]:
    """Two words that start as 0: the seed, and how many blocks were drawn."""
    comptime key = StaticString("std.random.state")
    return Pointer[UInt64, MutUntrackedOrigin](
        mlir_value=external_call["fx_global", __mlir_type.`!llvm.ptr`](
            key.unsafe_ptr(), UInt64(16), UInt64(8), __mlir_op.`llvm.mlir.zero`[_type=__mlir_type.`!llvm.ptr`]()
        )
    )


def _next() -> UInt64:
    var state = _state()
    var block = Atomic.fetch_add(state.unsafe_offset(1), UInt64(1))
    var stream = Random(seed=state[], offset=block)
    var words = stream.step()
    return (words[0].cast[DType.uint64]() << 32) | words[1].cast[DType.uint64]()


def _restart(seed: UInt64):
    var state = _state()
    state[] = seed
    state.unsafe_offset(1)[] = 0


def seed():
    """Starts the stream at a place that is different each time."""
    _restart(external_call["fx_entropy", UInt64]())


def seed(a: Int):
    """Starts the stream at a place of its own for each number."""
    _restart(UInt64(a))


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
    while True:
        var x = random_float64(-1, 1)
        var y = random_float64(-1, 1)
        var size = x * x + y * y
        if size > 0 and size < 1:
            return mean + standard_deviation * x * sqrt(-2.0 * log(size) / size)


def rand[dtype: DType, //](
    ptr: Pointer[mut=True, Scalar[dtype], _], size: Int, /, *, min: Float64 = 0.0, max: Float64 = 1.0, int_scale: Optional[Int] = None
):
    """Fills memory with numbers from `min` to `max`; with `int_scale`, multiples of 2 to the power `-int_scale`."""
    for i in range(size):
        var value = random_float64(min, max)
        if int_scale:
            var steps = Float64(1 << int_scale.value())
            value = (value * steps).__round__() / steps
        ptr.unsafe_store(i, value.cast[dtype]())


def rand[dtype: DType, //](
    span: Span[mut=True, Scalar[dtype], _], /, *, min: Float64 = 0.0, max: Float64 = 1.0, int_scale: Optional[Int] = None
):
    """Fills a view with numbers from `min` to `max`; with `int_scale`, multiples of 2 to the power `-int_scale`."""
    rand(span.unsafe_ptr(), len(span), min=min, max=max, int_scale=int_scale)


def randint[dtype: DType, //](ptr: Pointer[mut=True, Scalar[dtype], _], size: Int, low: Int, high: Int) where dtype.is_integral():
    """Fills memory with whole numbers from `low` to `high`, both included."""
    for i in range(size):
        ptr.unsafe_store(i, random_si64(Int64(low), Int64(high)).cast[dtype]())


def randint[dtype: DType, //](span: Span[mut=True, Scalar[dtype], _], low: Int, high: Int) where dtype.is_integral():
    """Fills a view with whole numbers from `low` to `high`, both included."""
    randint(span.unsafe_ptr(), len(span), low, high)


def randn[dtype: DType, //](
    ptr: Pointer[mut=True, Scalar[dtype], _], size: Int, mean: Float64 = 0.0, standard_deviation: Float64 = 1.0
):
    """Fills memory with normally distributed numbers."""
    for i in range(size):
        ptr.unsafe_store(i, randn_float64(mean, standard_deviation).cast[dtype]())


def randn[dtype: DType, //](span: Span[mut=True, Scalar[dtype], _], mean: Float64 = 0.0, standard_deviation: Float64 = 1.0):
    """Fills a view with normally distributed numbers."""
    randn(span.unsafe_ptr(), len(span), mean, standard_deviation)


def shuffle[T: Copyable, //](mut list: List[T]):
    """Puts the elements in random order, each order equally likely (Fisher and Yates)."""
    for k in range(1, len(list)):
        var i = len(list) - k
        list.swap_elements(i, Int(random_ui64(0, UInt64(i))))
