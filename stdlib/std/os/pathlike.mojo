"""What names a file."""


trait PathLike:
    """Names a file or folder."""

    def __fspath__(self) -> String:
        """The name."""
        ...
