"""Small helpers: coordinates, small vectors of integers."""

from std.utils.coord import All, ComptimeInt, Coord, CoordLike, Idx, coord, crd2idx, idx2crd
from std.utils.index import Index, IndexList, product
