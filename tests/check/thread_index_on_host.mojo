"""Only kernels have thread indices."""

from max.gpu import thread_idx

def main():
    print(thread_idx.x)  # expected-error [comptimeAssertFailed]
