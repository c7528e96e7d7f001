"""Part of the standard library."""
