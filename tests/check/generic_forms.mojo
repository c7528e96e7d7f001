# Mistakes of ownership in generic functions that nobody calls; and forms that are right for whatever arguments.


def moved_twice[T: Movable & Deinitable](var x: T) -> T:
    var y = x^
    consume(y^)
    return x^  # expected-error [useAfterMove]


def consume[T: Deinitable & Movable](var x: T):
    pass


def forgotten[T: Movable](var x: T):  # expected-error [notImplicitlyDestructible]
    pass


struct Box[T: Movable & Deinitable]:
    var value: Self.T

    def __init__(out self, var value: Self.T):  # expected-error [selfNotInitialized]
        consume(value^)

    def take(deinit self) -> Self.T:
        return self.value^


struct Pair[A: Copyable & Deinitable, B: Copyable & Deinitable](Copyable):
    var first: Self.A
    var second: Self.B

    def __init__(out self, first: Self.A, second: Self.B):
        self.first = first.copy()
        self.second = second.copy()

    def swapped(self) -> Pair[Self.B, Self.A]:
        return Pair(self.second, self.first)

    def replaced(var self, var first: Self.A) -> Self:
        self.first = first^
        return self^


def largest[T: Comparable & Copyable & Deinitable](items: List[T]) raises -> T:
    if len(items) == 0:
        raise Error("nothing to compare")
    var best = items[0].copy()
    for item in items:
        if item > best:
            best = item.copy()
    return best^


def squares[dtype: DType, width: Int](x: SIMD[dtype, width]) -> SIMD[dtype, width]:
    var y = x
    y *= y
    comptime for i in range(width):
        y[i] = y[i] + 1
    comptime if width > 1:
        y = y + x
    return y


def both[T: Copyable & Deinitable](mut items: List[T]):
    put(items, items)  # expected-error [overlappingAccess]


def put[T: Copyable & Deinitable](mut to: List[T], source: List[T]):
    for item in source:
        to.append(item.copy())


def main():
    pass
