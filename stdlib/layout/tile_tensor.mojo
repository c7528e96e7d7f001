"""Tensors: memory seen through a layout."""

from layout.int_tuple import flatten
from layout.layout import Layout as LegacyLayout
from layout.layout_tensor import LayoutTensor
from layout.tensor_storage import PointerStorage, TensorStorage
from layout.tile_layout import Layout, RowMajorLayout, TensorLayout, _value_of, row_major
from max.gpu.host import DeviceBuffer, HostBuffer
from std.builtin.device_passable import DevicePassable, DeviceTypeEncoder
from std.memory.memory import stack_allocation as _stack_allocation
from std.sys.info import align_of, is_gpu, simd_width_of
from std.utils.index import IndexList
from std.utils.coord import AllIndices, ComptimeInt, Coord, CoordLike, _ComptimeInts, _Dynamic, _Elements, _Reverse, coord, crd2idx


def _index_type[LayoutType: TensorLayout](address_space: AddressSpace) -> DType:
    """Offsets take 32 bits where they are known to fit."""
    if address_space == AddressSpace.SHARED or address_space == AddressSpace.CONSTANT:
        return DType.int32
    return DType.int32 if 0 <= LayoutType.static_cosize < (1 << 31) else DType.int64


# ---- Shapes and strides of views, dimension by dimension

comptime _StaticCeilDiv[T: CoordLike, n: Int] = ComptimeInt[(T.static_value + n - 1) // n] if T.is_static_value else T
comptime _StaticDiv[T: CoordLike, n: Int] = ComptimeInt[T.static_value // n] if T.is_static_value else T
comptime _StaticMul[T: CoordLike, n: Int] = ComptimeInt[T.static_value * n] if T.is_static_value else T

comptime _CeilDivAt[T: CoordLike, *ns: Int, i: Int] = _StaticCeilDiv[T._Element[i], ns[i]]
comptime _CeilDivided[T: CoordLike, *ns: Int] = Coord[*__list_tabulate[T._rank, _CeilDivAt[T, *ns, i=_]]()]
comptime _DivAt[T: CoordLike, *ns: Int, i: Int] = _StaticDiv[T._Element[i], ns[i]]
comptime _Divided[T: CoordLike, *ns: Int] = Coord[*__list_tabulate[T._rank, _DivAt[T, *ns, i=_]]()]
comptime _MulAt[T: CoordLike, *ns: Int, i: Int] = _StaticMul[T._Element[i], ns[i]]
comptime _Multiplied[T: CoordLike, *ns: Int] = Coord[*__list_tabulate[T._rank, _MulAt[T, *ns, i=_]]()]
comptime _Vectorized[LayoutType: TensorLayout, *ns: Int] = Layout[_CeilDivided[LayoutType._Shape, *ns], _Multiplied[LayoutType._Stride, *ns]]
comptime _Distributed[LayoutType: TensorLayout, *ns: Int] = Layout[_Divided[LayoutType._Shape, *ns], _Multiplied[LayoutType._Stride, *ns]]

comptime _SimdAt[dtype: DType, rank: Int, i: Int] = simd_width_of[dtype]() if i == rank - 1 else 1
comptime _SimdShape[dtype: DType, rank: Int] = __list_tabulate[rank, _SimdAt[dtype, rank, _]]()

comptime _ShapeAt[LayoutType: TensorLayout, i: Int] = LayoutType.static_shape[i]
comptime _StaticShape[LayoutType: TensorLayout] = __list_tabulate[LayoutType.flat_rank, _ShapeAt[LayoutType, _]]()

comptime _Tile[LayoutType: TensorLayout, *sizes: Int] = Layout[Coord[*_ComptimeInts[*sizes]], LayoutType._Stride]
comptime _SplitAt[T: CoordLike, count: Int, axis: Int, i: Int] = _StaticDiv[T._Element[i], count] if i == axis else T._Element[i]
comptime _SplitShape[LayoutType: TensorLayout, count: Int, axis: Int] = Coord[
    *__list_tabulate[LayoutType.rank, _SplitAt[LayoutType._Shape, count, axis, _]]()
]
comptime _SplitLayout[LayoutType: TensorLayout, count: Int, axis: Int] = Layout[_SplitShape[LayoutType, count, axis], LayoutType._Stride]
comptime _DynamicLayout[LayoutType: TensorLayout, dtype: DType] = Layout[
    Coord[*_Dynamic[LayoutType.flat_rank, dtype]], Coord[*_Dynamic[LayoutType.flat_rank, dtype]]
]
comptime _Sliced[LayoutType: TensorLayout] = Layout[Coord[*_Dynamic[LayoutType.rank, DType.int64]], LayoutType._Stride]

def _slice_length(slice: ContiguousSlice, extent: Int) -> Int:
    """How many indices of a dimension a slice names; -1 if the extent is not known and the slice has no end."""
    var end = slice.end.or_else(extent)
    return -1 if end < 0 else max(end - slice.start.or_else(0), 0)


comptime _SliceAt[T: CoordLike, *slices: ContiguousSlice, i: Int] = ComptimeInt[_slice_length(slices[i], T._Element[i].static_value)]
comptime _SliceShape[LayoutType: TensorLayout, *slices: ContiguousSlice] = Coord[
    *__list_tabulate[LayoutType.rank, _SliceAt[LayoutType._Shape, *slices, i=_]]()
]
comptime _StaticSliced[LayoutType: TensorLayout, *slices: ContiguousSlice] = Layout[_SliceShape[LayoutType, *slices], LayoutType._Stride]


def _kept_count[*Ts: CoordLike]() -> Int:
    """How many of the types stand for all indices."""
    var count = 0
    comptime for i in range(Ts.length):
        comptime if Ts[i] == AllIndices:
            count += 1
    return count


def _kept[j: Int, *Ts: CoordLike]() -> Int:
    """Which type is the `j`-th that stands for all indices."""
    var count = 0
    comptime for i in range(Ts.length):
        comptime if Ts[i] == AllIndices:
            if count == j:
                return i
            count += 1
    return -1


comptime _KeptAt[T: CoordLike, *Ts: CoordLike, j: Int] = T._Element[_kept[j, *Ts]()]
comptime _KeptOf[T: CoordLike, *Ts: CoordLike] = Coord[*__list_tabulate[_kept_count[*Ts](), _KeptAt[T, *Ts, j=_]]()]
comptime _KeptLayout[LayoutType: TensorLayout, *Ts: CoordLike] = Layout[_KeptOf[LayoutType._Shape, *Ts], _KeptOf[LayoutType._Stride, *Ts]]
comptime _Transposed[LayoutType: TensorLayout] = Layout[
    Coord[*_Reverse[*_Elements[LayoutType._Shape]]], Coord[*_Reverse[*_Elements[LayoutType._Stride]]]
]


def _product_of[*values: Int]() -> Int:
    var result = 1
    comptime for i in range(values.length):
        result *= values[i]
    return result


def _is_row_major[LayoutType: TensorLayout]() -> Bool:
    """Whether the types know that the elements lie in a row, the last dimension running fastest."""
    var expected = 1
    comptime for k in range(LayoutType.flat_rank):
        comptime i = LayoutType.flat_rank - 1 - k
        if LayoutType.static_stride[i] != expected or LayoutType.static_shape[i] < 0:
            return False
        expected *= LayoutType.static_shape[i]
    return True


def _steps_by[LayoutType: TensorLayout, width: Int]() -> Bool:
    """Whether the types know that all strides are multiples of the width."""
    comptime for i in range(LayoutType.flat_rank):
        if LayoutType.static_stride[i] < 0 or LayoutType.static_stride[i] % width != 0:
            return False
    return True


def _is_contiguous[LayoutType: TensorLayout, *shape: Int]() -> Bool:
    """Whether a vector of that shape lies in a row, as far as the types know."""
    var by_rows = True
    var by_columns = True
    var expected = 1
    comptime for k in range(shape.length):
        comptime i = shape.length - 1 - k
        comptime if shape[i] > 1:
            comptime stride = LayoutType.static_stride[i]
            by_rows = by_rows and (stride == -1 or stride == expected)
            expected *= shape[i]
    expected = 1
    comptime for i in range(shape.length):
        comptime if shape[i] > 1:
            comptime stride = LayoutType.static_stride[i]
            by_columns = by_columns and (stride == -1 or stride == expected)
            expected *= shape[i]
    return by_rows or by_columns


struct TileTensor[
    mut: Bool,
    //,
    dtype: DType,
    LayoutType: TensorLayout,
    origin: Origin[mut=mut],
    *,
    Storage: TensorStorage = PointerStorage[],
    address_space: AddressSpace = AddressSpace.GENERIC,
    linear_idx_type: DType = _index_type[LayoutType](address_space),
](DevicePassable, TrivialRegisterPassable, Writable):
    """A view of memory that somebody else owns: an address and the layout of what lies there. Indices are not checked."""

    comptime rank = Self.LayoutType.rank
    """The number of dimensions."""
    comptime flat_rank = Self.LayoutType.flat_rank
    """The number of indices: dimensions, those inside nested ones counted one by one."""
    comptime element_size = Self.Storage.element_width
    """How many numbers are one element."""
    comptime ElementType = SIMD[Self.dtype, Self.Storage.element_width]
    """What an index gives."""
    comptime shape_known = Self.LayoutType.shape_known
    comptime stride_known = Self.LayoutType.stride_known
    comptime all_dims_known = Self.LayoutType.all_dims_known
    comptime static_shape[i: Int] = Self.LayoutType.static_shape[i]
    comptime static_stride[i: Int] = Self.LayoutType.static_stride[i]
    comptime is_row_major = _is_row_major[Self.LayoutType]()
    """Whether the type knows that the elements lie in a row, the last dimension running fastest."""
    comptime device_type = TileTensor[
        Self.dtype, Self.LayoutType, UnsafeAnyOrigin[mut = Self.mut], Storage = Self.Storage, address_space = Self.address_space,
        linear_idx_type = Self.linear_idx_type,
    ]
    comptime _ImmutableDeviceType = TileTensor[
        Self.dtype, Self.LayoutType, ImmUnsafeAnyOrigin, Storage = Self.Storage, address_space = Self.address_space,
        linear_idx_type = Self.linear_idx_type,
    ]
    comptime GenericType = TileTensor[Self.dtype, Self.LayoutType, Self.origin]
    comptime ViewType[NewLayout: TensorLayout] = TileTensor[
        Self.dtype, NewLayout, Self.origin, Storage = Self.Storage, address_space = Self.address_space, linear_idx_type = Self.linear_idx_type
    ]
    comptime TileResultType[*sizes: Int] = Self.ViewType[_Tile[Self.LayoutType, *sizes]]
    comptime VectorizedType[*vector_shape: Int] = TileTensor[
        Self.dtype, _Vectorized[Self.LayoutType, *vector_shape], Self.origin,
        Storage = PointerStorage[element_width = Self.Storage.element_width * _product_of[*vector_shape]()],
        address_space = Self.address_space, linear_idx_type = Self.linear_idx_type,
    ]
    comptime _Index = Self.linear_idx_type if is_gpu() else DType.int
    # Devices load a vector at once from an address that is a multiple of its size.
    comptime _alignment = align_of[Self.ElementType]() if is_gpu() and _steps_by[
        Self.LayoutType, Self.Storage.element_width
    ]() else align_of[Scalar[Self.dtype]]()

    var ptr: Pointer[Scalar[Self.dtype], Self.origin, address_space = Self.address_space]
    """The first number."""
    var layout: Self.LayoutType
    """From coordinates to offsets."""

    # ---- Construction

    @always_inline("nodebug")
    def __init__(out self, *, ptr: Pointer[Scalar[Self.dtype], Self.origin, address_space = Self.address_space], layout: Self.LayoutType):
        """The memory from an address on."""
        self.ptr = ptr
        self.layout = layout

    @always_inline("nodebug")
    def __init__(out self: Self.GenericType, span: Span[Scalar[Self.dtype], Self.origin], layout: Self.LayoutType):
        """The numbers of a span, which must hold the layout."""
        self.ptr = span.unsafe_ptr()
        self.layout = layout

    @always_inline("nodebug")
    def __init__(out self: Self.GenericType, ref[Self.origin] buffer: DeviceBuffer[Self.dtype], layout: Self.LayoutType):
        """A device's memory, which must hold the layout. Kernels take such tensors; the host cannot reach the elements."""
        self.ptr = buffer.unsafe_ptr().unsafe_mut_cast[Self.mut]().unsafe_origin_cast[Self.origin]()
        self.layout = layout

    @always_inline("nodebug")
    def __init__(out self: Self.GenericType, ref[Self.origin] buffer: HostBuffer[Self.dtype], layout: Self.LayoutType):
        """Memory of the host, which must hold the layout."""
        self.ptr = buffer.unsafe_ptr().unsafe_mut_cast[Self.mut]().unsafe_origin_cast[Self.origin]()
        self.layout = layout

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: TileTensor,
        out self: TileTensor[
            other.dtype, other.LayoutType, __origin_mut_cast[other.origin, False](), Storage = other.Storage,
            address_space = other.address_space, linear_idx_type = other.linear_idx_type,
        ],
    ) where other.mut:
        """The same view, only read."""
        self.ptr = other.ptr.as_imm()
        self.layout = other.layout

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: TileTensor,
        out self: TileTensor[
            other.dtype, other.LayoutType, UnsafeAnyOrigin[mut = other.mut], Storage = other.Storage,
            address_space = other.address_space, linear_idx_type = other.linear_idx_type,
        ],
    ):
        """The same view of any place."""
        self.ptr = other.ptr.as_unsafe_any_origin()
        self.layout = other.layout

    def _to_device_type(self, mut encoder: Some[DeviceTypeEncoder], target: MutOpaquePointer[_]):
        """Writes the address and what the layout holds."""
        target.unsafe_bitcast[Self.device_type]()[] = Self.device_type(ptr=self.ptr.as_unsafe_any_origin(), layout=self.layout)

    @staticmethod
    def _is_convertible_to_device_type[Declared: AnyType]() -> Bool:
        """A kernel that only reads may say so."""
        return Declared == Self.device_type or Declared == Self._ImmutableDeviceType

    @staticmethod
    def get_type_name() -> String:
        """`TileTensor[float32]`."""
        return String("TileTensor[", Self.dtype, "]")

    # ---- Elements

    @always_inline("nodebug")
    def _offset[C: CoordLike](self, coord: C) -> Scalar[Self._Index]:
        comptime assert C.flat_rank == Self.flat_rank or C._rank == Self.rank or not C.is_tuple, "the number of indices must be the tensor's rank"
        return crd2idx[out_type = Self._Index](coord, self.layout.shape_coord(), self.layout.stride_coord())

    @always_inline("nodebug")
    def __getitem__[*CoordLikes: CoordLike](self, *coords: *CoordLikes) -> Self.ElementType:
        """One element, by its indices or by a `Coord` of them."""
        return self.ptr.unsafe_load[Self.element_size, alignment = Self._alignment](self._offset_of[*CoordLikes](*coords))

    @always_inline("nodebug")
    def __setitem__[*CoordLikes: CoordLike](self, *coords: *CoordLikes, value: Self.ElementType) where (Self.mut, "the tensor is read-only"):
        """Replaces one element."""
        self.ptr.unsafe_store[alignment = Self._alignment](self._offset_of[*CoordLikes](*coords), value)

    @always_inline("nodebug")
    def _offset_of[*CoordLikes: CoordLike](self, *coords: *CoordLikes) -> Scalar[Self._Index]:
        comptime if CoordLikes.length == 1:
            comptime if CoordLikes[0].is_tuple:
                return self._offset(coords[0])
            else:
                comptime assert Self.flat_rank == 1, "the number of indices must be the tensor's rank"
                return self._offset(coords[0])
        else:
            comptime assert CoordLikes.length == Self.flat_rank, "the number of indices must be the tensor's rank"
            var result = Scalar[Self._Index](0)
            comptime for k in range(CoordLikes.length):
                comptime assert CoordLikes[k].DTYPE.is_integral(), "an index is an integer"
                result += Scalar[Self._Index](coords[k].value()) * self._step[k]()
            return result

    @always_inline("nodebug")
    def load[
        width: SIMDLength = Self.element_size,
        alignment: Int = align_of[SIMD[Self.dtype, width]]() if is_gpu() else align_of[Scalar[Self.dtype]](),
        invariant: Bool = False,
        non_temporal: Bool = False,
    ](self, coord: Coord) -> SIMD[Self.dtype, width]:
        """Numbers in a row from a coordinate on."""
        return self.ptr.unsafe_load[width, alignment=alignment, invariant=invariant, non_temporal=non_temporal](self._offset(coord))

    @always_inline("nodebug")
    def store[
        width: SIMDLength = Self.element_size,
        alignment: Int = align_of[SIMD[Self.dtype, width]]() if is_gpu() else align_of[Scalar[Self.dtype]](),
        non_temporal: Bool = False,
    ](self, coord: Coord, value: SIMD[Self.dtype, width]) where (Self.mut, "the tensor is read-only"):
        """Writes numbers in a row from a coordinate on."""
        self.ptr.unsafe_store[width, alignment=alignment, non_temporal=non_temporal](self._offset(coord), value)

    @always_inline("nodebug")
    def load_linear[
        width: SIMDLength = Self.element_size, alignment: Int = align_of[Scalar[Self.dtype]]()
    ](self, idx: IndexList[_, ...]) -> SIMD[Self.dtype, width]:
        """Numbers in a row from a list of indices on."""
        return self.load[width, alignment](Coord(idx))

    @always_inline("nodebug")
    def store_linear[
        width: SIMDLength = Self.element_size, alignment: Int = align_of[Scalar[Self.dtype]]()
    ](self, idx: IndexList[_, ...], value: SIMD[Self.dtype, width]) where (Self.mut, "the tensor is read-only"):
        """Writes numbers in a row from a list of indices on."""
        self.store[width, alignment](Coord(idx), value)

    @always_inline("nodebug")
    def raw_load[
        width: SIMDLength = 1, alignment: Int = align_of[Scalar[Self.dtype]](), invariant: Bool = False, non_temporal: Bool = False
    ](self, offset: Some[Indexer]) -> SIMD[Self.dtype, width]:
        """Numbers in a row, `offset` numbers after the first one of the memory."""
        return self.ptr.unsafe_load[width, alignment=alignment, invariant=invariant, non_temporal=non_temporal](index(offset))

    @always_inline("nodebug")
    def raw_store[
        width: SIMDLength = 1, alignment: Int = align_of[Scalar[Self.dtype]](), non_temporal: Bool = False
    ](self, offset: Some[Indexer], value: SIMD[Self.dtype, width]) where (Self.mut, "the tensor is read-only"):
        """Writes numbers in a row, `offset` numbers after the first one of the memory."""
        self.ptr.unsafe_store[width, alignment=alignment, non_temporal=non_temporal](index(offset), value)

    @always_inline("nodebug")
    def ptr_at_offset(self, coords: Coord) -> Pointer[Scalar[Self.dtype], Self.origin, address_space = Self.address_space]:
        """The address of a coordinate."""
        return self.ptr.unsafe_offset(self._offset(coords))

    # ---- The layout

    @always_inline("nodebug")
    def dim[i: Int](self) -> Scalar[Self.linear_idx_type]:
        """The extent of a dimension."""
        comptime assert 0 <= i < Self.flat_rank, "the tensor has no such dimension"
        return Scalar[Self.linear_idx_type](self.layout.shape_coord()._leaf[i]().value())

    @always_inline("nodebug")
    def dim[I: Indexer, //](self, i: I) -> Scalar[Self.linear_idx_type]:
        """The extent of a dimension; 0 if there is no such dimension."""
        var result = Scalar[Self.linear_idx_type](0)
        comptime for k in range(Self.flat_rank):
            if index(i) == k:
                result = self.dim[k]()
        return result

    @always_inline("nodebug")
    def dynamic_stride[I: Indexer, //](self, i: I) -> Scalar[Self.linear_idx_type]:
        """The stride of a dimension; 0 if there is no such dimension."""
        var result = Scalar[Self.linear_idx_type](0)
        comptime for k in range(Self.flat_rank):
            if index(i) == k:
                result = Scalar[Self.linear_idx_type](self.layout.stride_coord()._leaf[k]().value())
        return result

    @always_inline("nodebug")
    def num_elements(self) -> Int:
        """The number of elements."""
        return self.layout.product()

    # ---- All elements

    @always_inline("nodebug")
    def _extent[axis: Int](self) -> Int:
        comptime if Self.LayoutType._Shape._Leaf[axis].is_static_value:
            return Self.LayoutType.static_shape[axis]
        return Int(self.layout.shape_coord()._leaf[axis]().value())

    @always_inline("nodebug")
    def _step[axis: Int](self) -> Scalar[Self._Index]:
        comptime if Self.LayoutType._Stride._Leaf[axis].is_static_value:
            return Scalar[Self._Index](Self.LayoutType.static_stride[axis])
        return Scalar[Self._Index](self.layout.stride_coord()._leaf[axis]().value())

    @always_inline
    def _fill[axis: Int](self, offset: Scalar[Self._Index], value: Self.ElementType) where (Self.mut, "the tensor is read-only"):
        comptime if axis == Self.flat_rank:
            self.ptr.unsafe_store[alignment = Self._alignment](offset, value)
        else:
            for i in range(self._extent[axis]()):
                self._fill[axis + 1](offset + Scalar[Self._Index](i) * self._step[axis](), value)

    @always_inline
    def fill(self, val: Scalar[Self.dtype]) -> Self where (Self.mut, "the tensor is read-only"):
        """Sets every element."""
        self._fill[0](0, Self.ElementType(val))
        return self

    @always_inline
    def _copy[axis: Int](self, other: TileTensor, to: Scalar[Self._Index], from_: Scalar[other._Index]) where (Self.mut, "the tensor is read-only"):
        comptime if axis == Self.flat_rank:
            self.ptr.unsafe_store[alignment = Self._alignment](to, rebind[Self.ElementType](other.ptr.unsafe_load[Self.element_size, alignment = other._alignment](from_).cast[Self.dtype]()))
        else:
            comptime known = Self.static_shape[axis] >= 0 and other.static_shape[axis] >= 0
            comptime assert not known or Self.static_shape[axis] == other.static_shape[axis], "the tensors must have the same shape"
            for i in range(self._extent[axis]()):
                self._copy[axis + 1](
                    other, to + Scalar[Self._Index](i) * self._step[axis](), from_ + Scalar[other._Index](i) * other._step[axis]()
                )

    @always_inline
    def copy_from(self, other: TileTensor) where (Self.mut, "the tensor is read-only"):
        """Sets every element to that of a tensor of the same shape."""
        comptime assert Self.flat_rank == other.flat_rank, "the tensors must have the same rank"
        comptime assert Self.element_size == other.element_size, "the elements of the tensors must have the same width"
        self._copy[0](other, 0, 0)

    # ---- Views

    @always_inline("nodebug")
    def _view[NewLayout: TensorLayout](self, offset: Scalar[Self._Index], layout: NewLayout) -> Self.ViewType[NewLayout]:
        return Self.ViewType[NewLayout](ptr=self.ptr.unsafe_offset(offset), layout=layout)

    @always_inline("nodebug")
    def tile[*tile_sizes: Int](self, coordinates: Coord) -> Self.TileResultType[*tile_sizes]:
        """The tile of that size at those tile coordinates; it keeps the strides."""
        comptime assert Self.rank == Self.flat_rank, "tiles are taken of layouts without nesting"
        comptime assert tile_sizes.length == Self.rank, "a tile has as many sizes as the tensor has dimensions"
        comptime assert coordinates.flat_rank == Self.rank, "a tile has as many coordinates as the tensor has dimensions"
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            offset += Scalar[Self._Index](coordinates._leaf[k]().value()) * Scalar[Self._Index](tile_sizes[k]) * self._step[k]()
        return self._view(offset, _Tile[Self.LayoutType, *tile_sizes](coord[*tile_sizes](), self.layout.stride_coord()))

    @always_inline("nodebug")
    def tile[*tile_sizes: Int](self, *coordinates: Int) -> Self.TileResultType[*tile_sizes]:
        """The tile of that size at those tile coordinates; it keeps the strides."""
        comptime assert Self.rank == Self.flat_rank, "tiles are taken of layouts without nesting"
        comptime assert tile_sizes.length == Self.rank, "a tile has as many sizes as the tensor has dimensions"
        debug_assert(len(coordinates) == Self.rank, "a tile has as many coordinates as the tensor has dimensions")
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            offset += Scalar[Self._Index](coordinates[k]) * Scalar[Self._Index](tile_sizes[k]) * self._step[k]()
        return self._view(offset, _Tile[Self.LayoutType, *tile_sizes](coord[*tile_sizes](), self.layout.stride_coord()))

    @always_inline("nodebug")
    def tile_with_offset[
        *tile_sizes: Int
    ](self, coordinates: Coord) -> Tuple[Self.TileResultType[*tile_sizes], IndexList[coordinates.flat_rank], Int]:
        """A tile, the indices of its first element in this tensor, and how many numbers it lies after the first one."""
        var corner = IndexList[coordinates.flat_rank]()
        var offset = 0
        comptime for k in range(Self.rank):
            corner[k] = Int(coordinates._leaf[k]().value()) * tile_sizes[k]
            offset += corner[k] * Int(self._step[k]())
        return (self.tile[*tile_sizes](coordinates), corner, offset)

    @always_inline("nodebug")
    def vectorize[*vector_shape: Int](self) -> Self.VectorizedType[*vector_shape]:
        """The same numbers with several in a row as one element; extents are divided and rounded up."""
        comptime assert Self.rank == Self.flat_rank, "vectors are taken of layouts without nesting"
        comptime assert vector_shape.length == Self.rank, "a vector has as many extents as the tensor has dimensions"
        comptime assert _product_of[*vector_shape]().is_power_of_two(), "the numbers of a vector must be a power of two"
        comptime assert _is_contiguous[Self.LayoutType, *vector_shape](), "the numbers of a vector must lie in a row"
        var shape = _CeilDivided[Self.LayoutType._Shape, *vector_shape]()
        var stride = _Multiplied[Self.LayoutType._Stride, *vector_shape]()
        comptime for k in range(Self.rank):
            shape._set[k]((self._extent[k]() + vector_shape[k] - 1) // vector_shape[k])
            stride._set[k](Int(self._step[k]()) * vector_shape[k])
        return Self.VectorizedType[*vector_shape](ptr=self.ptr, layout=_Vectorized[Self.LayoutType, *vector_shape](shape, stride))

    @always_inline("nodebug")
    def vectorize(self) -> Self.VectorizedType[*_SimdShape[Self.dtype, Self.rank]]:
        """The same numbers, as many in a row of the last dimension as a vector register of the target holds as one element."""
        return self.vectorize[*_SimdShape[Self.dtype, Self.rank]]()

    @always_inline("nodebug")
    def distribute[
        thread_layout: Layout
    ](self, thread_id: Int) -> Self.ViewType[_Distributed[Self.LayoutType, *_StaticShape[type_of(thread_layout)]]]:
        """The elements that are one thread's: every so many-th in each dimension, as the layout of the threads says."""
        comptime Threads = type_of(thread_layout)
        comptime assert Threads.all_dims_known, "the layout of the threads must be known at compile time"
        comptime assert Self.rank == Self.flat_rank and Threads.rank == Threads.flat_rank, "layouts without nesting are distributed"
        comptime assert Threads.rank == Self.rank, "the threads must have as many dimensions as the tensor"
        var shape = _Divided[Self.LayoutType._Shape, *_StaticShape[Threads]]()
        var stride = _Multiplied[Self.LayoutType._Stride, *_StaticShape[Threads]]()
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            comptime threads = Threads.static_shape[k]
            shape._set[k](self._extent[k]() // threads)
            stride._set[k](Int(self._step[k]()) * threads)
            var coordinate = Scalar[Self._Index](thread_id // Threads.static_stride[k] % threads)
            offset += coordinate * self._step[k]()
        return self._view(offset, _Distributed[Self.LayoutType, *_StaticShape[Threads]](shape, stride))

    @always_inline("nodebug")
    def transpose(self) -> Self.ViewType[_Transposed[Self.LayoutType]]:
        """The same elements with the dimensions in opposite order."""
        comptime Shape = Coord[*_Reverse[*_Elements[Self.LayoutType._Shape]]]
        comptime Stride = Coord[*_Reverse[*_Elements[Self.LayoutType._Stride]]]
        comptime assert Self.rank == Self.flat_rank, "layouts without nesting are transposed"
        var shape = Shape()
        var stride = Stride()
        comptime for k in range(Self.rank):
            shape._set[k](self._extent[Self.rank - 1 - k]())
            stride._set[k](Int(self._step[Self.rank - 1 - k]()))
        return self._view(0, _Transposed[Self.LayoutType](shape, stride))

    @always_inline("nodebug")
    def reshape[NewLayout: TensorLayout, //](self, layout: NewLayout) -> Self.ViewType[NewLayout]:
        """The same memory through another layout of as many elements."""
        comptime known = NewLayout.static_product >= 0 and Self.LayoutType.static_product >= 0
        comptime assert not known or NewLayout.static_product == Self.LayoutType.static_product, "the new shape must have as many elements"
        return self._view(0, layout)

    @always_inline("nodebug")
    def reshape[*new_shape: Int](self) -> Self.ViewType[RowMajorLayout[*_ComptimeInts[*new_shape]]]:
        """The same elements, which must lie in a row, in another shape."""
        comptime assert Self.is_row_major, "only tensors whose elements lie in a row can be reshaped"
        return self.reshape(row_major[*new_shape]())

    @always_inline("nodebug")
    def coalesce(self) -> Self.ViewType[RowMajorLayout[ComptimeInt[Self.LayoutType.static_product]]]:
        """The same elements, which must lie in a row, as one dimension."""
        comptime assert Self.is_row_major, "only tensors whose elements lie in a row can be coalesced"
        return self.reshape(row_major[Self.LayoutType.static_product]())

    @always_inline("nodebug")
    def slice(self, *ranges: Tuple[Int, Int]) -> Self.ViewType[_Sliced[Self.LayoutType]]:
        """The elements from the first to before the second index in each dimension."""
        comptime assert Self.rank == Self.flat_rank, "layouts without nesting are sliced"
        debug_assert(len(ranges) == Self.rank, "a slice has as many ranges as the tensor has dimensions")
        var shape = Coord[*_Dynamic[Self.rank, DType.int64]]()
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            shape._set[k](ranges[k][1] - ranges[k][0])
            offset += Scalar[Self._Index](ranges[k][0]) * self._step[k]()
        return self._view(offset, _Sliced[Self.LayoutType](shape, self.layout.stride_coord()))

    @always_inline("nodebug")
    def slice[*slices: ContiguousSlice](self) -> Self.ViewType[_StaticSliced[Self.LayoutType, *slices]]:
        """The elements of a range in each dimension: `t.slice[0:2, 1:]()`."""
        comptime assert Self.rank == Self.flat_rank, "layouts without nesting are sliced"
        comptime assert slices.length == Self.rank, "a slice has as many ranges as the tensor has dimensions"
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            comptime start = slices[k].start.or_else(0)
            comptime length = _slice_length(slices[k], Self.static_shape[k])
            comptime assert length >= 0, "a slice of a dimension of run-time extent needs an end"
            comptime assert Self.static_shape[k] < 0 or start + length <= Self.static_shape[k], "the slice does not lie in the tensor"
            offset += Scalar[Self._Index](start) * self._step[k]()
        return self._view(
            offset, _StaticSliced[Self.LayoutType, *slices](_SliceShape[Self.LayoutType, *slices](), self.layout.stride_coord())
        )

    @always_inline("nodebug")
    def slice[*Is: CoordLike](self, *indices: *Is) -> Self.ViewType[_KeptLayout[Self.LayoutType, *Is]]:
        """The elements with those indices; the dimensions with `All` remain: `t.slice(2, All)`."""
        comptime assert Self.rank == Self.flat_rank, "layouts without nesting are sliced"
        comptime assert Is.length == Self.rank, "a slice has as many indices as the tensor has dimensions"
        var shape = _KeptOf[Self.LayoutType._Shape, *Is]()
        var stride = _KeptOf[Self.LayoutType._Stride, *Is]()
        comptime for j in range(_kept_count[*Is]()):
            shape._set[j](self._extent[_kept[j, *Is]()]())
            stride._set[j](Int(self._step[_kept[j, *Is]()]()))
        var offset = Scalar[Self._Index](0)
        comptime for k in range(Self.rank):
            comptime if Is[k] != AllIndices:
                offset += Scalar[Self._Index](indices[k].value()) * self._step[k]()
        return self._view(offset, _KeptLayout[Self.LayoutType, *Is](shape, stride))

    @always_inline("nodebug")
    def split[count: Int, axis: Int = 0](self) -> Array[Self.ViewType[_SplitLayout[Self.LayoutType, count, axis]], count]:
        """Views of `count` equal parts along a dimension."""
        comptime assert 0 <= axis < Self.rank and Self.rank == Self.flat_rank, "the tensor has no such dimension"
        comptime assert Self.static_shape[axis] % count == 0, "the extent must be a multiple of the number of parts"
        comptime Part = _SplitLayout[Self.LayoutType, count, axis]
        var shape = _SplitShape[Self.LayoutType, count, axis]()
        comptime for k in range(Self.rank):
            shape._set[k](self._extent[k]())
        shape._set[axis](self._extent[axis]() // count)
        var parts = Array[Self.ViewType[Part], count](uninitialized=True)
        comptime for i in range(count):
            var first = Scalar[Self._Index](i * (self._extent[axis]() // count))
            parts[i] = self._view(first * self._step[axis](), Part(shape, self.layout.stride_coord()))
        return parts^

    @always_inline("nodebug")
    def make_dynamic[dyn_dtype: DType](self) -> Self.ViewType[_DynamicLayout[Self.LayoutType, dyn_dtype]]:
        """The same view with a layout, without nesting, of run-time values."""
        var shape = Coord[*_Dynamic[Self.flat_rank, dyn_dtype]]()
        var stride = Coord[*_Dynamic[Self.flat_rank, dyn_dtype]]()
        comptime for k in range(Self.flat_rank):
            shape._set[k](self._extent[k]())
            stride._set[k](Int(self._step[k]()))
        return self._view(0, _DynamicLayout[Self.LayoutType, dyn_dtype](shape, stride))

    @always_inline("nodebug")
    def bitcast[
        target_dtype: DType
    ](self) -> TileTensor[
        target_dtype, Self.LayoutType, Self.origin, Storage = Self.Storage, address_space = Self.address_space,
        linear_idx_type = Self.linear_idx_type,
    ]:
        """The same memory as numbers of another type."""
        return {ptr = self.ptr.unsafe_bitcast[Scalar[target_dtype]](), layout = self.layout}

    @always_inline("nodebug")
    def as_immut(
        self,
    ) -> TileTensor[
        Self.dtype, Self.LayoutType, __origin_mut_cast[Self.origin, False](), Storage = Self.Storage, address_space = Self.address_space,
        linear_idx_type = Self.linear_idx_type,
    ]:
        """The same view, only read."""
        return {ptr = self.ptr.as_imm(), layout = self.layout}

    @always_inline("nodebug")
    def as_unsafe_any_origin(self) -> Self.device_type:
        """The same view of any place."""
        return Self.device_type(ptr=self.ptr.as_unsafe_any_origin(), layout=self.layout)

    @always_inline("nodebug")
    def address_space_cast[
        target_address_space: AddressSpace = AddressSpace.GENERIC
    ](self) -> TileTensor[
        Self.dtype, Self.LayoutType, Self.origin, Storage = Self.Storage, address_space=target_address_space,
        linear_idx_type = Self.linear_idx_type,
    ]:
        """The same memory, addressed in another space."""
        return {ptr = self.ptr.unsafe_address_space_cast[target_address_space](), layout = self.layout}

    @always_inline("nodebug")
    def to_layout_tensor(
        self,
    ) -> LayoutTensor[Self.dtype, _value_of[Self.LayoutType](), Self.origin, address_space = Self.address_space]:
        """The same view with its layout as a value."""
        comptime assert Self.all_dims_known, "the layout must be known at compile time"
        comptime assert Self.element_size == 1, "elements of one number are converted"
        return {unsafe_ptr = self.ptr}

    # ---- Text

    def _write[axis: Int](self, mut writer: Some[Writer], offset: Scalar[Self._Index], mut is_first: Bool):
        """The elements with the first dimension running fastest."""
        for i in range(self._extent[axis]()):
            var at = offset + Scalar[Self._Index](i) * self._step[axis]()
            comptime if axis > 0:
                self._write[axis - 1](writer, at, is_first)
            else:
                if not is_first:
                    writer.write_string(", ")
                is_first = False
                self.ptr.unsafe_load[Self.element_size, alignment = Self._alignment](at).write_to(writer)

    def write_to(self, mut writer: Some[Writer]):
        """Writes the rows of a matrix, `[[1, 2], [3, 4]]`; other tensors as one list, the first dimension running fastest."""
        if self.num_elements() == 0:
            return
        writer.write_string("[")
        comptime if Self.flat_rank == 2 and Self.shape_known:
            for i in range(self._extent[0]()):
                writer.write_string("[" if i == 0 else ", [")
                for j in range(self._extent[1]()):
                    if j > 0:
                        writer.write_string(", ")
                    self.load(Coord(i, j)).write_to(writer)
                writer.write_string("]")
        else:
            var is_first = True
            self._write[Self.flat_rank - 1](writer, 0, is_first)
        writer.write_string("]")


@always_inline("nodebug")
def stack_allocation[
    LayoutType: TensorLayout,
    //,
    dtype: DType,
    address_space: AddressSpace = AddressSpace.GENERIC,
    alignment: Int = align_of[Scalar[dtype]](),
](layout: LayoutType) -> TileTensor[dtype, LayoutType, MutUntrackedOrigin, address_space=address_space]:
    """Memory for a tensor, uninitialised. It lives as long as the calling function; in `SHARED` space the threads of a block share it."""
    comptime assert LayoutType.all_dims_known, "the layout of a stack allocation must be known at compile time"
    return {
        ptr = _stack_allocation[LayoutType.static_cosize, Scalar[dtype], alignment=alignment, address_space=address_space](),
        layout = layout,
    }


# ---- From tensors of the older form

comptime _LegacyShapeAt[layout: LegacyLayout, i: Int] = ComptimeInt[flatten(layout.shape).value(i)]
comptime _LegacyStrideAt[layout: LegacyLayout, i: Int] = ComptimeInt[flatten(layout.stride).value(i)]
comptime LTToTTLayout[layout: LegacyLayout] = Layout[
    Coord[*__list_tabulate[len(flatten(layout.shape)), _LegacyShapeAt[layout, _]]()],
    Coord[*__list_tabulate[len(flatten(layout.stride)), _LegacyStrideAt[layout, _]]()],
]
"""A layout given as a value, in types, without its nesting."""


@always_inline("nodebug")
def lt_to_tt(
    lt: LayoutTensor,
) -> TileTensor[lt.dtype, LTToTTLayout[lt.layout], lt.origin, address_space = lt.address_space]:
    """The same view with its layout in its type."""
    return {ptr = lt.ptr, layout = LTToTTLayout[lt.layout]()}


@always_inline("nodebug")
def flatten_leading(
    tensor: TileTensor,
) -> TileTensor[
    tensor.dtype, RowMajorLayout[Int64, tensor.LayoutType._Shape._Element[tensor.LayoutType.rank - 1]], tensor.origin, Storage = tensor.Storage,
    address_space = tensor.address_space, linear_idx_type = tensor.linear_idx_type,
]:
    """A matrix of all dimensions but the last as rows; the elements must lie in a row."""
    comptime Last = tensor.LayoutType._Shape._Element[tensor.LayoutType.rank - 1]
    var last = tensor._extent[tensor.rank - 1]()
    var shape = Coord[Int64, Last]()
    shape._set[0](tensor.num_elements() // last)
    shape._set[1](last)
    return {ptr = tensor.ptr, layout = row_major(shape)}
