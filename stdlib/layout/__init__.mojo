"""Layouts, and tensors seen through them."""

from layout.tile_layout import ColMajorLayout, Layout as MixedLayout, RowMajorLayout, TensorLayout, col_major, row_major
from layout.tile_tensor import TileTensor, stack_allocation
from std.utils.coord import ComptimeInt, Coord, CoordLike, Idx, coord
