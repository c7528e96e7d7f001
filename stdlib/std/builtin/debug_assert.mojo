"""Assertions."""

from std.sys.defines import _assert_mode


@always_inline
def debug_assert[*Ts: Writable, assert_mode: StaticString = "none", cpu_only: Bool = False](cond: Bool, *messages: *Ts):
    """Stops the program with the messages if `cond` is false.

    `-D ASSERT=` decides which assertions are checked: `safe` (the default) those of mode `"safe"`, `all` every one, `none` none; `warn` reports
    without stopping.
    """
    comptime mode = _assert_mode()
    comptime if mode == 2 or (mode == 1 and assert_mode == "safe"):
        if not cond:
            _assertion_failed(*messages)


@no_inline
def _assertion_failed[*Ts: Writable](*messages: *Ts):
    var text = String()
    comptime for i in range(messages.__len__()):
        messages[i].write_to(text)
    comptime if messages.__len__() == 0:
        text = "assertion failed"
    _abort_with(text)


@no_inline
def _abort_with(text: String):
    """Prints the text, flushes, and ends the process by SIGABRT."""
    external_call["fx_abort", NoneType](
        text.unsafe_ptr(), text.byte_length(), Pointer[NoneType, MutUntrackedOrigin].unsafe_dangling(), UInt32(0), UInt32(0)
    )
