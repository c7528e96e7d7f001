"""Part of the small library for tests."""
