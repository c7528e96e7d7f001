"""Characters that people see, and the case of letters of all scripts."""

from std.testing import assert_equal, assert_true


def lengths(text: String) -> String:
    var result = String()
    for cluster in text:
        result.write(cluster.byte_length(), " ")
    return result


def main() raises:
    assert_equal(lengths("abc"), "1 1 1 ")
    assert_equal(lengths("a\r\nb\n\r"), "1 2 1 1 1 ")
    assert_equal(lengths("e\u0301x"), "3 1 ")  # a combining accent
    assert_equal(lengths("\U0001F468\u200D\U0001F469\u200D\U0001F467!"), "18 1 ")  # a family: three emoji and joiners
    assert_equal(lengths("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1EA"), "8 8 4 ")  # two flags and a half
    assert_equal(lengths("\u1112\u1161\u11AB\uAE00"), "9 3 ")  # Hangul by letters and as a syllable
    assert_equal(lengths("\u2764\uFE0F\U0001F3FB"), "10 ")
    var word = String("ne\u0301e")
    assert_equal(word.count_graphemes(), 3)
    assert_equal(word.count_codepoints(), 4)
    assert_equal(word[grapheme=1], "e\u0301")
    assert_equal(word[grapheme=1:3], "e\u0301e")
    var backwards = String()
    for cluster in word.__reversed__():
        backwards += cluster
    assert_equal(backwards, "ee\u0301n")
    assert_equal(String("straße ŉ ﬃ ǆ ÿ ა ꭰ 𐐨").upper(), "STRASSE ʼN FFI Ǆ Ÿ Ა Ꭰ 𐐀")
    assert_equal(String("İ ǅ Σ Ὠ 𐐀 ẞ").lower(), "i̇ ǆ σ ὠ 𐐨 ß")
    assert_true(String("ÄB").isupper() and not String("Äb").isupper() and String("äb").islower())
    assert_true(not String("1").isupper())
    assert_true(String("\u2003\t").isspace())
    assert_equal(Int(Codepoint.ord("€")), 0x20AC)
    assert_true(Codepoint.ord(" ").is_posix_space() and Codepoint(UInt8(0xA0)).is_python_space() and not Codepoint(UInt8(0xA0)).is_posix_space())
    assert_true(Codepoint.ord("~").is_ascii_printable() and not Codepoint(UInt8(127)).is_ascii_printable())
    assert_equal(ascii("a\té\\"), "'a\\t\\xc3\\xa9\\\\'")
    assert_equal(ascii("it's"), "\"it's\"")
