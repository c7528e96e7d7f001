"""Open files of the operating system, by number."""

from std.ffi import _errno_text


struct FileDescriptor(TrivialRegisterPassable, Writer):
    """The number of an open file."""

    var value: Int

    @always_inline("nodebug")
    @implicit
    def __init__(out self, value: Int = 1):
        """The file of that number; 1 is standard output."""
        self.value = value

    def write_string(mut self, string: StringSpan[_]):
        """Writes text; what cannot be written is dropped."""
        self.write_bytes(string.as_bytes())

    def write_bytes(mut self, bytes: Span[UInt8, _]):
        """Writes bytes; what cannot be written is dropped."""
        var at = 0
        while at < len(bytes):
            var written = external_call["write", Int](Int32(self.value), bytes.unsafe_ptr().unsafe_offset(at), len(bytes) - at)
            if written <= 0:
                return
            at += written

    def read_bytes(mut self, buffer: Span[UInt8, _]) raises -> Int where type_of(buffer).mut:
        """Reads up to as many bytes as the buffer holds; 0 at the end.

        Raises:
            If the file cannot be read.
        """
        var count = external_call["read", Int](Int32(self.value), buffer.unsafe_ptr(), len(buffer))
        if count < 0:
            raise Error("Failed to read from file: ", _errno_text())
        return count

    def isatty(self) -> Bool:
        """Whether it is a terminal."""
        return external_call["isatty", Int32](Int32(self.value)) != 0


comptime stdin = FileDescriptor(0)
comptime stdout = FileDescriptor(1)
comptime stderr = FileDescriptor(2)
