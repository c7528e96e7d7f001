"""Assertions."""

from std.io._device_text import _DeviceText, _trap
from std.reflection.location import SourceLocation, call_location
from std.sys.defines import _assert_is, _assert_mode
from std.sys.info import is_gpu


@always_inline
def debug_assert[
    *Ts: Writable, assert_mode: StaticString = "none", cpu_only: Bool = False
](cond: Bool, *messages: *Ts, location: Optional[SourceLocation] = None):
    """Stops the program with the messages if `cond` is false.

    `-D ASSERT=` decides which assertions are checked: `safe` (the default) those of mode `"safe"`, `all` every one, `none` none; `warn` reports
    without stopping. Kernels check them with `all` only.
    """
    comptime mode = _assert_mode()
    comptime if is_gpu() and (mode != 2 or cpu_only):
        pass
    elif mode == 2 or (mode == 1 and assert_mode == "safe"):
        if not cond:
            _assertion_failed(location.or_else(call_location()), *messages)


@no_inline
def _assertion_failed[*Ts: Writable](location: SourceLocation, *messages: *Ts):
    comptime if is_gpu():
        _stop_kernel("At: ", location, ": Assert Error: ", *messages)
    else:
        var text = String("At: ", location, ": Assert Error: ")
        comptime for i in range(messages.__len__()):
            messages[i].write_to(text)
        comptime if messages.__len__() == 0:
            text += "assertion failed"
        comptime if _assert_is["warn"]():
            print(text)
        else:
            _abort_with(text)


def _stop_kernel[*Ts: Writable](*messages: *Ts):
    var text = _DeviceText()
    comptime for i in range(messages.__len__()):
        messages[i].write_to(text)
    text.write_string("\n")
    text.flush()
    _trap()


@no_inline
def _abort_with(text: String):
    """Prints the text, flushes, and ends the process by SIGABRT."""
    comptime if is_gpu():
        _stop_kernel("ABORT: ", text)
    else:
        external_call["fx_abort", NoneType](
            text.unsafe_ptr(), text.byte_length(), Pointer[NoneType, MutUntrackedOrigin].unsafe_dangling(), UInt32(0), UInt32(0)
        )
