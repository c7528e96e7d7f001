"""Trees of integers whose form is known at run time, and arithmetic with them."""

comptime UNKNOWN_VALUE = -1
"""An extent or a stride that is known at run time only."""

comptime _Node = -(1 << 62)
"""A node of n children is written as this plus n, before its children."""


struct IntTuple(Equatable, ImplicitlyCopyable, Movable, Deinitable, Sized, Writable):
    """An integer, or a sequence of such trees: `(1, (2, 3))`."""

    # The tree in preorder: integers as they are, before the children of a node how many there are.
    var _data: List[Int]

    # ---- Construction

    def __init__(out self):
        """The empty sequence."""
        self._data = [_Node]

    @implicit
    def __init__(out self, value: Int):
        """An integer."""
        self._data = [value]

    def __init__(out self, *elements: IntTuple):
        """The sequence of the elements."""
        self._data = [_Node]
        for i in range(len(elements)):
            self.append(elements[i])

    def __init__(out self, *elements: IntTuple, __list_literal__: NoneType):
        """The sequence of the elements of a display."""
        self._data = [_Node]
        for i in range(len(elements)):
            self.append(elements[i])

    @implicit
    def __init__[*Ts: Intable & Movable](out self, tuple: Tuple[*Ts]):
        """The sequence of the elements of a tuple."""
        self._data = [_Node]
        comptime for i in range(Ts.length):
            self.append(Int(tuple[i]))

    def __init__(out self, *, copy: Self):
        """An equal tree."""
        self._data = copy._data.copy()

    def __init__(out self, *, var _data: List[Int]):
        self._data = _data^

    # ---- Form

    def is_value(self) -> Bool:
        """Whether this is an integer."""
        return self._data[0] >= _Node // 2

    def is_tuple(self) -> Bool:
        """Whether this is a sequence."""
        return not self.is_value()

    def is_value(self, i: Int) -> Bool:
        """Whether an element is an integer."""
        return self[i].is_value()

    def is_tuple(self, i: Int) -> Bool:
        """Whether an element is a sequence."""
        return self[i].is_tuple()

    def __len__(self) -> Int:
        """The number of elements; of an integer, 1."""
        return 1 if self.is_value() else self._data[0] - _Node

    def value(self) -> Int:
        """The integer."""
        debug_assert[assert_mode="safe"](self.is_value(), "a sequence has no single value")
        return self._data[0]

    def value(self, i: Int) -> Int:
        """The integer that is an element."""
        return self[i].value()

    def _end(self, at: Int) -> Int:
        """Where the tree that begins at a place ends."""
        if self._data[at] >= _Node // 2:
            return at + 1
        var end = at + 1
        for _ in range(self._data[at] - _Node):
            end = self._end(end)
        return end

    def __getitem__(self, i: Int) -> IntTuple:
        """One element; an integer is its own only one."""
        debug_assert[assert_mode="safe"](0 <= i < len(self), "index ", i, " is out of bounds of an IntTuple of ", len(self), " elements")
        if self.is_value():
            return self
        var at = 1
        for _ in range(i):
            at = self._end(at)
        var data = List[Int]()
        for k in range(at, self._end(at)):
            data.append(self._data[k])
        return IntTuple(_data=data^)

    def append(mut self, element: IntTuple):
        """Adds an element at the end of the sequence."""
        if self.is_value():
            self._data = [_Node + 1, self._data[0]]
        self._data[0] += 1
        for k in range(len(element._data)):
            self._data.append(element._data[k])

    def extend(mut self, other: IntTuple):
        """Adds the elements of another sequence."""
        for i in range(len(other)):
            self.append(other[i])

    def __iter__(ref self) -> _IntTupleIterator[origin_of(self)]:
        """Runs over the elements."""
        return _IntTupleIterator(Pointer(to=self), 0)

    def flatten(self) -> IntTuple:
        """The integers in order, without nesting."""
        return flatten(self)

    def all_known(self) -> Bool:
        """Whether no integer is `UNKNOWN_VALUE`."""
        for k in range(len(self._data)):
            if self._data[k] == UNKNOWN_VALUE:
                return False
        return True

    def __eq__(self, other: IntTuple) -> Bool:
        """Whether both are the same tree."""
        return self._data == other._data

    def __ne__(self, other: IntTuple) -> Bool:
        """Whether the trees differ."""
        return not (self == other)

    def __lt__(self, other: IntTuple) -> Bool:
        """The order of the first elements that differ; a shorter sequence comes first."""
        if self.is_value() and other.is_value():
            return self.value() < other.value()
        for i in range(min(len(self), len(other))):
            if self[i] != other[i]:
                return self[i] < other[i]
        return len(self) < len(other)

    def write_to(self, mut writer: Some[Writer]):
        """Writes `(1, (2, 3))`."""
        if self.is_value():
            return writer.write(self.value())
        writer.write_string("(")
        for i in range(len(self)):
            if i > 0:
                writer.write_string(", ")
            self[i].write_to(writer)
        writer.write_string(")")


struct _IntTupleIterator[origin: Origin](Copyable, Deinitable, Iterator, Movable):
    comptime Element = IntTuple
    var tuple: Pointer[IntTuple, Self.origin]
    var index: Int

    def __init__(out self, tuple: Pointer[IntTuple, Self.origin], index: Int):
        self.tuple = tuple
        self.index = index

    def __next__(mut self) raises StopIteration -> IntTuple:
        if self.index >= len(self.tuple[]):
            raise StopIteration()
        self.index += 1
        return self.tuple[][self.index - 1]


# ---- Questions


def flatten(t: IntTuple) -> IntTuple:
    """The integers in order, without nesting; of an integer, itself."""
    if t.is_value():
        return t
    var result = IntTuple()
    for k in range(len(t._data)):
        if t._data[k] >= _Node // 2:
            result.append(t._data[k])
    return result


def product(t: IntTuple) -> Int:
    """The product of all integers; `UNKNOWN_VALUE` if one is unknown."""
    var result = 1
    for k in range(len(t._data)):
        if t._data[k] == UNKNOWN_VALUE:
            return UNKNOWN_VALUE
        if t._data[k] >= _Node // 2:
            result *= t._data[k]
    return result


def size(t: IntTuple) -> Int:
    """The product of all integers."""
    return product(t)


def sum(t: IntTuple) -> Int:
    """The sum of all integers; `UNKNOWN_VALUE` if one is unknown."""
    var result = 0
    for k in range(len(t._data)):
        if t._data[k] == UNKNOWN_VALUE:
            return UNKNOWN_VALUE
        if t._data[k] >= _Node // 2:
            result += t._data[k]
    return result


def depth(t: IntTuple) -> Int:
    """How deep sequences are nested; of an integer, 0."""
    if t.is_value():
        return 0
    var deepest = 0
    for i in range(len(t)):
        deepest = max(deepest, depth(t[i]))
    return deepest + 1


def inner_product(a: IntTuple, b: IntTuple) -> Int:
    """The sum of the products of the integers, in order."""
    var x = flatten(a)
    var y = flatten(b)
    debug_assert[assert_mode="safe"](len(x) == len(y), "both tuples must have the same number of integers")
    var result = 0
    for i in range(len(x)):
        result += x.value(i) * y.value(i)
    return result


def tuple_max(t: IntTuple) -> Int:
    """The largest integer."""
    var flat = flatten(t)
    var result = flat.value(0)
    for i in range(1, len(flat)):
        result = max(result, flat.value(i))
    return result


def tuple_min(a: IntTuple, b: IntTuple) -> IntTuple:
    """The smaller integer at each place of two equally nested trees."""
    if a.is_value():
        return min(a.value(), b.value())
    var result = IntTuple()
    for i in range(len(a)):
        result.append(tuple_min(a[i], b[i]))
    return result


def congruent(a: IntTuple, b: IntTuple) -> Bool:
    """Whether both are nested in the same way."""
    if a.is_value() or b.is_value():
        return a.is_value() and b.is_value()
    if len(a) != len(b):
        return False
    for i in range(len(a)):
        if not congruent(a[i], b[i]):
            return False
    return True


def compatible(a: IntTuple, b: IntTuple) -> Bool:
    """Whether every coordinate of a shape `a` is one of the shape `b`: equal sizes, and `b` nested at least as deep."""
    if a.is_value():
        return a.value() == product(b)
    if b.is_value() or len(a) != len(b):
        return False
    for i in range(len(a)):
        if not compatible(a[i], b[i]):
            return False
    return True


def weakly_congruent(a: IntTuple, b: IntTuple) -> Bool:
    """Whether `b` is nested like `a`, or deeper."""
    if a.is_value():
        return True
    if b.is_value() or len(a) != len(b):
        return False
    for i in range(len(a)):
        if not weakly_congruent(a[i], b[i]):
            return False
    return True


def weakly_compatible(a: IntTuple, b: IntTuple) -> Bool:
    """Whether each integer of `a` divides the size of what `b` has at its place."""
    if a.is_value():
        return product(b) % a.value() == 0
    if b.is_value() or len(a) != len(b):
        return False
    for i in range(len(a)):
        if not weakly_compatible(a[i], b[i]):
            return False
    return True


# ---- New trees


def reverse(t: IntTuple) -> IntTuple:
    """The elements from the last to the first, at every level."""
    if t.is_value():
        return t
    var result = IntTuple()
    for i in range(len(t)):
        result.append(reverse(t[len(t) - 1 - i]))
    return result


def product_each(t: IntTuple) -> IntTuple:
    """The product of the integers of each element."""
    if t.is_value():
        return t
    var result = IntTuple()
    for i in range(len(t)):
        result.append(product(t[i]))
    return result


def fill_like(t: IntTuple, value: Int) -> IntTuple:
    """The same form with one integer everywhere."""
    if t.is_value():
        return value
    var result = IntTuple()
    for i in range(len(t)):
        result.append(fill_like(t[i], value))
    return result


def create_unknown_int_tuple(t: IntTuple) -> IntTuple:
    """The same form with unknown integers."""
    return fill_like(t, UNKNOWN_VALUE)


def apply[func: def(Int) thin -> Int](t: IntTuple) -> IntTuple:
    """The same form with `func` of every integer."""
    if t.is_value():
        return func(t.value())
    var result = IntTuple()
    for i in range(len(t)):
        result.append(apply[func](t[i]))
    return result


def _prefix_product(t: IntTuple, mut before: Int) -> IntTuple:
    if t.is_value():
        var result = before
        before = UNKNOWN_VALUE if before == UNKNOWN_VALUE or t.value() == UNKNOWN_VALUE else before * t.value()
        return result
    var result = IntTuple()
    for i in range(len(t)):
        result.append(_prefix_product(t[i], before))
    return result


def prefix_product(t: IntTuple, init: Int = 1) -> IntTuple:
    """At each place the product of the integers before it: the strides of a shape whose first dimension is contiguous."""
    var before = init
    return _prefix_product(t, before)


def shape_div(a: IntTuple, b: IntTuple) -> IntTuple:
    """A shape divided by another, or by a number that is taken from the left: `shape_div((4, 6), 8)` is `(1, 3)`."""
    if a.is_tuple():
        var result = IntTuple()
        if b.is_tuple():
            debug_assert[assert_mode="safe"](len(a) == len(b), "both shapes must have the same number of elements")
            for i in range(len(a)):
                result.append(shape_div(a[i], b[i]))
            return result
        var rest = b.value()
        for i in range(len(a)):
            result.append(shape_div(a[i], rest))
            rest = shape_div(rest, product(a[i])).value()
        return result
    var divisor = product(b)
    debug_assert[assert_mode="safe"](
        a.value() % divisor == 0 or divisor % a.value() == 0, "the extents ", a.value(), " and ", divisor, " do not divide one another"
    )
    return (a.value() + divisor - 1) // divisor


# ---- Between coordinates and indices


def crd2idx(crd: IntTuple, shape: IntTuple, stride: IntTuple) -> Int:
    """The offset of a coordinate; an integer for a nested shape is split, the left-most dimension fastest."""
    if crd.is_tuple():
        debug_assert[assert_mode="safe"](
            shape.is_tuple() and len(crd) == len(shape), "the coordinate ", crd, " does not fit the shape ", shape
        )
        var result = 0
        for i in range(len(crd)):
            result += crd2idx(crd[i], shape[i], stride[i])
        return result
    if shape.is_value():
        return crd.value() * stride.value()
    var rest = crd.value()
    var result = 0
    for i in range(len(shape)):
        if i == len(shape) - 1:
            result += crd2idx(rest, shape[i], stride[i])
        else:
            var extent = product(shape[i])
            result += crd2idx(rest % extent, shape[i], stride[i])
            rest //= extent
    return result


def crd2idx(crd: IntTuple, shape: IntTuple) -> Int:
    """The offset of a coordinate where the first dimension is contiguous."""
    return crd2idx(crd, shape, prefix_product(shape))


def idx2crd(idx: IntTuple, shape: IntTuple, stride: IntTuple) -> IntTuple:
    """The coordinate of an offset: `idx // stride % shape` at each place."""
    if shape.is_tuple():
        var result = IntTuple()
        for i in range(len(shape)):
            result.append(idx2crd(idx[i] if idx.is_tuple() else idx, shape[i], stride[i]))
        return result
    return idx.value() // stride.value() % shape.value()


def idx2crd(idx: IntTuple, shape: IntTuple) -> IntTuple:
    """The coordinate that an integer counts, the first dimension fastest."""
    return idx2crd(idx, shape, prefix_product(shape))
