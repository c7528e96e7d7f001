"""GPU programming and parallel algorithms."""
