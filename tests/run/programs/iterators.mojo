# Iterators of one's own: Fibonacci, windows, a filter over any iterator, a tree in order, generators by closure.
struct Fibonacci(Iterator, Iterable, ImplicitlyCopyable):
    comptime Element = Int
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self
    var a: Int
    var b: Int
    var limit: Int

    def __init__(out self, limit: Int):
        self.a = 0
        self.b = 1
        self.limit = limit

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Int:
        if self.a > self.limit:
            raise StopIteration()
        var result = self.a
        self.a, self.b = self.b, self.a + self.b
        return result


struct Countdown:
    var n: Int

    def __init__(out self, n: Int):
        self.n = n

    def __iter__(self) -> CountdownIterator:
        return CountdownIterator(self.n)


@fieldwise_init
struct CountdownIterator(Movable):
    var n: Int

    def __next__(mut self) raises StopIteration -> Int:
        if self.n == 0:
            raise StopIteration()
        self.n -= 1
        return self.n + 1


struct Filter[I: Iterator, F: def(I.Element) -> Bool](Movable) where conforms_to(I.Element, Copyable & Deinitable):
    var inner: Self.I
    var test: Self.F

    def __init__(out self, var inner: Self.I, var test: Self.F):
        self.inner = inner^
        self.test = test^

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.I.Element:
        while True:
            var value = self.inner.__next__()
            if self.test(value):
                return value^


struct Tree[T: Comparable & Copyable & Deinitable](Movable):
    var values: List[Self.T]
    var left: List[Int]
    var right: List[Int]

    def __init__(out self, *values: Self.T):
        self.values = []
        self.left = []
        self.right = []
        for v in values:
            self.insert(v)

    def insert(mut self, value: Self.T):
        self.values.append(value.copy())
        self.left.append(-1)
        self.right.append(-1)
        var new = len(self.values) - 1
        if new == 0:
            return
        var at = 0
        while True:
            ref side = self.left if value < self.values[at] else self.right
            if side[at] < 0:
                side[at] = new
                return
            at = side[at]

    def __iter__(ref self) -> TreeIterator[Self.T, origin_of(self)]:
        return TreeIterator(self)


struct TreeIterator[mut: Bool, //, T: Comparable & Copyable & Deinitable, origin: Origin[mut=mut]](Movable):
    var tree: Pointer[Tree[Self.T], Self.origin]
    var stack: List[Int]

    def __init__(out self, ref[Self.origin] tree: Tree[Self.T]):
        self.tree = Pointer(to=tree)
        self.stack = []
        self.descend(0 if tree.values else -1)

    def descend(mut self, var at: Int):
        while at >= 0:
            self.stack.append(at)
            at = self.tree[].left[at]

    def __next__(mut self) raises StopIteration -> ref[Self.origin] Self.T:
        if not self.stack:
            raise StopIteration()
        var at = self.stack.pop()
        self.descend(self.tree[].right[at])
        return self.tree[].values[at]


def main():
    for x in Fibonacci(50):
        print(x, end=" ")
    print()
    for x in Countdown(3):
        print(x, end=" ")
    else:
        print("lift off")
    var even = 0
    for i, x in enumerate(Fibonacci(100)):
        if x % 2 == 0:
            even += i
    print(even)
    for a, b in zip(Fibonacci(20), ["x", "y", "z"]):
        print(a, b, end="; ")
    print()
    for x in Filter(Fibonacci(200), lambda (n: Int) -> Bool: n % 3 == 0):
        print(x, end=" ")
    print()
    var t = Tree[String]("m", "c", "x", "a", "d")
    for s in t:
        print(s, end="")
    print()
    for ref s in t:
        s += "!"
    for s in t:
        print(s, end="")
    print()
    print([x * x for x in Fibonacci(10) if x > 1], {x % 4 for x in Fibonacci(30)})
    var it = iter(Fibonacci(2))
    try:
        while True:
            print(next(it), end=",")
    except:
        print("stop")

# options: -O0
# expect: 0 1 1 2 3 5 8 13 21 34 
# expect: 3 2 1 lift off
# expect: 18
# expect: 0 x; 1 y; 1 z; 
# expect: 0 3 21 144 
# expect: acdmx
# expect: a!c!d!m!x!
# expect: [4, 9, 25, 64] {0, 1, 2, 3}
# expect: 0,1,1,2,stop
