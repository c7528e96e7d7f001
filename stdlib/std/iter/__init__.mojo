"""The iterator protocol."""


@fieldwise_init
struct StopIteration(TrivialRegisterPassable, Writable):
    """Raised by `__next__` when there is nothing left."""

    def write_to(self, mut writer: Some[Writer]):
        """Writes `StopIteration`."""
        writer.write_string("StopIteration")


trait Iterator(Deinitable, Movable):
    """Gives one element after the other."""

    comptime Element: Movable

    def __next__(mut self) raises StopIteration -> Self.Element:
        """The next element.

        Raises:
            StopIteration when there is none.
        """
        ...

    def bounds(self) -> Tuple[Int, Optional[Int]]:
        """The least number of elements left and, if it is known, the greatest."""
        return (0, Optional[Int]())


trait Iterable:
    """Can be run over without being consumed."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator

    def __iter__(ref self) -> Self.IteratorType[origin_of(self)]:
        """An iterator from the start."""
        ...


trait IterableOwned:
    """Can be run over while being consumed."""

    comptime IteratorOwnedType: Iterator

    def __iter__(var self) -> Self.IteratorOwnedType:
        """An iterator that owns the elements."""
        ...


trait ReversibleRange:
    """Can be run over backwards."""

    comptime ReversedType: Iterator

    def __reversed__(self) -> Self.ReversedType:
        """An iterator from the end."""
        ...


trait _Reversible:
    """Can be run over backwards by reference."""

    comptime ReversedIteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator

    def __reversed__(ref self) -> Self.ReversedIteratorType[origin_of(self)]:
        """An iterator from the end."""
        ...


@always_inline
def iter[T: Iterable](ref iterable: T) -> T.IteratorType[origin_of(iterable)]:
    """An iterator over `iterable`."""
    return iterable.__iter__()


@always_inline
def next[T: Iterator](mut iterator: T) raises StopIteration -> T.Element:
    """The next element of `iterator`.

    Raises:
        StopIteration when there is none.
    """
    return iterator.__next__()


# ---- Adapters


struct _Enumerate[I: Iterator](Copyable where conforms_to(I, Copyable), Iterator):
    """The elements of an iterator with their numbers."""

    comptime Element = Tuple[Int, Self.I.Element]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]] = Self

    var _inner: Self.I
    var _number: Int

    def __init__(out self, var inner: Self.I, number: Int):
        self._inner = inner^
        self._number = number

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Tuple[Int, Self.I.Element]:
        var element = self._inner.__next__()
        self._number += 1
        return (self._number - 1, element^)


@always_inline
def enumerate[T: Iterable](ref iterable: T, *, start: Int = 0) -> _Enumerate[T.IteratorType[origin_of(iterable)]]:
    """Runs over pairs of a number, from `start` on, and an element."""
    return _Enumerate(iterable.__iter__(), start)


struct _Zip[A: Iterator, B: Iterator](Copyable where conforms_to(A, Copyable) and conforms_to(B, Copyable), Iterator):
    """Pairs of elements of two iterators."""

    comptime Element = Tuple[Self.A.Element, Self.B.Element]

    var _a: Self.A
    var _b: Self.B

    def __init__(out self, var a: Self.A, var b: Self.B):
        self._a = a^
        self._b = b^

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Tuple[Self.A.Element, Self.B.Element]:
        var a = self._a.__next__()
        return (a^, self._b.__next__())


@always_inline
def zip[A: Iterable, B: Iterable](ref a: A, ref b: B) -> _Zip[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)]]:
    """Runs over pairs of elements, until one of the two ends."""
    return _Zip(a.__iter__(), b.__iter__())


struct _Zip3[A: Iterator, B: Iterator, C: Iterator](
    Copyable where conforms_to(A, Copyable) and conforms_to(B, Copyable) and conforms_to(C, Copyable), Iterator
):
    """Elements of three iterators side by side."""

    comptime Element = Tuple[Self.A.Element, Self.B.Element, Self.C.Element]

    var _a: Self.A
    var _b: Self.B
    var _c: Self.C

    def __init__(out self, var a: Self.A, var b: Self.B, var c: Self.C):
        self._a = a^
        self._b = b^
        self._c = c^

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Tuple[Self.A.Element, Self.B.Element, Self.C.Element]:
        var a = self._a.__next__()
        var b = self._b.__next__()
        return (a^, b^, self._c.__next__())


@always_inline
def zip[
    A: Iterable, B: Iterable, C: Iterable
](ref a: A, ref b: B, ref c: C) -> _Zip3[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)], C.IteratorType[origin_of(c)]]:
    """Runs over elements side by side, until one of the three ends."""
    return _Zip3(a.__iter__(), b.__iter__(), c.__iter__())


struct _Map[I: Iterator, E: Movable, R: Movable, //, function: def(E) thin -> R](Iterator):
    """Results of a function for the elements of an iterator."""

    comptime Element = Self.R

    var _inner: Self.I

    def __init__(out self, var inner: Self.I):
        self._inner = inner^

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.R:
        var element = self._inner.__next__()
        return Self.function(rebind[Self.E](element))


@always_inline
def map[
    T: Iterable, E: Movable, R: Movable, //, function: def(E) thin -> R
](ref iterable: T) -> _Map[I=T.IteratorType[origin_of(iterable)], function]:
    """Runs over the results of `function` for the elements, which are computed one by one."""
    return _Map[I=T.IteratorType[origin_of(iterable)], function](iterable.__iter__())
