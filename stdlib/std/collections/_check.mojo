"""Bounds checks shared by the collections. `-D ASSERT=none` removes them; on GPUs they are off unless `-D ASSERT=all` is given."""

from std.builtin.debug_assert import _assertion_failed
from std.reflection.location import SourceLocation, call_location
from std.sys.defines import _checks_bounds


@always_inline("builtin")
def _is_negative[value: __mlir_type.`!fx.int_literal`]() -> Bool:
    return Bool(mlir_value=__literal_lt[value, type_of(0).value]())


@always_inline("nodebug")
def check_index(index: Int, length: Int):
    """Aborts unless `0 <= index < length`."""
    comptime if _checks_bounds():
        if UInt(index) >= UInt(length):
            _out_of_bounds(index, length, call_location[2]())


@always_inline("nodebug")
def check_slice(start: Int, end: Int, length: Int):
    """Aborts unless `0 <= start <= end <= length`."""
    comptime if _checks_bounds():
        if UInt(end) > UInt(length) or UInt(start) > UInt(end):
            _bad_slice(start, end, length, call_location[2]())


@no_inline
def _out_of_bounds(index: Int, length: Int, location: SourceLocation):
    if length == 0:
        _assertion_failed(location, "index ", index, " is out of bounds, there are no elements")
    else:
        _assertion_failed(location, "index ", index, " is out of bounds, valid range is 0 to ", length - 1)


@no_inline
def _bad_slice(start: Int, end: Int, length: Int, location: SourceLocation):
    _assertion_failed(location, "slice ", start, ":", end, " is out of bounds for length ", length)
