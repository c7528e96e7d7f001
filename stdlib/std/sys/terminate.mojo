"""Ending the program."""


def exit(code: Int = 0) -> Never:
    """Ends the process with an exit code; no destructors run."""
    external_call["fx_exit", NoneType](Int32(code))
    __unreachable()
