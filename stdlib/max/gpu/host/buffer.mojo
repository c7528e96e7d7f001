"""Memory of devices, and memory of the host that devices copy fast."""

from max.gpu.host._runtime import _check, _Handle, _null
from max.gpu.host.device_context import DeviceContext
from std.builtin.device_passable import DevicePassable, DeviceTypeEncoder
from std.memory import ArcPointer
from std.sys.info import size_of


struct _Memory(Deinitable, Movable):
    """A buffer of the runtime, freed in stream order."""

    var address: _Handle
    var kind: Int
    var context: DeviceContext

    def __init__(out self, context: DeviceContext, bytes: Int, kind: Int) raises:
        var address = _null()
        _check(external_call["fx_buffer_create", _Handle](context._stream._handle, max(bytes, 1), UInt32(kind), Pointer(to=address)))
        self.address = address
        self.kind = kind
        self.context = context

    def __deinit__(deinit self):
        external_call["fx_buffer_destroy", NoneType](self.context._stream._handle, self.address, UInt32(self.kind))
        _ = self.context^  # the stream lives until here


def _check_part(offset: Int, size: Int, element_bytes: Int, whole_size: Int, whole_element_bytes: Int) raises:
    if offset < 0 or size < 0 or (offset + size) * element_bytes > whole_size * whole_element_bytes:
        raise Error("sub-buffer of ", size, " elements at ", offset, " does not fit a buffer of ", whole_size)


struct DeviceBuffer[dtype: DType](Deinitable, DevicePassable, ImplicitlyCopyable, Sized, Writable):
    """Numbers in a device's memory. Copies share them. A kernel sees the address of the first one."""

    comptime device_type = Pointer[Scalar[Self.dtype], MutAnyOrigin]

    var _memory: ArcPointer[_Memory]
    var _data: Pointer[Scalar[Self.dtype], MutUntrackedOrigin]
    var _size: Int

    def __init__(out self, context: DeviceContext, size: Int) raises:
        """Memory for `size` numbers, uninitialised.

        Raises:
            If the device has not enough memory.
        """
        self._memory = ArcPointer(_Memory(context, size * size_of[Self.dtype](), 0))
        self._data = Pointer[Scalar[Self.dtype], MutUntrackedOrigin](mlir_value=self._memory[].address)
        self._size = size

    def __init__(out self, *, _memory: ArcPointer[_Memory], data: Pointer[Scalar[Self.dtype], MutUntrackedOrigin], size: Int):
        self._memory = _memory
        self._data = data
        self._size = size

    def _to_device_type(self, mut encoder: Some[DeviceTypeEncoder], target: MutOpaquePointer[_]):
        """Writes the address."""
        target.unsafe_bitcast[Self.device_type]()[] = rebind[Self.device_type](self._data.as_unsafe_any_origin())

    @staticmethod
    def _is_convertible_to_device_type[Declared: AnyType]() -> Bool:
        """A kernel that only reads may say so."""
        return Declared == Self.device_type or Declared == Pointer[Scalar[Self.dtype], ImmutAnyOrigin]

    @staticmethod
    def get_type_name() -> String:
        """`DeviceBuffer[float32]`."""
        return String("DeviceBuffer[", Self.dtype, "]")

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers there are."""
        return self._size

    def unsafe_ptr(self) -> Pointer[Scalar[Self.dtype], MutAnyOrigin]:
        """The device's address of the first number."""
        return self._data.as_unsafe_any_origin()

    def context(self) -> DeviceContext:
        """The device that the memory belongs to."""
        return self._memory[].context

    def enqueue_fill(self, val: Scalar[Self.dtype]) raises:
        """Sets every number."""
        comptime bits = size_of[Self.dtype]() * 8
        comptime assert bits <= 64, "only numbers of up to 64 bits can be filled"
        var pattern: UInt64
        comptime if Self.dtype == DType.bool:
            pattern = val.cast[DType.uint64]()
        else:
            pattern = val.to_bits().cast[DType.uint64]()
        _check(
            external_call["fx_fill", _Handle](
                self._memory[].context._stream._handle, self._data, self._size, pattern, UInt32(size_of[Self.dtype]())
            )
        )

    def enqueue_copy_to(self, dst: DeviceBuffer[Self.dtype]) raises:
        """Copies all numbers to another buffer."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_to(self, dst: HostBuffer[Self.dtype]) raises:
        """Copies all numbers to the host."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_from(self, src: DeviceBuffer[Self.dtype]) raises:
        """Copies all numbers of another buffer here."""
        self._memory[].context.enqueue_copy(self, src)

    def enqueue_copy_from(self, src: HostBuffer[Self.dtype]) raises:
        """Copies all numbers from the host."""
        self._memory[].context.enqueue_copy(self, src)

    def enqueue_copy_to(self, dst_ptr: Pointer[Scalar[Self.dtype], _]) raises where type_of(dst_ptr).mut:
        """Copies all numbers to memory."""
        self._memory[].context.enqueue_copy(dst_ptr, self)

    def enqueue_copy_to(self, dst: Span[mut=True, Scalar[Self.dtype], _]) raises:
        """Copies all numbers to memory."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_from(self, src_ptr: Pointer[Scalar[Self.dtype], _]) raises:
        """Fills the buffer from memory."""
        self._memory[].context.enqueue_copy(self, src_ptr)

    def enqueue_copy_from(self, src: Span[Scalar[Self.dtype], _]) raises:
        """Copies all numbers of the source here."""
        self._memory[].context.enqueue_copy(self, src)

    def create_sub_buffer[view_type: DType](self, offset: Int, size: Int) raises -> DeviceBuffer[view_type]:
        """`size` numbers of another type, from `offset` of them on.

        Raises:
            If they do not lie in the buffer.
        """
        _check_part(offset, size, size_of[view_type](), self._size, size_of[Self.dtype]())
        return DeviceBuffer[view_type](
            _memory=self._memory, data=self._data.unsafe_bitcast[Scalar[view_type]]().unsafe_offset(offset), size=size
        )

    def write_to(self, mut writer: Some[Writer]):
        """Writes `DeviceBuffer([1.0, 2.0])`; the numbers are copied to the host for it."""
        try:
            var host = HostBuffer[Self.dtype](self.context(), self._size)
            self.enqueue_copy_to(host)
            self.context().synchronize()
            writer.write_string("DeviceBuffer(")
            host.as_span().write_to(writer)
            writer.write_string(")")
        except error:
            writer.write("DeviceBuffer(", error, ")")

    def map_to_host(self) raises -> _MappedBuffer[Self.dtype]:
        """`with buffer.map_to_host() as host:` copies the numbers to the host, and back at the end."""
        return _MappedBuffer[Self.dtype](self)


struct _MappedBuffer[dtype: DType](Deinitable, Movable):
    """A buffer's numbers on the host for the length of a `with`."""

    var _buffer: DeviceBuffer[Self.dtype]
    var _host: HostBuffer[Self.dtype]

    def __init__(out self, buffer: DeviceBuffer[Self.dtype]) raises:
        self._buffer = buffer
        self._host = HostBuffer[Self.dtype](buffer.context(), len(buffer))

    def __enter__(mut self) raises -> HostBuffer[Self.dtype]:
        """Copies the numbers here and waits."""
        self._buffer.enqueue_copy_to(self._host)
        self._buffer.context().synchronize()
        return self._host

    def __exit__(mut self) raises:
        """Copies the numbers back and waits."""
        self._buffer.context().synchronize()
        self._buffer.enqueue_copy_from(self._host)
        self._buffer.context().synchronize()


struct HostBuffer[dtype: DType](Deinitable, ImplicitlyCopyable, Sized, Writable):
    """Numbers in memory of the host that the device copies fast. Copies share them."""

    var _memory: ArcPointer[_Memory]
    var _data: Pointer[Scalar[Self.dtype], MutUntrackedOrigin]
    var _size: Int

    def __init__(out self, context: DeviceContext, size: Int) raises:
        """Memory for `size` numbers, uninitialised.

        Raises:
            If there is not enough memory.
        """
        self._memory = ArcPointer(_Memory(context, size * size_of[Self.dtype](), 1))
        self._data = Pointer[Scalar[Self.dtype], MutUntrackedOrigin](mlir_value=self._memory[].address)
        self._size = size

    def __init__(out self, *, _memory: ArcPointer[_Memory], data: Pointer[Scalar[Self.dtype], MutUntrackedOrigin], size: Int):
        self._memory = _memory
        self._data = data
        self._size = size

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers there are."""
        return self._size

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, idx: I) -> Scalar[Self.dtype]:
        """One number."""
        debug_assert[assert_mode="safe"](UInt(index(idx)) < UInt(self._size), "index ", index(idx), " is out of bounds")
        return self._data.unsafe_load(idx)

    @always_inline("nodebug")
    def __setitem__[I: Indexer, //](self, idx: I, val: Scalar[Self.dtype]):
        """Replaces one number."""
        debug_assert[assert_mode="safe"](UInt(index(idx)) < UInt(self._size), "index ", index(idx), " is out of bounds")
        self._data.unsafe_store(idx, val)

    def unsafe_ptr(self) -> Pointer[Scalar[Self.dtype], MutAnyOrigin]:
        """The address of the first number."""
        return self._data.as_unsafe_any_origin()

    def as_span(self) -> Span[Scalar[Self.dtype], MutUntrackedOrigin]:
        """The numbers as a view."""
        return Span[Scalar[Self.dtype], MutUntrackedOrigin](unsafe_ptr=self._data, length=self._size)

    def context(self) -> DeviceContext:
        """The device that the memory was made for."""
        return self._memory[].context

    def enqueue_fill(self, val: Scalar[Self.dtype]) raises:
        """Sets every number, after the work before it is done."""
        self._memory[].context.synchronize()
        for i in range(self._size):
            self._data.unsafe_store(i, val)

    def enqueue_copy_to(self, dst: HostBuffer[Self.dtype]) raises:
        """Copies all numbers to another buffer."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_to(self, dst_ptr: Pointer[Scalar[Self.dtype], _]) raises where type_of(dst_ptr).mut:
        """Copies all numbers to memory."""
        self._memory[].context.enqueue_copy(dst_ptr, self)

    def enqueue_copy_to(self, dst: Span[mut=True, Scalar[Self.dtype], _]) raises:
        """Copies all numbers to memory."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_from(self, src_ptr: Pointer[Scalar[Self.dtype], _]) raises:
        """Fills the buffer from memory."""
        self._memory[].context.enqueue_copy(self, src_ptr)

    def enqueue_copy_from(self, src: Span[Scalar[Self.dtype], _]) raises:
        """Copies all numbers of the source here."""
        self._memory[].context.enqueue_copy(self, src)

    def enqueue_copy_from(self, src: HostBuffer[Self.dtype]) raises:
        """Copies all numbers of another buffer here."""
        self._memory[].context.enqueue_copy(self, src)

    def create_sub_buffer[view_type: DType](self, offset: Int, size: Int) raises -> HostBuffer[view_type]:
        """`size` numbers of another type, from `offset` of them on.

        Raises:
            If they do not lie in the buffer.
        """
        _check_part(offset, size, size_of[view_type](), self._size, size_of[Self.dtype]())
        return HostBuffer[view_type](
            _memory=self._memory, data=self._data.unsafe_bitcast[Scalar[view_type]]().unsafe_offset(offset), size=size
        )

    def enqueue_copy_to(self, dst: DeviceBuffer[Self.dtype]) raises:
        """Copies all numbers to the device."""
        self._memory[].context.enqueue_copy(dst, self)

    def enqueue_copy_from(self, src: DeviceBuffer[Self.dtype]) raises:
        """Copies all numbers from the device."""
        self._memory[].context.enqueue_copy(self, src)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `HostBuffer([1.0, 2.0])`."""
        writer.write_string("HostBuffer(")
        self.as_span().write_to(writer)
        writer.write_string(")")
