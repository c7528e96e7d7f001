# Types that depend on functions evaluated at compile time: parameters, choices, lists; as constants, variables and results.


trait Cell(Defaultable, TrivialRegisterPassable):
    def size(self) -> Int:
        ...


struct Small[n: Int](Cell):
    def __init__(out self):
        pass

    def size(self) -> Int:
        return Self.n


struct Large[n: Int](Cell):
    var extra: Int

    def __init__(out self):
        self.extra = 100

    def size(self) -> Int:
        return Self.n + self.extra


struct Pair[A: Cell, B: Cell](Cell):
    var a: Self.A
    var b: Self.B

    def __init__(out self):
        self.a = Self.A()
        self.b = Self.B()

    def size(self) -> Int:
        return self.a.size() + self.b.size()


def triangle(n: Int) -> Int:
    var sum = 0
    for i in range(n):
        sum += i
    return sum


comptime CellOf[n: Int] = Small[n] if triangle(n) < 10 else Large[n]
comptime Sum[n: Int] = CellOf[triangle(n)]


def make[n: Int]() -> Pair[CellOf[n], Sum[n]]:
    return Pair[CellOf[n], Sum[n]]()


def main():
    comptime small = CellOf[4]()
    comptime large = CellOf[6]()
    # expect: 4 106
    print(small.size(), large.size())
    var sum = Sum[4]()
    # expect: 106
    print(sum.size())
    comptime pair = Pair[CellOf[3], Sum[4]]()
    # expect: 109 100
    print(pair.size(), pair.b.extra)
    # expect: 7
    print(make[3]().size() + 1)
    var again: Pair[Small[4], Large[6]] = make[4]()
    # expect: 110
    print(again.size())
