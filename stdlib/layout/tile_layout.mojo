"""Layouts: from coordinates to offsets. What the types of a layout know costs nothing when the program runs."""

from std.utils.coord import (
    ComptimeInt, Coord, CoordLike, _ComptimeInts, _Leaves, _all_static, _has_tuple, _static_product, crd2idx, idx2crd, _Modes,
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

    def write_to(self, mut writer: Some[Writer]):
        """Writes `((4, 6):(6, 1))`."""
        writer.write("(", self._shape, ":", self._stride, ")")


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
