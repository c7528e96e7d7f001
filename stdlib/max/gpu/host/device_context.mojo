"""Devices, their memory and launches."""

from std.builtin.device_passable import DevicePassable
from std.ffi import _from_c, _to_c
from std.memory import ArcPointer
from std.memory.memory import unsafe_alloc
from std.sys.info import size_of

comptime _Handle = __mlir_type.`!llvm.ptr`


@always_inline("nodebug")
def _null() -> _Handle:
    return __mlir_op.`llvm.mlir.zero`[_type=_Handle]()


@always_inline("nodebug")
def _is_null(handle: _Handle) -> Bool:
    return Pointer[NoneType, MutUntrackedOrigin](mlir_value=handle).__int__() == 0


@always_inline("nodebug")
def _check(status: _Handle) raises:
    """The runtime answers null, or what went wrong."""
    if not _is_null(status):
        raise Error(_from_c(status))


@fieldwise_init
struct _Cell(Deinitable, Movable):
    """Where the runtime writes a handle."""

    var handle: _Handle


struct Dim(TrivialRegisterPassable, Writable):
    """One to three extents."""

    var _x: Int
    var _y: Int
    var _z: Int

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer](out self, x: I):
        """Along x; the others are 1."""
        self._x = index(x)
        self._y = 1
        self._z = 1

    @always_inline("nodebug")
    def __init__[I: Indexer, J: Indexer](out self, x: I, y: J):
        """Along x and y; z is 1."""
        self._x = index(x)
        self._y = index(y)
        self._z = 1

    @always_inline("nodebug")
    def __init__[I: Indexer, J: Indexer, K: Indexer](out self, x: I, y: J, z: K):
        """Along x, y and z."""
        self._x = index(x)
        self._y = index(y)
        self._z = index(z)

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer & Movable, J: Indexer & Movable](out self, dims: Tuple[I, J]):
        """Along x and y; z is 1."""
        self = Dim(dims[0], dims[1])

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer & Movable, J: Indexer & Movable, K: Indexer & Movable](out self, dims: Tuple[I, J, K]):
        """Along x, y and z."""
        self = Dim(dims[0], dims[1], dims[2])

    @always_inline("nodebug")
    def x(self) -> Int:
        """The extent along x."""
        return self._x

    @always_inline("nodebug")
    def y(self) -> Int:
        """The extent along y."""
        return self._y

    @always_inline("nodebug")
    def z(self) -> Int:
        """The extent along z."""
        return self._z

    def write_to(self, mut writer: Some[Writer]):
        """Writes `(x=2, y=3)`."""
        writer.write("(x=", self._x, ", ")
        if self._y != 1 or self._z != 1:
            writer.write("y=", self._y)
        if self._z != 1:
            writer.write(", z=", self._z)
        writer.write_string(")")


@fieldwise_init
struct DeviceAttribute(TrivialRegisterPassable):
    """A number that a device knows of itself."""

    comptime MAX_THREADS_PER_BLOCK = DeviceAttribute(1)
    comptime MAX_BLOCK_DIM_X = DeviceAttribute(2)
    comptime MAX_BLOCK_DIM_Y = DeviceAttribute(3)
    comptime MAX_BLOCK_DIM_Z = DeviceAttribute(4)
    comptime MAX_GRID_DIM_X = DeviceAttribute(5)
    comptime MAX_GRID_DIM_Y = DeviceAttribute(6)
    comptime MAX_GRID_DIM_Z = DeviceAttribute(7)
    comptime MAX_SHARED_MEMORY_PER_BLOCK = DeviceAttribute(8)
    comptime WARP_SIZE = DeviceAttribute(10)
    comptime MAX_REGISTERS_PER_BLOCK = DeviceAttribute(12)
    comptime CLOCK_RATE = DeviceAttribute(13)
    comptime MULTIPROCESSOR_COUNT = DeviceAttribute(16)
    comptime MAX_THREADS_PER_MULTIPROCESSOR = DeviceAttribute(39)
    comptime COMPUTE_CAPABILITY_MAJOR = DeviceAttribute(75)
    comptime COMPUTE_CAPABILITY_MINOR = DeviceAttribute(76)
    comptime MAX_SHARED_MEMORY_PER_MULTIPROCESSOR = DeviceAttribute(81)
    comptime MAX_REGISTERS_PER_MULTIPROCESSOR = DeviceAttribute(82)
    comptime COOPERATIVE_LAUNCH = DeviceAttribute(95)
    comptime MAX_SHARED_MEMORY_PER_BLOCK_OPTIN = DeviceAttribute(97)
    comptime MAX_BLOCKS_PER_MULTIPROCESSOR = DeviceAttribute(106)
    comptime MAX_ACCESS_POLICY_WINDOW_SIZE = DeviceAttribute(109)

    var _value: Int


@fieldwise_init
struct _LaunchConfig(Deinitable, Movable):
    """The runtime's launch configuration; the layout is that of the C interface."""

    var grid_x: UInt32
    var grid_y: UInt32
    var grid_z: UInt32
    var block_x: UInt32
    var block_y: UInt32
    var block_z: UInt32
    var cluster_x: UInt32
    var cluster_y: UInt32
    var cluster_z: UInt32
    var dynamic_shared: UInt32
    var flags: UInt32
    var attribute_count: UInt32
    var attributes: _Handle


struct DeviceEvent(Deinitable, ImplicitlyCopyable):
    """A point in a stream's work."""

    var _handle: _Handle

    def __init__(out self, *, _handle: _Handle):
        self._handle = _handle

    def __init__(out self, *, copy: Self):
        """The same event."""
        external_call["fx_event_retain", NoneType](copy._handle)
        self._handle = copy._handle

    def __deinit__(deinit self):
        """Gives up a share."""
        external_call["fx_event_destroy", NoneType](self._handle)

    def synchronize(self) raises:
        """Waits until the work before it is done."""
        _check(external_call["fx_event_sync", _Handle](self._handle))

    def elapsed_ns(self, end: DeviceEvent) raises -> UInt64:
        """Nanoseconds from this event to a later one; both must keep time."""
        var nanoseconds = UInt64(0)
        _check(external_call["fx_event_elapsed", _Handle](self._handle, end._handle, Pointer(to=nanoseconds)))
        return nanoseconds


struct DeviceStream(Deinitable, ImplicitlyCopyable):
    """Work of a device that runs in order."""

    var _handle: _Handle

    def __init__(out self, *, _handle: _Handle):
        self._handle = _handle

    def __init__(out self, *, copy: Self):
        """The same stream."""
        external_call["fx_stream_retain", NoneType](copy._handle)
        self._handle = copy._handle

    def __deinit__(deinit self):
        """Gives up a share."""
        external_call["fx_stream_destroy", NoneType](self._handle)

    def synchronize(self) raises:
        """Waits until all work is done.

        Raises:
            What went wrong in the work.
        """
        _check(external_call["fx_stream_sync", _Handle](self._handle))

    def record_event(self, event: DeviceEvent) raises:
        """Marks this point of the work."""
        _check(external_call["fx_event_record", _Handle](event._handle, self._handle))

    def enqueue_wait_for(self, event: DeviceEvent) raises:
        """Later work waits for the event."""
        _check(external_call["fx_stream_wait", _Handle](self._handle, event._handle))


struct DeviceContext(Deinitable, ImplicitlyCopyable):
    """A device and its default stream. Copies share both."""

    var _device: _Handle
    var _stream: DeviceStream

    def __init__(out self, device_id: Int = 0, *, var api: String = "gpu") raises:
        """Opens a device: the machine's GPU, or the simulator where there is none (`FORNAX_DEVICE` overrides).

        Raises:
            If the device does not exist.
        """
        var device = _null()
        var name = _to_c(api)
        _check(external_call["fx_device_open", _Handle](name.unsafe_ptr(), Int32(device_id), Pointer(to=device)))
        var stream = _null()
        _check(external_call["fx_stream_create", _Handle](device, Int32(0), Pointer(to=stream)))
        self._device = device
        self._stream = DeviceStream(_handle=stream)

    def __init__(out self, *, copy: Self):
        """The same device and stream."""
        external_call["fx_device_retain", NoneType](copy._device)
        self._device = copy._device
        self._stream = copy._stream

    def __deinit__(deinit self):
        """Gives up a share."""
        external_call["fx_device_release", NoneType](self._device)

    def __enter__(var self) -> Self:
        """`with DeviceContext() as ctx:`."""
        return self^

    # ---- The device

    def _text(self, which: Int) raises -> String:
        var text = _null()
        _check(external_call["fx_device_text", _Handle](self._device, UInt32(which), Pointer(to=text)))
        return _from_c(text)

    def name(self) raises -> String:
        """What the vendor calls it."""
        return self._text(0)

    def api(self) raises -> String:
        """`cuda`, `sim`, …"""
        return self._text(1)

    def arch(self) raises -> String:
        """Its architecture: `sm_90a`."""
        return self._text(2)

    def get_attribute(self, attribute: DeviceAttribute) raises -> Int:
        """A number that the device knows of itself."""
        var value = Int(0)
        _check(external_call["fx_device_info", _Handle](self._device, UInt32(attribute._value), Pointer(to=value)))
        return value

    def get_memory_info(self) raises -> Tuple[UInt, UInt]:
        """Free and total bytes of the device's memory."""
        return (
            UInt(self.get_attribute(DeviceAttribute(2002))), UInt(self.get_attribute(DeviceAttribute(2001)))
        )

    @staticmethod
    def number_of_devices(*, var api: String = "gpu") -> Int:
        """How many devices there are."""
        var name = _to_c(api)
        return Int(external_call["fx_device_count", UInt32](name.unsafe_ptr()))

    # ---- Streams and events

    def synchronize(self) raises:
        """Waits until all work is done.

        Raises:
            What went wrong in the work.
        """
        self._stream.synchronize()

    def stream(self) -> DeviceStream:
        """The default stream."""
        return self._stream

    def create_stream(self, *, priority: Int = 0) raises -> DeviceStream:
        """A stream of its own."""
        var stream = _null()
        _check(external_call["fx_stream_create", _Handle](self._device, Int32(priority), Pointer(to=stream)))
        return DeviceStream(_handle=stream)

    def create_event[*, blocking_sync: Bool = False, disable_timing: Bool = True, interprocess: Bool = False](self) raises -> DeviceEvent:
        """An event that nothing has recorded yet."""
        var event = _null()
        var flags = (0 if disable_timing else 1) + (2 if blocking_sync else 0) + (4 if interprocess else 0)
        _check(external_call["fx_event_create", _Handle](self._device, UInt32(flags), Pointer(to=event)))
        return DeviceEvent(_handle=event)

    # ---- Memory

    def enqueue_create_buffer[dtype: DType](self, size: Int) raises -> DeviceBuffer[dtype]:
        """Memory of the device for `size` numbers, uninitialised."""
        return DeviceBuffer[dtype](self, size)

    def create_buffer_sync[dtype: DType](self, size: Int) raises -> DeviceBuffer[dtype]:
        """Memory of the device for `size` numbers, uninitialised, ready at once."""
        var buffer = DeviceBuffer[dtype](self, size)
        self.synchronize()
        return buffer

    def enqueue_create_host_buffer[dtype: DType](self, size: Int) raises -> HostBuffer[dtype]:
        """Memory of the host that the device copies fast."""
        return HostBuffer[dtype](self, size)

    def _copy(self, to: _Handle, from_: _Handle, bytes: Int) raises:
        _check(external_call["fx_copy", _Handle](self._stream._handle, to, from_, bytes, UInt32(0)))

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src_buf: DeviceBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src_buf: HostBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: HostBuffer[dtype], src_buf: DeviceBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src_ptr: Pointer[Scalar[dtype], _]) raises:
        """Fills the destination from memory."""
        self._copy(dst_buf._data._address, src_ptr._address, len(dst_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_ptr: Pointer[Scalar[dtype], _], src_buf: DeviceBuffer[dtype]) raises where type_of(
        dst_ptr
    ).mut:
        """Copies all numbers of the source to memory."""
        self._copy(dst_ptr._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_memset[dtype: DType, //](self, dst: DeviceBuffer[dtype], val: Scalar[dtype]) raises:
        """Sets every number."""
        dst.enqueue_fill(val)

    # ---- Launches

    def compile_function[func: AnyType, //, kernel: func](self) raises -> DeviceFunction[kernel]:
        """Makes a kernel ready to launch."""
        return DeviceFunction[kernel](self)

    def enqueue_function[
        func: AnyType, //, kernel: func, *Ts: DevicePassable
    ](
        self,
        *args: *Ts,
        grid_dim: Dim,
        block_dim: Dim,
        cluster_dim: Optional[Dim] = None,
        shared_mem_bytes: Int = 0,
    ) raises:
        """Launches a kernel; each argument's `device_type` must be what the kernel declares."""
        _launch[kernel](self._stream._handle, *args, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim, shared=shared_mem_bytes)

    def enqueue_function[
        func: AnyType, kernel: func, //, *Ts: DevicePassable
    ](
        self,
        function: DeviceFunction[kernel],
        *args: *Ts,
        grid_dim: Dim,
        block_dim: Dim,
        cluster_dim: Optional[Dim] = None,
        shared_mem_bytes: Int = 0,
    ) raises:
        """Launches a compiled kernel; each argument's `device_type` must be what the kernel declares."""
        _launch[kernel](self._stream._handle, *args, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim, shared=shared_mem_bytes)


@always_inline
def _launch[
    func: AnyType, //, kernel: func, *Ts: DevicePassable
](stream: _Handle, *args: *Ts, grid_dim: Dim, block_dim: Dim, cluster_dim: Optional[Dim], shared: Int) raises:
    comptime count = Int(SIMDLength(mlir_value=__kernel_argument_count[kernel]()))
    comptime assert args.__len__() == count, "the kernel takes another number of arguments"
    comptime size = Int(SIMDLength(mlir_value=__kernel_argument_offset[kernel, count]()))
    # The argument block, one word longer so that it is never empty.
    var block = Array[UInt64, size // 8 + 1](uninitialized=True)
    comptime for i in range(args.__len__()):
        comptime Declared = __kernel_argument_type[kernel, i]
        comptime assert Ts[i].device_type == Declared, "an argument's device type is not what the kernel declares"
        var target = block.unsafe_ptr().unsafe_bitcast[UInt8]().unsafe_offset(
            Int(SIMDLength(mlir_value=__kernel_argument_offset[kernel, i]()))
        )
        args[i]._to_device_type(MutOpaquePointer[MutUntrackedOrigin](mlir_value=target._address))
    var cluster = cluster_dim.or_else(Dim(0, 0, 0))
    var config = _LaunchConfig(
        UInt32(grid_dim.x()), UInt32(grid_dim.y()), UInt32(grid_dim.z()), UInt32(block_dim.x()), UInt32(block_dim.y()),
        UInt32(block_dim.z()), UInt32(cluster.x()), UInt32(cluster.y()), UInt32(cluster.z()), UInt32(shared), UInt32(0), UInt32(0), _null(),
    )
    _check(external_call["fx_launch", _Handle](stream, __kernel[kernel](), Pointer(to=config), block.unsafe_ptr()))
    _ = block^


struct DeviceFunction[func: AnyType, //, kernel: func](Deinitable, ImplicitlyCopyable):
    """A kernel ready to launch on one device."""

    var _context: DeviceContext

    def __init__(out self, context: DeviceContext) raises:
        """Loads the kernel on the context's device.

        Raises:
            If it was not built for that device.
        """
        var loaded = _null()
        _check(external_call["fx_kernel_load", _Handle](context._device, __kernel[Self.kernel](), Pointer(to=loaded)))
        self._context = context

    def get_attribute(self, attribute: Int) raises -> Int:
        """A number that the device knows of the kernel."""
        var value = Int(0)
        _check(
            external_call["fx_kernel_info", _Handle](
                self._context._device, __kernel[Self.kernel](), UInt32(attribute), Pointer(to=value)
            )
        )
        return value

    def occupancy_max_active_blocks_per_multiprocessor(self, block_size: Int, dynamic_shared_mem_size: Int) raises -> Int:
        """How many blocks of that size run on a multiprocessor at the same time."""
        var blocks = Int(0)
        _check(
            external_call["fx_kernel_occupancy", _Handle](
                self._context._device, __kernel[Self.kernel](), UInt32(block_size), dynamic_shared_mem_size, Pointer(to=blocks)
            )
        )
        return blocks


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


struct DeviceBuffer[dtype: DType](Deinitable, DevicePassable, ImplicitlyCopyable, Sized):
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

    def _to_device_type(self, target: MutOpaquePointer[MutUntrackedOrigin]):
        """Writes the address."""
        target.unsafe_bitcast[Self.device_type]()[] = rebind[Self.device_type](self._data.as_unsafe_any_origin())

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """How many numbers there are."""
        return self._size

    def unsafe_ptr(self) -> Pointer[Scalar[Self.dtype], MutUntrackedOrigin]:
        """The device's address of the first number."""
        return self._data

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

    def create_sub_buffer[view_type: DType](self, offset: Int, size: Int) raises -> DeviceBuffer[view_type]:
        """`size` numbers of another type, from `offset` of them on.

        Raises:
            If they do not lie in the buffer.
        """
        if offset < 0 or size < 0 or (offset + size) * size_of[view_type]() > self._size * size_of[Self.dtype]():
            raise Error("sub-buffer of ", size, " elements at ", offset, " does not fit a buffer of ", self._size)
        return DeviceBuffer[view_type](
            _memory=self._memory, data=self._data.unsafe_bitcast[Scalar[view_type]]().unsafe_offset(offset), size=size
        )

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

    def unsafe_ptr(self) -> Pointer[Scalar[Self.dtype], MutUntrackedOrigin]:
        """The address of the first number."""
        return self._data

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
