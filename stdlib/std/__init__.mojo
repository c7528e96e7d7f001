"""Fornax's standard library for the Mojo language."""
