"""Coordinates: trees of integers, each known at compile time or at run time."""

from std.builtin.coord_like import CoordLike
from std.utils.index import IndexList


struct ComptimeInt[val: Int](CoordLike, TrivialRegisterPassable):
    """An integer that its type knows. It takes no memory."""

    comptime DTYPE = DType.int
    comptime is_static_value = True
    comptime static_value = Self.val
    comptime is_tuple = False
    comptime is_value = True
    comptime flat_rank = 1
    comptime _rank = 1
    comptime _Element[i: Int] = Self
    comptime _Leaf[k: Int] = Self

    @always_inline("nodebug")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __call__(self) -> Self:
        """Same value; `Idx[4]()` is the older spelling of `Idx[4]`."""
        return self

    @always_inline("nodebug")
    def value(self) -> Scalar[Self.DTYPE]:
        """The integer."""
        return Self.val

    @always_inline("nodebug")
    def __int__(self) -> Int:
        """The integer."""
        return Self.val

    @always_inline("nodebug")
    def product(self) -> Int:
        """The integer."""
        return Self.val

    @always_inline("nodebug")
    def sum(self) -> Int:
        """The integer."""
        return Self.val

    @always_inline("nodebug")
    def _at[i: Int](self) -> Self._Element[i]:
        return self

    @always_inline("nodebug")
    def _leaf[k: Int](self) -> Self._Leaf[k]:
        return self

    def write_to(self, mut writer: Some[Writer]):
        """Writes the integer."""
        writer.write(Self.val)


comptime Idx[value: Int] = ComptimeInt[value]()
"""An integer that is known at compile time, as a coordinate or an extent."""


struct AllIndices(CoordLike, TrivialRegisterPassable):
    """Stands for every index of a dimension."""

    comptime DTYPE = DType.int
    comptime is_static_value = False
    comptime static_value = -1
    comptime is_tuple = False
    comptime flat_rank = 1
    comptime _rank = 1
    comptime _Element[i: Int] = Self
    comptime _Leaf[k: Int] = Self

    @always_inline("nodebug")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def value(self) -> Scalar[Self.DTYPE]:
        """It is no single index."""
        comptime assert False, "`All` stands for all indices of a dimension: it has no value"
        return 0

    @always_inline("nodebug")
    def _at[i: Int](self) -> Self._Element[i]:
        return self

    @always_inline("nodebug")
    def _leaf[k: Int](self) -> Self._Leaf[k]:
        return self

    def write_to(self, mut writer: Some[Writer]):
        """Writes `All`."""
        writer.write_string("All")


comptime All = AllIndices()
"""Every index of a dimension: `t.slice(2, All)`."""


# ---- Questions about lists of nodes; all are answered at compile time


def _leaves_before[i: Int, *Ts: CoordLike]() -> Int:
    """The number of leaves in the first `i` nodes."""
    var count = 0
    comptime for k in range(i):
        count += Ts[k].flat_rank
    return count


def _node_of_leaf[k: Int, *Ts: CoordLike]() -> Int:
    """The node that holds leaf `k`."""
    var count = 0
    comptime for i in range(Ts.length):
        count += Ts[i].flat_rank
        if k < count:
            return i
    return -1


def _all_static[*Ts: CoordLike]() -> Bool:
    """Whether the types know all leaves."""
    comptime for i in range(Ts.length):
        comptime for k in range(Ts[i].flat_rank):
            comptime if not Ts[i]._Leaf[k].is_static_value:
                return False
    return True


def _has_tuple[*Ts: CoordLike]() -> Bool:
    """Whether a node has nodes below it."""
    comptime for i in range(Ts.length):
        comptime if Ts[i].is_tuple:
            return True
    return False


def _static_product[T: CoordLike]() -> Int:
    """The product of all leaves; -1 if the type does not know them."""
    var result = 1
    comptime for k in range(T.flat_rank):
        comptime if T._Leaf[k].is_static_value:
            result *= T._Leaf[k].static_value
        else:
            return -1
    return result


def _static_products[*Ts: CoordLike]() -> Int:
    return _static_product[Coord[*Ts]]()


comptime _IntsAt[*values: Int, i: Int] = ComptimeInt[values[i]]
comptime _ComptimeInts[*values: Int] = __list_tabulate[values.length, _IntsAt[*values, i=_]]()
"""Integers as types that know them."""

comptime _DynamicAt[T: CoordLike, dtype: DType, i: Int] = Scalar[dtype]
comptime _Dynamic[n: Int, dtype: DType] = __list_tabulate[n, _DynamicAt[ComptimeInt[0], dtype, _]]()
"""As many run-time integers."""

comptime _ReverseAt[*Ts: CoordLike, i: Int] = Ts[Ts.length - 1 - i]
comptime _Reverse[*Ts: CoordLike] = __list_tabulate[Ts.length, _ReverseAt[*Ts, i=_]]()

comptime _LeafAt[T: CoordLike, i: Int] = T._Leaf[i]
comptime _Leaves[T: CoordLike] = __list_tabulate[T.flat_rank, _LeafAt[T, _]]()
"""The leaves of a tree."""

comptime _ElementAt[T: CoordLike, i: Int] = T._Element[i]
comptime _Elements[T: CoordLike] = __list_tabulate[T._rank, _ElementAt[T, _]]()
"""The nodes directly below one."""


struct Coord[*element_types: CoordLike](CoordLike, Sized, TrivialRegisterPassable, Writable):
    """Several integers or coordinates. What the types know takes no memory."""

    comptime DTYPE = DType.int
    comptime is_static_value = False
    comptime static_value = -1
    comptime is_tuple = True
    comptime is_value = False
    comptime rank = Self.element_types.length
    comptime flat_rank = _leaves_before[Self.element_types.length, *Self.element_types]()
    comptime all_dims_known = _all_static[*Self.element_types]()
    comptime static_product = _static_products[*Self.element_types]()
    comptime is_flat = not _has_tuple[*Self.element_types]()
    comptime _rank = Self.element_types.length
    comptime _Element[i: Int] = Self.element_types[i]
    comptime _Leaf[k: Int] = Self.element_types[_node_of_leaf[k, *Self.element_types]()]._Leaf[
        k - _leaves_before[_node_of_leaf[k, *Self.element_types](), *Self.element_types]()
    ]

    var _storage: __mlir_type[`!fx.tuple<`, Self.element_types, `>`]

    @always_inline("nodebug")
    def __init__(out self):
        """What the types know; integers of run time are 0."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            __struct_field_ref[i](self._storage) = Self.element_types[i]()

    @always_inline("nodebug")
    def __init__(out self, *elements: *Self.element_types):
        """The elements, in order."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            comptime assert Self.element_types[i].DTYPE.is_integral(), "a coordinate is made of integers"
            __struct_field_ref[i](self._storage) = elements[i]

    @always_inline("nodebug")
    @implicit
    def __init__(out self, tuple: Tuple[*Self.element_types]):
        """The elements of a tuple."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            comptime assert Self.element_types[i].DTYPE.is_integral(), "a coordinate is made of integers"
            __struct_field_ref[i](self._storage) = tuple[i]

    @always_inline("nodebug")
    def __init__[rank: Int, dtype: DType](out self: Coord[*_Dynamic[rank, dtype]], index_list: IndexList[rank, element_type=dtype]):
        """The integers of a list."""
        self = Coord[*_Dynamic[rank, dtype]]()
        comptime for i in range(rank):
            self._set[i](index_list[i])

    @staticmethod
    @always_inline("nodebug")
    def size() -> Int:
        """The number of elements."""
        return Self.element_types.length

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of elements."""
        return Self.element_types.length

    @always_inline("nodebug")
    def __getitem_param__[idx: Int](self) -> Self.element_types[idx]:
        """One element."""
        return __struct_field_ref[idx](self._storage)

    @always_inline("nodebug")
    def value(self) -> Scalar[Self.DTYPE]:
        """Only integers have a value."""
        comptime assert False, "a coordinate of several elements has no single value"
        return 0

    @always_inline("nodebug")
    def tuple(self) -> Self:
        """Same value."""
        return self

    @always_inline("nodebug")
    def _at[i: Int](self) -> Self._Element[i]:
        return self[i]

    @always_inline("nodebug")
    def _leaf[k: Int](self) -> Self._Leaf[k]:
        comptime node = _node_of_leaf[k, *Self.element_types]()
        return self[node]._leaf[k - _leaves_before[node, *Self.element_types]()]()

    @always_inline("nodebug")
    def _set[k: Int](mut self, value: Int):
        """Gives a run-time element its value; what the types know stays as it is."""
        comptime T = Self.element_types[k]
        comptime if not T.is_static_value and not T.is_tuple:
            __struct_field_ref[k](self._storage) = rebind[T](Scalar[T.DTYPE](value))

    # ---- Arithmetic

    @always_inline("nodebug")
    def product(self) -> Int:
        """The product of all integers."""
        var result = 1
        comptime for k in range(Self.flat_rank):
            result *= Int(self._leaf[k]().value())
        return result

    @always_inline("nodebug")
    def sum(self) -> Int:
        """The sum of all integers."""
        var result = 0
        comptime for k in range(Self.flat_rank):
            result += Int(self._leaf[k]().value())
        return result

    @always_inline("nodebug")
    def inner_product[*other_types: CoordLike](self, other: Coord[*other_types]) -> Int:
        """The sum of the products of the integers, in order."""
        comptime assert Self.flat_rank == Coord[*other_types].flat_rank, "both must have the same number of integers"
        var result = 0
        comptime for k in range(Self.flat_rank):
            result += Int(self._leaf[k]().value()) * Int(other._leaf[k]().value())
        return result

    # ---- Other shapes

    @always_inline("nodebug")
    def reverse(self) -> Coord[*_Reverse[*Self.element_types]]:
        """The elements from the last to the first."""
        var result = Coord[*_Reverse[*Self.element_types]]()
        comptime for i in range(Self.element_types.length):
            __struct_field_ref[i](result._storage) = rebind[_ReverseAt[*Self.element_types, i=i]](self[Self.element_types.length - 1 - i])
        return result

    @always_inline("nodebug")
    def flatten(self) -> Coord[*_Leaves[Self]]:
        """The integers without their nesting."""
        var result = Coord[*_Leaves[Self]]()
        comptime for k in range(Self.flat_rank):
            __struct_field_ref[k](result._storage) = rebind[_LeafAt[Self, k]](self._leaf[k]())
        return result

    @always_inline("nodebug")
    def make_dynamic[dtype: DType](self) -> Coord[*_Dynamic[Self.flat_rank, dtype]]:
        """All integers as run-time values, without their nesting."""
        var result = Coord[*_Dynamic[Self.flat_rank, dtype]]()
        comptime for k in range(Self.flat_rank):
            __struct_field_ref[k](result._storage) = rebind[_DynamicAt[ComptimeInt[0], dtype, k]](Scalar[dtype](self._leaf[k]().value()))
        return result

    # ---- Comparison and text

    def __eq__[*other_types: CoordLike](self, other: Coord[*other_types]) -> Bool:
        """Whether both have the same integers in the same order."""
        comptime if Self.flat_rank != Coord[*other_types].flat_rank:
            return False
        else:
            comptime for k in range(Self.flat_rank):
                if Int(self._leaf[k]().value()) != Int(other._leaf[k]().value()):
                    return False
            return True

    def __ne__[*other_types: CoordLike](self, other: Coord[*other_types]) -> Bool:
        """Whether an integer differs."""
        return not (self == other)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `(1, (2, 3))`."""
        writer.write_string("(")
        comptime for i in range(Self.element_types.length):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_to(writer)
        writer.write_string(")")


@always_inline("nodebug")
def coord[*values: Int]() -> Coord[*_ComptimeInts[*values]]:
    """A coordinate that is known at compile time."""
    return Coord[*_ComptimeInts[*values]]()


@always_inline("nodebug")
def coord_to_index_list[*element_types: CoordLike](value: Coord[*element_types]) -> IndexList[Coord[*element_types].flat_rank]:
    """The integers of a coordinate as a list."""
    var result = IndexList[Coord[*element_types].flat_rank]()
    comptime for k in range(Coord[*element_types].flat_rank):
        result[k] = Int(value._leaf[k]().value())
    return result


# ---- Between coordinates and indices


@always_inline("nodebug")
def _sum_of_products[
    C: CoordLike, S: CoordLike, crd_leaf: Int, leaf: Int, dtype: DType, Crd: CoordLike, Shape: CoordLike, Stride: CoordLike
](crd: Crd, shape: Shape, stride: Stride) -> Scalar[dtype]:
    """The offset of the part `C` of a coordinate within the part `S` of a shape; the parts begin at the given leaves of the whole trees."""
    var result = Scalar[dtype](0)
    comptime if C.is_tuple:
        comptime assert S.is_tuple, "the coordinate is nested deeper than the shape"
        comptime assert C._rank == S._rank, "the coordinate does not have as many elements as the shape"
        comptime for i in range(C._rank):
            result += _sum_of_products[
                C._Element[i], S._Element[i],
                crd_leaf + _leaves_before[i, *_Elements[C]](), leaf + _leaves_before[i, *_Elements[S]](), dtype,
            ](crd, shape, stride)
    elif S.flat_rank == 1:
        result = Scalar[dtype](crd._leaf[crd_leaf]().value()) * Scalar[dtype](stride._leaf[leaf]().value())
    else:
        # An integer for several modes: the left-most one runs fastest.
        var rest = Scalar[dtype](crd._leaf[crd_leaf]().value())
        comptime for k in range(S.flat_rank):
            comptime if k + 1 == S.flat_rank:
                result += rest * Scalar[dtype](stride._leaf[leaf + k]().value())
            else:
                var extent = Scalar[dtype](shape._leaf[leaf + k]().value())
                result += rest % extent * Scalar[dtype](stride._leaf[leaf + k]().value())
                rest //= extent
    return result


@always_inline("nodebug")
def crd2idx[
    Index: CoordLike, Shape: CoordLike, Stride: CoordLike, out_type: DType = DType.int64
](crd: Index, shape: Shape, stride: Stride) -> Scalar[out_type]:
    """The offset of a coordinate: the inner product with the strides. An integer for a nested shape is split, the left-most mode fastest.

    A coordinate without nesting may also name each integer of a nested shape.
    """
    comptime if Index.is_tuple and Index._rank == Index.flat_rank and Index.flat_rank == Shape.flat_rank:
        var result = Scalar[out_type](0)
        comptime for k in range(Index.flat_rank):
            result += Scalar[out_type](crd._leaf[k]().value()) * Scalar[out_type](stride._leaf[k]().value())
        return result
    else:
        return _sum_of_products[Index, Shape, 0, 0, out_type](crd, shape, stride)


comptime _ModeAt[Shape: CoordLike, dtype: DType, i: Int] = ComptimeInt[0] if Shape._Leaf[i].static_value == 1 else Scalar[dtype]
comptime _Modes[Shape: CoordLike, dtype: DType] = __list_tabulate[Shape.flat_rank, _ModeAt[Shape, dtype, _]]()


@always_inline("nodebug")
def idx2crd[
    Shape: CoordLike, Stride: CoordLike, out_dtype: DType = DType.int64
](idx: Int, shape: Shape, stride: Stride) -> Coord[*_Modes[Shape, out_dtype]]:
    """The coordinate, without nesting, of an offset: `idx // stride % shape` in each mode."""
    var result = Coord[*_Modes[Shape, out_dtype]]()
    comptime for k in range(Shape.flat_rank):
        comptime if Shape._Leaf[k].static_value != 1:
            var mode = Scalar[out_dtype](idx // Int(stride._leaf[k]().value()) % Int(shape._leaf[k]().value()))
            __struct_field_ref[k](result._storage) = rebind[_ModeAt[Shape, out_dtype, k]](mode)
    return result
