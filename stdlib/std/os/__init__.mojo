"""The operating system: the process, the environment, files and folders."""

from std.os.env import getenv, setenv, unsetenv
from std.os.os import (
    SEEK_CUR, SEEK_END, SEEK_SET, abort, getuid, isatty, listdir, makedirs, mkdir, remove, rmdir, sep, unlink,
)
from std.os.pathlike import PathLike
