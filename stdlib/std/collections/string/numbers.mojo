"""Numbers to text and back."""

from std.builtin._simd_support import _unsigned_of
from std.collections.string._decimal import _float_from_text, _shortest_digits


def _write_integer[dtype: DType, //](value: Scalar[dtype], mut writer: Some[Writer]):
    comptime wide = _unsigned_of[dtype]() if dtype.bit_width() > 64 else DType.uint64
    var negative = False
    comptime if dtype.is_signed():
        negative = value < 0
    # The magnitude of the smallest number of a type does not fit the type, but its bits, read as unsigned, are right.
    var magnitude = value.cast[wide]()
    if negative:
        magnitude = Scalar[wide](0) - magnitude
    var digits = Array[UInt8, 80](uninitialized=True)
    var data = digits.unsafe_ptr()
    var at = 80
    while True:
        at -= 1
        data.unsafe_store(at, (magnitude % 10).cast[DType.uint8]() + 48)
        magnitude //= 10
        if magnitude == 0:
            break
    if negative:
        at -= 1
        data.unsafe_store(at, UInt8(45))
    writer.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(at), length=80 - at))


def _write_float(value: Float64, digits: UInt64, exponent: Int, mut writer: Some[Writer]):
    """Writes `digits * 10**exponent` the way Python does."""
    var storage = Array[UInt8, 20](uninitialized=True)
    var data = storage.unsafe_ptr()
    var first = 20
    var rest = digits
    while True:
        first -= 1
        data.unsafe_store(first, (rest % 10).cast[DType.uint8]() + 48)
        rest //= 10
        if rest == 0:
            break
    var count = 20 - first
    var text = StringSpan(unsafe_ptr=data.unsafe_offset(first), length=count)
    # The number is 0.d1d2… * 10**point.
    var point = count + exponent
    if point > 16 or point < -3:
        writer.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(first), length=1))
        if count > 1:
            writer.write_string(".")
            writer.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(first + 1), length=count - 1))
        writer.write_string("e-" if point - 1 < 0 else "e+")
        var size = 1 - point if point - 1 < 0 else point - 1
        if size < 10:
            writer.write_string("0")
        _write_integer(size, writer)
    elif point <= 0:
        writer.write_string("0.")
        for _ in range(-point):
            writer.write_string("0")
        writer.write_string(text)
    elif point >= count:
        writer.write_string(text)
        for _ in range(point - count):
            writer.write_string("0")
        writer.write_string(".0")
    else:
        writer.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(first), length=point))
        writer.write_string(".")
        writer.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(first + point), length=count - point))


def _write_scalar[dtype: DType, //](value: Scalar[dtype], mut writer: Some[Writer]):
    """Writes a number: integers in base 10, floats with the fewest digits that read back as the same number."""
    comptime if dtype == DType.bool:
        writer.write_string("True" if value else "False")
    elif dtype.is_integral():
        _write_integer(value, writer)
    else:
        if value != value:
            writer.write_string("nan")
            return
        var wide = value.cast[DType.float64]()
        if wide < 0 or (wide == 0 and wide.to_bits() != 0):
            writer.write_string("-")
            wide = -wide
        if wide == Float64.MAX:
            writer.write_string("inf")
        elif wide == 0:
            writer.write_string("0.0")
        else:
            var digits, exponent = _shortest_digits[dtype](wide)
            _write_float(wide, digits, exponent, writer)


def _digit_of(byte: UInt8) -> Int:
    if byte >= 48 and byte <= 57:
        return Int(byte) - 48
    if byte >= 97 and byte <= 122:
        return Int(byte) - 87
    if byte >= 65 and byte <= 90:
        return Int(byte) - 55
    return 99


def atol(text: StringSpan[_], base: Int = 10) raises -> Int:
    """The integer that the text spells; base 0 reads the prefixes `0x`, `0o`, `0b`.

    Raises:
        If the text is no integer of that base, or the base is none.
    """
    if base != 0 and (base < 2 or base > 36):
        raise "Base must be >= 2 and <= 36, or 0."
    var stripped = text.strip()
    var at = 0
    var length = stripped.byte_length()
    var negative = False
    if length > 0 and (stripped._byte(0) == 45 or stripped._byte(0) == 43):
        negative = stripped._byte(0) == 45
        at = 1
    var real = base
    if at + 1 < length and stripped._byte(at) == 48:
        var letter = stripped._byte(at + 1) | 32
        var named = 16 if letter == 120 else 8 if letter == 111 else 2 if letter == 98 else 0
        if named != 0 and (base == 0 or base == named):
            real = named
            at += 2
    if real == 0:
        real = 10
    var value = Int(0)
    var count = 0
    while at < length:
        var byte = stripped._byte(at)
        at += 1
        if byte == 95 and count > 0 and at < length:
            continue
        var digit = _digit_of(byte)
        if digit >= real:
            count = 0
            break
        if value > (Int.MAX - digit) / real:
            raise Error("String expresses an integer too large to store in Int: '", text, "'")
        value = value * real + digit
        count += 1
    if count == 0:
        raise Error("String is not convertible to integer with base ", base, ": '", text, "'")
    return -value if negative else value


def atof(text: StringSpan[_]) raises -> Float64:
    """The floating-point number that the text spells, rounded to nearest.

    Raises:
        If it spells none.
    """
    var result = _float_from_text(text.strip())
    if not result:
        raise Error("String is not convertible to float: '", text, "'")
    return result.value()
