"""Values that can be arguments of kernels."""

from std.memory.memory import memcpy
from std.sys.info import size_of


trait DeviceTypeEncoder:
    """Writes values into the block of arguments that a launch passes to its kernel."""

    def encode[T: DevicePassable](mut self, value: T, target: MutOpaquePointer[_]):
        """Writes the kernel's form of a value, such as a field of another one."""
        ...


trait DevicePassable(Copyable):
    """May be an argument of a kernel."""

    comptime device_type: AnyType = Self
    """What the kernel sees: the same type, unless a type says otherwise."""

    def _to_device_type(self, mut encoder: Some[DeviceTypeEncoder], target: MutOpaquePointer[_]):
        """Writes the kernel's form of the value to memory of its size. A value that kernels see as it is need not say how."""
        comptime assert Self.device_type == Self, "a value that kernels see as another type must say how it is written"
        memcpy(dest=target.unsafe_bitcast[UInt8](), src=Pointer(to=self).unsafe_bitcast[UInt8](), count=size_of[Self]())

    @staticmethod
    def _is_convertible_to_device_type[Declared: AnyType]() -> Bool:
        """Whether a kernel that declares an argument of that type may be given this one."""
        return Self.device_type == Declared

    @staticmethod
    def get_type_name() -> String:
        """What messages call the type."""
        return String("device argument")
