"""Printing and reading lines."""

from std.io._device_text import _DeviceText
from std.io.file_descriptor import FileDescriptor
from std.memory.memory import unsafe_memcpy
from std.sys.info import is_gpu


struct _Buffer(Writer):
    """Collects text and hands it to a file when it is full, and at the end."""

    comptime SIZE = 4096
    var _bytes: Array[UInt8, Self.SIZE]
    var _used: Int
    var _file: FileDescriptor

    def __init__(out self, file: FileDescriptor):
        self._bytes = Array[UInt8, Self.SIZE](uninitialized=True)
        self._used = 0
        self._file = file

    def flush(mut self):
        var data = self._bytes.unsafe_ptr()
        self._file.write_bytes(Span(unsafe_ptr=data, length=self._used))
        self._used = 0

    def write_string(mut self, string: StringSpan[_]):
        var length = string.byte_length()
        if self._used + length > Self.SIZE:
            self.flush()
        if length > Self.SIZE:
            self._file.write_string(string)
            return
        unsafe_memcpy(dest=self._bytes.unsafe_ptr().unsafe_offset(self._used), src=string.unsafe_ptr(), count=length)
        self._used += length


def print[*Ts: Writable, sep_origin: ImmOrigin = ImmStaticOrigin, end_origin: ImmOrigin = ImmStaticOrigin](
    *values: *Ts,
    sep: StringSpan[sep_origin] = " ",
    end: StringSpan[end_origin] = "\n",
    flush: Bool = False,
    file: FileDescriptor = FileDescriptor(1),
):
    """Writes the values' texts, `sep` between them and `end` after them, to standard output or `file`."""
    comptime if is_gpu():
        var text = _DeviceText()
        comptime for i in range(values.__len__()):
            comptime if i > 0:
                text.write_string(sep)
            values[i].write_to(text)
        text.write_string(end)
        text.flush()
    else:
        var buffer = _Buffer(file)
        comptime for i in range(values.__len__()):
            comptime if i > 0:
                buffer.write_string(sep)
            values[i].write_to(buffer)
        buffer.write_string(end)
        buffer.flush()


def input(prompt: String = "") raises -> String:
    """Writes the prompt and reads one line of standard input, without its end.

    Raises:
        At the end of the input.
    """
    var out = FileDescriptor(1)
    out.write_string(prompt)
    var line = String()
    var byte = Array[UInt8, 1](fill=UInt8(0))
    var source = FileDescriptor(0)
    var any = False
    while source.read_bytes(Span(byte)) == 1:
        any = True
        if byte[0] == 10:
            return line^
        line._append_byte(byte[0])
    if not any:
        raise "EOF"
    return line^
