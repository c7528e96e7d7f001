"""Assertions for tests: they raise, and say what was compared."""


def _fail(message: String) -> Error:
    return Error("AssertionError: ", message)


def _comparison[T: Writable, U: Writable](operator: StaticString, lhs: T, rhs: U, msg: String) -> Error:
    var text = String("`left ", operator, " right` comparison failed:\n   left: ", lhs, "\n  right: ", rhs)
    if msg.byte_length() > 0:
        text += String("\n  reason: ", msg)
    return _fail(text)


def assert_true[T: Boolable](val: T, msg: String = "condition was unexpectedly False") raises:
    """Raises unless the value is true."""
    if not val.__bool__():
        raise _fail(msg)


def assert_false[T: Boolable](val: T, msg: String = "condition was unexpectedly True") raises:
    """Raises unless the value is false."""
    if val.__bool__():
        raise _fail(msg)


def assert_equal[T: Equatable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises unless both are equal."""
    if lhs != rhs:
        raise _comparison("==", lhs, rhs, msg)


def assert_equal(lhs: StringSpan[_], rhs: StringSpan[_], msg: String = "") raises:
    """Raises unless both are the same text."""
    if lhs != rhs:
        raise _comparison("==", lhs, rhs, msg)


def assert_not_equal[T: Equatable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises if both are equal."""
    if lhs == rhs:
        raise _comparison("!=", lhs, rhs, msg)


def assert_almost_equal[
    dtype: DType, length: SIMDLength, //
](
    lhs: SIMD[dtype, length], rhs: SIMD[dtype, length], msg: String = "", *, atol: Float64 = 1e-08, rtol: Float64 = 1e-05,
    equal_nan: Bool = False,
) raises:
    """Raises unless every pair of lanes differs by at most `atol + rtol * |rhs|`."""
    from std.math import isclose

    if not all(isclose(lhs, rhs, atol=atol, rtol=rtol, equal_nan=equal_nan)):
        var text = String(lhs, " is not close to ", rhs, " with a diff of ", abs(lhs - rhs))
        if msg.byte_length() > 0:
            text += String(" (", msg, ")")
        raise _fail(text)


struct assert_raises(Deinitable, Movable):
    """`with assert_raises(contains="text"):` raises unless the suite does, with that text in the message."""

    var _contains: String

    def __init__(out self, *, contains: String = ""):
        """Expects an error whose message contains the text."""
        self._contains = contains

    def __enter__(self):
        """Begins the suite."""
        pass

    def __exit__(self) raises:
        """Nothing was raised."""
        raise _fail("Didn't raise")

    def __exit__[E: AnyType, //](self, error: E) -> Bool:
        """Swallows the error if it is the expected one."""
        comptime if conforms_to(E, Writable):
            return self._contains in String(error)
        else:
            return self._contains.byte_length() == 0
