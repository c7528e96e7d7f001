"""Variables of the environment."""

from std.ffi import _from_c, _to_c


def getenv(name: StringSpan[_], default: String = "") -> String:
    """The value of a variable, or `default` if it is not set."""
    var key = _to_c(name)
    var value = external_call["getenv", __mlir_type.`!llvm.ptr`](key.unsafe_ptr())
    if Int(Pointer[UInt8, ImmUntrackedOrigin](mlir_value=value)) == 0:
        return default
    return _from_c(value)


def setenv(name: StringSpan[_], value: StringSpan[_], overwrite: Bool = True) -> Bool:
    """Sets a variable, unless it is set and `overwrite` is false. Whether that was possible."""
    var key = _to_c(name)
    var text = _to_c(value)
    return external_call["setenv", Int32](key.unsafe_ptr(), text.unsafe_ptr(), Int32(1 if overwrite else 0)) == 0


def unsetenv(name: StringSpan[_]) -> Bool:
    """Removes a variable. Whether that was possible."""
    var key = _to_c(name)
    return external_call["unsetenv", Int32](key.unsafe_ptr()) == 0
