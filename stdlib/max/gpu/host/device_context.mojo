"""A device and its default stream."""

from max.gpu.host._runtime import _check, _Handle, _is_null, _null
from max.gpu.host.buffer import DeviceBuffer, HostBuffer
from max.gpu.host.device_attribute import Attribute, DeviceAttribute, FuncAttribute
from max.gpu.host.dim import Dim
from max.gpu.host.launch import DeviceFunction, _call_closure, _launch
from max.gpu.host.stream import DeviceEvent, DeviceStream
from std.builtin.device_passable import DevicePassable
from std.ffi import _from_c, _to_c
from std.sys.info import size_of


def _check_room(there: Int, needed: Int) raises:
    if needed > there:
        raise Error("a copy of ", needed, " elements does not fit a buffer of ", there)


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

    def _text(self, which: Int) -> String:
        var text = _null()
        if _is_null(external_call["fx_device_text", _Handle](self._device, UInt32(which), Pointer(to=text))):
            return _from_c(text)
        return String()

    def name(self) -> String:
        """What the vendor calls it."""
        return self._text(0)

    def api(self) -> String:
        """`cuda`, `sim`, …"""
        return self._text(1)

    def arch(self) -> String:
        """Its architecture: `sm_90a`."""
        return self._text(2)

    def id(self) raises -> Int64:
        """Its number among the devices of its kind."""
        return Int64(self.get_attribute(DeviceAttribute(2000)))

    def get_api_version(self) raises -> Int:
        """The version of the driver: 12080 for CUDA 12.8."""
        return self.get_attribute(DeviceAttribute(2003))

    def is_compatible(self) -> Bool:
        """Whether kernels can run on it."""
        return True

    def max_single_alloc_size(self) raises -> UInt:
        """The largest buffer that it can make."""
        return UInt(self.get_attribute(DeviceAttribute(2007)))

    def set_as_current(self) raises:
        """Makes it the calling thread's device, for libraries that ask the driver."""
        _check(external_call["fx_device_select", _Handle](self._device))

    def can_access(self, peer: DeviceContext) raises -> Bool:
        """Whether kernels of this device can reach the memory of another one."""
        var possible = False
        _check(external_call["fx_peer_possible", _Handle](self._device, peer._device, Pointer(to=possible)))
        return possible

    def enable_peer_access(self, peer: DeviceContext) raises:
        """Lets kernels of this device reach the memory of another one."""
        _check(external_call["fx_peer_enable", _Handle](self._device, peer._device))

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
        _check_room(len(dst_buf), len(src_buf))
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src_buf: HostBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst_buf), len(src_buf))
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: HostBuffer[dtype], src_buf: DeviceBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst_buf), len(src_buf))
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: HostBuffer[dtype], src_buf: HostBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst_buf), len(src_buf))
        self._copy(dst_buf._data._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src_ptr: Pointer[Scalar[dtype], _]) raises:
        """Fills the destination from memory."""
        self._copy(dst_buf._data._address, src_ptr._address, len(dst_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: DeviceBuffer[dtype], src: Span[Scalar[dtype], _]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst_buf), len(src))
        self._copy(dst_buf._data._address, src.unsafe_ptr()._address, len(src) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: HostBuffer[dtype], src_ptr: Pointer[Scalar[dtype], _]) raises:
        """Fills the destination from memory."""
        self._copy(dst_buf._data._address, src_ptr._address, len(dst_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_buf: HostBuffer[dtype], src: Span[Scalar[dtype], _]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst_buf), len(src))
        self._copy(dst_buf._data._address, src.unsafe_ptr()._address, len(src) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_ptr: Pointer[Scalar[dtype], _], src_buf: DeviceBuffer[dtype]) raises where type_of(dst_ptr).mut:
        """Copies all numbers of the source to memory."""
        self._copy(dst_ptr._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst: Span[mut=True, Scalar[dtype], _], src_buf: DeviceBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst), len(src_buf))
        self._copy(dst.unsafe_ptr()._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_ptr: Pointer[Scalar[dtype], _], src_buf: HostBuffer[dtype]) raises where type_of(dst_ptr).mut:
        """Copies all numbers of the source to memory."""
        self._copy(dst_ptr._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst: Span[mut=True, Scalar[dtype], _], src_buf: HostBuffer[dtype]) raises:
        """Copies all numbers of the source."""
        _check_room(len(dst), len(src_buf))
        self._copy(dst.unsafe_ptr()._address, src_buf._data._address, len(src_buf) * size_of[dtype]())

    def enqueue_copy[dtype: DType, //](self, dst_ptr: Pointer[Scalar[dtype], _], src_ptr: Pointer[Scalar[dtype], _], size: Int) raises where type_of(
        dst_ptr
    ).mut:
        """Copies `size` numbers."""
        self._copy(dst_ptr._address, src_ptr._address, size * size_of[dtype]())

    def enqueue_memset[dtype: DType, //](self, dst: DeviceBuffer[dtype], val: Scalar[dtype]) raises:
        """Sets every number."""
        dst.enqueue_fill(val)

    def enqueue_memset[dtype: DType, //](self, dst: HostBuffer[dtype], val: Scalar[dtype]) raises:
        """Sets every number."""
        dst.enqueue_fill(val)

    # ---- Time

    def execution_time[F: def(DeviceContext) raises -> None, //](self, func: F, num_iters: Int) raises -> Int:
        """Nanoseconds that the device needs for what `num_iters` calls of `func` ask of it."""
        var start = self.create_event[disable_timing=False]()
        var end = self.create_event[disable_timing=False]()
        self._stream.record_event(start)
        for _ in range(num_iters):
            func(self)
        self._stream.record_event(end)
        end.synchronize()
        return Int(start.elapsed_ns(end))

    def execution_time[F: def() raises -> None, //](self, func: F, num_iters: Int) raises -> Int:
        """The same for a function that knows the context."""

        def call(ctx: DeviceContext) raises {imm}:
            func()

        return self.execution_time(call, num_iters)

    def execution_time[func: def(DeviceContext) raises capturing [_] -> None](self, num_iters: Int) raises -> Int:
        """The same for a function that is given as a parameter: `ctx.execution_time[run](100)`."""

        def call(ctx: DeviceContext) raises {imm}:
            func(ctx)

        return self.execution_time(call, num_iters)

    def execution_time[func: def() raises capturing [_] -> None](self, num_iters: Int) raises -> Int:
        """The same for a function that knows the context."""

        def call(ctx: DeviceContext) raises {imm}:
            func()

        return self.execution_time(call, num_iters)

    def enqueue_wait_for(self, other: DeviceContext) raises:
        """Later work waits for what `other` has been asked for so far."""
        var event = other.create_event()
        other._stream.record_event(event)
        self._stream.enqueue_wait_for(event)

    # ---- Launches

    def compile_function[func: AnyType, //, kernel: func](
        self, *, func_attribute: Optional[FuncAttribute] = None
    ) raises -> DeviceFunction[kernel]:
        """Makes a kernel ready to launch."""
        return DeviceFunction[kernel](self, func_attribute=func_attribute)

    def enqueue_function[
        func: AnyType, //, kernel: func, *Ts: DevicePassable
    ](
        self,
        *args: *Ts,
        grid_dim: Dim,
        block_dim: Dim,
        cluster_dim: Optional[Dim] = None,
        shared_mem_bytes: Optional[Int] = None,
        func_attribute: Optional[FuncAttribute] = None,
    ) raises:
        """Launches a kernel; each argument's `device_type` must be what the kernel declares."""
        _launch[kernel](
            self._device, self._stream._handle, *args, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim,
            shared_mem_bytes=shared_mem_bytes, func_attribute=func_attribute,
        )

    def enqueue_function[
        func: AnyType, kernel: func, //, *Ts: DevicePassable
    ](
        self,
        function: DeviceFunction[kernel],
        *args: *Ts,
        grid_dim: Dim,
        block_dim: Dim,
        cluster_dim: Optional[Dim] = None,
        shared_mem_bytes: Optional[Int] = None,
        func_attribute: Optional[FuncAttribute] = None,
    ) raises:
        """Launches a compiled kernel; each argument's `device_type` must be what the kernel declares."""
        _launch[kernel](
            self._device, self._stream._handle, *args, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim,
            shared_mem_bytes=shared_mem_bytes, func_attribute=func_attribute,
        )

    def enqueue_function[
        F: DevicePassable & def() -> None, //
    ](
        self,
        closure: F,
        *,
        grid_dim: Dim,
        block_dim: Dim,
        cluster_dim: Optional[Dim] = None,
        shared_mem_bytes: Optional[Int] = None,
        func_attribute: Optional[FuncAttribute] = None,
    ) raises:
        """Runs a closure in every thread; what it captured by value goes with it."""
        _launch[_call_closure[F]](
            self._device, self._stream._handle, closure, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim,
            shared_mem_bytes=shared_mem_bytes, func_attribute=func_attribute,
        )
