"""Layouts and tensors."""
