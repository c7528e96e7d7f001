# Clocks go forward, waiting takes at least as long as was asked for, functions are called once.
from std.testing import assert_equal, assert_true
from std.time import global_perf_counter_ns, monotonic, perf_counter, perf_counter_ns, sleep, time_function


def main() raises:
    var start = perf_counter_ns()
    var seconds = perf_counter()
    sleep(0.02)
    assert_true(perf_counter_ns() - start >= 20_000_000)
    assert_true(perf_counter() - seconds >= 0.02)
    sleep(0.0)
    sleep(-1.0)
    var before = monotonic()
    assert_true(monotonic() >= before)
    var shared = global_perf_counter_ns()
    assert_true(global_perf_counter_ns() >= shared)
    var calls = 0

    def work() {mut}:
        calls += 1
        sleep(0.005)

    assert_true(time_function(work) >= 5_000_000)
    assert_equal(calls, 1)

    def fails() raises {mut}:
        calls += 1
        raise "no"

    try:
        print(time_function(fails))
        assert_true(False)
    except error:
        assert_equal(String(error), "no")
    assert_equal(calls, 2)
