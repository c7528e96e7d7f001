"""Ending the process; files and folders by name."""

from std.builtin.debug_assert import _stop_kernel
from std.ffi import _errno_text, _from_c, _to_c
from std.reflection.location import SourceLocation, call_location
from std.os.path import isdir
from std.sys.info import is_gpu

comptime SEEK_SET = 0
"""From the start of a file."""
comptime SEEK_CUR = 1
"""From the position in a file."""
comptime SEEK_END = 2
"""From the end of a file."""
comptime sep = StaticString("/")
"""What stands between the parts of a path."""


@no_inline
def abort() -> Never:
    """Ends the process at once, by a signal."""
    comptime if is_gpu():
        llvm_intrinsic["llvm.trap", NoneType]()
    else:
        external_call["abort", NoneType]()
    __unreachable()


@always_inline
def abort(message: String, *, prefix: StaticString = "ABORT:", location: Optional[SourceLocation] = None) -> Never:
    """Prints where the call stands and the message, and ends the process by a signal."""
    _abort(prefix, message, location.or_else(call_location()))


@no_inline
def _abort(prefix: StaticString, message: String, location: SourceLocation) -> Never:
    comptime if is_gpu():
        _stop_kernel(prefix, " ", location, ": ", message)
    else:
        print(prefix, " ", location, ": ", message, sep="")
    abort()


def isatty(descriptor: Int) -> Bool:
    """Whether an open file is a terminal."""
    return FileDescriptor(descriptor).isatty()


def getuid() -> Int:
    """The number of the user."""
    return Int(external_call["getuid", UInt32]())


def mkdir(path: StringSpan[_], mode: Int = 0o777) raises:
    """Makes a folder.

    Raises:
        If that is not possible.
    """
    var name = _to_c(path)
    if external_call["mkdir", Int32](name.unsafe_ptr(), UInt32(mode)) != 0:
        raise Error("Can not create directory: ", path, " Err: ", _errno_text())


def makedirs(path: StringSpan[_], mode: Int = 0o777, exist_ok: Bool = False) raises:
    """Makes a folder and the folders that it lies in.

    Raises:
        If that is not possible, or the folder is there and `exist_ok` is false.
    """
    var at = path.find("/", 1)
    while at >= 0:
        var name = _to_c(path[byte=0:at])
        _ = external_call["mkdir", Int32](name.unsafe_ptr(), UInt32(mode))
        at = path.find("/", at + 1)
    try:
        mkdir(path, mode)
    except e:
        if not (exist_ok and isdir(path)):
            raise Error("path not created: ", path, "\n", e)


def rmdir(path: StringSpan[_]) raises:
    """Removes an empty folder.

    Raises:
        If that is not possible.
    """
    var name = _to_c(path)
    if external_call["rmdir", Int32](name.unsafe_ptr()) != 0:
        raise Error("Can not remove directory: ", path, " Err: ", _errno_text())


def remove(path: StringSpan[_]) raises:
    """Removes a file.

    Raises:
        If that is not possible.
    """
    var name = _to_c(path)
    if external_call["unlink", Int32](name.unsafe_ptr()) != 0:
        raise Error("Can not remove file: ", path, " Err: ", _errno_text())


def unlink(path: StringSpan[_]) raises:
    """Removes a file.

    Raises:
        If that is not possible.
    """
    remove(path)


def listdir(path: StringSpan[_]) raises -> List[String]:
    """The names of what lies in a folder, in no particular order.

    Raises:
        If there is no such folder.
    """
    var name = _to_c(path)
    var folder = external_call["opendir", Int](name.unsafe_ptr())
    if folder == 0:
        raise Error("the directory '", path, "' does not exist")
    var names = List[String]()
    while True:
        var entry = external_call["readdir", Int](folder)
        if entry == 0:
            break
        # struct dirent of Linux: the name stands behind a number, an offset, a length and a kind.
        var text = _from_c(Pointer[UInt8, ImmUntrackedOrigin](unsafe_from_address=entry + 19)._address)
        if text != "." and text != "..":
            names.append(text)
    _ = external_call["closedir", Int32](folder)
    return names^
