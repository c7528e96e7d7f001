"""Text of the program, known at compile time."""

from std.builtin.debug_assert import _abort_with
from std.collections.string.string_span import _CharacterIterator, _ClusterIterator, _CodepointIterator


struct StringLiteral[value: __mlir_type.`!fx.string`](
    Boolable, FloatableRaising, IntableRaising, TrivialRegisterPassable, Writable
):
    """The type of one written text. At run time it becomes a `String`, or a view of static memory."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("builtin")
    def __add__(self, other: StringLiteral[_]) -> StringLiteral[__string_concat[Self.value, other.value]()]:
        """Both texts, one after the other."""
        return {}

    @always_inline("builtin")
    def byte_length(self) -> Int:
        """The number of bytes."""
        return Int(SIMDLength(mlir_value=__string_len[Self.value]()))

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[UInt8, ImmStaticOrigin]:
        """The address of the first byte; a NUL follows the last one."""
        return Pointer[UInt8, ImmStaticOrigin](mlir_value=__string_ptr[Self.value]())

    @always_inline("nodebug")
    def as_string_slice(self) -> StaticString:
        """The text as a view."""
        return StaticString(unsafe_ptr=self.unsafe_ptr(), length=self.byte_length())

    @always_inline("builtin")
    def __eq__(self, other: StringLiteral[_]) -> Bool:
        """Whether both are the same text."""
        return Bool(mlir_value=__string_eq[Self.value, other.value]())

    @always_inline("builtin")
    def __ne__(self, other: StringLiteral[_]) -> Bool:
        """Whether they are different texts."""
        return ~(self == other)

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self.byte_length() != 0

    # ---- What views of text can do

    def __mul__(self, count: Int) -> String:
        """The text `count` times."""
        return self.as_string_slice() * count

    def __contains__(self, substr: StringSpan[_]) -> Bool:
        """Whether the text occurs."""
        return substr in self.as_string_slice()

    def __lt__(self, other: StringSpan[_]) -> Bool:
        """Whether this text comes first, byte by byte."""
        return self.as_string_slice() < other

    def as_bytes(self) -> Span[UInt8, ImmStaticOrigin]:
        """The bytes."""
        return self.as_string_slice().as_bytes()

    def count_codepoints(self) -> Int:
        """The number of Unicode code points."""
        return self.as_string_slice().count_codepoints()

    def find(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the first occurrence from `start` on; -1 if there is none."""
        return self.as_string_slice().find(substr, start)

    def rfind(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the last occurrence that does not begin before `start`; -1 if there is none."""
        return self.as_string_slice().rfind(substr, start)

    def count(self, substr: StringSpan[_]) -> Int:
        """How often the text occurs without overlapping."""
        return self.as_string_slice().count(substr)

    def startswith(self, prefix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` begin with `prefix`; -1 is the end of the text."""
        return self.as_string_slice().startswith(prefix, start, end)

    def endswith(self, suffix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` end with `suffix`; -1 is the end of the text."""
        return self.as_string_slice().endswith(suffix, start, end)

    def removeprefix(self, prefix: StringSpan[_]) -> StaticString:
        """The text without `prefix` at its start, if it is there."""
        return self.as_string_slice().removeprefix(prefix)

    def removesuffix(self, suffix: StringSpan[_]) -> StaticString:
        """The text without `suffix` at its end, if it is there."""
        return self.as_string_slice().removesuffix(suffix)

    def split(self, sep: StringSpan[_], maxsplit: Int = -1) -> List[StaticString]:
        """The parts between occurrences of `sep`."""
        return self.as_string_slice().split(sep, maxsplit)

    def split(self, sep: NoneType = None, maxsplit: Int = -1) -> List[StaticString]:
        """The parts between runs of white space; at most `maxsplit` runs count if that is not negative."""
        return self.as_string_slice().split(sep, maxsplit)

    def splitlines(self, keepends: Bool = False) -> List[StaticString]:
        """The lines; `\\n`, `\\r\\n` and `\\r` end one."""
        return self.as_string_slice().splitlines(keepends)

    def strip(self) -> StaticString:
        """The text without white space at both ends."""
        return self.as_string_slice().strip()

    def strip(self, chars: StringSpan[_]) -> StaticString:
        """The text without characters of `chars` at both ends."""
        return self.as_string_slice().strip(chars)

    def lstrip(self) -> StaticString:
        """The text without white space at its start."""
        return self.as_string_slice().lstrip()

    def lstrip(self, chars: StringSpan[_]) -> StaticString:
        """The text without characters of `chars` at its start."""
        return self.as_string_slice().lstrip(chars)

    def rstrip(self) -> StaticString:
        """The text without white space at its end."""
        return self.as_string_slice().rstrip()

    def rstrip(self, chars: StringSpan[_]) -> StaticString:
        """The text without characters of `chars` at its end."""
        return self.as_string_slice().rstrip(chars)

    def lower(self) -> String:
        """The text in lower case."""
        return self.as_string_slice().lower()

    def upper(self) -> String:
        """The text in upper case."""
        return self.as_string_slice().upper()

    def replace(self, old: StringSpan[_], new: StringSpan[_]) -> String:
        """The text with every occurrence of `old` replaced."""
        return self.as_string_slice().replace(old, new)

    def join[T: Copyable & Writable, //](self, elements: Span[T, _]) -> String:
        """The elements' texts with this one between them."""
        return self.as_string_slice().join(elements)

    def ascii_ljust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the right to `width` bytes."""
        return self.as_string_slice().ascii_ljust(width, fillchar)

    def ascii_rjust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the left to `width` bytes."""
        return self.as_string_slice().ascii_rjust(width, fillchar)

    def ascii_center(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on both sides to `width` bytes."""
        return self.as_string_slice().ascii_center(width, fillchar)

    def isspace(self) -> Bool:
        """Whether there is text and all of it is white space."""
        return self.as_string_slice().isspace()

    def is_ascii_digit(self) -> Bool:
        """Whether there is text and all of it are digits 0 to 9."""
        return self.as_string_slice().is_ascii_digit()

    def is_ascii_printable(self) -> Bool:
        """Whether all of the text are printable characters of ASCII."""
        return self.as_string_slice().is_ascii_printable()

    def isupper(self) -> Bool:
        """Whether there are cased letters and none is in lower case."""
        return self.as_string_slice().isupper()

    def islower(self) -> Bool:
        """Whether there are cased letters and none is in upper case."""
        return self.as_string_slice().islower()

    def codepoints(self) -> _CodepointIterator[ImmStaticOrigin]:
        """Runs over the code points as numbers."""
        return self.as_string_slice().codepoints()

    def codepoint_slices(self) -> _CharacterIterator[ImmStaticOrigin]:
        """Runs over the code points as views."""
        return self.as_string_slice().codepoint_slices()

    def __iter__(self) -> _ClusterIterator[ImmStaticOrigin]:
        """Runs over the characters that people see: grapheme clusters."""
        return self.as_string_slice().graphemes()

    def count_graphemes(self) -> Int:
        """The number of characters that people see."""
        return self.as_string_slice().count_graphemes()

    def format[*Ts: Writable](self, *args: *Ts) -> String:
        """The text with its fields replaced by the arguments; stops the program if a field is malformed or names no argument."""
        try:
            return self.as_string_slice().format(*args)
        except e:
            _abort_with(String(e))
            return String()

    def __int__(self) raises -> Int:
        """The number that the text spells in base 10.

        Raises:
            If it spells none.
        """
        return atol(self.as_string_slice())

    def __float__(self) raises -> Float64:
        """The number that the text spells.

        Raises:
            If it spells none.
        """
        return atof(self.as_string_slice())

    def __fspath__(self) -> String:
        """The text as a path."""
        return String(self)

    def write_to(self, mut writer: Some[Writer]):
        """Writes the text."""
        writer.write_string(self.as_string_slice())

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the text in quotes."""
        self.as_string_slice().write_repr_to(writer)
