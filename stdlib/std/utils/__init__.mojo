"""Small helpers: coordinates."""

from std.utils.coord import All, ComptimeInt, Coord, CoordLike, Idx, coord, crd2idx, idx2crd
