"""Containers."""

from std.collections.array import Array, InlineArray
from std.collections.list import List
from std.collections.optional import Optional
from std.collections.span import ImmSpan, MutSpan, Span
from std.collections.dict import Dict, DictEntry, KeyElement, StringDict
from std.collections.set import Set
