"""Iterators over iterators: generic adaptors with associated types, infinite sequences, owned iteration, a tree walked lazily."""


struct Naturals(Copyable, Iterable, Iterator):
    comptime Element = Int
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var n: Int

    def __init__(out self):
        self.n = 0

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Int:
        self.n += 1
        return self.n - 1


@fieldwise_init
struct Take[I: Iterator & Copyable](Copyable, Iterable, Iterator):
    comptime Element = Self.I.Element
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var inner: Self.I
    var left: Int

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.I.Element:
        if self.left == 0:
            raise StopIteration()
        self.left -= 1
        return self.inner.__next__()


struct Filtered(Copyable, Iterable, Iterator):
    comptime Element = Int
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var inner: Take[Naturals]
    var keep: def(Int) thin -> Bool

    def __init__(out self, inner: Take[Naturals], keep: def(Int) thin -> Bool):
        self.inner = inner.copy()
        self.keep = keep

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Int:
        while True:
            var n = self.inner.__next__()
            if self.keep(n):
                return n


def take[I: Iterator & Copyable](inner: I, count: Int) -> Take[I]:
    return Take(inner.copy(), count)


def is_even(n: Int) -> Bool:
    return n % 2 == 0


def collect[I: Iterator](var it: I) -> List[I.Element]:
    var result = List[I.Element]()
    while True:
        try:
            result.append(it.__next__())
        except:
            return result^


def join[I: Iterable](items: I) -> String where conforms_to(I.IteratorType[origin_of(items)].Element, Writable):
    var result = String()
    for item in items:
        if result.byte_length() > 0:
            result += ","
        result += String(item)
    return result


struct Tree(Movable):
    var values: List[Int]
    var left: List[Int]
    var right: List[Int]

    def __init__(out self):
        self.values = []
        self.left = []
        self.right = []

    def insert(mut self, value: Int):
        self.values.append(value)
        self.left.append(-1)
        self.right.append(-1)
        var new = len(self.values) - 1
        var at = 0
        while at != new:
            ref side = self.left[at] if value < self.values[at] else self.right[at]
            if side < 0:
                side = new
            at = side

    def __iter__(ref self) -> InOrder[origin_of(self)]:
        return {Pointer(to=self)}


struct InOrder[m: Bool, //, o: Origin[mut=m]](Movable):
    var tree: Pointer[Tree, Self.o]
    var stack: List[Int]
    var at: Int

    def __init__(out self, tree: Pointer[Tree, Self.o]):
        self.tree = tree
        self.stack = []
        self.at = 0 if len(tree[].values) > 0 else -1

    def __next__(mut self) raises StopIteration -> ref[self.tree[].values] Int:
        while self.at >= 0:
            self.stack.append(self.at)
            self.at = self.tree[].left[self.at]
        if len(self.stack) == 0:
            raise StopIteration()
        var node = self.stack.pop()
        self.at = self.tree[].right[node]
        return self.tree[].values[node]


def main():
    for n in take(Naturals(), 4):
        print(n, end=" ")
    print()
    for n in Filtered(take(Naturals(), 10), is_even):
        print(n, end=" ")
    print()
    var all = collect(take(Naturals(), 3))
    print(len(all), all[2])
    var words: List[String] = ["a", "b", "c"]
    print(join(words), join(range(4)), join(take(Naturals(), 2)))
    var tree = Tree()
    for value in [5, 2, 8, 1, 9, 3]:
        tree.insert(value)
    for value in tree:
        print(value, end=" ")
    for ref value in tree:
        value *= 10
    print(tree.values[0])
    var total = 0
    for i, value in enumerate(words):
        total += i * value.byte_length()
    for a, b in zip(words, range(10)):
        total += b
        print(a, b, end=";")
    print(total)
    var nested: List[List[Int]] = [[1, 2], [3]]
    for ref row in nested:
        for ref x in row:
            x += 1
    print([x for row in nested for x in row][2], sum_rows(nested))
    for var row in nested^:
        row.append(0)
        print(len(row), end=" ")
    print()


def sum_rows(rows: List[List[Int]]) -> Int:
    var total = 0
    for row in rows:
        for x in row:
            total += x
    return total

# expect: 0 1 2 3 
# expect: 0 2 4 6 8 
# expect: 3 2
# expect: a,b,c 0,1,2,3 0,1
# expect: 1 2 3 5 8 9 50
# expect: a 0;b 1;c 2;6
# expect: 4 9
# expect: 3 2 
