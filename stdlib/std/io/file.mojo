"""Files."""

from std.ffi import _errno_text, _to_c
from std.io.file_descriptor import FileDescriptor


struct FileHandle(Defaultable, Deinitable, Movable, Writer):
    """An open file; closes itself when it goes."""

    var _descriptor: Int

    def __init__(out self):
        """No file."""
        self._descriptor = -1

    def __init__(out self, path: StringSpan[_], mode: StringSpan[_]) raises:
        """Opens a file to read (`r`), to write anew (`w`), to read and write (`rw`), or to write at its end (`a`).

        Raises:
            If the mode is none of these or the file cannot be opened.
        """
        var flags: Int32
        if mode == "r":
            flags = 0
        elif mode == "w":
            flags = 0o1 | 0o100 | 0o1000
        elif mode == "rw":
            flags = 0o2 | 0o100
        elif mode == "a":
            flags = 0o1 | 0o100 | 0o2000
        else:
            raise Error("ValueError: invalid mode: '", mode, "'")
        var name = _to_c(path)
        self._descriptor = Int(external_call["open", Int32](name.unsafe_ptr(), flags | 0o2000000, Int32(0o666)))
        if self._descriptor < 0:
            raise Error("Failed to open file '", path, "': ", _errno_text())

    def __deinit__(deinit self):
        """Closes the file if it is open."""
        if self._descriptor >= 0:
            _ = external_call["close", Int32](Int32(self._descriptor))

    def close(mut self) raises:
        """Closes the file.

        Raises:
            If the operating system reports a failure.
        """
        var descriptor = self._descriptor
        self._descriptor = -1
        if descriptor >= 0 and external_call["close", Int32](Int32(descriptor)) != 0:
            raise Error("Failed to close file: ", _errno_text())

    def __enter__(var self) -> Self:
        """`with open(…) as f`: the file is closed at the end of the suite."""
        return self^

    def _check(self) raises:
        if self._descriptor < 0:
            raise "invalid file handle"

    def read_bytes(self, size: Int = -1) raises -> List[UInt8]:
        """Up to `size` bytes, or all that are left.

        Raises:
            If the file cannot be read.
        """
        self._check()
        var result = List[UInt8]()
        while size < 0 or len(result) < size:
            var wanted = 65536 if size < 0 else min(65536, size - len(result))
            var before = len(result)
            result.resize(unsafe_uninit_length=before + wanted)
            var count = external_call["read", Int](Int32(self._descriptor), result.unsafe_ptr().unsafe_offset(before), wanted)
            result.resize(unsafe_uninit_length=before + max(0, count))
            if count < 0:
                raise Error("Failed to read from file: ", _errno_text())
            if count == 0:
                break
        return result^

    def read(self, size: Int = -1) raises -> String:
        """Up to `size` bytes, or all that are left, as text.

        Raises:
            If the file cannot be read or is not UTF-8.
        """
        var bytes = self.read_bytes(size)
        return String(from_utf8=Span(bytes))

    def write_string(mut self, string: StringSpan[_]):
        """Writes text; what cannot be written is dropped (`write_all` reports it)."""
        var out = FileDescriptor(self._descriptor)
        out.write_string(string)

    def write_bytes(mut self, bytes: Span[UInt8, _]):
        """Writes bytes; what cannot be written is dropped (`write_all` reports it)."""
        var out = FileDescriptor(self._descriptor)
        out.write_bytes(bytes)

    def write_all(mut self, bytes: Span[UInt8, _]) raises:
        """Writes bytes.

        Raises:
            If they cannot all be written.
        """
        self._check()
        var at = 0
        while at < len(bytes):
            var written = external_call["write", Int](
                Int32(self._descriptor), bytes.unsafe_ptr().unsafe_offset(at), len(bytes) - at
            )
            if written <= 0:
                raise Error("Failed to write to file: ", _errno_text())
            at += written

    def seek(self, offset: Int, whence: Int = 0) raises -> UInt64:
        """Moves the position: from the start (0), from here (1), from the end (2). The new position.

        Raises:
            If the file has no positions.
        """
        self._check()
        var position = external_call["lseek", Int](Int32(self._descriptor), offset, Int32(whence))
        if position < 0:
            raise Error("Failed to seek in file: ", _errno_text())
        return UInt64(position)


def open(path: StringSpan[_], mode: StringSpan[_]) raises -> FileHandle:
    """Opens a file to read (`r`), to write anew (`w`), to read and write (`rw`), or to write at its end (`a`).

    Raises:
        If the mode is none of these or the file cannot be opened.
    """
    return FileHandle(path, mode)
