"""Views of text."""

from std.builtin.debug_assert import _abort_with
from std.collections._check import check_slice
from std.collections.span import _SpanIterator
from std.collections.string.codepoint import Codepoint
from std.collections.string._characters import _case_mapped, _cluster_end, _codepoint_length
from std.collections.string._text import (
    _find, _format, _is_boundary, _is_space_at, _is_valid_utf8, _repr_to, _reverse_find, _split, _split_whitespace,
)
from std.iter import Iterable, Iterator, StopIteration, _Reversible
from std.memory.memory import unsafe_memcmp


struct StringSpan[mut: Bool, //, origin: Origin[mut=mut]](
    Boolable, Comparable, FloatableRaising, Hashable, IntableRaising, Iterable, TrivialRegisterPassable, Writable, _Reversible
):
    """An address and a length: text that somebody else owns, as UTF-8 bytes."""

    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ReversedClusters[Self.origin]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = _ClusterIterator[Self.origin]

    var _data: Pointer[UInt8, Self.origin]
    var _length: Int

    # ---- Construction

    @always_inline("nodebug")
    def __init__(out self):
        """No text."""
        self._data = Pointer[UInt8, Self.origin].unsafe_dangling()
        self._length = 0

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_ptr: Pointer[UInt8, Self.origin], length: Int):
        """`length` bytes of valid UTF-8 from an address on."""
        self._data = unsafe_ptr
        self._length = length

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_from_utf8: Span[UInt8, Self.origin]):
        """Bytes that are known to be valid UTF-8."""
        self._data = unsafe_from_utf8.unsafe_ptr()
        self._length = len(unsafe_from_utf8)

    def __init__(out self, *, from_utf8: Span[UInt8, Self.origin]) raises:
        """Bytes that are to be text.

        Raises:
            If they are not valid UTF-8.
        """
        if not _is_valid_utf8(from_utf8.unsafe_ptr(), len(from_utf8)):
            raise "StringSlice: buffer is not valid UTF-8"
        self._data = from_utf8.unsafe_ptr()
        self._length = len(from_utf8)

    @always_inline("nodebug")
    @implicit
    def __init__(text: StringLiteral[_], out self: StringSpan[ImmStaticOrigin]):
        """The program's text; nothing is copied."""
        self._data = text.unsafe_ptr()
        self._length = text.byte_length()

    @always_inline("nodebug")
    @implicit
    def __init__(out self: StringSpan[Self.origin], ref[Self.origin] string: String):
        """The text of a string, where the origin is asked for by name."""
        self._data = string._data.unsafe_mut_cast[Self.mut]().unsafe_origin_cast[Self.origin]()
        self._length = string.byte_length()

    @always_inline("nodebug")
    @implicit
    def __init__(string: String, out self: StringSpan[__origin_mut_cast[origin_of(string), False]()]):
        """The text of a string, which may be shared: nothing is written through the view."""
        self._data = string._data.as_imm().unsafe_origin_cast[__origin_mut_cast[origin_of(string), False]()]()
        self._length = string.byte_length()

    @always_inline("nodebug")
    @implicit
    def __init__(other: StringSpan, out self: StringSpan[__origin_mut_cast[other.origin, False]()]) where other.mut:
        """A view that only reads."""
        self._data = other._data.as_imm()
        self._length = other._length

    # ---- Size and bytes

    @always_inline("nodebug")
    def byte_length(self) -> Int:
        """The number of bytes."""
        return self._length

    def count_codepoints(self) -> Int:
        """The number of Unicode code points."""
        var total = 0
        for i in range(self._length):
            if _is_boundary(self._data.unsafe_load(i)):
                total += 1
        return total

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self._length != 0

    @always_inline("nodebug")
    def unsafe_ptr(self) -> Pointer[UInt8, Self.origin]:
        """The address of the first byte."""
        return self._data

    @always_inline("nodebug")
    def as_bytes(self) -> Span[UInt8, Self.origin]:
        """The bytes."""
        return Span[UInt8, Self.origin](unsafe_ptr=self._data, length=self._length)

    @always_inline("nodebug")
    def bytes(self) -> _SpanIterator[UInt8, Self.origin]:
        """Runs over the bytes."""
        return self.as_bytes().__iter__()

    @always_inline("nodebug")
    def as_imm(self) -> StringSpan[__origin_mut_cast[Self.origin, False]()]:
        """The same view, only read."""
        return StringSpan[__origin_mut_cast[Self.origin, False]()](unsafe_ptr=self._data.as_imm(), length=self._length)

    @always_inline("nodebug")
    def _part(self, start: Int, end: Int) -> Self:
        return Self(unsafe_ptr=self._data.unsafe_offset(start), length=end - start)

    @always_inline("nodebug")
    def _byte(self, at: Int) -> UInt8:
        return self._data.unsafe_load(at)

    def _check_boundary(self, at: Int):
        if at < self._length and not _is_boundary(self._byte(at)):
            _abort_with(String("byte ", at, " is inside a character"))

    # ---- Subscripts

    @unavailable("text has no plain subscripts: write `[byte=…]`, `[codepoint=…]` or `[grapheme=…]`")
    def __getitem__(self, index: Int) -> Self:
        """Not available."""
        return self[byte=index]

    @unavailable("text has no plain subscripts: write `[byte=…]`, `[codepoint=…]` or `[grapheme=…]`")
    def __getitem__(self, range: ContiguousSlice) -> Self:
        """Not available."""
        return self.__getitem__(byte=range)

    def __getitem__(self, *, byte: Int) -> Self:
        """The character that starts at a byte offset."""
        check_slice(byte, byte + 1, self._length)
        self._check_boundary(byte)
        return self._part(byte, byte + _codepoint_length(self._byte(byte)))

    def __getitem__(self, *, byte: ContiguousSlice) -> Self:
        """The text between two byte offsets."""
        var start, end = byte.indices(self._length)
        check_slice(start, end, self._length)
        self._check_boundary(start)
        self._check_boundary(end)
        return self._part(start, end)

    def _offset_of(self, codepoint: Int) -> Int:
        var at = 0
        for _ in range(codepoint):
            if at >= self._length:
                return self._length + 1
            at += _codepoint_length(self._byte(at))
        return at

    def __getitem__(self, *, codepoint: Int) -> Self:
        """The code point of that number, from 0 on."""
        var start = self._offset_of(codepoint)
        check_slice(start, start + 1, self._length)
        return self._part(start, start + _codepoint_length(self._byte(start)))

    def __getitem__(self, *, codepoint: ContiguousSlice) -> Self:
        """The code points of a range."""
        var total = self.count_codepoints()
        var first, last = codepoint.indices(total)
        check_slice(first, last, total)
        return self._part(self._offset_of(first), self._offset_of(last))

    # ---- Iteration

    @always_inline("nodebug")
    def codepoints(self) -> _CodepointIterator[Self.origin]:
        """Runs over the code points as numbers."""
        return _CodepointIterator[Self.origin](self, 0)

    @always_inline("nodebug")
    def codepoint_slices(self) -> _CharacterIterator[Self.origin]:
        """Runs over the code points as views."""
        return _CharacterIterator[Self.origin](self, 0)

    @always_inline("nodebug")
    def __iter__(ref self) -> _ClusterIterator[Self.origin]:
        """Runs over the characters that people see: grapheme clusters."""
        return _ClusterIterator[Self.origin](self, 0)

    @always_inline("nodebug")
    def graphemes(self) -> _ClusterIterator[Self.origin]:
        """Runs over the characters that people see: grapheme clusters."""
        return _ClusterIterator[Self.origin](self, 0)

    def graphemes_reversed(self) -> _ReversedClusters[Self.origin]:
        """Runs over the characters that people see, the last one first."""
        return _ReversedClusters[Self.origin](self)

    def __reversed__(ref self) -> _ReversedClusters[Self.origin]:
        """Runs over the characters that people see, the last one first."""
        return _ReversedClusters[Self.origin](self)

    def grapheme_indices(self) -> List[Tuple[Int, Self]]:
        """The characters that people see, with their byte offsets."""
        var result = List[Tuple[Int, Self]]()
        var at = 0
        while at < self._length:
            var end = _cluster_end(self._data, at, self._length)
            result.append((at, self._part(at, end)))
            at = end
        return result^

    def count_graphemes(self) -> Int:
        """The number of characters that people see."""
        var total = 0
        var at = 0
        while at < self._length:
            at = _cluster_end(self._data, at, self._length)
            total += 1
        return total

    def _offset_of_cluster(self, number: Int) -> Int:
        """Its byte offset; one more than the length if there are fewer."""
        var at = 0
        for _ in range(number):
            if at >= self._length:
                return self._length + 1
            at = _cluster_end(self._data, at, self._length)
        return at

    def __getitem__(self, *, grapheme: Int) -> Self:
        """The character that people see of that number, from 0 on."""
        var start = self._offset_of_cluster(grapheme)
        check_slice(start, start + 1, self._length)
        return self._part(start, _cluster_end(self._data, start, self._length))

    def __getitem__(self, *, grapheme: ContiguousSlice) -> Self:
        """The characters that people see of a range."""
        var total = self.count_graphemes()
        var first, last = grapheme.indices(total)
        check_slice(first, last, total)
        return self._part(self._offset_of_cluster(first), self._offset_of_cluster(last))

    def split_at_grapheme(self, number: Int) -> Tuple[Self, Self]:
        """The first characters that people see, and the rest."""
        var at = min(self._offset_of_cluster(number), self._length)
        return (self._part(0, at), self._part(at, self._length))

    # ---- Search

    def find(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the first occurrence from `start` on; -1 if there is none."""
        return _find(self._data, self._length, substr._data, substr._length, start)

    def rfind(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the last occurrence that does not begin before `start`; -1 if there is none."""
        var at = _reverse_find(self._data, self._length, substr._data, substr._length)
        return at if at >= (self._length + start if start < 0 else start) else -1

    def __contains__(self, substr: StringSpan[_]) -> Bool:
        """Whether the text occurs."""
        return self.find(substr) >= 0

    def count(self, substr: StringSpan[_]) -> Int:
        """How often the text occurs without overlapping."""
        if substr._length == 0:
            return self.count_codepoints() + 1
        var total = 0
        var at = self.find(substr)
        while at >= 0:
            total += 1
            at = self.find(substr, at + substr._length)
        return total

    def startswith(self, prefix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` begin with `prefix`; -1 is the end of the text."""
        var limit = self._length if end == -1 else min(end, self._length)
        if start + prefix._length > limit:
            return False
        return self._part(start, start + prefix._length)._equals(prefix)

    def endswith(self, suffix: StringSpan[_], start: Int = 0, end: Int = -1) -> Bool:
        """Whether the bytes from `start` to before `end` end with `suffix`; -1 is the end of the text."""
        var limit = self._length if end == -1 else min(end, self._length)
        if start + suffix._length > limit:
            return False
        return self._part(limit - suffix._length, limit)._equals(suffix)

    def removeprefix(self, prefix: StringSpan[_]) -> Self:
        """The text without `prefix` at its start, if it is there."""
        return self._part(prefix._length, self._length) if self.startswith(prefix) else self

    def removesuffix(self, suffix: StringSpan[_]) -> Self:
        """The text without `suffix` at its end, if it is there."""
        return self._part(0, self._length - suffix._length) if self.endswith(suffix) else self

    # ---- Parts

    def split(self, sep: StringSpan[_], maxsplit: Int = -1) -> List[Self]:
        """The parts between occurrences of `sep`."""
        return _split(self, sep, maxsplit)

    def split(self, sep: NoneType = None, maxsplit: Int = -1) -> List[Self]:
        """The parts between runs of white space; at most `maxsplit` runs count if that is not negative."""
        return _split_whitespace(self, maxsplit)

    def splitlines(self, keepends: Bool = False) -> List[Self]:
        """The lines; `\\n`, `\\r\\n` and `\\r` end one."""
        var lines = List[Self]()
        var start = 0
        var at = 0
        while at < self._length:
            var byte = self._byte(at)
            if byte != 10 and byte != 13:
                at += 1
                continue
            var end = at
            at += 2 if byte == 13 and at + 1 < self._length and self._byte(at + 1) == 10 else 1
            lines.append(self._part(start, at if keepends else end))
            start = at
        if start < self._length:
            lines.append(self._part(start, self._length))
        return lines^

    def lstrip(self) -> Self:
        """The text without white space at its start."""
        var start = 0
        while start < self._length and _is_space_at(self._data, start, self._length):
            start += _codepoint_length(self._byte(start))
        return self._part(start, self._length)

    def rstrip(self) -> Self:
        """The text without white space at its end."""
        var end = self._length
        while end > 0:
            var at = end - 1
            while at > 0 and not _is_boundary(self._byte(at)):
                at -= 1
            if not _is_space_at(self._data, at, self._length):
                break
            end = at
        return self._part(0, end)

    def strip(self) -> Self:
        """The text without white space at both ends."""
        return self.lstrip().rstrip()

    def lstrip(self, chars: StringSpan[_]) -> Self:
        """The text without characters of `chars` at its start."""
        var start = 0
        while start < self._length and chars.find(self._part(start, start + _codepoint_length(self._byte(start)))) >= 0:
            start += _codepoint_length(self._byte(start))
        return self._part(start, self._length)

    def rstrip(self, chars: StringSpan[_]) -> Self:
        """The text without characters of `chars` at its end."""
        var end = self._length
        while end > 0:
            var at = end - 1
            while at > 0 and not _is_boundary(self._byte(at)):
                at -= 1
            if chars.find(self._part(at, end)) < 0:
                break
            end = at
        return self._part(0, end)

    def strip(self, chars: StringSpan[_]) -> Self:
        """The text without characters of `chars` at both ends."""
        return self.lstrip(chars).rstrip(chars)

    # ---- New text

    def lower(self) -> String:
        """The text in lower case."""
        return _case_mapped(self._data, self._length, False)

    def upper(self) -> String:
        """The text in upper case."""
        return _case_mapped(self._data, self._length, True)

    def replace(self, old: StringSpan[_], new: StringSpan[_]) -> String:
        """The text with every occurrence of `old` replaced."""
        if old._length == 0:
            return String(self)
        var result = String()
        var start = 0
        var at = self.find(old)
        while at >= 0:
            result.write_string(self._part(start, at))
            result.write_string(new)
            start = at + old._length
            at = self.find(old, start)
        result.write_string(self._part(start, self._length))
        return result^

    def join[T: Copyable & Writable, //](self, elements: Span[T, _]) -> String:
        """The elements' texts with this one between them."""
        var result = String()
        for i in range(len(elements)):
            if i > 0:
                result.write_string(self)
            elements[i].write_to(result)
        return result^

    def format[*Ts: Writable](self, *args: *Ts) raises -> String:
        """The text with its fields `{}`, `{0}`, `{!r}` replaced by the arguments.

        Raises:
            If a field is malformed or names no argument.
        """
        return _format(self._data, self._length, *args)

    def __add__(self, other: StringSpan[_]) -> String:
        """Both texts, one after the other."""
        var result = String(capacity_bytes=self._length + other._length)
        result.write_string(self)
        result.write_string(other)
        return result^

    def __mul__(self, count: Int) -> String:
        """The text `count` times."""
        var result = String(capacity_bytes=max(0, self._length * count))
        for _ in range(count):
            result.write_string(self)
        return result^

    def ascii_ljust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the right to `width` bytes."""
        return String(self) + fillchar * max(0, width - self._length)

    def ascii_rjust(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on the left to `width` bytes."""
        return fillchar * max(0, width - self._length) + self

    def ascii_center(self, width: Int, fillchar: StaticString = " ") -> String:
        """The text filled up on both sides to `width` bytes."""
        var missing = max(0, width - self._length)
        return fillchar * (missing // 2) + self + fillchar * (missing - missing // 2)

    # ---- Questions

    def is_ascii_printable(self) -> Bool:
        """Whether all of the text are printable characters of ASCII."""
        for i in range(self._length):
            if self._byte(i) < 32 or self._byte(i) > 126:
                return False
        return True

    def isnewline(self) -> Bool:
        """Whether there is text and all of it ends lines."""
        return self._length > 0 and self.strip("\n\r\x0b\x0c\x1c\x1d\x1e\u0085\u2028\u2029")._length == 0

    def is_codepoint_boundary(self, index: Int) -> Bool:
        """Whether a character starts or the text ends at a byte offset."""
        return index == self._length or (index >= 0 and index < self._length and _is_boundary(self._byte(index)))

    def __fspath__(self) -> String:
        """The text as a path."""
        return String(self)

    def isspace(self) -> Bool:
        """Whether there is text and all of it is white space."""
        return self._length > 0 and self.lstrip()._length == 0

    def is_ascii_digit(self) -> Bool:
        """Whether there is text and all of it are digits 0 to 9."""
        for i in range(self._length):
            if self._byte(i) < 48 or self._byte(i) > 57:
                return False
        return self._length > 0

    def isupper(self) -> Bool:
        """Whether there are cased letters and none is in lower case."""
        return String(self) == self.upper() and String(self) != self.lower()

    def islower(self) -> Bool:
        """Whether there are cased letters and none is in upper case."""
        return String(self) == self.lower() and String(self) != self.upper()

    # ---- Comparison and text

    @always_inline
    def _equals(self, other: StringSpan[_]) -> Bool:
        return self._length == other._length and unsafe_memcmp(self._data, other._data, self._length) == 0

    def _compare(self, other: StringSpan[_]) -> Int:
        var order = unsafe_memcmp(self._data, other._data, min(self._length, other._length))
        return order if order != 0 else self._length - other._length

    def __eq__(self, other: Self) -> Bool:
        """Whether both are the same text."""
        return self._equals(other)

    def __eq__(self, other: StringSpan[_]) -> Bool:
        """Whether both are the same text."""
        return self._equals(other)

    def __ne__(self, other: StringSpan[_]) -> Bool:
        """Whether they are different texts."""
        return not self._equals(other)

    def __lt__(self, other: Self) -> Bool:
        """Whether this text comes first, byte by byte."""
        return self._compare(other) < 0

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

    def __lt__(self, other: StringSpan[_]) -> Bool:
        """Whether this text comes first, byte by byte."""
        return self._compare(other) < 0

    def __le__(self, other: StringSpan[_]) -> Bool:
        """Whether the other text does not come first, byte by byte."""
        return self._compare(other) <= 0

    def __gt__(self, other: StringSpan[_]) -> Bool:
        """Whether the other text comes first, byte by byte."""
        return self._compare(other) > 0

    def __ge__(self, other: StringSpan[_]) -> Bool:
        """Whether this text does not come first, byte by byte."""
        return self._compare(other) >= 0

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the bytes."""
        hasher._update_bytes(self._data.as_imm().unsafe_origin_cast[ImmUntrackedOrigin](), self._length)

    @always_inline
    def write_to(self, mut writer: Some[Writer]):
        """Writes the text."""
        writer.write_string(self)

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the text in quotes, special characters escaped."""
        _repr_to(self._data, self._length, writer)


@fieldwise_init
struct _ClusterIterator[mut: Bool, //, origin: Origin[mut=mut]](Iterable, Iterator, TrivialRegisterPassable):
    comptime Element = StringSpan[Self.origin]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    var text: StringSpan[Self.origin]
    var at: Int

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> StringSpan[Self.origin]:
        if self.at >= self.text._length:
            raise StopIteration()
        var start = self.at
        self.at = _cluster_end(self.text._data, start, self.text._length)
        return self.text._part(start, self.at)


struct _ReversedClusters[mut: Bool, //, origin: Origin[mut=mut]](Deinitable, Iterator, Movable):
    """Clusters are found from the start: their ends are noted first."""

    comptime Element = StringSpan[Self.origin]
    var text: StringSpan[Self.origin]
    var ends: List[Int]

    def __init__(out self, text: StringSpan[Self.origin]):
        self.text = text
        self.ends = List[Int]()
        var at = 0
        while at < text._length:
            at = _cluster_end(text._data, at, text._length)
            self.ends.append(at)

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> StringSpan[Self.origin]:
        if len(self.ends) == 0:
            raise StopIteration()
        var end = self.ends.pop()
        return self.text._part(self.ends[len(self.ends) - 1] if len(self.ends) > 0 else 0, end)


@fieldwise_init
struct _CharacterIterator[mut: Bool, //, origin: Origin[mut=mut]](Iterable, Iterator, TrivialRegisterPassable):
    comptime Element = StringSpan[Self.origin]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    var text: StringSpan[Self.origin]
    var at: Int

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> StringSpan[Self.origin]:
        if self.at >= self.text._length:
            raise StopIteration()
        var start = self.at
        self.at += _codepoint_length(self.text._byte(start))
        return self.text._part(start, self.at)


@fieldwise_init
struct _CodepointIterator[mut: Bool, //, origin: Origin[mut=mut]](Iterable, Iterator, TrivialRegisterPassable):
    comptime Element = Codepoint
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self
    var text: StringSpan[Self.origin]
    var at: Int

    @always_inline("nodebug")
    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Codepoint:
        if self.at >= self.text._length:
            raise StopIteration()
        var start = self.at
        self.at += _codepoint_length(self.text._byte(start))
        return Codepoint._decode(self.text._data.unsafe_offset(start))


comptime StaticString = StringSpan[ImmStaticOrigin]
"""Text that lives as long as the program."""
comptime MutStringSpan[origin: MutOrigin] = StringSpan[origin]
comptime ImmStringSpan[origin: ImmOrigin] = StringSpan[origin]
comptime StringSlice = StringSpan
