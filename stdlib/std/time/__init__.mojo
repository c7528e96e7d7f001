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


@always_inline("nodebug")
def global_perf_counter_ns() -> UInt64:
    """Nanoseconds of a clock that all threads share."""
    return external_call["fx_now", UInt64]()


def sleep(sec: Float64):
    """Lets the thread rest for a time in seconds."""
    if sec > 0:
        external_call["fx_sleep", NoneType](UInt64(sec * 1e9))


def sleep(sec: UInt):
    """Lets the thread rest for some seconds."""
    external_call["fx_sleep", NoneType](UInt64(sec) * 1000000000)


@always_inline
def time_function[E: Movable & Deinitable, F: def() raises E -> None, //](func: F) raises E -> Int:
    """The nanoseconds that a call takes.

    Raises:
        What the call raises; nothing if it does not.
    """
    var start = perf_counter_ns()
    func()
    return perf_counter_ns() - start
