"""The error that `raises` without a type raises."""

from std.sys.info import is_gpu


struct Error(Boolable, Defaultable, ImplicitlyCopyable, Writable):
    """A message about what went wrong and, if the program was asked for it, where that was."""

    var _message: String
    # Where the error was made; empty unless the environment asks for it. Copies share the text.
    var _trace: String

    def __init__(out self):
        """An empty message."""
        self._message = String()
        self._trace = String()

    @implicit
    def __init__(out self, value: StringLiteral[_]):
        """A message from the program's text."""
        self._message = String(value)
        self._trace = _stack_trace()

    @implicit
    def __init__(out self, var value: String):
        """A message."""
        self._message = value^
        self._trace = _stack_trace()

    @implicit
    def __init__[E: Writable, //](out self, error: E):
        """The text of an error of another type."""
        self._message = String(error)
        self._trace = _stack_trace()

    def __init__[*Ts: Writable](out self, *args: *Ts):
        """A message of several parts, one after the other."""
        self._message = String()
        self._trace = _stack_trace()
        comptime for i in range(args.__len__()):
            args[i].write_to(self._message)

    def __bool__(self) -> Bool:
        """Whether there is a message."""
        return self._message.byte_length() != 0

    def get_stack_trace(self) -> Optional[String]:
        """Where the error was made, a line for every call; nothing unless `FORNAX_BACKTRACE=1` is in the environment."""
        return Optional(self._trace) if self._trace else Optional[String]()

    def write_to(self, mut writer: Some[Writer]):
        """Writes the message."""
        self._message.write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `Error('message')`."""
        writer.write_string("Error(")
        self._message.write_repr_to(writer)
        writer.write_string(")")


@no_inline
def _stack_trace() -> String:
    """The calls that led here, if the environment asks for them: `FORNAX_BACKTRACE=1`, or `MODULAR_DEBUG=stack-trace-on-error`."""
    comptime if is_gpu():
        return String()
    if Bool(mlir_value=__is_interpreted()) or not _wants_traces():
        return String()
    comptime most = 64
    var addresses = Array[UInt64, most](uninitialized=True)
    var count = Int(external_call["fx_backtrace", UInt32](addresses.unsafe_ptr(), UInt32(most)))
    var text = String()
    var name = Array[UInt8, 512](uninitialized=True)
    # The first one is this function.
    for i in range(min(1, count), count):
        var length = Int(external_call["fx_symbolize", UInt64](addresses[i], name.unsafe_ptr(), UInt64(512)))
        text.write("#", i - 1, " ", StringSpan(unsafe_ptr=name.unsafe_ptr(), length=length), "\n")
    return text


def _wants_traces() -> Bool:
    var first = _variable(StringLiteral[type_of("FORNAX_BACKTRACE\0").value]())
    if first:
        return first != "0"
    return _variable(StringLiteral[type_of("MODULAR_DEBUG\0").value]()) == "stack-trace-on-error"


def _variable(name: StringLiteral[_]) -> StringSpan[ImmUntrackedOrigin]:
    """The value of a variable of the environment; its name ends in a NUL. Empty if it is not set."""
    var value = Pointer[UInt8, ImmUntrackedOrigin](mlir_value=external_call["getenv", __mlir_type.`!llvm.ptr`](name.unsafe_ptr()))
    var length = 0
    if Int(value) != 0:
        while value.unsafe_load(length) != 0:
            length += 1
    return StringSpan[ImmUntrackedOrigin](unsafe_ptr=value, length=length)
