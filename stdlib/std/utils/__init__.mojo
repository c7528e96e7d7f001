"""Small helpers: coordinates."""

from std.utils.coord import ComptimeInt, Coord, CoordLike, Idx, coord
