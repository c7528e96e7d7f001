"""Paths of files."""

from std.ffi import _errno_text, _to_c


def _status(path: StringSpan[_], follow: Bool) -> Optional[Tuple[Int, Int]]:
    """Mode and size, by `statx`, whose layout is the same on all machines."""
    comptime at_current = -100
    comptime no_follow = 0x100
    comptime basic = 0x7FF
    var name = _to_c(path)
    var buffer = Array[UInt64, 32](fill=UInt64(0))
    var flags = Int32(0 if follow else no_follow)
    if external_call["statx", Int32](Int32(at_current), name.unsafe_ptr(), flags, UInt32(basic), buffer.unsafe_ptr()) != 0:
        return None
    var mode = buffer.unsafe_ptr().unsafe_bitcast[UInt16]().unsafe_load(14)
    return (Int(mode), Int(buffer[5]))


def _is_kind(path: StringSpan[_], kind: Int, follow: Bool) -> Bool:
    var found = _status(path, follow)
    return Bool(found) and found.value()[0] & 0o170000 == kind


def exists(path: StringSpan[_]) -> Bool:
    """Whether there is such a file or folder."""
    return Bool(_status(path, True))


def lexists(path: StringSpan[_]) -> Bool:
    """Whether there is such a file, folder or link."""
    return Bool(_status(path, False))


def isdir(path: StringSpan[_]) -> Bool:
    """Whether it is a folder."""
    return _is_kind(path, 0o040000, True)


def isfile(path: StringSpan[_]) -> Bool:
    """Whether it is a regular file."""
    return _is_kind(path, 0o100000, True)


def islink(path: StringSpan[_]) -> Bool:
    """Whether it is a symbolic link."""
    return _is_kind(path, 0o120000, False)


def getsize(path: StringSpan[_]) raises -> Int:
    """The number of bytes of a file.

    Raises:
        If there is none.
    """
    var found = _status(path, True)
    if not found:
        raise Error("unable to stat '", path, "'")
    return found.value()[1]


def is_absolute(path: StringSpan[_]) -> Bool:
    """Whether the path begins at the root."""
    return path.startswith("/")


def join(var path: String, *paths: String) -> String:
    """The parts one below the other; an absolute part begins anew."""
    for part in paths:
        if part.startswith("/"):
            path = part
        elif path.byte_length() == 0 or path.endswith("/"):
            path += part
        else:
            path += "/"
            path += part
    return path^


def split(path: StringSpan[_]) -> Tuple[String, String]:
    """The folder and the last part."""
    var at = path.rfind("/") + 1
    var head = path[byte=0:at]
    var stripped = head.rstrip("/")
    return (String(stripped if stripped.byte_length() > 0 else head), String(path[byte = at : path.byte_length()]))


def dirname(path: StringSpan[_]) -> String:
    """The path without its last part."""
    return split(path)[0]


def basename(path: StringSpan[_]) -> String:
    """The last part of the path."""
    return split(path)[1]


def split_extension(path: StringSpan[_]) raises -> Tuple[String, String]:
    """The path up to the last dot of its last part, and the rest."""
    var start = path.rfind("/") + 1
    while start < path.byte_length() and path._byte(start) == 46:
        start += 1
    var dot = path.rfind(".", start)
    if dot < 0:
        return (String(path), String())
    return (String(path[byte=0:dot]), String(path[byte = dot : path.byte_length()]))
