"""Values that are known at compile time, in read-only memory."""


@always_inline
def global_constant[T: AnyType, //, value: T]() -> ref[ImmStaticOrigin] T:
    """The value in memory that lasts as long as the program: every use refers to one copy. It may own memory: that is read-only too."""
    return __global_constant[value]()
