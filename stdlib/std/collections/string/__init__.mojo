"""Text: UTF-8 bytes, owned or viewed."""

from std.collections.string.string import String
from std.collections.string.string_span import StringSpan, StaticString, MutStringSpan, ImmStringSpan, StringSlice
from std.collections.string.codepoint import Codepoint, ascii, chr, ord
from std.collections.string.numbers import atof, atol
