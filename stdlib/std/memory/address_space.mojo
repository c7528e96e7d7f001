"""Address spaces."""

from std.builtin.origin import AddressSpace
