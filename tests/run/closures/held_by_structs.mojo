"""A lazy map: a struct that holds an iterator and any callable, copied like a value."""


struct Mapped[I: Iterator & Copyable, R: Movable & Deinitable, F: Copyable & def(I.Element) -> R](Copyable, Iterable, Iterator):
    comptime Element = Self.R
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var inner: Self.I
    var f: Self.F

    def __init__(out self, inner: Self.I, f: Self.F):
        self.inner = inner.copy()
        self.f = f.copy()

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.R:
        return self.f(self.inner.__next__())

@fieldwise_init
struct Up(Copyable, Iterable, Iterator):
    comptime Element = Int
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var n: Int
    def __iter__(ref self) -> Self:
        return self.copy()
    def __next__(mut self) raises StopIteration -> Int:
        if self.n == 0:
            raise StopIteration()
        self.n -= 1
        return self.n

def text(n: Int) -> String:
    return String("<", n, ">")

def main():
    for s in Mapped(Up(3), text):
        print(s, end=" ")
    var k = 10
    for s in Mapped(Up(2), lambda (n: Int) {var k} -> Int: n * k):
        print(s, end=" ")
    print()

# expect: <2> <1> <0> 10 0
