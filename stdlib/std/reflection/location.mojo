"""Places in the source."""


@fieldwise_init
struct SourceLocation(TrivialRegisterPassable, Writable):
    """A line and a column, from 1 on, of a file."""

    var _line: Int
    var _column: Int
    var _file: StaticString

    @always_inline("nodebug")
    def line(self) -> Int:
        """The line."""
        return self._line

    @always_inline("nodebug")
    def column(self) -> Int:
        """The column."""
        return self._column

    @always_inline("nodebug")
    def file_name(self) -> StaticString:
        """The file, as the compiler was given it."""
        return self._file

    @no_inline
    def prefix(self, message: String) -> String:
        """`At FILE:LINE:COLUMN: ` and the message."""
        return String("At ", self, ": ", message)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `FILE:LINE:COLUMN`."""
        writer.write(self._file, ":", self._line, ":", self._column)


@always_inline("nodebug")
def _location[inlinings: Int]() -> SourceLocation:
    """The place of the call that inlines this function, or the one round it, for the `inlinings`-th time."""
    comptime count = inlinings + 1
    var file = StaticString(
        unsafe_ptr=Pointer[UInt8, ImmStaticOrigin](mlir_value=external_call["fx_location_file", __mlir_type.`!llvm.ptr`](count)),
        length=external_call["fx_location_file_length", Int](count),
    )
    return SourceLocation(external_call["fx_location_line", Int](count), external_call["fx_location_column", Int](count), file)


@always_inline("nodebug")
def source_location() -> SourceLocation:
    """The place of this call."""
    return _location[1]()


@always_inline("nodebug")
def call_location[inline_count: Int = 1]() -> SourceLocation:
    """The place where the function that calls this, which must be inlined, was called; `inline_count` says how many calls further out."""
    return _location[inline_count + 1]()
