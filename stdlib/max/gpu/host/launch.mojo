"""Kernels and their launches."""

from max.gpu.host._runtime import _check, _Handle, _null
from max.gpu.host.device_attribute import Attribute, FuncAttribute
from max.gpu.host.device_context import DeviceContext
from max.gpu.host.dim import Dim
from std.builtin.device_passable import DevicePassable, DeviceTypeEncoder
from std.memory.memory import stack_allocation


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


@fieldwise_init
struct _BlockEncoder(DeviceTypeEncoder):
    """Writes the block of arguments of a launch."""

    def encode[T: DevicePassable](mut self, value: T, target: MutOpaquePointer[_]):
        """Writes the kernel's form of a value."""
        value._to_device_type(self, target)


@always_inline
def _launch[
    func: AnyType, //, kernel: func, *Ts: DevicePassable
](
    device: _Handle,
    stream: _Handle,
    *args: *Ts,
    grid_dim: Dim,
    block_dim: Dim,
    cluster_dim: Optional[Dim],
    shared_mem_bytes: Optional[Int],
    func_attribute: Optional[FuncAttribute],
) raises:
    comptime count = Int(SIMDLength(mlir_value=__kernel_argument_count[kernel]()))
    comptime assert args.__len__() == count, "the kernel takes another number of arguments"
    comptime size = Int(SIMDLength(mlir_value=__kernel_argument_offset[kernel, count]()))
    # The argument block, one byte longer so that it is never empty, and aligned as the widest vector may want it.
    var block = stack_allocation[size + 1, UInt8, alignment=256]()
    var encoder = _BlockEncoder()
    comptime for i in range(args.__len__()):
        comptime Declared = __kernel_argument_type[kernel, i]
        comptime assert Declared != Int and Declared != UInt, (
            "`Int` and `UInt` may have another width on the device; kernels take `Int32`, `Int64`, …"
        )
        comptime assert Ts[i]._is_convertible_to_device_type[Declared](), "an argument's device type is not what the kernel declares"
        var target = block.unsafe_offset(Int(SIMDLength(mlir_value=__kernel_argument_offset[kernel, i]())))
        args[i]._to_device_type(encoder, MutOpaquePointer[MutUntrackedOrigin](mlir_value=target._address))
    if func_attribute:
        _set_attribute[kernel](device, func_attribute.value())
    var cluster = cluster_dim.or_else(Dim(0, 0, 0))
    var config = _LaunchConfig(
        UInt32(grid_dim.x()), UInt32(grid_dim.y()), UInt32(grid_dim.z()), UInt32(block_dim.x()), UInt32(block_dim.y()),
        UInt32(block_dim.z()), UInt32(cluster.x()), UInt32(cluster.y()), UInt32(cluster.z()), UInt32(shared_mem_bytes.or_else(0)),
        UInt32(0), UInt32(0), _null(),
    )
    _check(external_call["fx_launch", _Handle](stream, __kernel[kernel](), Pointer(to=config), block))


def _set_attribute[func: AnyType, //, kernel: func](device: _Handle, attribute: FuncAttribute) raises:
    if attribute.attribute._value >= 0:
        _check(
            external_call["fx_kernel_set", _Handle](
                device, __kernel[kernel](), UInt32(attribute.attribute._value), Int64(attribute.value)
            )
        )


def _call_closure[F: def() -> None](closure: F):
    """The kernel that a closure with what it captures is the only argument of."""
    closure()


struct DeviceFunction[func: AnyType, //, kernel: func](Deinitable, ImplicitlyCopyable):
    """A kernel ready to launch on one device."""

    var _context: DeviceContext

    def __init__(out self, context: DeviceContext, *, func_attribute: Optional[FuncAttribute] = None) raises:
        """Loads the kernel on the context's device.

        Raises:
            If it was not built for that device.
        """
        var loaded = _null()
        _check(external_call["fx_kernel_load", _Handle](context._device, __kernel[Self.kernel](), Pointer(to=loaded)))
        if func_attribute:
            _set_attribute[Self.kernel](context._device, func_attribute.value())
        self._context = context

    def get_attribute(self, attribute: Attribute) raises -> Int:
        """A number that the device knows of the kernel."""
        var value = Int(0)
        _check(
            external_call["fx_kernel_info", _Handle](
                self._context._device, __kernel[Self.kernel](), UInt32(attribute._value), Pointer(to=value)
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
