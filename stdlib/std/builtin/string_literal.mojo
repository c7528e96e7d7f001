"""Text of the program, known at compile time."""


struct StringLiteral[value: __mlir_type.`!fx.string`](TrivialRegisterPassable, Writable):
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

    def __mul__(self, count: Int) -> String:
        """The text `count` times."""
        return String(self) * count

    def write_to(self, mut writer: Some[Writer]):
        """Writes the text."""
        writer.write_string(self.as_string_slice())

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the text in quotes."""
        self.as_string_slice().write_repr_to(writer)

    def join[T: Copyable & Writable, //](self, elements: Span[T, _]) -> String:
        """The elements' texts with this one between them."""
        return self.as_string_slice().join(elements)

    def format[*Ts: Writable](self, *args: *Ts) raises -> String:
        """The text with its fields replaced by the arguments."""
        return self.as_string_slice().format(*args)

    def upper(self) -> String:
        """The text in upper case."""
        return self.as_string_slice().upper()

    def lower(self) -> String:
        """The text in lower case."""
        return self.as_string_slice().lower()

    def find(self, substr: StringSpan[_], start: Int = 0) -> Int:
        """Byte offset of the first occurrence from `start` on; -1 if there is none."""
        return self.as_string_slice().find(substr, start)

    def startswith(self, prefix: StringSpan[_]) -> Bool:
        """Whether the text begins with `prefix`."""
        return self.as_string_slice().startswith(prefix)

    def endswith(self, suffix: StringSpan[_]) -> Bool:
        """Whether the text ends with `suffix`."""
        return self.as_string_slice().endswith(suffix)
