"""Assertions say what differed, where, and why it matters."""

from std.testing import assert_almost_equal, assert_equal, assert_false, assert_not_equal, assert_raises, assert_true


def message_of[f: def() raises thin -> None]() raises -> String:
    try:
        f()
    except e:
        return String(e)
    raise "nothing was raised"


def numbers() raises:
    assert_equal(1, 2, "reason")


def texts() raises:
    assert_equal(String("a"), "b")


def same() raises:
    assert_not_equal(3, 3)


def wrong() raises:
    assert_true(1 > 2)


def far() raises:
    assert_almost_equal(1.0, 1.5, atol=0.1)


def silent() raises:
    with assert_raises():
        pass


def other() raises:
    with assert_raises(contains="expected"):
        raise "something else"


def main() raises:
    var text = message_of[numbers]()
    assert_true(text.startswith("At "))
    assert_true(":15:5: AssertionError: `left == right` comparison failed:\n   left: 1\n  right: 2\n  reason: reason" in text, text)
    assert_true(message_of[texts]().endswith(":19:5: AssertionError: `left == right` comparison failed:\n   left: a\n  right: b"))
    assert_true(message_of[same]().endswith("`left != right` comparison failed:\n   left: 3\n  right: 3"))
    assert_true(message_of[wrong]().endswith("AssertionError: condition was unexpectedly False"))
    assert_true("1.0 is not close to 1.5 with a diff of 0.5" in message_of[far]())
    assert_true("AssertionError: Didn't raise at " in message_of[silent]())
    assert_equal(message_of[other](), "something else")
    assert_almost_equal(1.0, 1.0 + 1e-9)
    assert_false(0)
