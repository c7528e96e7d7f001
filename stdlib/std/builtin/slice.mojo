"""Slices."""


struct Slice(Copyable, ImplicitlyCopyable, Deinitable, Equatable, Writable):
    """`start:end:step`; each part may be missing."""

    var start: Optional[Int]
    var end: Optional[Int]
    var step: Optional[Int]

    @always_inline("nodebug")
    def __init__(out self, start: Int, end: Int):
        """`start:end`."""
        self.start = start
        self.end = end
        self.step = None

    @always_inline("nodebug")
    def __init__(
        out self, start: Optional[Int], end: Optional[Int], step: Optional[Int] = None, __slice_literal__: NoneType = None
    ):
        """`start:end:step`."""
        self.start = start
        self.end = end
        self.step = step

    def __eq__(self, other: Self) -> Bool:
        """Whether all parts are equal."""
        return self.start == other.start and self.end == other.end and self.step == other.step

    def indices(self, length: Int) -> Tuple[Int, Int, Int]:
        """Start, end and step for a sequence of `length` elements, by Python's rules."""
        var step = self.step.or_else(1)
        var low = 0 if step > 0 else -1
        var high = length if step > 0 else length - 1
        var start = _bound(self.start, low if step > 0 else high, low, high, length)
        var end = _bound(self.end, high if step > 0 else low, low, high, length)
        return (start, end, step)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `Slice(1, 10, 2)`."""
        writer.write("Slice(", self.start, ", ", self.end, ", ", self.step, ")")


def _bound(value: Optional[Int], missing: Int, low: Int, high: Int, length: Int) -> Int:
    if not value:
        return missing
    var at = value.value()
    if at < 0:
        at += length
    return min(max(at, low), high)


struct ContiguousSlice(ImplicitlyCopyable, Deinitable):
    """`start:end` in a subscript."""

    var start: Optional[Int]
    var end: Optional[Int]

    @always_inline("nodebug")
    def __init__(out self, start: Optional[Int], end: Optional[Int], __slice_literal__: NoneType):
        """`start:end`."""
        self.start = start
        self.end = end

    @always_inline("nodebug")
    def indices(self, length: Int) -> Tuple[Int, Int]:
        """Start and end within a sequence of `length` elements; a missing part is the whole."""
        return (self.start.or_else(0), self.end.or_else(length))


struct StridedSlice(ImplicitlyCopyable, Deinitable):
    """`start:end:step` in a subscript."""

    var start: Optional[Int]
    var end: Optional[Int]
    var step: Int

    @always_inline("nodebug")
    def __init__(out self, start: Optional[Int], end: Optional[Int], step: Int, __slice_literal__: NoneType):
        """`start:end:step`."""
        self.start = start
        self.end = end
        self.step = step

    @always_inline("nodebug")
    @implicit
    def __init__(out self, slice: Slice):
        """A slice made beforehand."""
        self.start = slice.start
        self.end = slice.end
        self.step = slice.step.or_else(1)

    def indices(self, length: Int) -> Tuple[Int, Int, Int]:
        """Start, end and step for a sequence of `length` elements, by Python's rules."""
        return Slice(self.start, self.end, self.step).indices(length)


def slice(end: Int) -> Slice:
    """`:end`."""
    return Slice(None, end, None)


def slice(start: Int, end: Int) -> Slice:
    """`start:end`."""
    return Slice(start, end)


def slice(start: Optional[Int], end: Optional[Int], step: Optional[Int]) -> Slice:
    """`start:end:step`."""
    return Slice(start, end, step)
