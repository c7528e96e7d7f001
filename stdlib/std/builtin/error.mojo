"""The error that `raises` without a type raises."""


struct Error(Boolable, Defaultable, ImplicitlyCopyable, Writable):
    """A message about what went wrong."""

    var _message: String

    def __init__(out self):
        """An empty message."""
        self._message = String()

    @implicit
    def __init__(out self, value: StringLiteral[_]):
        """A message from the program's text."""
        self._message = String(value)

    @implicit
    def __init__(out self, var value: String):
        """A message."""
        self._message = value^

    @implicit
    def __init__[E: Writable, //](out self, error: E):
        """The text of an error of another type."""
        self._message = String(error)

    def __init__[*Ts: Writable](out self, *args: *Ts):
        """A message of several parts, one after the other."""
        self._message = String()
        comptime for i in range(args.__len__()):
            args[i].write_to(self._message)

    def __bool__(self) -> Bool:
        """Whether there is a message."""
        return self._message.byte_length() != 0

    def write_to(self, mut writer: Some[Writer]):
        """Writes the message."""
        self._message.write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `Error('message')`."""
        writer.write_string("Error(")
        self._message.write_repr_to(writer)
        writer.write_string(")")
