"""What a program can ask about itself."""

from std.reflection.reflect import reflect
from std.reflection.location import SourceLocation, call_location, source_location
