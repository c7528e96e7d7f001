"""What tables of Unicode say about characters: their case, and where one that people see ends."""

from std.collections.string._unicode import _BREAKS, _LOWER, _LOWER_SEVERAL, _UPPER, _UPPER_SEVERAL


# ---- Reading tables


def _number(table: StaticString, at: Int, digits: Int) -> Int:
    """The number that stands at an offset, in base 64; the digits begin at `0` and leave out the backslash."""
    var value = 0
    for i in range(digits):
        var byte = Int(table._byte(at + i))
        value = value * 64 + byte - (49 if byte > 92 else 48)
    return value


def _record_of(table: StaticString, size: Int, code: Int) -> Int:
    """The offset of the last record whose first four digits are not above `code`; -1 if there is none."""
    var low = 0
    var high = table.byte_length() // size
    while low < high:
        var middle = (low + high) // 2
        if _number(table, middle * size, 4) <= code:
            low = middle + 1
        else:
            high = middle
    return (low - 1) * size


# ---- Case


def _simple_case(code: Int, to_upper: Bool) -> Int:
    if code < 128:
        if to_upper:
            return code - 32 if code >= 97 and code <= 122 else code
        return code + 32 if code >= 65 and code <= 90 else code
    var table = _UPPER if to_upper else _LOWER
    var at = _record_of(table, 13, code)
    if at < 0 or code > _number(table, at + 4, 4):
        return code
    if (code - _number(table, at, 4)) % _number(table, at + 8, 1) != 0:
        return code
    return code + _number(table, at + 9, 4) - 0x40000


def _case_mapped(data: Pointer[UInt8, _], length: Int, to_upper: Bool) -> String:
    """The text in upper or lower case; one character may become several."""
    var result = String(capacity_bytes=length)
    var at = 0
    while at < length:
        var first = data.unsafe_load(at)
        if first < 0x80:
            result._append_byte(UInt8(_simple_case(Int(first), to_upper)))
            at += 1
            continue
        var code = Int(Codepoint._decode(data.unsafe_offset(at)).to_u32())
        at += _codepoint_length(first)
        var several = _UPPER_SEVERAL if to_upper else _LOWER_SEVERAL
        var record = _record_of(several, 16, code)
        if record < 0 or _number(several, record, 4) != code:
            result._append_codepoint(UInt32(_simple_case(code, to_upper)))
            continue
        for k in range(1, 4):
            var part = _number(several, record + 4 * k, 4)
            if part != 0:
                result._append_codepoint(UInt32(part))
    return result^


@always_inline("nodebug")
def _codepoint_length(first: UInt8) -> Int:
    """The bytes of the character that starts with this byte."""
    return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


# ---- Grapheme clusters: Unicode Standard Annex 29, table 1c

comptime _CR = 1
comptime _LF = 2
comptime _CONTROL = 3
comptime _EXTEND = 4
comptime _ZWJ = 5
comptime _REGIONAL = 6
comptime _PREPEND = 7
comptime _SPACING = 8
comptime _HANGUL_L = 9
comptime _HANGUL_V = 10
comptime _HANGUL_T = 11
comptime _PICTOGRAPH = 12
comptime _HANGUL_LV = 13
comptime _HANGUL_LVT = 14


def _break_class(code: Int) -> Int:
    if code >= 0xAC00 and code <= 0xD7A3:
        return _HANGUL_LV if (code - 0xAC00) % 28 == 0 else _HANGUL_LVT
    return _number(_BREAKS, _record_of(_BREAKS, 5, code) + 4, 1)


def _is_joined(before: Int, after: Int, pictograph_joined: Bool, odd_regionals: Bool) -> Bool:
    """Whether no cluster ends between characters of two classes."""
    if before == _CR:
        return after == _LF
    if before <= _CONTROL and before != 0:
        return False
    if after <= _CONTROL and after != 0:
        return False
    if before == _HANGUL_L and (after == _HANGUL_L or after == _HANGUL_V or after == _HANGUL_LV or after == _HANGUL_LVT):
        return True
    if (before == _HANGUL_LV or before == _HANGUL_V) and (after == _HANGUL_V or after == _HANGUL_T):
        return True
    if (before == _HANGUL_LVT or before == _HANGUL_T) and after == _HANGUL_T:
        return True
    if after == _EXTEND or after == _ZWJ or after == _SPACING or before == _PREPEND:
        return True
    if after == _PICTOGRAPH and pictograph_joined:
        return True
    return before == _REGIONAL and after == _REGIONAL and odd_regionals


def _cluster_end(data: Pointer[UInt8, _], start: Int, length: Int) -> Int:
    """Where the cluster that begins at `start` ends."""
    var first = data.unsafe_load(start)
    var at = start + _codepoint_length(first)
    # Between two characters of ASCII only a carriage return and a line feed stay together.
    if first < 0x80 and (at >= length or data.unsafe_load(at) < 0x80):
        return at + 1 if first == 13 and at < length and data.unsafe_load(at) == 10 else at
    var before = _break_class(Int(Codepoint._decode(data.unsafe_offset(start)).to_u32()))
    var is_pictograph = before == _PICTOGRAPH  # and what extends it
    var is_joined = False  # by a joiner behind a pictograph
    var regionals = Int(before == _REGIONAL)
    while at < length:
        var after = _break_class(Int(Codepoint._decode(data.unsafe_offset(at)).to_u32()))
        if not _is_joined(before, after, is_joined, regionals % 2 == 1):
            break
        at += _codepoint_length(data.unsafe_load(at))
        is_joined = after == _ZWJ and is_pictograph
        is_pictograph = after == _PICTOGRAPH or (after == _EXTEND and is_pictograph)
        regionals = regionals + 1 if after == _REGIONAL else 0
        before = after
    return at
