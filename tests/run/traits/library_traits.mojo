"""Types that take part in the library: written, compared, hashed, sorted, iterated, used as keys, defaulted, converted."""


@fieldwise_init
struct Card(Comparable, Copyable, Hashable, Writable):
    var rank: Int
    var suit: String

    def __lt__(self, other: Self) -> Bool:
        if self.rank != other.rank:
            return self.rank < other.rank
        return self.suit < other.suit

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.rank, self.suit)


@fieldwise_init
struct Pair[A: Writable & Copyable & Deinitable & Equatable, B: Writable & Copyable & Deinitable & Equatable](Copyable, Equatable, Writable):
    var first: Self.A
    var second: Self.B


struct Config(Copyable, Defaultable, Writable):
    var depth: Int
    var name: String

    def __init__(out self):
        self.depth = 3
        self.name = "none"


@fieldwise_init
struct Meter(Absable, Boolable, Floatable, ImplicitlyCopyable, Indexer, Intable, Sized):
    var ticks: Int

    def __abs__(self) -> Self:
        return Self(abs(self.ticks))

    def __bool__(self) -> Bool:
        return self.ticks != 0

    def __int__(self) -> Int:
        return self.ticks

    def __float__(self) -> Float64:
        return Float64(self.ticks) / 10

    def __mlir_index__(self) -> __mlir_type.index:
        return self.ticks.__mlir_index__()

    def __len__(self) -> Int:
        return abs(self.ticks)


def largest[T: Comparable & Copyable & Deinitable](items: List[T]) -> T:
    var best = items[0].copy()
    for item in items:
        if item > best:
            best = item.copy()
    return best^


def default_of[T: Defaultable & Writable & Deinitable]() -> String:
    return String(T())


def count[T: Hashable & Equatable & Copyable & Deinitable](items: List[T]) -> Int:
    var seen = Dict[T, Int]()
    for item in items:
        seen[item.copy()] = 1
    return len(seen)


def main():
    var cards: List[Card] = [Card(3, "c"), Card(9, "h"), Card(3, "a"), Card(9, "h")]
    print(largest(cards), count(cards), cards[0] == cards[3], cards[1] == cards[3], cards[0] >= cards[2])
    sort(cards)
    for card in cards:
        print(card, end=" ")
    print()
    print(Pair(1, String("x")), Pair(1, 2.5) == Pair(1, 2.5), Pair(1, True) != Pair(2, True))
    print(default_of[Config](), default_of[Int](), default_of[String]() == "")
    var m = Meter(-4)
    var list: List[Int] = [10, 20, 30]
    print(abs(m).ticks, Bool(m), Int(m), Float64(m), len(m), list[Meter(2)])
    if not Meter(0):
        print("zero")
    print(String(Card(1, "s")), repr(String("q")))
    var names: Dict[String, Card] = {"low": Card(2, "d")}
    print("low" in names, names.get("low").value())

# expect: 9h 3 False True True
# expect: 3a 3c 9h 9h 
# expect: Pair[SIMD[DType.int, 1], String](first=1, second=x) True True
# expect: Config(depth=3, name=none) 0 True
# expect: 4 True -4 -0.4 4 30
# expect: zero
# expect: 1s 'q'
# expect: True 2d
