"""Ranges of numbers."""

from std.builtin._simd_support import _unsigned_of
from std.iter import Iterable, Iterator, ReversibleRange, StopIteration


struct _Range[dtype: DType](Iterable, Iterator, ReversibleRange, Sized, TrivialRegisterPassable):
    """`start`, `start + 1`, … up to, but not including, `end`."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedType = _StridedRange[Self.dtype, False]

    var start: Scalar[Self.dtype]
    var end: Scalar[Self.dtype]

    @always_inline("nodebug")
    def __init__(out self, start: Scalar[Self.dtype], end: Scalar[Self.dtype]):
        """The numbers from `start` to before `end`; none if `end` is not larger."""
        self.start = start
        self.end = end if end > start else start

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        """The range itself is its iterator."""
        return self

    @always_inline("nodebug")
    def __has_next__(self) -> Bool:
        """Whether a number is left."""
        return self.start < self.end

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> Scalar[Self.dtype]:
        """The next number."""
        if self.start >= self.end:
            raise StopIteration()
        var value = self.start
        self.start += 1
        return value

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers are left."""
        return _count_as_int(_distance(self.start, self.end))

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """The number at a position."""
        var at = index(idx)
        assert at >= 0 and at < len(self), "index out of range"
        return self.start + at.cast[Self.dtype]()

    @always_inline("nodebug")
    def __reversed__(self) -> _StridedRange[Self.dtype, False]:
        """The same numbers, largest first."""
        comptime assert Self.dtype.is_signed(), "a range of unsigned numbers has no step down; give it a step and reverse that"
        return _StridedRange[Self.dtype, False](self.end - 1, -1, _distance(self.start, self.end))

    @always_inline("nodebug")
    def bounds(self) -> Tuple[Int, Optional[Int]]:
        """The number of elements left, twice."""
        return _count_bounds(_distance(self.start, self.end))


struct _StridedRange[dtype: DType, is_reversible: Bool = True](
    Iterable, Iterator, ReversibleRange where is_reversible, Sized, TrivialRegisterPassable
):
    """`start`, `start + step`, …: `count` numbers."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedType = _StridedRange[Self.dtype, False]
    comptime _Count = Scalar[_unsigned_of[Self.dtype]()]

    var start: Scalar[Self.dtype]
    var step: Scalar[Self.dtype]
    var count: Self._Count

    @always_inline("nodebug")
    def __init__(out self, start: Scalar[Self.dtype], step: Scalar[Self.dtype], count: Self._Count):
        """`count` numbers from `start`, `step` apart."""
        self.start = start
        self.step = step
        self.count = count

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        """The range itself is its iterator."""
        return self

    @always_inline("nodebug")
    def __has_next__(self) -> Bool:
        """Whether a number is left."""
        return self.count > 0

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> Scalar[Self.dtype]:
        """The next number."""
        if self.count == 0:
            raise StopIteration()
        var value = self.start
        self.start += self.step
        self.count -= 1
        return value

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers are left."""
        return _count_as_int(self.count)

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """The number at a position."""
        var at = index(idx)
        assert at >= 0 and at < len(self), "index out of range"
        return self.start + self.step * at.cast[Self.dtype]()

    @always_inline("nodebug")
    def __reversed__(self) -> _StridedRange[Self.dtype, False] where Self.is_reversible:
        """The same numbers, last first."""
        var last = self.start + self.step * (self.count - 1).cast[Self.dtype]()
        return _StridedRange[Self.dtype, False](last, -self.step, rebind[_StridedRange[Self.dtype, False]._Count](self.count))

    @always_inline("nodebug")
    def bounds(self) -> Tuple[Int, Optional[Int]]:
        """The number of elements left, twice."""
        return _count_bounds(self.count)


struct _FloatRange[dtype: DType, is_reversible: Bool = True](
    Iterable, Iterator, ReversibleRange where is_reversible, Sized, TrivialRegisterPassable
):
    """`start`, `start + step`, `start + 2 * step`, …, each computed from the start, so that errors do not add up."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    comptime ReversedType = _FloatRange[Self.dtype, False]

    var start: Scalar[Self.dtype]
    var step: Scalar[Self.dtype]
    var next: Int
    var end: Int

    @always_inline("nodebug")
    def __init__(out self, start: Scalar[Self.dtype], step: Scalar[Self.dtype], next: Int, end: Int):
        """The numbers from number `next` to before number `end`; downwards if `end` is smaller and the range is a reversed one."""
        self.start = start
        self.step = step
        self.next = next
        self.end = end

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        """The range itself is its iterator."""
        return self

    @always_inline("nodebug")
    def __has_next__(self) -> Bool:
        """Whether a number is left."""
        return self.next != self.end

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> Scalar[Self.dtype]:
        """The next number."""
        if self.next == self.end:
            raise StopIteration()
        var value = Scalar[Self.dtype](self.next).fma(self.step, self.start)
        self.next += 1 if Self.is_reversible else -1
        return value

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers are left."""
        return abs(self.end - self.next)

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """The number at a position."""
        var at = index(idx)
        assert at >= 0 and at < len(self), "index out of range"
        return Scalar[Self.dtype](self.next + (at if Self.is_reversible else -at)).fma(self.step, self.start)

    @always_inline("nodebug")
    def __reversed__(self) -> _FloatRange[Self.dtype, False] where Self.is_reversible:
        """The same numbers, last first."""
        return _FloatRange[Self.dtype, False](self.start, self.step, self.end - 1, self.next - 1)

    @always_inline("nodebug")
    def bounds(self) -> Tuple[Int, Optional[Int]]:
        """The number of elements left, twice."""
        return (len(self), Optional(len(self)))


@always_inline("nodebug")
def _distance[dtype: DType, //](low: Scalar[dtype], high: Scalar[dtype]) -> Scalar[_unsigned_of[dtype]()]:
    """The difference, which may be too large for a signed type."""
    comptime U = Scalar[_unsigned_of[dtype]()]
    return U(from_bits=high) - U(from_bits=low)


@always_inline("nodebug")
def _count_as_int[dtype: DType, //](count: Scalar[dtype]) -> Int:
    comptime if dtype.bit_width() >= 64:
        assert count <= Scalar[dtype](Int.MAX), "the number of elements does not fit an Int"
    return Int(count)


@always_inline("nodebug")
def _count_bounds[dtype: DType, //](count: Scalar[dtype]) -> Tuple[Int, Optional[Int]]:
    comptime if dtype.bit_width() >= 64:
        if count > Scalar[dtype](Int.MAX):
            return (Int.MAX, Optional[Int]())
    return (Int(count), Optional(Int(count)))


@always_inline("nodebug")
def _strided[dtype: DType, //](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> _StridedRange[dtype]:
    comptime Count = _StridedRange[dtype]._Count
    var count = Count(0)
    if step > 0:
        if end > start:
            count = rebind[Count]((_distance(start, end) - 1) // _distance(Scalar[dtype](0), step) + 1)
    elif step < 0:
        if start > end:
            count = rebind[Count]((_distance(end, start) - 1) // _distance(step, Scalar[dtype](0)) + 1)
    return _StridedRange[dtype](start, step, count)


@always_inline("nodebug")
def range[I: Indexer, //](end: I) -> _Range[DType.int]:
    """0, 1, … up to, but not including, `end`."""
    return _Range[DType.int](0, index(end))


@always_inline("nodebug")
def range[I: Indexer, J: Indexer, //](start: I, end: J) -> _Range[DType.int]:
    """`start`, `start + 1`, … up to, but not including, `end`."""
    return _Range[DType.int](index(start), index(end))


@always_inline("nodebug")
def range[I: Indexer, J: Indexer, K: Indexer, //](start: I, end: J, step: K) -> _StridedRange[DType.int]:
    """`start`, `start + step`, … up to, but not including, `end`; empty if `step` is 0."""
    return _strided(index(start), index(end), index(step))


@always_inline("nodebug")
def range[dtype: DType](end: Scalar[dtype]) -> _Range[dtype] where dtype.is_integral() & (dtype != DType.int):
    """0, 1, … up to, but not including, `end`, of the type of `end`."""
    return _Range[dtype](0, end)


@always_inline("nodebug")
def range[dtype: DType](start: Scalar[dtype], end: Scalar[dtype]) -> _Range[dtype] where dtype.is_integral() & (dtype != DType.int):
    """`start`, `start + 1`, … up to, but not including, `end`, of their type."""
    return _Range[dtype](start, end)


@always_inline("nodebug")
def range[dtype: DType](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> _StridedRange[
    dtype
] where dtype.is_integral() & (dtype != DType.int):
    """`start`, `start + step`, … up to, but not including, `end`, of their type."""
    return _strided(start, end, step)


@always_inline("nodebug")
def range[dtype: DType](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> _FloatRange[
    dtype
] where dtype.is_floating_point():
    """`start`, `start + step`, … up to, but not including, `end`: number k is `start + k * step`, rounded once."""
    var count = 0
    if step != 0 and (end > start) == (step > 0) and start != end:
        count = Int(((end - start) / step).__ceil__())
    return _FloatRange[dtype](start, step, 0, count)
