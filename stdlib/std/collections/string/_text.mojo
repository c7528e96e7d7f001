"""What views of text need beside themselves, on addresses and lengths."""

from std.collections.string._characters import _codepoint_length


@always_inline("nodebug")
def _is_boundary(byte: UInt8) -> Bool:
    """Whether a character starts with this byte."""
    return (byte & 0xC0) != 0x80


def _may_follow(first: UInt8, second: UInt8) -> Bool:
    """Whether a character of more than one byte may begin with these two."""
    if first == 0xE0:
        return second >= 0xA0 and second <= 0xBF
    if first == 0xED:
        return second >= 0x80 and second <= 0x9F
    if first == 0xF0:
        return second >= 0x90 and second <= 0xBF
    if first == 0xF4:
        return second >= 0x80 and second <= 0x8F
    return first >= 0xC2 and first <= 0xF4 and second >= 0x80 and second <= 0xBF


def _is_valid_utf8(data: Pointer[UInt8, _], length: Int) -> Bool:
    """The table of well-formed byte sequences of the Unicode standard (3.9, D92)."""
    var at = 0
    while at < length:
        var first = data.unsafe_load(at)
        if first < 0x80:
            at += 1
            continue
        if first < 0xC2 or first > 0xF4:
            return False
        var size = _codepoint_length(first)
        if at + size > length:
            return False
        if not _may_follow(first, data.unsafe_load(at + 1)):
            return False
        for i in range(2, size):
            if _is_boundary(data.unsafe_load(at + i)):
                return False
        at += size
    return True


def _append_lossy(mut into: String, data: Pointer[UInt8, _], length: Int):
    """Adds bytes; each longest beginning of a character that does not go on, and each byte that begins none, becomes U+FFFD."""
    var at = 0
    var good = 0
    while at < length:
        var first = data.unsafe_load(at)
        var size = 1
        if first >= 0x80 and at + 1 < length and _may_follow(first, data.unsafe_load(at + 1)):
            size = 2
            while size < _codepoint_length(first) and at + size < length and not _is_boundary(data.unsafe_load(at + size)):
                size += 1
        if size == _codepoint_length(first) and (first < 0x80 or size > 1):
            at += size
            continue
        into.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(good), length=at - good))
        into._append_codepoint(0xFFFD)
        at += size
        good = at
    into.write_string(StringSpan(unsafe_ptr=data.unsafe_offset(good), length=length - good))


def _matches(data: Pointer[UInt8, _], part: Pointer[UInt8, _], length: Int) -> Bool:
    for i in range(length):
        if data.unsafe_load(i) != part.unsafe_load(i):
            return False
    return True


def _find(data: Pointer[UInt8, _], length: Int, part: Pointer[UInt8, _], part_length: Int, start: Int) -> Int:
    var first = max(0, length + start if start < 0 else start)
    if part_length == 0:
        return first if first <= length else -1
    var lead = part.unsafe_load()
    for at in range(first, length - part_length + 1):
        if data.unsafe_load(at) == lead and _matches(data.unsafe_offset(at), part, part_length):
            return at
    return -1


def _reverse_find(data: Pointer[UInt8, _], length: Int, part: Pointer[UInt8, _], part_length: Int) -> Int:
    var at = length - part_length
    while at >= 0:
        if _matches(data.unsafe_offset(at), part, part_length):
            return at
        at -= 1
    return -1


def _is_space_at(data: Pointer[UInt8, _], at: Int, length: Int) -> Bool:
    """Python's white space: ASCII's, the information separators, and the Unicode spaces."""
    var first = data.unsafe_load(at)
    if first < 0x80:
        return first == 32 or (first >= 9 and first <= 13) or (first >= 28 and first <= 31)
    var number = Codepoint._decode(data.unsafe_offset(at)).to_u32()
    if number == 0x85 or number == 0xA0 or number == 0x1680 or number == 0x2028 or number == 0x2029:
        return True
    return number == 0x202F or number == 0x205F or number == 0x3000 or (number >= 0x2000 and number <= 0x200A)


def _split(text: StringSpan, sep: StringSpan[_], maxsplit: Int) -> List[StringSpan[text.origin]]:
    var parts = List[StringSpan[text.origin]]()
    var start = 0
    var left = maxsplit
    var at = text.find(sep)
    while at >= 0 and left != 0 and sep.byte_length() > 0:
        parts.append(text._part(start, at))
        start = at + sep.byte_length()
        left -= 1
        at = text.find(sep, start)
    parts.append(text._part(start, text.byte_length()))
    return parts^


def _split_whitespace(text: StringSpan, maxsplit: Int) -> List[StringSpan[text.origin]]:
    var parts = List[StringSpan[text.origin]]()
    var length = text.byte_length()
    var data = text.unsafe_ptr()
    var at = 0
    var left = maxsplit
    while True:
        while at < length and _is_space_at(data, at, length):
            at += _codepoint_length(data.unsafe_load(at))
        if at >= length:
            break
        if left == 0:
            parts.append(text._part(at, length).rstrip())
            break
        var start = at
        while at < length and not _is_space_at(data, at, length):
            at += _codepoint_length(data.unsafe_load(at))
        parts.append(text._part(start, at))
        left -= 1
    return parts^


def _repr_to(data: Pointer[UInt8, _], length: Int, mut writer: Some[Writer]):
    var text = String("'")
    var at = 0
    while at < length:
        var first = data.unsafe_load(at)
        if first == 39:
            text += "\\'"
        elif first == 92:
            text += "\\\\"
        elif first == 10:
            text += "\\n"
        elif first == 13:
            text += "\\r"
        elif first == 9:
            text += "\\t"
        elif first < 32 or first == 127:
            text += "\\x"
            if first < 16:
                text += "0"
            text += hex(Int(first), prefix="")
        else:
            for i in range(_codepoint_length(first)):
                text._append_byte(data.unsafe_load(at + i))
        at += _codepoint_length(first)
    text += "'"
    writer.write_string(text)


def _write_argument[*Ts: Writable](wanted: Int, as_repr: Bool, mut into: String, *args: *Ts) raises:
    comptime for i in range(args.__len__()):
        if i == wanted:
            if as_repr:
                args[i].write_repr_to(into)
            else:
                args[i].write_to(into)
            return
    raise Error("Index ", wanted, " not in *args")


def _format[*Ts: Writable](data: Pointer[UInt8, _], length: Int, *args: *Ts) raises -> String:
    var result = String(capacity_bytes=length)
    var at = 0
    var automatic = 0
    var manual = False
    while at < length:
        var byte = data.unsafe_load(at)
        if byte == 125:
            if at + 1 >= length or data.unsafe_load(at + 1) != 125:
                raise "there is a single curly } left unclosed or unescaped"
            result._append_byte(125)
            at += 2
            continue
        if byte != 123:
            result._append_byte(byte)
            at += 1
            continue
        if at + 1 < length and data.unsafe_load(at + 1) == 123:
            result._append_byte(123)
            at += 2
            continue
        var number = -1
        var as_repr = False
        at += 1
        while at < length and data.unsafe_load(at) >= 48 and data.unsafe_load(at) <= 57:
            number = max(number, 0) * 10 + Int(data.unsafe_load(at)) - 48
            at += 1
        if at + 1 < length and data.unsafe_load(at) == 33:
            if data.unsafe_load(at + 1) != 114 and data.unsafe_load(at + 1) != 115:
                raise "Empty conversion flag."
            as_repr = data.unsafe_load(at + 1) == 114
            at += 2
        if at >= length or data.unsafe_load(at) != 125:
            raise "there is a single curly { left unclosed or unescaped"
        at += 1
        if number >= 0:
            manual = True
        else:
            number = automatic
            automatic += 1
        if manual and automatic > 0:
            raise "Cannot both use manual and automatic indexing"
        if automatic > args.__len__():
            raise "Automatic indexing require more args in *args"
        _write_argument(number, as_repr, result, *args)
    return result^
