"""Clocks and waiting."""


@always_inline("nodebug")
def perf_counter_ns() -> Int:
    """Nanoseconds of a clock that never goes back; only differences mean something."""
    return Int(external_call["fx_now", UInt64]())


@always_inline("nodebug")
def perf_counter() -> Float64:
    """Seconds of a clock that never goes back; only differences mean something."""
    return Float64(perf_counter_ns()) / 1e9


@always_inline("nodebug")
def monotonic() -> Int:
    """Nanoseconds of a clock that never goes back."""
    return perf_counter_ns()


def sleep(seconds: Float64):
    """Lets the thread rest for a time."""
    if seconds > 0:
        external_call["fx_sleep", NoneType](UInt64(seconds * 1e9))


def time_function[F: def() -> None](func: F) -> Int:
    """The nanoseconds that a call takes."""
    var start = perf_counter_ns()
    func()
    return perf_counter_ns() - start
