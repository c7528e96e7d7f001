"""How the elements of a tensor lie in memory."""


trait TensorStorage:
    """What `TileTensor` is told about its elements."""

    comptime element_width: Int
    """How many numbers in a row are one element."""


struct PointerStorage[*, element_width: Int = 1](TensorStorage):
    """Numbers behind a pointer, `element_width` of them in a row to an element."""

    pass
