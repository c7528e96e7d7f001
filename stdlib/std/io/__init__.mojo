"""Input and output."""

from std.io.file_descriptor import FileDescriptor, stdin, stdout, stderr
from std.io.file import FileHandle, open
from std.io.print import print, input
