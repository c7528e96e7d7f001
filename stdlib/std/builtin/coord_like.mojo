"""What coordinates are made of."""


trait CoordLike(Defaultable, ImplicitlyCopyable, TrivialRegisterPassable, Writable):
    """A node of a tree of integers: `ComptimeInt` (known from the type), an integer (known at run time), or a `Coord` of nodes.

    The leaves of a tree are numbered from left to right.
    """

    comptime DTYPE: DType
    """The type of an integer's value."""
    comptime is_static_value: Bool
    """Whether the node is an integer that its type knows."""
    comptime static_value: Int
    """The integer that the type knows; -1 if there is none."""
    comptime is_tuple: Bool
    """Whether the node has nodes below it."""
    comptime flat_rank: Int
    """The number of leaves."""
    comptime _rank: Int
    comptime _Element[i: Int]: CoordLike
    comptime _Leaf[k: Int]: CoordLike

    def value(self) -> Scalar[Self.DTYPE]:
        """The integer."""
        ...

    def _at[i: Int](self) -> Self._Element[i]:
        """The nodes directly below; an integer is its own only one."""
        ...

    def _leaf[k: Int](self) -> Self._Leaf[k]:
        """A leaf."""
        ...
