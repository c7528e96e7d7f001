"""Layouts: from coordinates to offsets. What the types of a layout know costs nothing when the program runs."""

from layout.int_tuple import IntTuple
from layout.layout import Layout as LegacyLayout, coalesce as _coalesce_value, upcast as _upcast_value
from std.utils.coord import (
    ComptimeInt, Coord, CoordLike, _ComptimeInts, _Dynamic, _Elements, _Leaves, _Modes, _Reverse, _leaves_before, _static_product, crd2idx, idx2crd,
)


trait TensorLayout(TrivialRegisterPassable):
    """A shape and a stride for each of its dimensions. A dimension that is itself a coordinate is nested."""

    comptime rank: Int
    """The number of dimensions."""
    comptime flat_rank: Int
    """The number of dimensions, those inside nested ones counted one by one."""
    comptime shape_known: Bool
    """Whether the type knows all extents."""
    comptime stride_known: Bool
    """Whether the type knows all strides."""
    comptime all_dims_known: Bool
    """Whether the type knows all extents and strides."""
    comptime static_shape[i: Int]: Int
    """The extent of a dimension (nested ones counted one by one); -1 if only the value knows it."""
    comptime static_stride[i: Int]: Int
    """The stride of a dimension (nested ones counted one by one); -1 if only the value knows it."""
    comptime static_product: Int
    """The number of coordinates; -1 if only the value knows it."""
    comptime static_cosize: Int
    """One more than the largest offset; -1 if only the value knows it."""
    comptime _Shape: CoordLike
    comptime _Stride: CoordLike

    def shape[i: Int](self) -> Self._Shape._Element[i]:
        """The extent of a dimension."""
        ...

    def stride[i: Int](self) -> Self._Stride._Element[i]:
        """The stride of a dimension."""
        ...

    def shape_coord(self) -> Self._Shape:
        """All extents."""
        ...

    def stride_coord(self) -> Self._Stride:
        """All strides."""
        ...

    def product(self) -> Int:
        """The number of coordinates."""
        ...

    def size(self) -> Int:
        """The number of coordinates."""
        ...

    def __call__[index_type: CoordLike, *, linear_idx_type: DType = DType.int64](self, index: index_type) -> Scalar[linear_idx_type]:
        """The offset of a coordinate; an integer counts coordinates, the left-most dimension fastest."""
        ...


def _static_cosize[Shape: CoordLike, Stride: CoordLike]() -> Int:
    """One more than the largest offset of a layout whose types know it; else -1."""
    var largest = 0
    comptime for k in range(Shape.flat_rank):
        comptime if not Shape._Leaf[k].is_static_value or not Stride._Leaf[k].is_static_value:
            return -1
        else:
            comptime if Shape._Leaf[k].static_value == 0:
                return 0
            largest += (Shape._Leaf[k].static_value - 1) * Stride._Leaf[k].static_value
    return largest + 1


def _is_static[T: CoordLike]() -> Bool:
    """Whether the type knows all integers."""
    comptime for k in range(T.flat_rank):
        comptime if not T._Leaf[k].is_static_value:
            return False
    return True


struct Layout[Shape: CoordLike, Stride: CoordLike](TensorLayout, TrivialRegisterPassable, Writable):
    """A shape and its strides; each integer of them is known to the type or held by the value."""

    comptime rank = Self.Shape._rank
    comptime flat_rank = Self.Shape.flat_rank
    comptime shape_known = _is_static[Self.Shape]()
    comptime stride_known = _is_static[Self.Stride]()
    comptime all_dims_known = _is_static[Self.Shape]() and _is_static[Self.Stride]()
    comptime static_shape[i: Int] = Self.Shape._Leaf[i].static_value
    comptime static_stride[i: Int] = Self.Stride._Leaf[i].static_value
    comptime static_product = _static_product[Self.Shape]()
    comptime static_cosize = _static_cosize[Self.Shape, Self.Stride]()
    comptime _Shape = Self.Shape
    comptime _Stride = Self.Stride

    var _shape: Self.Shape
    var _stride: Self.Stride

    @always_inline("nodebug")
    def __init__(out self):
        """What the types know; integers of run time are 0."""
        self._shape = Self.Shape()
        self._stride = Self.Stride()

    @always_inline("nodebug")
    def __init__(out self, shape: Self.Shape, stride: Self.Stride):
        """A shape and the strides of its dimensions."""
        comptime assert Self.Shape._rank == Self.Stride._rank, "the shape and the strides must have the same number of dimensions"
        comptime assert Self.Shape.flat_rank == Self.Stride.flat_rank, "the shape and the strides must be nested in the same way"
        self._shape = shape
        self._stride = stride

    @always_inline("nodebug")
    def shape[i: Int](self) -> Self._Shape._Element[i]:
        """The extent of a dimension."""
        return self._shape._at[i]()

    @always_inline("nodebug")
    def stride[i: Int](self) -> Self._Stride._Element[i]:
        """The stride of a dimension."""
        return self._stride._at[i]()

    @always_inline("nodebug")
    def shape_coord(self) -> Self._Shape:
        """All extents."""
        return self._shape

    @always_inline("nodebug")
    def stride_coord(self) -> Self._Stride:
        """All strides."""
        return self._stride

    @always_inline("nodebug")
    def product(self) -> Int:
        """The number of coordinates."""
        var result = 1
        comptime for k in range(Self.flat_rank):
            result *= Int(self._shape._leaf[k]().value())
        return result

    @always_inline("nodebug")
    def size(self) -> Int:
        """The number of coordinates."""
        return self.product()

    @always_inline("nodebug")
    def cosize[linear_idx_type: DType = DType.int64](self) -> Scalar[linear_idx_type]:
        """One more than the largest offset."""
        var largest = Scalar[linear_idx_type](0)
        comptime for k in range(Self.flat_rank):
            var extent = Scalar[linear_idx_type](self._shape._leaf[k]().value())
            if extent == 0:
                return 0
            largest += (extent - 1) * Scalar[linear_idx_type](self._stride._leaf[k]().value())
        return largest + 1

    @always_inline("nodebug")
    def __call__[index_type: CoordLike, *, linear_idx_type: DType = DType.int64](self, index: index_type) -> Scalar[linear_idx_type]:
        """The offset of a coordinate; an integer counts coordinates, the left-most dimension fastest."""
        return crd2idx[out_type=linear_idx_type](index, self._shape, self._stride)

    @always_inline("nodebug")
    def idx2crd[*, out_dtype: DType = DType.int64](self, idx: Int) -> Coord[*_Modes[Self.Shape, out_dtype]]:
        """The coordinate, without nesting, of an offset."""
        return idx2crd[out_dtype=out_dtype](idx, self._shape, self._stride)

    @always_inline("nodebug")
    def reverse(self) -> Layout[Coord[*_Reverse[*_Elements[Self.Shape]]], Coord[*_Reverse[*_Elements[Self.Stride]]]]:
        """The dimensions in opposite order."""
        comptime assert Self.rank == Self.flat_rank, "layouts without nesting are reversed"
        var shape = Coord[*_Reverse[*_Elements[Self.Shape]]]()
        var stride = Coord[*_Reverse[*_Elements[Self.Stride]]]()
        comptime for k in range(Self.rank):
            shape._set[k](Int(self._shape._leaf[Self.rank - 1 - k]().value()))
            stride._set[k](Int(self._stride._leaf[Self.rank - 1 - k]().value()))
        return {shape, stride}

    @always_inline("nodebug")
    def transpose(self) -> Layout[Coord[*_Reverse[*_Elements[Self.Shape]]], Coord[*_Reverse[*_Elements[Self.Stride]]]]:
        """The dimensions in opposite order."""
        return self.reverse()

    @always_inline("nodebug")
    def make_dynamic[dtype: DType](self) -> Layout[Coord[*_Dynamic[Self.flat_rank, dtype]], Coord[*_Dynamic[Self.flat_rank, dtype]]]:
        """The same layout, without nesting, as values of run time."""
        var shape = Coord[*_Dynamic[Self.flat_rank, dtype]]()
        var stride = Coord[*_Dynamic[Self.flat_rank, dtype]]()
        comptime for k in range(Self.flat_rank):
            shape._set[k](Int(self._shape._leaf[k]().value()))
            stride._set[k](Int(self._stride._leaf[k]().value()))
        return {shape, stride}

    def to_layout(self) -> LegacyLayout:
        """The same layout as a value."""
        return LegacyLayout(_tuple_of(self._shape), _tuple_of(self._stride))

    @staticmethod
    def to_legacy_layout() -> LegacyLayout:
        """The layout that the types know, as a value; -1 stands for what only values know."""
        return LegacyLayout(_static_tuple_of[Self.Shape](), _static_tuple_of[Self.Stride]())

    def write_to(self, mut writer: Some[Writer]):
        """Writes `((4, 6):(6, 1))`."""
        writer.write("(", self._shape, ":", self._stride, ")")


def _tuple_of[T: CoordLike](node: T) -> IntTuple:
    comptime if T.is_tuple:
        var result = IntTuple()
        comptime for i in range(T._rank):
            result.append(_tuple_of(node._at[i]()))
        return result
    else:
        return IntTuple(Int(node.value()))


def _static_tuple_of[T: CoordLike]() -> IntTuple:
    comptime if T.is_tuple:
        var result = IntTuple()
        comptime for i in range(T._rank):
            result.append(_static_tuple_of[T._Element[i]]())
        return result
    else:
        return IntTuple(T.static_value)


# ---- Row and column major


def _product_after[T: CoordLike, k: Int]() -> Int:
    """The product of the leaves after leaf `k`; -1 if the type does not know them."""
    var result = 1
    comptime for j in range(k + 1, T.flat_rank):
        comptime if T._Leaf[j].is_static_value:
            result *= T._Leaf[j].static_value
        else:
            return -1
    return result


def _product_before[T: CoordLike, k: Int]() -> Int:
    """The product of the leaves before leaf `k`; -1 if the type does not know them."""
    var result = 1
    comptime for j in range(k):
        comptime if T._Leaf[j].is_static_value:
            result *= T._Leaf[j].static_value
        else:
            return -1
    return result


comptime _Known[value: Int] = ComptimeInt[value] if value >= 0 else Int64
"""A dimension of that size; of one that only the value knows if it is negative."""

comptime _RowMajorAt[T: CoordLike, k: Int] = _Known[_product_after[T, k]()]
comptime _RowMajorStrides[T: CoordLike] = __list_tabulate[T.flat_rank, _RowMajorAt[T, _]]()
comptime _ColMajorAt[T: CoordLike, k: Int] = _Known[_product_before[T, k]()]
comptime _ColMajorStrides[T: CoordLike] = __list_tabulate[T.flat_rank, _ColMajorAt[T, _]]()

comptime RowMajorLayout[*element_types: CoordLike] = Layout[
    Coord[*_Leaves[Coord[*element_types]]], Coord[*_RowMajorStrides[Coord[*element_types]]]
]
"""The layout whose last dimension is contiguous."""
comptime ColMajorLayout[*element_types: CoordLike] = Layout[
    Coord[*_Leaves[Coord[*element_types]]], Coord[*_ColMajorStrides[Coord[*element_types]]]
]
"""The layout whose first dimension is contiguous."""


@always_inline("nodebug")
def row_major[*idxs: Int]() -> RowMajorLayout[*_ComptimeInts[*idxs]]:
    """The layout of that shape whose last dimension is contiguous."""
    return RowMajorLayout[*_ComptimeInts[*idxs]]()


@always_inline("nodebug")
def row_major[*element_types: CoordLike](shape: Coord[*element_types]) -> RowMajorLayout[*element_types]:
    """The layout of that shape whose last dimension is contiguous."""
    comptime n = Coord[*element_types].flat_rank
    var shapes = Coord[*_Leaves[Coord[*element_types]]]()
    var strides = Coord[*_RowMajorStrides[Coord[*element_types]]]()
    var product = 1
    comptime for i in range(n):
        comptime k = n - 1 - i
        var extent = Int(shape._leaf[k]().value())
        shapes._set[k](extent)
        strides._set[k](product)
        product *= extent
    return RowMajorLayout[*element_types](shapes, strides)


@always_inline("nodebug")
def row_major[*element_types: CoordLike](*elements: *element_types) -> RowMajorLayout[*element_types]:
    """The layout of that shape whose last dimension is contiguous."""
    return row_major(Coord[*element_types](*elements))


@always_inline("nodebug")
def col_major[*idxs: Int]() -> ColMajorLayout[*_ComptimeInts[*idxs]]:
    """The layout of that shape whose first dimension is contiguous."""
    return ColMajorLayout[*_ComptimeInts[*idxs]]()


@always_inline("nodebug")
def col_major[*element_types: CoordLike](shape: Coord[*element_types]) -> ColMajorLayout[*element_types]:
    """The layout of that shape whose first dimension is contiguous."""
    var shapes = Coord[*_Leaves[Coord[*element_types]]]()
    var strides = Coord[*_ColMajorStrides[Coord[*element_types]]]()
    var product = 1
    comptime for k in range(Coord[*element_types].flat_rank):
        var extent = Int(shape._leaf[k]().value())
        shapes._set[k](extent)
        strides._set[k](product)
        product *= extent
    return ColMajorLayout[*element_types](shapes, strides)


@always_inline("nodebug")
def col_major[*element_types: CoordLike](*elements: *element_types) -> ColMajorLayout[*element_types]:
    """The layout of that shape whose first dimension is contiguous."""
    return col_major(Coord[*element_types](*elements))


# ---- Nested and derived layouts. Their types know everything.


def _row_stride[Shape: CoordLike, i: Int, k: Int]() -> Int:
    """The stride of leaf `k` of element `i` where the last leaf is contiguous."""
    comptime before = _leaves_before[i, *_Elements[Shape]]()
    return _product_after[Shape, before + k]()


def _col_stride[Shape: CoordLike, i: Int, k: Int]() -> Int:
    """The stride of leaf `k` of element `i` where the first leaf is contiguous."""
    comptime before = _leaves_before[i, *_Elements[Shape]]()
    return _product_before[Shape, before + k]()


comptime _NestedRowAt[Shape: CoordLike, i: Int, k: Int] = ComptimeInt[_row_stride[Shape, i, k]()]
comptime _NestedRow[Shape: CoordLike, i: Int] = Coord[*__list_tabulate[Shape._Element[i]._rank, _NestedRowAt[Shape, i, _]]()] if Shape._Element[
    i
].is_tuple else ComptimeInt[_row_stride[Shape, i, 0]()]
comptime RowMajorNestedLayout[Shape: CoordLike] = Layout[Shape, Coord[*__list_tabulate[Shape._rank, _NestedRow[Shape, _]]()]]
"""The layout of a nested shape whose last integer is contiguous; the strides are nested like the shape."""

comptime _NestedColAt[Shape: CoordLike, i: Int, k: Int] = ComptimeInt[_col_stride[Shape, i, k]()]
comptime _NestedCol[Shape: CoordLike, i: Int] = Coord[*__list_tabulate[Shape._Element[i]._rank, _NestedColAt[Shape, i, _]]()] if Shape._Element[
    i
].is_tuple else ComptimeInt[_col_stride[Shape, i, 0]()]
comptime ColMajorNestedLayout[Shape: CoordLike] = Layout[Shape, Coord[*__list_tabulate[Shape._rank, _NestedCol[Shape, _]]()]]
"""The layout of a nested shape whose first integer is contiguous; the strides are nested like the shape."""


@always_inline("nodebug")
def row_major_nested[Shape: CoordLike, //](shape: Shape) -> RowMajorNestedLayout[Shape]:
    """The layout of a nested shape whose last integer is contiguous; the strides are nested like the shape."""
    comptime assert _is_static[Shape](), "nested layouts are made of shapes that are known at compile time"
    comptime assert _depth[Shape]() <= 2, "nested layouts have dimensions of dimensions, but no deeper ones"
    return {}


@always_inline("nodebug")
def col_major_nested[Shape: CoordLike, //](shape: Shape) -> ColMajorNestedLayout[Shape]:
    """The layout of a nested shape whose first integer is contiguous; the strides are nested like the shape."""
    comptime assert _is_static[Shape](), "nested layouts are made of shapes that are known at compile time"
    comptime assert _depth[Shape]() <= 2, "nested layouts have dimensions of dimensions, but no deeper ones"
    return {}


def _depth[T: CoordLike]() -> Int:
    var deepest = 0
    comptime if T.is_tuple:
        comptime for i in range(T._rank):
            deepest = max(deepest, _depth[T._Element[i]]())
        deepest += 1
    return deepest


comptime _PairAt[A: CoordLike, B: CoordLike, i: Int] = Coord[A._Element[i], B._Element[i]]
comptime _ScaledAt[T: CoordLike, factor: Int, i: Int] = ComptimeInt[T._Element[i].static_value * factor]
comptime _Scaled[T: CoordLike, factor: Int] = Coord[*__list_tabulate[T._rank, _ScaledAt[T, factor, _]]()]
comptime _Pairs[A: CoordLike, B: CoordLike] = Coord[*__list_tabulate[A._rank, _PairAt[A, B, _]]()]
comptime BlockedProductLayout[Block: TensorLayout, Tiler: TensorLayout] = Layout[
    _Pairs[Block._Shape, Tiler._Shape], _Pairs[Block._Stride, _Scaled[Tiler._Stride, Block.static_cosize]]
]
"""Blocks laid out as a second layout says: `((block, blocks), …)`."""


@always_inline("nodebug")
def blocked_product[Block: TensorLayout, Tiler: TensorLayout, //](block: Block, tiler: Tiler) -> BlockedProductLayout[Block, Tiler]:
    """Blocks laid out as `tiler` says, dimension by dimension: `((block, blocks), …)`."""
    comptime assert Block.all_dims_known and Tiler.all_dims_known, "products are taken of layouts that are known at compile time"
    comptime assert Block.rank == Tiler.rank, "both layouts must have the same number of dimensions"
    comptime assert Block.rank == Block.flat_rank and Tiler.rank == Tiler.flat_rank, "products are taken of layouts without nesting"
    comptime assert Block.static_product == Block.static_cosize, "a block without gaps can be laid out"
    return {}


comptime _CeilDivAt[T: CoordLike, D: CoordLike, i: Int] = ComptimeInt[
    (T._Element[i].static_value + D._Element[i].static_value - 1) // D._Element[i].static_value
]
comptime _CeilDivided[T: CoordLike, D: CoordLike] = Coord[*__list_tabulate[T._rank, _CeilDivAt[T, D, _]]()]
comptime _ProductAt[T: CoordLike, F: CoordLike, i: Int] = ComptimeInt[T._Element[i].static_value * F._Element[i].static_value]
comptime _Products[T: CoordLike, F: CoordLike] = Coord[*__list_tabulate[T._rank, _ProductAt[T, F, _]]()]
comptime ZippedDivideLayout[LayoutType: TensorLayout, Tile: CoordLike] = Layout[
    Coord[Tile, _CeilDivided[LayoutType._Shape, Tile]], Coord[LayoutType._Stride, _Products[LayoutType._Stride, Tile]]
]
"""A layout divided into tiles: inside a tile, and between tiles."""


@always_inline("nodebug")
def zipped_divide[LayoutType: TensorLayout, //, tile: Coord](layout: LayoutType) -> ZippedDivideLayout[LayoutType, type_of(tile)]:
    """Two dimensions: inside a tile of that shape, and between tiles."""
    comptime assert LayoutType.all_dims_known and type_of(tile).all_dims_known, "layouts that are known at compile time are divided"
    comptime assert LayoutType.rank == LayoutType.flat_rank, "layouts without nesting are divided"
    comptime assert type_of(tile).flat_rank == LayoutType.rank, "a tile has as many extents as the layout has dimensions"
    return {}


# What the algebra of values makes of a layout, integer by integer, as types.


def _value_of[LayoutType: TensorLayout]() -> LegacyLayout:
    return LegacyLayout(_static_tuple_of[LayoutType._Shape](), _static_tuple_of[LayoutType._Stride]())


def _coalesced_rank[LayoutType: TensorLayout]() -> Int:
    return len(_coalesce_value(_value_of[LayoutType]()))


def _coalesced[LayoutType: TensorLayout, i: Int, wants_stride: Bool]() -> Int:
    var mode = _coalesce_value(_value_of[LayoutType]())[i]
    return mode.stride.value() if wants_stride else mode.shape.value()


comptime _CoalescedAt[LayoutType: TensorLayout, wants_stride: Bool, i: Int] = ComptimeInt[_coalesced[LayoutType, i, wants_stride]()]
comptime CoalesceLayout[LayoutType: TensorLayout] = Layout[
    Coord[*__list_tabulate[_coalesced_rank[LayoutType](), _CoalescedAt[LayoutType, False, _]]()],
    Coord[*__list_tabulate[_coalesced_rank[LayoutType](), _CoalescedAt[LayoutType, True, _]]()],
]
"""The same map with as few dimensions as possible."""


@always_inline("nodebug")
def coalesce[LayoutType: TensorLayout, //](layout: LayoutType) -> CoalesceLayout[LayoutType]:
    """The same map with as few dimensions as possible."""
    comptime assert LayoutType.all_dims_known, "layouts that are known at compile time are coalesced"
    return {}


def _upcasted[LayoutType: TensorLayout, factor: Int, i: Int, wants_stride: Bool]() -> Int:
    var mode = _upcast_value(_value_of[LayoutType]()[i], factor)
    return mode.stride.value() if wants_stride else mode.shape.value()


comptime _UpcastedAt[LayoutType: TensorLayout, factor: Int, wants_stride: Bool, i: Int] = ComptimeInt[
    _upcasted[LayoutType, factor, i, wants_stride]()
]
comptime UpcastLayout[LayoutType: TensorLayout, factor: Int] = Layout[
    Coord[*__list_tabulate[LayoutType.rank, _UpcastedAt[LayoutType, factor, False, _]]()],
    Coord[*__list_tabulate[LayoutType.rank, _UpcastedAt[LayoutType, factor, True, _]]()],
]
"""The same memory in elements that are `factor` times as large."""


@always_inline("nodebug")
def upcast[LayoutType: TensorLayout, //, factor: Int](layout: LayoutType) -> UpcastLayout[LayoutType, factor]:
    """The same memory in elements that are `factor` times as large."""
    comptime assert LayoutType.all_dims_known and LayoutType.rank == LayoutType.flat_rank, "layouts without nesting that are known are upcast"
    return {}
