"""Values that can be arguments of kernels."""


trait DevicePassable(Copyable):
    """May be an argument of a kernel."""

    comptime device_type: AnyType
    """What the kernel sees."""

    def _to_device_type(self, target: MutOpaquePointer[MutUntrackedOrigin]):
        """Writes the kernel's form of the value to memory of its size."""
        ...
