"""Types without content: `None`, `...`, and the type of what never returns."""


struct NoneType(Boolable, Defaultable, TrivialRegisterPassable, Writable):
    """The type of `None`."""

    @always_inline("builtin")
    def __init__(out self):
        """Makes `None`."""
        pass

    @always_inline("nodebug")
    def __bool__(self) -> Bool:
        """Never true."""
        return False

    def write_to(self, mut writer: Some[Writer]):
        """Writes `None`."""
        writer.write_string("None")

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes `None`."""
        writer.write_string("None")


struct EllipsisType(TrivialRegisterPassable):
    """The type of `...`."""

    @always_inline("builtin")
    def __init__(out self):
        """Makes `...`."""
        pass


struct Never(TrivialRegisterPassable):
    """The result type of functions that do not return, and the error type of those that do not raise. It has no values."""

    pass
