"""Floats are written with the fewest digits that read back as the same number, as Python writes them."""

from std.testing import assert_equal, assert_true


def check_shortest(value: Float64) raises:
    """Reads back as the same number, and no text with a digit less does."""
    var text = String(value)
    assert_equal(atof(text), value, text)
    var digits = String()
    var exponent = 0
    var is_behind_point = False
    var mantissa = text.split("e")[0]
    for byte in mantissa.as_bytes():
        if byte == 46:
            is_behind_point = True
        elif byte != 45:
            digits += chr(Int(byte))
            exponent -= Int(is_behind_point)
    if "e" in text:
        exponent += Int(text.split("e")[1])
    var stripped = String(digits.strip("0"))
    exponent += digits.byte_length() - digits.rstrip("0").byte_length()
    if stripped.byte_length() < 2:
        return
    # One digit less, rounded down and up.
    var shorter = Int(stripped) // 10
    for candidate in range(shorter, shorter + 2):
        assert_true(atof(String(candidate, "e", exponent + 1)) != abs(value), text)


def main() raises:
    assert_equal(String(0.1), "0.1")
    assert_equal(String(1.0), "1.0")
    assert_equal(String(-0.0), "-0.0")
    assert_equal(String(1.0 / 3.0), "0.3333333333333333")
    assert_equal(String(Float64(1e16)), "1e+16")
    assert_equal(String(Float64(123456789012345.0)), "123456789012345.0")
    assert_equal(String(Float64(1e-5)), "1e-05")
    assert_equal(String(Float64(0.0001)), "0.0001")
    assert_equal(String(Float64(5e-324)), "5e-324")
    assert_equal(String(Float64(1.7976931348623157e308)), "1.7976931348623157e+308")
    assert_equal(String(Float64(2.2250738585072014e-308)), "2.2250738585072014e-308")
    assert_equal(String(Float64(9007199254740993.0)), "9007199254740992.0")
    assert_equal(String(Float64(1059438285926254.25)), "1059438285926254.2")
    assert_equal(String(Float32(0.1)), "0.1")
    assert_equal(String(Float32(16777216.0)), "16777216.0")
    assert_equal(String(Float32(1e-45)), "1e-45")
    assert_equal(String(Float64("inf")), "inf")
    assert_equal(String(-Float64("inf")), "-inf")
    assert_equal(String(Float64("nan")), "nan")
    var state = UInt64(0x9E3779B97F4A7C15)
    for i in range(3000):
        state = state * 6364136223846793005 + 1442695040888963407
        var bits = state ^ (state >> 29)
        if i % 4 == 0:
            bits &= (1 << 52) - 1  # subnormal
        if (bits >> 52) & 0x7FF != 0x7FF:
            check_shortest(Float64(from_bits=bits))
