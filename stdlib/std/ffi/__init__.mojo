"""The C interface: its types, and the text of its errors."""

comptime c_char = Int8
comptime c_uchar = UInt8
comptime c_short = Int16
comptime c_ushort = UInt16
comptime c_int = Int32
comptime c_uint = UInt32
comptime c_long = Int64
comptime c_ulong = UInt64
comptime c_long_long = Int64
comptime c_ulong_long = UInt64
comptime c_size_t = UInt
comptime c_ssize_t = Int
comptime c_float = Float32
comptime c_double = Float64


def _errno() -> Int32:
    return Pointer[Int32, MutUntrackedOrigin](mlir_value=external_call["__errno_location", __mlir_type.`!llvm.ptr`]())[]


def _errno_text() -> String:
    """What the operating system says about the last failure."""
    return _from_c(external_call["strerror", __mlir_type.`!llvm.ptr`](_errno()))


def _from_c(address: __mlir_type.`!llvm.ptr`) -> String:
    """A copy of NUL-terminated text."""
    var data = Pointer[UInt8, ImmUntrackedOrigin](mlir_value=address)
    return String(unsafe_from_utf8=Span[UInt8, ImmUntrackedOrigin](unsafe_ptr=data, length=external_call["strlen", Int](data)))


def _to_c(text: StringSpan[_]) -> String:
    """The text with a NUL behind it, for functions of C; `unsafe_ptr()` of the result is what they take."""
    var result = String(capacity_bytes=text.byte_length() + 1)
    result.write_string(text)
    result._append_byte(0)
    return result^
