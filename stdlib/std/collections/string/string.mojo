"""Owned text."""

from std.atomic import Atomic
from std.collections.string._characters import _codepoint_length
from std.collections.string._text import _append_lossy, _is_boundary, _is_valid_utf8
from std.collections.string.string_span import StringSpan, StaticString, _CharacterIterator, _ClusterIterator, _CodepointIterator, _ReversedClusters
from std.collections.span import _SpanIterator
from std.iter import Iterable, _Reversible
from std.memory.memory import unsafe_alloc, unsafe_memcpy, unsafe_memset

# In front of a heap buffer's text: the number of strings that share it.
comptime _HEADER = 8


struct String(
    Boolable, Comparable, Defaultable, Deinitable, FloatableRaising, Hashable, ImplicitlyCopyable, IntableRaising, Iterable, Writable,
    Writer, _Reversible
):
    """Text as UTF-8 bytes. A literal is referred to in static memory; other text lies on the heap, is shared by copies and copied when changed."""

    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ReversedClusters[
        __origin_interior[iterable_origin, "bytes"]()
    ]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ClusterIterator[
        __origin_interior[iterable_origin, "bytes"]()
    ]

    comptime ASCII_LOWERCASE = StaticString("abcdefghijklmnopqrstuvwxyz")
    comptime ASCII_UPPERCASE = StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    comptime ASCII_LETTERS = StaticString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    comptime DIGITS = StaticString("0123456789")
    comptime HEX_DIGITS = StaticString("0123456789abcdefABCDEF")
    comptime OCT_DIGITS = StaticString("01234567")
    comptime PRINTABLE = StaticString(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c"
    )
    comptime PUNCTUATION = StaticString("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

    var _data: Pointer[UInt8, MutUntrackedOrigin]
    var _length: Int
    # Bytes of the heap buffer after its header; 0: static text that is not owned.
    var _capacity: Int

    # ---- Lifecycle

    @always_inline("nodebug")
    def __init__(out self):
        """No text."""
        self._data = Pointer[UInt8, MutUntrackedOrigin].unsafe_dangling()
        self._length = 0
        self._capacity = 0

    def __init__(out self, *, capacity_bytes: Int):
        """No text, room for `capacity_bytes`."""
        self = Self()
        self.reserve_bytes(capacity_bytes)

    def __init__(out self, *, capacity: Int):
        """No text, room for `capacity` bytes."""
        self = Self(capacity_bytes=capacity)

    def __init__(out self, *, unsafe_uninit_length: Int):
        """`unsafe_uninit_length` bytes that the caller has to write."""
        self = Self(capacity_bytes=unsafe_uninit_length)
        self._length = unsafe_uninit_length

    @always_inline("nodebug")
    @implicit
    def __init__(out self, text: StringLiteral[_]):
        """The program's text; nothing is copied."""
        self._data = text.unsafe_ptr().unsafe_mut_cast[True]().unsafe_origin_cast[MutUntrackedOrigin]()
        self._length = text.byte_length()
        self._capacity = 0

    def __init__(out self, text: StringSpan[_]):
        """A copy of viewed text."""
        self = String(capacity_bytes=text.byte_length())
        self.write_string(text)

    def __init__[*Ts: Writable](out self, *args: *Ts, sep: StaticString = "", end: StaticString = ""):
        """The arguments' texts, `sep` between them and `end` after them."""
        self = String()
        comptime for i in range(args.__len__()):
            comptime if i > 0:
                self.write_string(sep)
            args[i].write_to(self)
        self.write_string(end)

    def __init__(out self, *, unsafe_from_utf8: Span[UInt8, _]):
        """A copy of bytes that are known to be valid UTF-8."""
        self = String(capacity_bytes=len(unsafe_from_utf8))
        unsafe_memcpy(dest=self._data, src=unsafe_from_utf8.unsafe_ptr(), count=len(unsafe_from_utf8))
        self._length = len(unsafe_from_utf8)

    def __init__(out self, *, from_utf8: Span[UInt8, _]) raises:
        """A copy of bytes.

        Raises:
            If they are not valid UTF-8.
        """
        if not _is_valid_utf8(from_utf8.unsafe_ptr(), len(from_utf8)):
            raise "Cannot construct a String from invalid UTF-8 data"
        self = String(unsafe_from_utf8=from_utf8)

    def __init__(out self, *, from_utf8_lossy: Span[UInt8, _]):
        """A copy of bytes; every part that is not valid UTF-8 becomes U+FFFD."""
        self = String(capacity_bytes=len(from_utf8_lossy))
        _append_lossy(self, from_utf8_lossy.unsafe_ptr(), len(from_utf8_lossy))

    def __init__(out self, *, unsafe_from_utf8_ptr: Pointer[UInt8, _]):
        """A copy of the bytes up to a NUL, which are known to be valid UTF-8."""
        var length = 0
        while unsafe_from_utf8_ptr.unsafe_load(length) != 0:
            length += 1
        self = String(StringSpan(unsafe_ptr=unsafe_from_utf8_ptr, length=length))

    def __init__(out self, *, copy: Self):
        """The same text; heap memory is shared."""
        self._data = copy._data
        self._length = copy._length
        self._capacity = copy._capacity
        if copy._capacity > 0:
            _ = Atomic.fetch_add(copy._shares(), UInt64(1))

    def __deinit__(deinit self):
        """Gives up a share of the memory."""
        self._release()

    @always_inline("nodebug")
    def _shares(self) -> Pointer[UInt64, MutUntrackedOrigin]:
        return self._data.unsafe_offset(-_HEADER).unsafe_bitcast[UInt64]()

    @always_inline
    def _release(self):
        if self._capacity > 0:
            if Atomic.fetch_sub(self._shares(), UInt64(1)) == 1:
                self._data.unsafe_offset(-_HEADER).unsafe_free()

    def _canonicalize(mut self):
        """Compile-time values that are equal must not differ in spare memory."""
        if self._capacity > self._length:
            self._reallocate(self._length)

    @no_inline
    def _reallocate(mut self, capacity: Int):
        """Moves the text to a buffer of its own."""
        if capacity == 0:
            self._release()
            self._data = Pointer[UInt8, MutUntrackedOrigin].unsafe_dangling()
            self._capacity = 0
            return
        var block = unsafe_alloc[UInt8](capacity + _HEADER, alignment=8)
        block.unsafe_bitcast[UInt64]().unsafe_store(UInt64(1))
        var data = block.unsafe_offset(_HEADER)
        unsafe_memcpy(dest=data, src=self._data, count=self._length)
        self._release()
        self._data = data
        self._capacity = capacity

    @always_inline
    def _make_room(mut self, needed: Int):
        """Makes the buffer unshared and at least `needed` bytes large."""
        if needed > self._capacity:
            self._reallocate(max(needed, max(2 * self._capacity, 24)))
        elif Atomic.load(self._shares()) != 1:
            self._reallocate(self._capacity)

    def reserve_bytes(mut self, capacity_bytes: Int, /):
        """Makes room for at least `capacity_bytes`."""
        if capacity_bytes > self._capacity:
            self._reallocate((capacity_bytes + 7) & ~7)

    def reserve(mut self, capacity: Int):
        """Same as `reserve_bytes`."""
        self.reserve_bytes(capacity)

    # ---- Size and bytes

    @always_inline("nodebug")
    def byte_length(self) -> Int:
        """The number of bytes."""
        return self._length

    @always_inline("nodebug")
    def count_codepoints(self) -> Int:
        """The number of Unicode code points."""
        return self._view().count_codepoints()

    @always_inline("nodebug")
    def capacity_bytes(self) -> Int:
        """The bytes that the memory has room for."""
        return self._capacity if self._capacity > 0 else self._length

    @always_inline("nodebug")
    def capacity(self) -> Int:
        """Same as `capacity_bytes`."""
        return self.capacity_bytes()

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self._length != 0

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[UInt8, __origin_interior[origin_of(self), "bytes"]()]:
        """The address of the first byte."""
        return Pointer[UInt8, __origin_interior[origin_of(self), "bytes"]()](mlir_value=self._data._address)

    @always_inline("nodebug")
    def _view(self) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        return StringSpan[__origin_interior[origin_of(self), "bytes"]()](unsafe_ptr=self.unsafe_ptr(), length=self._length)

    @always_inline("nodebug")
    def as_string_slice(self) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text as a view."""
        return self._view()

    @always_inline("nodebug")
    def as_bytes(self) -> Span[UInt8, __origin_interior[origin_of(self), "bytes"]()]:
        """The bytes."""
        return self._view().as_bytes()

    # ---- Change

    @always_inline
    def write_string(mut self, string: StringSpan[_]):
        """Adds text at the end."""
        var length = string.byte_length()
        if length == 0:
            return
        self._make_room(self._length + length)
        unsafe_memcpy(dest=self._data.unsafe_offset(self._length), src=string.unsafe_ptr(), count=length)
        self._length += length

    @always_inline
    def _append_byte(mut self, byte: UInt8):
        self._make_room(self._length + 1)
        self._data.unsafe_store(self._length, byte)
        self._length += 1

    def _append_codepoint(mut self, value: UInt32):
        if value < 0x80:
            self._append_byte(value.cast[DType.uint8]())
        elif value < 0x800:
            self._append_byte((0xC0 | (value >> 6)).cast[DType.uint8]())
            self._append_byte((0x80 | (value & 0x3F)).cast[DType.uint8]())
        elif value < 0x10000:
            self._append_byte((0xE0 | (value >> 12)).cast[DType.uint8]())
            self._append_byte((0x80 | ((value >> 6) & 0x3F)).cast[DType.uint8]())
            self._append_byte((0x80 | (value & 0x3F)).cast[DType.uint8]())
        else:
            self._append_byte((0xF0 | (value >> 18)).cast[DType.uint8]())
            self._append_byte((0x80 | ((value >> 12) & 0x3F)).cast[DType.uint8]())
            self._append_byte((0x80 | ((value >> 6) & 0x3F)).cast[DType.uint8]())
            self._append_byte((0x80 | (value & 0x3F)).cast[DType.uint8]())

    def append(mut self, codepoint: Codepoint):
        """Adds a character at the end."""
        self._append_codepoint(codepoint.to_u32())

    def resize(mut self, length: Int, fill_byte: UInt8 = 0):
        """Makes the text `length` bytes long: cuts it between two characters, or adds the ASCII character `fill_byte`."""
        debug_assert(fill_byte < 128, "the byte to fill with must be ASCII")
        if length <= self._length:
            debug_assert(length == self._length or _is_boundary(self._data.unsafe_load(length)), "the text would end inside a character")
            self._length = length
            return
        self._make_room(length)
        unsafe_memset(self._data.unsafe_offset(self._length), fill_byte, length - self._length)
        self._length = length

    def resize(mut self, *, unsafe_uninit_length: Int):
        """Makes the text that long; new bytes are for the caller to write."""
        if unsafe_uninit_length > self._length:
            self._make_room(unsafe_uninit_length)
        self._length = unsafe_uninit_length

    @always_inline
    def unsafe_ptr_mut(mut self, capacity: Int = 0) -> Pointer[UInt8, __origin_interior[origin_of(self), "bytes"]()]:
        """The address of the first byte, to write through; the memory is no other string's and holds at least `capacity` bytes."""
        self._make_room(max(capacity, self._length))
        return Pointer[UInt8, __origin_interior[origin_of(self), "bytes"]()](mlir_value=self._data._address)

    def unsafe_as_bytes_mut(mut self) -> Span[UInt8, __origin_interior[origin_of(self), "bytes"]()]:
        """The bytes, to change; they have to stay valid UTF-8."""
        var length = self._length
        return Span[UInt8, __origin_interior[origin_of(self), "bytes"]()](unsafe_ptr=self.unsafe_ptr_mut(), length=length)

    def __iadd__(mut self, other: StringSpan[_]):
        """Adds text at the end."""
        self.write_string(other)

    # ---- What views can do

    def __add__(self, other: StringSpan[_]) -> String:
        """Both texts, one after the other."""
        return self._view() + other

    def __radd__(self, other: StringSpan[_]) -> String:
        """Both texts, one after the other."""
        return other + self._view()

    def __mul__(self, count: Int) -> String:
        """The text `count` times."""
        return self._view() * count

    @unavailable("text has no plain subscripts: write `[byte=…]`, `[codepoint=…]` or `[grapheme=…]`")
    def __getitem__(self, index: Int) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """Not available."""
        return self[byte=index]

    @unavailable("text has no plain subscripts: write `[byte=…]`, `[codepoint=…]` or `[grapheme=…]`")
    def __getitem__(self, range: ContiguousSlice) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """Not available."""
        return self.__getitem__(byte=range)

    def __getitem__(self, *, byte: Int) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The character that starts at a byte offset."""
        return self._view()[byte=byte]

    def __getitem__(self, *, byte: ContiguousSlice) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text between two byte offsets."""
        return self._view().__getitem__(byte=byte)

    def __getitem__(self, *, codepoint: Int) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The code point of that number, from 0 on."""
        return self._view()[codepoint=codepoint]

    def __getitem__(self, *, codepoint: ContiguousSlice) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The code points of a range."""
        return self._view().__getitem__(codepoint=codepoint)

    def __iter__(ref self) -> _ClusterIterator[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the characters that people see: grapheme clusters."""
        return self.graphemes()

    def graphemes(ref self) -> _ClusterIterator[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the characters that people see: grapheme clusters."""
        var view = StringSpan[__origin_interior[origin_of(self), "bytes"]()](
            unsafe_ptr=Pointer[UInt8, __origin_interior[origin_of(self), "bytes"]()](mlir_value=self._data._address), length=self._length
        )
        return _ClusterIterator[__origin_interior[origin_of(self), "bytes"]()](view, 0)

    def __reversed__(ref self) -> _ReversedClusters[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the characters that people see, the last one first."""
        return _ReversedClusters[__origin_interior[origin_of(self), "bytes"]()](self.graphemes().text)

    def graphemes_reversed(self) -> _ReversedClusters[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the characters that people see, the last one first."""
        return self._view().graphemes_reversed()

    def grapheme_indices(self) -> List[Tuple[Int, StringSpan[__origin_interior[origin_of(self), "bytes"]()]]]:
        """The characters that people see, with their byte offsets."""
        return self._view().grapheme_indices()

    def count_graphemes(self) -> Int:
        """The number of characters that people see."""
        return self._view().count_graphemes()

    def __getitem__(self, *, grapheme: Int) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The character that people see of that number, from 0 on."""
        return self._view()[grapheme=grapheme]

    def __getitem__(self, *, grapheme: ContiguousSlice) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The characters that people see of a range."""
        return self._view().__getitem__(grapheme=grapheme)

    def bytes(self) -> _SpanIterator[UInt8, __origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the bytes."""
        return self.as_bytes().__iter__()

    def codepoints(self) -> _CodepointIterator[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the code points as numbers."""
        return self._view().codepoints()

    def codepoint_slices(self) -> _CharacterIterator[__origin_interior[origin_of(self), "bytes"]()]:
        """Runs over the code points as views."""
        return self._view().codepoint_slices()

    def find(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the first occurrence from `start` on; -1 if there is none."""
        return self._view().find(substr, start)

    def rfind(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the last occurrence that does not begin before `start`; -1 if there is none."""
        return self._view().rfind(substr, start)

    def __contains__(self, substr: StringSpan[_]) -> Bool:
        """Whether the text occurs."""
        return self._view().find(substr) >= 0

    def count(self, substr: StringSpan[_]) -> Int:
        """How often the text occurs without overlapping."""
        return self._view().count(substr)

    def startswith(self, prefix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` begin with `prefix`; -1 is the end of the text."""
        return self._view().startswith(prefix, start, end)

    def endswith(self, suffix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` end with `suffix`; -1 is the end of the text."""
        return self._view().endswith(suffix, start, end)

    def removeprefix(self, prefix: StringSpan[_]) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without `prefix` at its start, if it is there."""
        return self._view().removeprefix(prefix)

    def removesuffix(self, suffix: StringSpan[_]) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without `suffix` at its end, if it is there."""
        return self._view().removesuffix(suffix)

    def split(self, sep: StringSpan[_], maxsplit: Int = -1) -> List[StringSpan[__origin_interior[origin_of(self), "bytes"]()]]:
        """The parts between occurrences of `sep`."""
        return self._view().split(sep, maxsplit)

    def split(self, sep: NoneType = None, maxsplit: Int = -1) -> List[StringSpan[__origin_interior[origin_of(self), "bytes"]()]]:
        """The parts between runs of white space; at most `maxsplit` runs count if that is not negative."""
        return self._view().split(sep, maxsplit)

    def splitlines(self, keepends: Bool = False) -> List[StringSpan[__origin_interior[origin_of(self), "bytes"]()]]:
        """The lines; `\\n`, `\\r\\n` and `\\r` end one."""
        return self._view().splitlines(keepends)

    def strip(self) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without white space at both ends."""
        return self._view().strip()

    def strip(self, chars: StringSpan[_]) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without characters of `chars` at both ends."""
        return self._view().strip(chars)

    def lstrip(self) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without white space at its start."""
        return self._view().lstrip()

    def rstrip(self) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without white space at its end."""
        return self._view().rstrip()

    def lstrip(self, chars: StringSpan[_]) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without characters of `chars` at its start."""
        return self._view().lstrip(chars)

    def rstrip(self, chars: StringSpan[_]) -> StringSpan[__origin_interior[origin_of(self), "bytes"]()]:
        """The text without characters of `chars` at its end."""
        return self._view().rstrip(chars)

    def lower(self) -> String:
        """The text in lower case."""
        return self._view().lower()

    def upper(self) -> String:
        """The text in upper case."""
        return self._view().upper()

    def replace(self, old: StringSpan[_], new: StringSpan[_]) -> String:
        """The text with every occurrence of `old` replaced."""
        return self._view().replace(old, new)

    def join[T: Copyable & Writable, //](self, elements: Span[T, _]) -> String:
        """The elements' texts with this one between them."""
        return self._view().join(elements)

    def format[*Ts: Writable](self, *args: *Ts) raises -> String:
        """The text with its fields `{}`, `{0}`, `{!r}` replaced by the arguments.

        Raises:
            If a field is malformed or names no argument.
        """
        return self._view().format(*args)

    def ascii_ljust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the right to `width` bytes."""
        return self._view().ascii_ljust(width, fillchar)

    def ascii_rjust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the left to `width` bytes."""
        return self._view().ascii_rjust(width, fillchar)

    def ascii_center(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on both sides to `width` bytes."""
        return self._view().ascii_center(width, fillchar)

    def is_ascii_printable(self) -> Bool:
        """Whether all of the text are printable characters of ASCII."""
        return self._view().is_ascii_printable()

    def __fspath__(self) -> String:
        """The text as a path."""
        return self

    def isspace(self) -> Bool:
        """Whether there is text and all of it is white space."""
        return self._view().isspace()

    def is_ascii_digit(self) -> Bool:
        """Whether there is text and all of it are digits 0 to 9."""
        return self._view().is_ascii_digit()

    def isupper(self) -> Bool:
        """Whether there are cased letters and none is in lower case."""
        return self._view().isupper()

    def islower(self) -> Bool:
        """Whether there are cased letters and none is in upper case."""
        return self._view().islower()

    def __int__(self) raises -> Int:
        """The number that the text spells in base 10.

        Raises:
            If it spells none.
        """
        return atol(self)

    def __float__(self) raises -> Float64:
        """The number that the text spells.

        Raises:
            If it spells none.
        """
        return atof(self)

    # ---- Comparison and text

    def __eq__(self, other: Self) -> Bool:
        """Whether both are the same text."""
        return self._view()._equals(other._view())

    def __eq__(self, other: StringSpan[_]) -> Bool:
        """Whether both are the same text."""
        return self._view()._equals(other)

    def __ne__(self, other: StringSpan[_]) -> Bool:
        """Whether they are different texts."""
        return not self._view()._equals(other)

    def __lt__(self, other: Self) -> Bool:
        """Whether this text comes first, byte by byte."""
        return self._view()._compare(other._view()) < 0

    def __lt__(self, other: StringSpan[_]) -> Bool:
        """Whether this text comes first, byte by byte."""
        return self._view()._compare(other) < 0

    def __le__(self, other: StringSpan[_]) -> Bool:
        """Whether the other text does not come first, byte by byte."""
        return self._view()._compare(other) <= 0

    def __gt__(self, other: StringSpan[_]) -> Bool:
        """Whether the other text comes first, byte by byte."""
        return self._view()._compare(other) > 0

    def __ge__(self, other: StringSpan[_]) -> Bool:
        """Whether this text does not come first, byte by byte."""
        return self._view()._compare(other) >= 0

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the bytes."""
        self._view().__hash__(hasher)

    @always_inline
    def write_to(self, mut writer: Some[Writer]):
        """Writes the text."""
        writer.write_string(self._view())

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the text in quotes, special characters escaped."""
        self._view().write_repr_to(writer)
