"""Strings as programs use them: search, parts, case, numbers, UTF-8."""

from std.testing import assert_equal, assert_false, assert_raises, assert_true


def search() raises:
    var s = String("Hello, wörld")
    assert_equal(s.byte_length(), 13)
    assert_equal(s.count_codepoints(), 12)
    assert_true(s.startswith("Hello") and s.endswith("rld") and not s.startswith("hello"))
    assert_true(s.startswith("lo", 3) and not s.startswith("lo", 3, 4) and s.endswith("lo", 0, 5))
    assert_equal(s.find("wör"), 7)
    assert_equal(s.find("l", 4), 11)
    assert_equal(s.find("x"), -1)
    assert_equal(s.rfind("l"), 11)
    assert_equal(s.count("l"), 3)
    assert_true("wör" in s and "war" not in s)
    assert_equal(s[byte=0:5], "Hello")
    assert_equal(s[byte=8], "ö")
    assert_equal(s[codepoint=8], "ö")
    assert_equal(s[codepoint=7:10], "wör")


def parts() raises:
    var fields = String("a,b,,c").split(",")
    assert_equal(len(fields), 4)
    assert_equal(fields[2], "")
    assert_equal(String("a,b,c").split(",", 1)[1], "b,c")
    assert_equal(String(String(" a \t b\n").split()), "[a, b]")
    assert_equal(String(", ").join(["x", "y"]), "x, y")
    assert_equal("-".join([1, 2, 3]), "1-2-3")
    assert_equal(String("a\nb\r\nc").splitlines()[2], "c")
    assert_equal(String("  a b ").strip(), "a b")
    assert_equal(String("xxaxx").strip("x"), "a")
    assert_equal(String("xxaxx").lstrip("x"), "axx")
    assert_equal(String("  a ").rstrip(), "  a")
    assert_equal(String("prefix-body").removeprefix("prefix-"), "body")
    assert_equal(String("body.txt").removesuffix(".txt"), "body")
    assert_equal(String("a-b").replace("-", " - "), "a - b")


def new_text() raises:
    var s = String("abc")
    var t = s
    t += "!"
    assert_equal(s, "abc")
    assert_equal(t, "abc!")
    assert_equal(s + "d" + String("e"), "abcde")
    assert_equal("0" + s, "0abc")
    assert_equal(s * 3, "abcabcabc")
    assert_equal(String("Straße").upper(), "STRASSE")
    assert_equal(String("ÄÖÜ Λ Ж").lower(), "äöü λ ж")
    assert_equal(String("7").ascii_rjust(3, "0"), "007")
    assert_equal(String("7").ascii_ljust(3) + "|", "7  |")
    assert_true(s < "abd" and s <= t and t > s and s != t and not (s == t))
    assert_true(not String() and Bool(s))
    var built = String()
    for i in range(1000):
        built.write(i, ";")
    assert_equal(built.byte_length(), 10 + 180 + 2700 + 1000)
    assert_equal(built[byte=3878:3889], "997;998;999")


def numbers() raises:
    assert_equal(Int("42"), 42)
    assert_equal(Int(" -7 "), -7)
    assert_equal(atol("0x1F", 16), 31)
    assert_equal(atol("0b101", 0), 5)
    assert_equal(Float64("2.25"), 2.25)
    assert_equal(atof("-1.5e3"), -1500.0)
    with assert_raises(contains="String is not convertible to integer with base 10: '4x'"):
        _ = Int("4x")
    with assert_raises(contains="not convertible to integer"):
        _ = Int("")
    with assert_raises(contains="String is not convertible to float: 'abc'"):
        _ = Float64("abc")


def characters() raises:
    assert_equal(ord("a"), 97)
    assert_equal(chr(8364), "€")
    var total = 0
    for c in String("aé€").codepoints():
        total += Int(c)
    assert_equal(total, 97 + 233 + 8364)
    var dotted = String()
    for c in String("aé€😀").codepoint_slices():
        dotted += c
        dotted += "."
    assert_equal(dotted, "a.é.€.😀.")
    var bytes: List[UInt8] = [0x61, 0xF0, 0x9F, 0x98, 0x62, 0xFF, 0xC3, 0xA9, 0xE2]
    assert_equal(String(from_utf8_lossy=bytes), "a\uFFFDb\uFFFDé\uFFFD")
    with assert_raises(contains="invalid UTF-8"):
        _ = String(from_utf8=bytes)
    var sum = 0
    for byte in "abc".as_bytes():
        sum += Int(byte)
    assert_equal(sum, 294)


def shared(text: String) -> String:
    return text


def main() raises:
    search()
    parts()
    new_text()
    numbers()
    characters()
    var a = shared(String("x") * 100)
    var b = a
    b += "y"
    # expect: 100 101
    print(a.byte_length(), b.byte_length())
