"""Single Unicode characters."""

from std.builtin.debug_assert import _abort_with


struct Codepoint(Comparable, Hashable, Intable, TrivialRegisterPassable, Writable):
    """A Unicode scalar value."""

    var _value: UInt32

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_unchecked_codepoint: UInt32):
        """A number that is known to be a scalar value."""
        self._value = unsafe_unchecked_codepoint

    @always_inline("nodebug")
    def __init__(out self, value: UInt8):
        """A character of ASCII or Latin-1."""
        self._value = value.cast[DType.uint32]()

    @staticmethod
    def from_u32(value: UInt32) -> Optional[Self]:
        """The code point of that number, if it is one."""
        if value > 0x10FFFF or (value >= 0xD800 and value <= 0xDFFF):
            return None
        return Codepoint(unsafe_unchecked_codepoint=value)

    @staticmethod
    def ord(string: StringSpan[_]) -> Self:
        """The only character of a text."""
        debug_assert[assert_mode="safe"](string.count_codepoints() == 1, "`ord` expects one character")
        return Self._decode(string.unsafe_ptr())

    @staticmethod
    @always_inline
    def _decode(data: Pointer[UInt8, _]) -> Self:
        """The code point that starts at an address, in valid UTF-8."""
        var first = data.unsafe_load().cast[DType.uint32]()
        if first < 0x80:
            return Codepoint(unsafe_unchecked_codepoint=first)
        var second = data.unsafe_load(1).cast[DType.uint32]() & 0x3F
        if first < 0xE0:
            return Codepoint(unsafe_unchecked_codepoint=((first & 0x1F) << 6) | second)
        var third = data.unsafe_load(2).cast[DType.uint32]() & 0x3F
        if first < 0xF0:
            return Codepoint(unsafe_unchecked_codepoint=((first & 0x0F) << 12) | (second << 6) | third)
        var fourth = data.unsafe_load(3).cast[DType.uint32]() & 0x3F
        return Codepoint(unsafe_unchecked_codepoint=((first & 0x07) << 18) | (second << 12) | (third << 6) | fourth)

    def utf8_byte_length(self) -> Int:
        """The number of bytes in UTF-8."""
        return 1 if self._value < 0x80 else 2 if self._value < 0x800 else 3 if self._value < 0x10000 else 4

    @always_inline("nodebug")
    def to_u32(self) -> UInt32:
        """The number."""
        return self._value

    @always_inline("nodebug")
    def __int__(self) -> Int:
        """The number."""
        return Int(self._value)

    @always_inline("nodebug")
    def __eq__(self, other: Self) -> Bool:
        """Whether both are one character."""
        return self._value == other._value

    @always_inline("nodebug")
    def __lt__(self, other: Self) -> Bool:
        """Whether this number is smaller."""
        return self._value < other._value

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the number."""
        hasher.update(self._value)

    def is_ascii_digit(self) -> Bool:
        """Whether it is a digit 0 to 9."""
        return self._value >= 48 and self._value <= 57

    def is_ascii_upper(self) -> Bool:
        """Whether it is a letter A to Z."""
        return self._value >= 65 and self._value <= 90

    def is_ascii_lower(self) -> Bool:
        """Whether it is a letter a to z."""
        return self._value >= 97 and self._value <= 122

    def is_ascii(self) -> Bool:
        """Whether it is below 128."""
        return self._value < 128

    def is_ascii_printable(self) -> Bool:
        """Whether it is a blank, or another visible character below 127."""
        return self._value >= 32 and self._value < 127

    def is_posix_space(self) -> Bool:
        """Whether it is one of the six blanks of ASCII."""
        return self._value == 32 or (self._value >= 9 and self._value <= 13)

    def is_python_space(self) -> Bool:
        """Whether `strip` and `split` take it for a blank: `str.isspace` of Python."""
        var n = self._value
        return (
            self.is_posix_space() or (n >= 28 and n <= 31) or n == 0x85 or n == 0xA0 or n == 0x1680 or (n >= 0x2000 and n <= 0x200A)
            or n == 0x2028 or n == 0x2029 or n == 0x202F or n == 0x205F or n == 0x3000
        )

    def write_to(self, mut writer: Some[Writer]):
        """Writes the character."""
        var text = String()
        text._append_codepoint(self._value)
        writer.write_string(text)


def ord(text: StringSpan[_]) -> Int:
    """The number of the only character."""
    return Int(Codepoint.ord(text))


def chr(number: Int) -> String:
    """The character of a number; stops the program if there is none."""
    var codepoint = Codepoint.from_u32(UInt32(number)) if number >= 0 and number <= 0x10FFFF else Optional[Codepoint]()
    if not codepoint:
        _abort_with(String("chr(", number, ") is not a valid Unicode codepoint"))
    var text = String()
    text._append_codepoint(codepoint.value()._value)
    return text^


def ascii(text: StringSpan[_]) -> String:
    """The text in quotes, every byte outside of printable ASCII escaped; in double quotes where it has a single one."""
    var quote = StaticString('"') if "'" in text else StaticString("'")
    var result = String(quote)
    for byte in text.as_bytes():
        if byte == 92:
            result += "\\\\"
        elif byte == 9:
            result += "\\t"
        elif byte == 10:
            result += "\\n"
        elif byte == 13:
            result += "\\r"
        elif byte >= 32 and byte < 127:
            result._append_codepoint(UInt32(byte))
        else:
            result += String("\\x", "0" if byte < 16 else "", hex(byte, prefix=""))
    result += quote
    return result^
