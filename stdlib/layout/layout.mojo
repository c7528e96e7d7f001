"""Layouts as values, and their algebra: maps from coordinates to offsets that are composed, divided and multiplied."""

from layout.int_tuple import (
    UNKNOWN_VALUE, IntTuple, crd2idx, flatten, idx2crd, inner_product, prefix_product, product, product_each, reverse, shape_div,
)

comptime LayoutList = List[Layout]
"""A layout for each dimension of another one."""


struct Layout(Deinitable, Equatable, ImplicitlyCopyable, Movable, Sized, Writable):
    """A shape and the strides of its dimensions. The left-most dimension counts fastest where an integer stands for several."""

    var shape: IntTuple
    """The extents."""
    var stride: IntTuple
    """How far apart neighbours in each dimension are."""

    # ---- Construction

    def __init__(out self):
        """The layout of no dimensions."""
        self.shape = IntTuple()
        self.stride = IntTuple()

    def __init__(out self, shape: IntTuple):
        """The layout of that shape whose first dimension is contiguous."""
        self.shape = shape
        self.stride = prefix_product(shape)

    def __init__(out self, shape: IntTuple, stride: IntTuple):
        """A shape and strides, nested in the same way."""
        self.shape = shape
        self.stride = stride

    def __init__(out self, *, copy: Self):
        """An equal layout."""
        self.shape = copy.shape
        self.stride = copy.stride

    @staticmethod
    def row_major(*dims: Int) -> Layout:
        """The layout of that shape whose last dimension is contiguous."""
        var shape = IntTuple()
        for i in range(len(dims)):
            shape.append(dims[i])
        return Layout.row_major(shape)

    @staticmethod
    def row_major(shape: IntTuple) -> Layout:
        """The layout of that shape whose last dimension is contiguous."""
        return Layout(shape, reverse(prefix_product(reverse(shape))))

    @staticmethod
    def col_major(*dims: Int) -> Layout:
        """The layout of that shape whose first dimension is contiguous."""
        var shape = IntTuple()
        for i in range(len(dims)):
            shape.append(dims[i])
        return Layout(shape)

    @staticmethod
    def col_major(shape: IntTuple) -> Layout:
        """The layout of that shape whose first dimension is contiguous."""
        return Layout(shape)

    # ---- Questions

    def rank(self) -> Int:
        """The number of dimensions, nested ones counted as one."""
        return len(self.shape)

    def __len__(self) -> Int:
        """The number of dimensions, nested ones counted as one."""
        return len(self.shape)

    def size(self) -> Int:
        """The number of coordinates."""
        return product(self.shape)

    def cosize(self) -> Int:
        """One more than the largest offset."""
        return self(self.size() - 1) + 1

    def all_dims_known(self) -> Bool:
        """Whether all extents and strides are known."""
        return self.shape.all_known() and self.stride.all_known()

    def known_shape(self) -> Bool:
        """Whether all extents are known."""
        return self.shape.all_known()

    def __call__(self, idx: IntTuple) -> Int:
        """The offset of a coordinate, or of the coordinate that an integer counts."""
        return crd2idx(idx, self.shape, self.stride)

    def idx2crd(self, idx: IntTuple) -> IntTuple:
        """The coordinate of an offset."""
        return idx2crd(idx, self.shape, self.stride)

    def __getitem__(self, index: Int) -> Layout:
        """The layout of one dimension."""
        return Layout(self.shape[index], self.stride[index])

    def __iter__(ref self) -> _LayoutIterator[origin_of(self)]:
        """Runs over the layouts of the dimensions."""
        return _LayoutIterator(Pointer(to=self), 0)

    def __eq__(self, other: Layout) -> Bool:
        """Whether shapes and strides are equal."""
        return self.shape == other.shape and self.stride == other.stride

    def __ne__(self, other: Layout) -> Bool:
        """Whether shapes or strides differ."""
        return not (self == other)

    # ---- Other layouts

    def transpose(self) -> Layout:
        """The dimensions in opposite order."""
        return Layout(reverse(self.shape), reverse(self.stride))

    def append(mut self, item: Layout):
        """Adds a dimension at the end."""
        self.shape.append(item.shape)
        self.stride.append(item.stride)

    def make_shape_unknown[axis: Int = UNKNOWN_VALUE](self) -> Layout:
        """The same strides with the extents of one dimension, or of all, unknown."""
        var shape = IntTuple()
        for i in range(len(self.shape)):
            comptime if axis == UNKNOWN_VALUE:
                shape.append(UNKNOWN_VALUE)
            else:
                shape.append(IntTuple(UNKNOWN_VALUE) if i == axis else self.shape[i])
        return Layout(shape, self.stride)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `((4, 6):(6, 1))`."""
        writer.write("(", self.shape, ":", self.stride, ")")


struct _LayoutIterator[origin: Origin](Copyable, Deinitable, Iterator, Movable):
    comptime Element = Layout
    var layout: Pointer[Layout, Self.origin]
    var index: Int

    def __init__(out self, layout: Pointer[Layout, Self.origin], index: Int):
        self.layout = layout
        self.index = index

    def __next__(mut self) raises StopIteration -> Layout:
        if self.index >= len(self.layout[]):
            raise StopIteration()
        self.index += 1
        return self.layout[][self.index - 1]


def size(l: Layout) -> Int:
    """The number of coordinates."""
    return l.size()


def cosize(l: Layout) -> Int:
    """One more than the largest offset."""
    return l.cosize()


# ---- Putting layouts together


def make_layout(*layouts: Layout) -> Layout:
    """The layout whose dimensions are the given ones."""
    var result = Layout()
    for i in range(len(layouts)):
        result.append(layouts[i])
    return result


def make_ordered_layout(shape: IntTuple, order: IntTuple) -> Layout:
    """A layout without gaps; the dimension whose number in `order` is smallest is contiguous."""
    var extents = flatten(shape)
    var numbers = flatten(order)
    debug_assert[assert_mode="safe"](len(extents) == len(numbers), "shape and order must have the same number of integers")
    var strides = List[Int](length=len(extents), fill=0)
    var taken = List[Bool](length=len(extents), fill=False)
    var next = 1
    for _ in range(len(extents)):
        var least = -1
        for i in range(len(extents)):
            if not taken[i] and (least < 0 or numbers.value(i) < numbers.value(least)):
                least = i
        taken[least] = True
        strides[least] = next
        next *= extents.value(least)
    var at = 0
    return Layout(shape, _nested_like(shape, strides, at))


def _nested_like(shape: IntTuple, values: List[Int], mut at: Int) -> IntTuple:
    if shape.is_value():
        at += 1
        return values[at - 1]
    var result = IntTuple()
    for i in range(len(shape)):
        result.append(_nested_like(shape[i], values, at))
    return result


def sublayout(layout: Layout, *modes: Int) -> Layout:
    """Only some of the dimensions."""
    var result = Layout()
    for i in range(len(modes)):
        result.append(layout[modes[i]])
    return result


def zip_modes(layout_a: Layout, layout_b: Layout) -> Layout:
    """Each dimension is the pair of those of both layouts; those that only one has stand alone."""
    var result = Layout()
    for i in range(max(len(layout_a), len(layout_b))):
        if i >= len(layout_b):
            result.append(layout_a[i])
        elif i >= len(layout_a):
            result.append(layout_b[i])
        else:
            result.append(make_layout(layout_a[i], layout_b[i]))
    return result


# ---- Algebra


def _one_or_all(layout: Layout) -> Layout:
    """A layout of one dimension as that dimension alone."""
    return layout[0] if len(layout) == 1 else layout


def coalesce(layout: Layout, keep_rank: Bool = False) -> Layout:
    """The same map with as few dimensions as possible; with `keep_rank` each dimension by itself."""
    if keep_rank:
        var result = Layout()
        for i in range(len(layout)):
            result.append(coalesce(layout[i]))
        return result
    var shapes = flatten(layout.shape)
    var strides = flatten(layout.stride)
    var extents = List[Int]()
    var steps = List[Int]()
    for i in range(len(shapes)):
        var extent = shapes.value(i)
        var step = strides.value(i)
        if extent == 1:
            continue
        if len(extents) > 0 and extents[len(extents) - 1] * steps[len(steps) - 1] == step:
            extents[len(extents) - 1] *= extent
        else:
            extents.append(extent)
            steps.append(step)
    if len(extents) == 0:
        return Layout(1, 0)
    if len(extents) == 1:
        return Layout(extents[0], steps[0])
    var shape = IntTuple()
    var stride = IntTuple()
    for i in range(len(extents)):
        shape.append(extents[i])
        stride.append(steps[i])
    return Layout(shape, stride)


def _compose_mode(a: Layout, extent: Int, step: Int) -> Layout:
    """`a` (coalesced) after the layout of one dimension."""
    if step == 0:
        return Layout(extent, 0)
    var result = Layout()
    var rest = extent
    var skip = step
    for i in range(len(a)):
        var have = a.shape[i].value()
        var stride = a.stride[i].value()
        var is_last = i == len(a) - 1
        if not is_last and skip >= have:
            debug_assert[assert_mode="safe"](skip % have == 0, "the layouts do not compose: ", have, " does not divide ", skip)
            skip //= have
            continue
        if is_last:
            if rest > 1 or len(result) == 0:
                result.append(Layout(rest, skip * stride))
            break
        debug_assert[assert_mode="safe"](have % skip == 0, "the layouts do not compose: ", skip, " does not divide ", have)
        var take = min(have // skip, rest)
        debug_assert[assert_mode="safe"](rest % take == 0, "the layouts do not compose: ", take, " does not divide ", rest)
        if take > 1:
            result.append(Layout(take, skip * stride))
        rest //= take
        skip = 1
        if rest == 1:
            break
    return Layout(1, 0) if len(result) == 0 else _one_or_all(result)


def _compose(a: Layout, b: Layout) -> Layout:
    if b.shape.is_value():
        return _compose_mode(a, b.shape.value(), b.stride.value())
    var result = Layout()
    for i in range(len(b)):
        result.append(_compose(a, b[i]))
    return result


def composition(layout_a: Layout, layout_b: Layout) -> Layout:
    """The layout with the coordinates of `layout_b` whose offsets are `layout_a(layout_b(c))`."""
    return _compose(coalesce(layout_a), layout_b)


def composition(layout_a: Layout, tiler: LayoutList) -> Layout:
    """Each of the first dimensions composed with its own layout; the others stay."""
    var result = Layout()
    for i in range(len(layout_a)):
        result.append(composition(layout_a[i], tiler[i]) if i < len(tiler) else layout_a[i])
    return result


def complement(layout: Layout, size: Int = 1) -> Layout:
    """A layout of the offsets below `size` that `layout` leaves out: both together reach every one once."""
    var shapes = flatten(layout.shape)
    var strides = flatten(layout.stride)
    var taken = List[Bool](length=len(shapes), fill=False)
    var result = Layout()
    var current = 1
    for _ in range(len(shapes)):
        var least = -1
        for i in range(len(shapes)):
            if not taken[i] and (least < 0 or strides.value(i) < strides.value(least)):
                least = i
        taken[least] = True
        var extent = shapes.value(least)
        var step = strides.value(least)
        if extent == 1 or step == 0:
            continue
        debug_assert[assert_mode="safe"](step >= current and step % current == 0, "the layout ", layout, " has no complement")
        result.append(Layout(step // current, current))
        current = extent * step
    result.append(Layout((size + current - 1) // current, current))
    return coalesce(result)


def logical_divide(layout_a: Layout, layout_b: Layout) -> Layout:
    """Two dimensions: the elements of `layout_a` that `layout_b` picks, and the repetitions of that pattern."""
    return composition(layout_a, make_layout(layout_b, complement(layout_b, layout_a.size())))


def logical_divide(layout_a: Layout, tiler: LayoutList) -> Layout:
    """Each of the first dimensions divided by its own layout; the others stay."""
    var result = Layout()
    for i in range(len(layout_a)):
        result.append(logical_divide(layout_a[i], tiler[i]) if i < len(tiler) else layout_a[i])
    return result


def logical_product(layout_a: Layout, layout_b: Layout) -> Layout:
    """Two dimensions: `layout_a`, and copies of it laid out as `layout_b` says."""
    var room = complement(layout_a, layout_a.size() * layout_b.cosize())
    return make_layout(layout_a, composition(room, layout_b))


def logical_product(layout_a: Layout, tiler: LayoutList) -> Layout:
    """Each of the first dimensions multiplied by its own layout; the others stay."""
    var result = Layout()
    for i in range(len(layout_a)):
        result.append(logical_product(layout_a[i], tiler[i]) if i < len(tiler) else layout_a[i])
    return result


def hierarchical_unzip(layout_a: Layout, tiler: LayoutList) -> Layout:
    """Of divided dimensions, first all tiles, then all rests: `((tile, …), (rest, …))`."""
    var tiles = Layout()
    var rests = Layout()
    for i in range(len(layout_a)):
        if i < len(tiler):
            var split = logical_divide(layout_a[i], tiler[i])
            tiles.append(split[0])
            rests.append(split[1])
        else:
            rests.append(layout_a[i])
    return make_layout(tiles, rests)


def hierarchical_unzip(layout_a: Layout, layout_b: Layout) -> Layout:
    """A layout divided as a whole."""
    return logical_divide(layout_a, layout_b)


def zipped_divide(layout_a: Layout, layout_b: Layout) -> Layout:
    """Two dimensions: inside a tile, and between tiles."""
    return hierarchical_unzip(layout_a, layout_b)


def zipped_divide(layout_a: Layout, tiler: LayoutList) -> Layout:
    """Two dimensions: inside a tile of those layouts, and between tiles."""
    return hierarchical_unzip(layout_a, tiler)


def blocked_product(layout_a: Layout, layout_b: Layout, coalesce_output: Bool = False) -> Layout:
    """Blocks `layout_a` laid out as `layout_b` says, dimension by dimension: `((block, blocks), …)`."""
    var copies = logical_product(layout_a, layout_b)[1]
    var zipped = zip_modes(layout_a, copies)
    return coalesce(zipped, keep_rank=True) if coalesce_output else zipped


def tile_to_shape(tile: Layout, target_shape: IntTuple, order: Optional[IntTuple] = None) -> Layout:
    """Copies of a tile that fill a shape; `order` says which dimension the copies follow first."""
    var have = product_each(tile.shape)
    var want = product_each(target_shape)
    var copies = IntTuple()
    var natural = IntTuple()
    for i in range(len(want)):
        var extent = have.value(i) if i < len(have) else 1
        debug_assert[assert_mode="safe"](want.value(i) % extent == 0, "the tile ", tile, " does not fill the shape ", target_shape)
        copies.append(want.value(i) // extent)
        natural.append(i)
    return blocked_product(tile, make_ordered_layout(copies, order.value() if order else natural))


def right_inverse(layout: Layout) -> Layout:
    """The layout that gives, for as many offsets from 0 on as possible, the coordinate that `layout` maps there."""
    var flat = coalesce(layout)
    var shapes = flatten(flat.shape)
    var strides = flatten(flat.stride)
    var before = prefix_product(shapes)
    var result = Layout()
    var next = 1
    for _ in range(len(shapes)):
        for i in range(len(shapes)):
            if strides[i].value() == next and shapes[i].value() > 1:
                result.append(Layout(shapes[i].value(), before[i].value()))
                next *= shapes[i].value()
                break
    return coalesce(result)


def upcast[check: Bool = True](layout: Layout, factor: Int) -> Layout:
    """The same memory in elements that are `factor` times as large."""
    if layout.shape.is_tuple():
        var result = Layout()
        for i in range(len(layout)):
            result.append(upcast[check](layout[i], factor))
        return result
    var step = layout.stride.value()
    if step == 0:
        return layout
    comptime if check:
        debug_assert[assert_mode="safe"](factor % step == 0 or step % factor == 0, "the stride ", step, " does not fit elements ", factor, " times as large")
    var packed = max(factor // step, 1)
    return Layout(max((layout.shape.value() + packed - 1) // packed, 1), max(step // factor, 1))


def downcast(layout: Layout, factor: Int) -> Layout:
    """The same memory in elements of which `factor` fill one."""
    if layout.shape.is_tuple():
        var result = Layout()
        for i in range(len(layout)):
            result.append(downcast(layout[i], factor))
        return result
    if layout.stride.value() == 1:
        return Layout(layout.shape.value() * factor, 1)
    return Layout(layout.shape.value(), layout.stride.value() * factor)


def is_row_major[rank: Int](layout: Layout) -> Bool:
    """Whether the last of `rank` dimensions is contiguous and there are no gaps."""
    return len(layout) == rank and layout == Layout.row_major(layout.shape)


def is_contiguous_dim(layout: Layout, dim: Int) -> Bool:
    """Whether neighbours in a dimension are neighbours in memory."""
    return layout.stride[dim] == IntTuple(1)


def MakeLayoutList(v0: Layout, v1: Layout) -> LayoutList:
    """Layouts for two dimensions."""
    var result = LayoutList()
    result.append(v0)
    result.append(v1)
    return result^


def MakeTileLayoutList[*tile_sizes: Int]() -> LayoutList:
    """For each dimension the layout of so many neighbours."""
    var result = LayoutList()
    comptime for i in range(tile_sizes.length):
        result.append(Layout(tile_sizes[i], 1))
    return result^


# ---- Tables


def format_layout[W: Writer](layout: Layout, mut writer: W):
    """Writes the offsets of a layout of two dimensions as a table."""
    debug_assert[assert_mode="safe"](len(layout) == 2, "only layouts of two dimensions are written as a table")
    var rows = product(layout.shape[0])
    var columns = product(layout.shape[1])
    var width = len(String(layout.cosize()).as_bytes()) + 2
    writer.write(layout, "\n    ")
    for column in range(columns):
        writer.write("  ")
        _write_padded(writer, column, width - 2)
        if column < columns - 1:
            writer.write(" ")
    writer.write("\n")
    for row in range(rows):
        _write_divider(writer, columns, width)
        _write_padded(writer, row, 2)
        writer.write("  ")
        for column in range(columns):
            writer.write("| ")
            _write_padded(writer, layout(IntTuple(row, column)), width - 2)
            writer.write(" ")
        writer.write("|\n")
    _write_divider(writer, columns, width)


def _write_padded[W: Writer](mut writer: W, value: Int, width: Int):
    for _ in range(width - len(String(value).as_bytes())):
        writer.write(" ")
    writer.write(value)


def _write_divider[W: Writer](mut writer: W, columns: Int, width: Int):
    writer.write("    ")
    for _ in range(columns):
        writer.write("+")
        for _ in range(width):
            writer.write("-")
    writer.write("+\n")


def print_layout(layout: Layout):
    """Prints the offsets of a layout of two dimensions as a table."""
    var text = String()
    format_layout(layout, text)
    print(text, end="")
