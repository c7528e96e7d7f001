"""Ranges of numbers."""

from std.iter import Iterator, StopIteration


struct _Range[dtype: DType](Iterable, Iterator, Sized, TrivialRegisterPassable):
    """`start`, `start + 1`, … up to, but not including, `end`."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self

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
        return Int(self.end - self.start)

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """The number at a position."""
        return self.start + index(idx).cast[Self.dtype]()

    @always_inline("nodebug")
    def __reversed__(self) -> _StridedRange[Self.dtype]:
        """The same numbers, largest first."""
        return _StridedRange[Self.dtype](self.end - 1, -1, len(self))


struct _StridedRange[dtype: DType](Iterable, Iterator, Sized, TrivialRegisterPassable):
    """`start`, `start + step`, …: `count` numbers."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self

    var start: Scalar[Self.dtype]
    var step: Scalar[Self.dtype]
    var count: Int

    @always_inline("nodebug")
    def __init__(out self, start: Scalar[Self.dtype], step: Scalar[Self.dtype], count: Int):
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
        if self.count <= 0:
            raise StopIteration()
        var value = self.start
        self.start += self.step
        self.count -= 1
        return value

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers are left."""
        return self.count

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """The number at a position."""
        return self.start + self.step * index(idx).cast[Self.dtype]()

    @always_inline("nodebug")
    def __reversed__(self) -> Self:
        """The same numbers, last first."""
        return Self(self.start + self.step * Scalar[Self.dtype](self.count - 1), -self.step, self.count)


@always_inline("nodebug")
def _strided[dtype: DType, //](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> _StridedRange[dtype]:
    var count = 0
    if step > 0 and end > start:
        count = Int((end - start - 1) / step) + 1
    elif step < 0 and start > end:
        count = Int((start - end - 1) / -step) + 1
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
def range[dtype: DType, //](end: Scalar[dtype]) -> _Range[dtype] where dtype != DType.int:
    """0, 1, … up to, but not including, `end`, of the type of `end`."""
    return _Range[dtype](0, end)


@always_inline("nodebug")
def range[dtype: DType, //](start: Scalar[dtype], end: Scalar[dtype]) -> _Range[dtype] where dtype != DType.int:
    """`start`, `start + 1`, … up to, but not including, `end`, of their type."""
    return _Range[dtype](start, end)


@always_inline("nodebug")
def range[dtype: DType, //](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> _StridedRange[
    dtype
] where dtype != DType.int:
    """`start`, `start + step`, … up to, but not including, `end`, of their type."""
    return _strided(start, end, step)
