"""Tensors whose layout is a value known at compile time; `TileTensor` is the newer form."""

from layout.int_tuple import IntTuple, flatten, product
from layout.layout import Layout, coalesce as _coalesce
from max.gpu.host import DeviceBuffer, HostBuffer
from std.builtin.device_passable import DevicePassable, DeviceTypeEncoder
from std.memory.memory import stack_allocation as _stack_allocation
from std.sys.info import align_of, simd_width_of


# ---- Layouts of views; all are computed at compile time


def _shape_of[*sizes: Int]() -> IntTuple:
    var shape = IntTuple()
    comptime for i in range(sizes.length):
        shape.append(sizes[i])
    return shape


def _tiled[*sizes: Int](layout: Layout) -> Layout:
    return Layout(_shape_of[*sizes](), layout.stride)


def _vectorized[*sizes: Int](layout: Layout) -> Layout:
    var result = Layout()
    comptime for i in range(sizes.length):
        result.append(Layout((layout.shape[i].value() + sizes[i] - 1) // sizes[i], layout.stride[i].value() * sizes[i]))
    return result


def _distributed(layout: Layout, threads: Layout) -> Layout:
    var result = Layout()
    for i in range(len(layout)):
        var count = product(threads.shape[i])
        result.append(Layout(layout.shape[i].value() // count, layout.stride[i].value() * count))
    return result


def _row_strides_of(layout: Layout) -> Layout:
    return Layout.row_major(layout.shape)


struct LayoutTensor[
    mut: Bool,
    //,
    dtype: DType,
    layout: Layout,
    origin: Origin[mut=mut],
    /,
    *,
    address_space: AddressSpace = AddressSpace.GENERIC,
    element_layout: Layout = Layout(1, 1),
](DevicePassable, TrivialRegisterPassable, Writable):
    """A view of memory that somebody else owns, through a layout known at compile time. Indices are not checked."""

    comptime rank = Self.layout.rank()
    """The number of dimensions."""
    comptime element_size = Self.element_layout.size()
    """How many numbers are one element."""
    comptime element_type = SIMD[Self.dtype, Self.element_layout.size()]
    """What an index gives."""
    comptime device_type = LayoutTensor[
        Self.dtype, Self.layout, UnsafeAnyOrigin[mut = Self.mut], address_space = Self.address_space, element_layout = Self.element_layout
    ]
    comptime _ImmutableDeviceType = LayoutTensor[
        Self.dtype, Self.layout, ImmUnsafeAnyOrigin, address_space = Self.address_space, element_layout = Self.element_layout
    ]
    comptime GenericAddressSpaceLayoutTensor = LayoutTensor[Self.dtype, Self.layout, Self.origin, element_layout = Self.element_layout]
    comptime StackTensorType = LayoutTensor[
        Self.dtype, Self.layout, MutUntrackedOrigin, address_space = Self.address_space, element_layout = Self.element_layout
    ]
    comptime _View[new_layout: Layout] = LayoutTensor[
        Self.dtype, new_layout, Self.origin, address_space = Self.address_space, element_layout = Self.element_layout
    ]
    comptime TileType[*sizes: Int] = Self._View[_tiled[*sizes](Self.layout)]
    comptime VectorizedType[*vector_shape: Int] = LayoutTensor[
        Self.dtype, _vectorized[*vector_shape](Self.layout), Self.origin, address_space = Self.address_space,
        element_layout = _tiled[*vector_shape](Self.layout),
    ]
    comptime DistributeType[threads_layout: Layout] = Self._View[_distributed(Self.layout, threads_layout)]
    comptime TransposeType = Self._View[Self.layout.transpose()]

    var ptr: Pointer[Scalar[Self.dtype], Self.origin, address_space = Self.address_space]
    """The first number."""

    # ---- Construction

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_ptr: Pointer[Scalar[Self.dtype], Self.origin, address_space = Self.address_space]):
        """The memory from an address on."""
        comptime assert Self.layout.all_dims_known(), "the layout of a tensor must be known at compile time"
        self.ptr = unsafe_ptr

    @always_inline("nodebug")
    def __init__(out self: Self.GenericAddressSpaceLayoutTensor, span: Span[Scalar[Self.dtype], Self.origin]):
        """The numbers of a span, which must hold the layout."""
        comptime assert Self.layout.all_dims_known(), "the layout of a tensor must be known at compile time"
        self.ptr = span.unsafe_ptr()

    @always_inline("nodebug")
    def __init__(out self: Self.GenericAddressSpaceLayoutTensor, ref[Self.origin] buffer: DeviceBuffer[Self.dtype]):
        """A device's memory, which must hold the layout. Kernels take such tensors; the host cannot reach the elements."""
        comptime assert Self.layout.all_dims_known(), "the layout of a tensor must be known at compile time"
        self.ptr = buffer.unsafe_ptr().unsafe_mut_cast[Self.mut]().unsafe_origin_cast[Self.origin]()

    @always_inline("nodebug")
    def __init__(out self: Self.GenericAddressSpaceLayoutTensor, ref[Self.origin] buffer: HostBuffer[Self.dtype]):
        """Memory of the host, which must hold the layout."""
        comptime assert Self.layout.all_dims_known(), "the layout of a tensor must be known at compile time"
        self.ptr = buffer.unsafe_ptr().unsafe_mut_cast[Self.mut]().unsafe_origin_cast[Self.origin]()

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: LayoutTensor,
        out self: LayoutTensor[
            other.dtype, other.layout, __origin_mut_cast[other.origin, False](), address_space = other.address_space,
            element_layout = other.element_layout,
        ],
    ) where other.mut:
        """The same view, only read."""
        self.ptr = other.ptr.as_imm()

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: LayoutTensor,
        out self: LayoutTensor[
            other.dtype, other.layout, UnsafeAnyOrigin[mut = other.mut], address_space = other.address_space,
            element_layout = other.element_layout,
        ],
    ):
        """The same view of any place."""
        self.ptr = other.ptr.as_unsafe_any_origin()

    @staticmethod
    @always_inline("nodebug")
    def stack_allocation[*, stack_alignment: Int = align_of[Scalar[Self.dtype]]()]() -> Self.StackTensorType:
        """Memory for a tensor, uninitialised, as long as the calling function lives; in `SHARED` space the threads of a block share it."""
        return Self.StackTensorType(
            unsafe_ptr=_stack_allocation[
                Self.layout.cosize(), Scalar[Self.dtype], alignment=stack_alignment, address_space = Self.address_space
            ]()
        )

    def _to_device_type(self, mut encoder: Some[DeviceTypeEncoder], target: MutOpaquePointer[_]):
        """Writes the address."""
        target.unsafe_bitcast[Self.device_type]()[] = Self.device_type(unsafe_ptr=self.ptr.as_unsafe_any_origin())

    @staticmethod
    def _is_convertible_to_device_type[Declared: AnyType]() -> Bool:
        """A kernel that only reads may say so."""
        return Declared == Self.device_type or Declared == Self._ImmutableDeviceType

    @staticmethod
    def get_type_name() -> String:
        """`LayoutTensor[float32]`."""
        return String("LayoutTensor[", Self.dtype, "]")

    # ---- Elements

    @always_inline("nodebug")
    def _load_element(self, offset: Int) -> Self.element_type:
        comptime if Self.element_layout.cosize() == Self.element_size:
            return self.ptr.unsafe_load[Self.element_size](offset)
        else:
            var result = Self.element_type()
            comptime for i in range(Self.element_size):
                comptime step = Self.element_layout(i)
                result[i] = self.ptr.unsafe_load(offset + step)
            return result

    @always_inline("nodebug")
    def _store_element(self, offset: Int, value: Self.element_type) where (Self.mut, "the tensor is read-only"):
        comptime if Self.element_layout.cosize() == Self.element_size:
            self.ptr.unsafe_store(offset, value)
        else:
            comptime for i in range(Self.element_size):
                comptime step = Self.element_layout(i)
                self.ptr.unsafe_store(offset + step, value[i])

    @always_inline("nodebug")
    def _offset[*Is: Indexer](self, *indices: *Is) -> Int:
        comptime strides = flatten(Self.layout.stride)
        comptime assert Is.length == len(strides), "the number of indices must be the tensor's rank"
        var result = 0
        comptime for k in range(Is.length):
            comptime step = strides.value(k)
            result += index(indices[k]) * step
        return result

    @always_inline("nodebug")
    def __getitem__[*Is: Indexer](self, *indices: *Is) -> Self.element_type:
        """One element."""
        return self._load_element(self._offset[*Is](*indices))

    @always_inline("nodebug")
    def __setitem__[*Is: Indexer](self, *indices: *Is, value: Self.element_type) where (Self.mut, "the tensor is read-only"):
        """Replaces one element."""
        self._store_element(self._offset[*Is](*indices), value)

    @always_inline("nodebug")
    def load_scalar[*Is: Indexer](self, *indices: *Is) -> Scalar[Self.dtype]:
        """The first number of an element."""
        return self.ptr.unsafe_load(self._offset[*Is](*indices))

    @always_inline("nodebug")
    def load[width: Int](self, m: Int, n: Int) -> SIMD[Self.dtype, width]:
        """Numbers in a row of a matrix."""
        return self.ptr.unsafe_load[width](self._offset[Int, Int](m, n))

    @always_inline("nodebug")
    def store[width: SIMDLength](self, m: Int, n: Int, val: SIMD[Self.dtype, width]) where (Self.mut, "the tensor is read-only"):
        """Writes numbers in a row of a matrix."""
        self.ptr.unsafe_store[width](self._offset[Int, Int](m, n), val)

    @always_inline("nodebug")
    def aligned_load[width: Int](self, m: Int, n: Int) -> SIMD[Self.dtype, width]:
        """Numbers in a row of a matrix, at an address that is a multiple of their size."""
        return self.ptr.unsafe_load[width, alignment = align_of[SIMD[Self.dtype, width]]()](self._offset[Int, Int](m, n))

    @always_inline("nodebug")
    def aligned_store[width: SIMDLength](self, m: Int, n: Int, val: SIMD[Self.dtype, width]) where (Self.mut, "the tensor is read-only"):
        """Writes numbers in a row of a matrix, at an address that is a multiple of their size."""
        self.ptr.unsafe_store[width, alignment = align_of[SIMD[Self.dtype, width]]()](self._offset[Int, Int](m, n), val)

    # ---- The layout

    @staticmethod
    @always_inline("nodebug")
    def shape[idx: Int]() -> Int:
        """The extent of a dimension."""
        comptime extent = product(Self.layout.shape[idx])
        return extent

    @staticmethod
    @always_inline("nodebug")
    def stride[idx: Int]() -> Int:
        """The stride of a dimension."""
        comptime step = Self.layout.stride[idx].value()
        return step

    @always_inline("nodebug")
    def dim[idx: Int](self) -> Int:
        """The extent of a dimension."""
        return Self.shape[idx]()

    @always_inline("nodebug")
    def dim(self, idx: Int) -> Int:
        """The extent of a dimension; 0 if there is no such dimension."""
        var result = 0
        comptime for k in range(Self.rank):
            if idx == k:
                result = Self.shape[k]()
        return result

    @always_inline("nodebug")
    def size(self) -> Int:
        """The number of elements."""
        comptime count = Self.layout.size()
        return count

    # ---- All elements

    @always_inline
    def fill(self, val: Scalar[Self.dtype]) -> Self where (Self.mut, "the tensor is read-only"):
        """Sets every element."""
        self._fill[0](0, Self.element_type(val))
        return self

    @always_inline
    def _fill[axis: Int](self, offset: Int, value: Self.element_type) where (Self.mut, "the tensor is read-only"):
        comptime shape = flatten(Self.layout.shape)
        comptime stride = flatten(Self.layout.stride)
        comptime if axis == len(shape):
            self._store_element(offset, value)
        else:
            comptime extent = shape.value(axis)
            comptime step = stride.value(axis)
            for i in range(extent):
                self._fill[axis + 1](offset + i * step, value)

    @always_inline
    def copy_from(self, other: LayoutTensor) where (Self.mut, "the tensor is read-only"):
        """Sets every element to that of a tensor of as many elements; both are counted with the first dimension fastest."""
        comptime assert Self.layout.size() == other.layout.size(), "the tensors must have as many elements"
        comptime assert Self.element_size == other.element_size, "the elements of the tensors must have the same width"
        comptime if flatten(Self.layout.shape) == flatten(other.layout.shape):
            self._copy[0](other, 0, 0)
        else:
            comptime for i in range(Self.layout.size()):
                comptime to = Self.layout(i)
                comptime at = other.layout(i)
                self._store_element(to, rebind[Self.element_type](other._load_element(at).cast[Self.dtype]()))

    @always_inline
    def _copy[axis: Int](self, other: LayoutTensor, to: Int, at: Int) where (Self.mut, "the tensor is read-only"):
        comptime shape = flatten(Self.layout.shape)
        comptime if axis == len(shape):
            self._store_element(to, rebind[Self.element_type](other._load_element(at).cast[Self.dtype]()))
        else:
            comptime extent = shape.value(axis)
            comptime mine = flatten(Self.layout.stride).value(axis)
            comptime theirs = flatten(other.layout.stride).value(axis)
            for i in range(extent):
                self._copy[axis + 1](other, to + i * mine, at + i * theirs)

    # ---- Views

    @always_inline("nodebug")
    def tile[*tile_sizes: Int](self, *tile_coords: Int) -> Self.TileType[*tile_sizes]:
        """The tile of that size at those tile coordinates; it keeps the strides."""
        comptime assert tile_sizes.length == Self.rank, "a tile has as many sizes as the tensor has dimensions"
        debug_assert(len(tile_coords) == Self.rank, "a tile has as many coordinates as the tensor has dimensions")
        var offset = 0
        comptime for k in range(tile_sizes.length):
            comptime step = tile_sizes[k] * Self.layout.stride[k].value()
            offset += tile_coords[k] * step
        return Self.TileType[*tile_sizes](unsafe_ptr=self.ptr.unsafe_offset(offset))

    @always_inline("nodebug")
    def vectorize[*vector_shape: Int](self) -> Self.VectorizedType[*vector_shape]:
        """The same numbers with several as one element; extents are divided and rounded up."""
        comptime assert vector_shape.length == Self.rank, "a vector has as many extents as the tensor has dimensions"
        return Self.VectorizedType[*vector_shape](unsafe_ptr=self.ptr)

    @always_inline("nodebug")
    def distribute[threads_layout: Layout](self, thread_id: Int) -> Self.DistributeType[threads_layout]:
        """The elements that are one thread's: every so many-th in each dimension, as the layout of the threads says."""
        comptime assert threads_layout.rank() == Self.rank, "the threads must have as many dimensions as the tensor"
        var offset = 0
        comptime for k in range(Self.rank):
            comptime count = threads_layout.shape[k].value()
            comptime pace = threads_layout.stride[k].value()
            comptime step = Self.layout.stride[k].value()
            offset += thread_id // pace % count * step
        return Self.DistributeType[threads_layout](unsafe_ptr=self.ptr.unsafe_offset(offset))

    @always_inline("nodebug")
    def transpose(self) -> Self.TransposeType:
        """The same elements with the dimensions in opposite order."""
        return Self.TransposeType(unsafe_ptr=self.ptr)

    @always_inline("nodebug")
    def reshape[dst_layout: Layout](self) -> Self._View[dst_layout]:
        """The same memory through another layout of as many elements."""
        comptime assert dst_layout.size() == Self.layout.size(), "the new shape must have as many elements"
        return Self._View[dst_layout](unsafe_ptr=self.ptr)

    @always_inline("nodebug")
    def coalesce(self) -> Self._View[_coalesce(Self.layout)]:
        """The same memory with as few dimensions as possible."""
        return Self._View[_coalesce(Self.layout)](unsafe_ptr=self.ptr)

    @always_inline("nodebug")
    def as_unsafe_any_origin(self) -> Self.device_type:
        """The same view of any place."""
        return Self.device_type(unsafe_ptr=self.ptr.as_unsafe_any_origin())

    @always_inline("nodebug")
    def get_immutable(
        self,
    ) -> LayoutTensor[
        Self.dtype, Self.layout, __origin_mut_cast[Self.origin, False](), address_space = Self.address_space,
        element_layout = Self.element_layout,
    ]:
        """The same view, only read."""
        return {unsafe_ptr = self.ptr.as_imm()}

    # ---- Text

    def write_to(self, mut writer: Some[Writer]):
        """Writes a matrix row by row, other tensors with the first dimension running fastest; a space follows every element."""
        comptime if Self.rank == 2:
            for i in range(Self.shape[0]()):
                if i > 0:
                    writer.write_string("\n")
                for j in range(Self.shape[1]()):
                    self._load_element(i * Self.stride[0]() + j * Self.stride[1]()).write_to(writer)
                    writer.write_string(" ")
        else:
            comptime for i in range(Self.layout.size()):
                comptime at = Self.layout(i)
                self._load_element(at).write_to(writer)
                writer.write_string(" ")
