"""Loops over everything: ranges, collections, iterators of one's own by value, by reference, owned; patterns, else, comprehensions."""


struct Countdown(Copyable, Iterable, Iterator):
    """Its own iterator."""

    comptime Element = Int
    comptime IteratorType[m: Bool, //, o: Origin[mut=m]] = Self
    var left: Int

    def __init__(out self, left: Int):
        self.left = left

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Int:
        if self.left == 0:
            raise StopIteration()
        self.left -= 1
        return self.left + 1


struct Ring:
    """Structural: no trait is named."""

    var items: List[String]

    def __init__(out self, *items: String):
        self.items = []
        for item in items:
            self.items.append(item)

    def __iter__(ref self) -> RingIterator[origin_of(self.items)]:
        return {Pointer(to=self.items)}


@fieldwise_init
struct RingIterator[m: Bool, //, o: Origin[mut=m]]:
    var items: Pointer[List[String], Self.o]
    var at: Int

    def __init__(out self, items: Pointer[List[String], Self.o]):
        self.items = items
        self.at = 0

    def __next__(mut self) raises StopIteration -> ref[self.items[][0]] String:
        if self.at == len(self.items[]):
            raise StopIteration()
        self.at += 1
        return self.items[][self.at - 1]


struct Old:
    """The older protocol: asked before each step."""

    var n: Int

    def __init__(out self):
        self.n = 0

    def __iter__(self) -> Self:
        return Old()

    def __has_next__(self) -> Bool:
        return self.n < 3

    def __next__(mut self) -> Int:
        self.n += 1
        return self.n * self.n


def total[I: Iterable](items: I) -> Int where conforms_to(I.IteratorType[origin_of(items)].Element, Intable):
    var sum = 0
    for item in items:
        sum += Int(item)
    return sum


def search(items: List[Int], wanted: Int) -> Int:
    for i, item in enumerate(items):
        if item == wanted:
            print("found", end=" ")
            break
    else:
        return -1
    return wanted


def collatz(var n: Int) -> Int:
    var steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    else:
        steps += 1000
    return steps


def main():
    for i in range(3):
        print(i, end=" ")
    for i in range(7, 1, -2):
        print(i, end=" ")
    print()
    for n in Countdown(3):
        print(n, end=" ")
    for n in Old():
        print(n, end=" ")
    print()
    var ring = Ring("a", "b", "c")
    for ref item in ring:
        item = item * 2
    for item in ring:
        print(item, end=" ")
    for var item in ring:
        item += "!"
        print(item, end=" ")
    print()
    var words: List[String] = ["x", "y"]
    for var word in words^:
        word += "z"
        print(word, end=" ")
    print()
    var squares: List[Int] = [n * n for n in range(5) if n != 3]
    print(search(squares, 16), search(squares, 9))
    print(collatz(6))
    var pairs = [(a, b) for a in range(3) for b in range(a)]
    for pair in pairs:
        print(pair[0] * 10 + pair[1], end=" ")
    for a, b in pairs:
        print(a - b, end=" ")
    print()
    var ages: Dict[String, Int] = {"ada": 36, "alan": 41}
    for item in ages.items():
        print(item.key, item.value, end=" ")
    for name in ages:
        print(name, end=" ")
    var lengths = {name: name.byte_length() for name in ages}
    print(lengths.get("alan", 0))
    for i, name in enumerate(["p", "q"]):
        print(i, name, end=" ")
    for a, b in zip([1, 2, 3], ["i", "ii", "iii"]):
        print(a, b, end=" ")
    print()
    var letters = {c for c in [1, 2, 2, 3]}
    print(len(letters), total([1, 2, 3]))
    var outer = 0
    for i in range(4):
        for j in range(4):
            if j == i:
                break
            if (i + j) % 2 == 0:
                continue
            outer += 1
    print(outer)

# expect: 0 1 2 7 5 3 
# expect: 3 2 1 1 4 9 
# expect: aa bb cc aa! bb! cc! 
# expect: xz yz 
# expect: found 16 -1
# expect: 1008
# expect: 10 20 21 1 2 1 
# expect: ada 36 alan 41 ada alan 4
# expect: 0 p 1 q 1 i 2 ii 3 iii 
# expect: 3 6
# expect: 4
