# Ranks, shapes and layouts that do not fit together are errors where they are used.

from layout import Coord, Idx, MixedLayout, TileTensor, coord, row_major, stack_allocation


def main():
    var data = List[Float32](length=24, fill=1)
    var t = TileTensor(data, row_major[4, 6]())
    # expect-error: 12:11: error: compile-time assertion failed: the number of indices must be the tensor's rank
    # expect-error: 13:11: error: compile-time assertion failed: the number of indices must be the tensor's rank
    # expect-error: 14:11: error: compile-time assertion failed: an index is an integer
    print(t[1])
    print(t[1, 2, 3])
    print(t[1.5, 2])
    # expect-error: 18:11: error: compile-time assertion failed: a tile has as many sizes as the tensor has dimensions
    # expect-error: 19:11: error: compile-time assertion failed: a tile has as many coordinates as the tensor has dimensions
    # expect-error: 20:11: error: compile-time assertion failed: the numbers of a vector must lie in a row
    print(t.tile[2](0))
    print(t.tile[2, 2]((0, 0, 0)))
    print(t.vectorize[2, 1]())
    # expect-error: 24:11: error: compile-time assertion failed: the new shape must have as many elements
    # expect-error: 25:11: error: compile-time assertion failed: the tensor has no such dimension
    # expect-error: 26:11: error: compile-time assertion failed: the threads must have as many dimensions as the tensor
    print(t.reshape[5, 5]())
    print(t.dim[2]())
    print(t.distribute[row_major[2]()](0))
    # expect-error: 29:11: error: compile-time assertion failed: the layout of a stack allocation must be known at compile time
    var n = 4
    print(stack_allocation[dtype=DType.float32](row_major(n, Idx[3])))
    # expect-error: 32:5: error: compile-time assertion failed: the tensors must have the same shape
    # expect-error: 33:11: error: compile-time assertion failed: the shape and the strides must have the same number of dimensions
    t.tile[2, 2](0, 0).copy_from(stack_allocation[dtype=DType.float32](row_major[2, 3]()))
    print(MixedLayout(coord[2, 3](), coord[1]()))

# exit: 1
