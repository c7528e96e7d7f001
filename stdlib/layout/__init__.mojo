"""Layouts, and tensors seen through them."""

from layout.int_tuple import UNKNOWN_VALUE, IntTuple, create_unknown_int_tuple
from layout.layout import Layout, LayoutList, composition, print_layout
from layout.layout_tensor import LayoutTensor
from layout.tensor_storage import PointerStorage, TensorStorage
from layout.tile_layout import ColMajorLayout, Layout as MixedLayout, RowMajorLayout, TensorLayout, col_major, row_major
from layout.tile_tensor import LTToTTLayout, TileTensor, flatten_leading, lt_to_tt, stack_allocation
from std.utils.coord import All, ComptimeInt, Coord, CoordLike, Idx, coord, coord_to_index_list
