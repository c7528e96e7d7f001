"""Extents of grids and blocks."""


struct Dim(TrivialRegisterPassable, Writable):
    """One to three extents."""

    var _x: Int
    var _y: Int
    var _z: Int

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer](out self, x: I):
        """Along x; the others are 1."""
        self._x = index(x)
        self._y = 1
        self._z = 1

    @always_inline("nodebug")
    def __init__[I: Indexer, J: Indexer](out self, x: I, y: J):
        """Along x and y; z is 1."""
        self._x = index(x)
        self._y = index(y)
        self._z = 1

    @always_inline("nodebug")
    def __init__[I: Indexer, J: Indexer, K: Indexer](out self, x: I, y: J, z: K):
        """Along x, y and z."""
        self._x = index(x)
        self._y = index(y)
        self._z = index(z)

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer & Movable, J: Indexer & Movable](out self, dims: Tuple[I, J]):
        """Along x and y; z is 1."""
        self = Dim(dims[0], dims[1])

    @always_inline("nodebug")
    @implicit
    def __init__[I: Indexer & Movable, J: Indexer & Movable, K: Indexer & Movable](out self, dims: Tuple[I, J, K]):
        """Along x, y and z."""
        self = Dim(dims[0], dims[1], dims[2])

    @always_inline("nodebug")
    def x(self) -> Int:
        """The extent along x."""
        return self._x

    @always_inline("nodebug")
    def y(self) -> Int:
        """The extent along y."""
        return self._y

    @always_inline("nodebug")
    def z(self) -> Int:
        """The extent along z."""
        return self._z

    def write_to(self, mut writer: Some[Writer]):
        """Writes `(x=2, y=3)`."""
        writer.write("(x=", self._x, ", ")
        if self._y != 1 or self._z != 1:
            writer.write("y=", self._y)
        if self._z != 1:
            writer.write(", z=", self._z)
        writer.write_string(")")
