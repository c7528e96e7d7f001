"""Parallel algorithms."""

from std.algorithm import *
