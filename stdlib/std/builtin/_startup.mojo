"""What `main` of an executable calls."""


def run_main[main: def() thin -> None]() -> Int32:
    """Runs the program; its exit code."""
    main()
    return 0


def run_main[main: def() raises thin -> None]() -> Int32:
    """Runs the program; reports an error that nobody caught on standard error. Its exit code."""
    try:
        main()
    except e:
        var text = String(e._trace, "Unhandled exception caught during execution: ", e, "\n")
        _ = external_call["write", Int](Int32(2), text.unsafe_ptr(), text.byte_length())
        return 1
    return 0
