"""Small helpers: coordinates, small vectors of integers, arrays in registers."""

from std.utils.coord import All, ComptimeInt, Coord, CoordLike, Idx, coord, crd2idx, idx2crd
from std.utils.index import Index, IndexList, product
from std.utils.static_tuple import StaticTuple
