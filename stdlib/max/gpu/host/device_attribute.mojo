"""What can be asked of devices and kernels."""


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
    comptime PARALLELISM_LEVEL = DeviceAttribute(1000)

    var _value: Int


@fieldwise_init
struct Attribute(TrivialRegisterPassable):
    """A number that a device knows of a kernel."""

    comptime MAX_THREADS_PER_BLOCK = Attribute(0)
    comptime SHARED_SIZE_BYTES = Attribute(1)
    comptime CONST_SIZE_BYTES = Attribute(2)
    comptime LOCAL_SIZE_BYTES = Attribute(3)
    comptime NUM_REGS = Attribute(4)
    comptime PTX_VERSION = Attribute(5)
    comptime BINARY_VERSION = Attribute(6)
    comptime CACHE_MODE_CA = Attribute(7)
    comptime MAX_DYNAMIC_SHARED_SIZE_BYTES = Attribute(8)
    comptime PREFERRED_SHARED_MEMORY_CARVEOUT = Attribute(9)

    var _value: Int


@fieldwise_init
struct FuncAttribute(TrivialRegisterPassable):
    """Something to change about a kernel before its launch."""

    comptime NULL = FuncAttribute(Attribute(-1), 0)

    var attribute: Attribute
    var value: Int

    @staticmethod
    def MAX_DYNAMIC_SHARED_SIZE_BYTES(value: UInt32) -> Self:
        """How much dynamic shared memory its launches may ask for."""
        return FuncAttribute(Attribute.MAX_DYNAMIC_SHARED_SIZE_BYTES, Int(value))

    @staticmethod
    def PREFERRED_SHARED_MEMORY_CARVEOUT(value: Int32) -> Self:
        """The percentage of a multiprocessor's memory that should be shared memory and not cache."""
        return FuncAttribute(Attribute.PREFERRED_SHARED_MEMORY_CARVEOUT, Int(value))

    @staticmethod
    def CACHE_MODE_CA(value: Bool) -> Self:
        """Whether global loads go through the first cache; chosen when the kernel is compiled, so this changes nothing."""
        return FuncAttribute(Attribute.CACHE_MODE_CA, Int(value))
