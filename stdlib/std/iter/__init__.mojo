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
