"""The iterator protocol."""


@fieldwise_init
struct StopIteration(TrivialRegisterPassable, Writable):
    """Raised by `__next__` when there is nothing left."""

    def write_to(self, mut writer: Some[Writer]):
        """Writes `StopIteration`."""
        writer.write_string("StopIteration")


trait Iterator(Deinitable, Movable):
    """Gives one element after the other."""

    comptime Element: AnyType

    def __next__(mut self) raises StopIteration -> Self.Element:
        """The next element.

        Raises:
            StopIteration when there is none.
        """
        ...


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
