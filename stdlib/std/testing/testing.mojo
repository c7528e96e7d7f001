"""Assertions that raise."""

from std.math import isclose
from std.reflection.location import SourceLocation, call_location


@no_inline
def _fail(message: String, location: SourceLocation) -> Error:
    return Error(location.prefix(String("AssertionError: ", message)))


@no_inline
def _comparison(kind: StaticString, left: String, right: String, reason: String, location: SourceLocation) -> Error:
    var text = String("`left ", kind, " failed:\n   left: ", left, "\n  right: ", right)
    if reason:
        text += "\n  reason: "
        text += reason
    return _fail(text, location)


@always_inline
def assert_true[
    T: Boolable, //
](val: T, msg: String = "condition was unexpectedly False", *, location: Optional[SourceLocation] = None) raises:
    """Raises unless the value is true."""
    if not val.__bool__():
        raise _fail(msg, location.or_else(call_location()))


@always_inline
def assert_false[
    T: Boolable, //
](val: T, msg: String = "condition was unexpectedly True", *, location: Optional[SourceLocation] = None) raises:
    """Raises unless the value is false."""
    if val.__bool__():
        raise _fail(msg, location.or_else(call_location()))


@always_inline
def assert_equal[
    T: Equatable & Writable, //
](lhs: T, rhs: T, msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises unless both are equal."""
    if lhs != rhs:
        raise _comparison("== right` comparison", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_equal(lhs: StringSpan[_], rhs: StringSpan[_], msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises unless both are the same text."""
    if lhs != rhs:
        raise _comparison("== right` comparison", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_equal(
    lhs: List[StringSpan[_]], rhs: List[StringSpan[_]], msg: String = "", *, location: Optional[SourceLocation] = None
) raises:
    """Raises unless both have the same texts in the same order."""
    var same = len(lhs) == len(rhs)
    for i in range(min(len(lhs), len(rhs))):
        same = same and lhs[i] == rhs[i]
    if not same:
        raise _comparison("== right` comparison", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_not_equal[
    T: Equatable & Writable, //
](lhs: T, rhs: T, msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises if both are equal."""
    if lhs == rhs:
        raise _comparison("!= right` comparison", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_not_equal(lhs: StringSpan[_], rhs: StringSpan[_], msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises if both are the same text."""
    if lhs == rhs:
        raise _comparison("!= right` comparison", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_almost_equal[
    dtype: DType, length: SIMDLength, //
](
    lhs: SIMD[dtype, length],
    rhs: SIMD[dtype, length],
    msg: String = "",
    *,
    atol: Float64 = 1e-08,
    rtol: Float64 = 1e-05,
    equal_nan: Bool = False,
    location: Optional[SourceLocation] = None,
) raises:
    """Raises unless every pair of lanes differs by at most `atol + rtol * |rhs|`; integers have to be equal."""
    if not all(isclose(lhs, rhs, atol=atol, rtol=rtol, equal_nan=equal_nan)):
        var text = String(lhs, " is not close to ", rhs, " with a diff of ", abs(lhs - rhs))
        if msg:
            text += String(" (", msg, ")")
        raise _fail(text, location.or_else(call_location()))


@always_inline
def assert_is[
    T: Identifiable & Writable, //
](lhs: T, rhs: T, msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises unless both are the same thing."""
    if lhs is not rhs:
        raise _comparison("is right` identification", String(lhs), String(rhs), msg, location.or_else(call_location()))


@always_inline
def assert_is_not[
    T: Identifiable & Writable, //
](lhs: T, rhs: T, msg: String = "", *, location: Optional[SourceLocation] = None) raises:
    """Raises if both are the same thing."""
    if lhs is rhs:
        raise _comparison("is not right` identification", String(lhs), String(rhs), msg, location.or_else(call_location()))


struct assert_raises(Deinitable, Movable):
    """`with assert_raises(contains="text"):` raises unless the suite does, with that text in the message."""

    var _contains: Optional[String]
    var _location: SourceLocation

    @always_inline
    def __init__(out self, *, location: Optional[SourceLocation] = None):
        """Expects any error."""
        self._contains = None
        self._location = location.or_else(call_location())

    @always_inline
    def __init__(out self, *, contains: String, location: Optional[SourceLocation] = None):
        """Expects an error whose message contains the text."""
        self._contains = contains
        self._location = location.or_else(call_location())

    def __enter__(self):
        """Begins the suite."""
        pass

    def __exit__(self) raises:
        """Nothing was raised."""
        raise Error("AssertionError: Didn't raise at ", self._location)

    def __exit__[E: AnyType, //](self, error: E) raises -> Bool:
        """Swallows the error if it is the expected one; another one goes on."""
        if not self._contains:
            return True
        comptime assert conforms_to(E, Writable), "`contains=` needs an error that is Writable"
        return self._contains.value() in String(error)
