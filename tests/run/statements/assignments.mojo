"""Assignments: chains, tuples, walrus, augmented on every kind of target, order of evaluation, discards, scopes."""


@fieldwise_init
struct P(Copyable):
    var x: Int
    var y: Int


struct Log:
    var items: List[Int]

    def __init__(out self):
        self.items = [0, 0, 0]

    def __getitem__(self, i: Int) -> Int:
        print("get", i)
        return self.items[i]

    def __setitem__(mut self, i: Int, value: Int):
        print("set", i, value)
        self.items[i] = value


def t(name: String, n: Int) -> Int:
    print(name, end=" ")
    return n


def two() -> Tuple[Int, String]:
    return (7, "seven")


def divmod_of(a: Int, b: Int) -> Tuple[Int, Int]:
    return a // b, a % b


def main():
    var a, b = 1, 2
    a, b = b, a + b
    print(a, b)
    var c = var d = 5
    c += 1
    print(c, d)
    var q, r = divmod_of(17, 5)
    print(q, r)
    var n, s = two()
    print(n, s)
    _, s = two()
    var p = P(1, 2)
    p.x, p.y = p.y, p.x
    p.x *= 10
    print(p.x, p.y)
    var xs: List[Int] = [1, 2, 3]
    xs[0], xs[2] = xs[2], xs[0]
    xs[1] -= 7
    xs[xs[0] - 2] <<= 2
    print(xs[0], xs[1], xs[2])
    var log = Log()
    log[1] = t("value", 4)
    log[t("index", 2)] += t("more", 3)
    var i = 0
    var total = 0
    while (i := i + 1) < 4:
        total += i
    print(total, (total := 100), total)
    var grid: List[List[Int]] = [[1, 2], [3, 4]]
    grid[1][0] += 10
    ref row = grid[0]
    row[1] = 9
    print(grid[0][1], grid[1][0])
    var x = t("a", 1) + t("b", 2) * t("c", 3)
    print(x)
    if t("l", 1) < t("m", 2) < t("n", 1) < t("o", 9):
        print("never")
    print(t("p", 0) == 1 and t("q", 1) == 1, t("r", 1) == 1 or t("s", 1) == 1)
    var shadow = 1
    if shadow == 1:
        var shadow = String("inner")
        print(shadow)
    print(shadow)
    var late: String
    if x > 3:
        late = "big"
    else:
        late = "small"
    print(late)
    var value = 3 if x > 100 else 4 if x > 5 else 5
    print(value, not (x > 5) or x != 7, 1 if x else 0)
    var bits = 0b1100
    bits &= 0b0110
    bits |= 1
    bits ^= 0b11
    print(bits, bits << 3, bits >> 1, ~bits, -7 // 2, -7 % 3, 7 // -2, 2 ** 10)
    print(3 in xs, 3 not in xs)

# expect: 2 3
# expect: 6 5
# expect: 3 2
# expect: 7 seven
# expect: 20 1
# expect: 3 -20 1
# expect: value set 1 4
# expect: index more get 2
# expect: set 2 3
# expect: 100 100 100
# expect: 9 13
# expect: a b c 7
# expect: l m n p r False True
# expect: inner
# expect: 1
# expect: big
# expect: 4 False 1
# expect: 6 48 3 -7 -4 2 -4 1024
# expect: True False
