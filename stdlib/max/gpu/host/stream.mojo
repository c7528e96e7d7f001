"""Work of devices that runs in order, and points in it."""

from max.gpu.host._runtime import _check, _Handle
from max.gpu.host.device_attribute import FuncAttribute
from max.gpu.host.dim import Dim
from max.gpu.host.launch import DeviceFunction, _launch
from std.builtin.device_passable import DevicePassable


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
            function._context._device, self._handle, *args, grid_dim=grid_dim, block_dim=block_dim, cluster_dim=cluster_dim,
            shared_mem_bytes=shared_mem_bytes, func_attribute=func_attribute,
        )
