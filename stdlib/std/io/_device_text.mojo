"""Text that kernels write."""

from std.atomic import Atomic
from std.memory.memory import unsafe_memcpy
from std.sys.info import is_gpu, os_is_linux


struct _DeviceText(Writer):
    """Collects text in a fixed buffer; what does not fit goes out in pieces."""

    comptime SIZE = 512
    var _bytes: Array[UInt8, Self.SIZE]
    var _used: Int

    def __init__(out self):
        self._bytes = Array[UInt8, Self.SIZE](uninitialized=True)
        self._used = 0

    def flush(mut self):
        """Writes the text to standard output of the host, as one piece."""
        if self._used > 0:
            _write_from_device(Pointer[UInt8, ImmUntrackedOrigin](mlir_value=self._bytes.unsafe_ptr()._address), self._used)
        self._used = 0

    def write_string(mut self, string: StringSpan[_]):
        """Adds text."""
        var data = string.unsafe_ptr()
        for i in range(string.byte_length()):
            if self._used == Self.SIZE:
                self.flush()
            self._bytes.unsafe_ptr().unsafe_store(self._used, data.unsafe_load(i))
            self._used += 1


def _write_from_device(data: Pointer[UInt8, ImmUntrackedOrigin], length: Int):
    """The simulator writes at once. A GPU puts a record into a ring in the host's memory that the runtime reads when it waits for the device."""
    comptime if os_is_linux():
        llvm_intrinsic["llvm.fornax.print", NoneType](data, length)
    else:
        # fx_print_buffer of the runtime's interface: two words, then records of eight bytes and the text, rounded up to eight.
        var cell = external_call["fx_print_ring", Pointer[Pointer[UInt64, MutUntrackedOrigin], MutUntrackedOrigin]]()
        var ring = cell[]
        var size = (length + 15) // 8 * 8
        var at = Int(Atomic[UInt64].fetch_add(ring, UInt64(size)))
        if UInt64(at + size) > ring.unsafe_load(1):
            return
        var record = ring.unsafe_bitcast[UInt8]().unsafe_offset(16 + at)
        for i in range(length):
            record.unsafe_store(8 + i, data.unsafe_load(i))
        record.unsafe_bitcast[UInt32]().unsafe_store(1, 0)
        Atomic[UInt32].store(record.unsafe_bitcast[UInt32](), UInt32(length))


@always_inline
def _trap():
    """Ends the launch."""
    llvm_intrinsic["llvm.trap", NoneType]()
