"""Hashing."""

from std.hashlib.hasher import Hashable, Hasher, default_hasher, hash
