"""Text with holes: `t"{a} of {b}"`."""


struct TString[origin: ImmOrigin, *Ts: Writable](Copyable, Deinitable, Movable, Writable):
    """References to the values in the holes, and the text around them. Becomes text when it is written.

    A hole is `{}` in the text; braces that stand for themselves are doubled.
    """

    var _format: StaticString
    var _values: Array[Pointer[NoneType, Self.origin], Self.Ts.length]

    def __init__(out self, *, format: StaticString, values: Array[Pointer[NoneType, Self.origin], Self.Ts.length]):
        """The text and the addresses of the values, in order."""
        self._format = format
        self._values = values.copy()

    def _write_text(self, start: Int, mut writer: Some[Writer]) -> Int:
        """Writes the text from `start` to the next hole; gives the position behind that hole."""
        var length = self._format.byte_length()
        var begin = start
        var at = start
        while at < length:
            var byte = self._format._byte(at)
            at += 1
            if byte != 123 and byte != 125:
                continue
            if at < length and self._format._byte(at) == byte:
                writer.write_string(self._format._part(begin, at))
                at += 1
                begin = at
            elif byte == 123:
                writer.write_string(self._format._part(begin, at - 1))
                return at + 1
        writer.write_string(self._format._part(begin, length))
        return length

    def write_to(self, mut writer: Some[Writer]):
        """Writes the text with the values in its holes."""
        var at = 0
        comptime for i in range(Self.Ts.length):
            at = self._write_text(at, writer)
            self._values.unsafe_get(i).unsafe_bitcast[Self.Ts[i]]()[].write_to(writer)
        _ = self._write_text(at, writer)


@always_inline
def __make_tstring[format: __mlir_type.`!fx.string`, *Ts: Writable](*args: *Ts) -> TString[type_of(args).origin, *Ts]:
    """What the compiler calls for `t"…"`."""
    comptime origin = type_of(args).origin
    var values = Array[Pointer[NoneType, origin], Ts.length](uninitialized=True)
    comptime for i in range(Ts.length):
        values.unsafe_ptr().unsafe_offset(i).unsafe_write(Pointer[NoneType, origin](mlir_value=args._at(i)))
    return TString[origin, *Ts](format=StringLiteral[format]().as_string_slice(), values=values)
