"""Strings, lists and dictionaries made at compile time by ordinary code."""

def squares(n: Int) -> List[Int]:
    var result = List[Int]()
    for i in range(n):
        result.append(i * i)
    return result^

def banner(name: String) -> String:
    var text = String("*") * 3
    text += name.upper()
    return text + "*" * 3

def table() -> Dict[String, Int]:
    var d = Dict[String, Int]()
    d["a"] = 1
    d["b"] = 2
    return d^

def show[text: String]():
    print("param", text)

comptime SQUARES = squares(6)
comptime BANNER = banner("hi")

def main() raises:
    comptime n = len(SQUARES)
    print(n)
    comptime for x in SQUARES:
        print(x, end=" ")
    print()
    print(BANNER)
    show[BANNER]()
    var xs = materialize[SQUARES]()
    xs.append(1)
    print(xs)
    comptime t = table()
    var d = materialize[t]()
    print(d["b"])
    comptime words = String("a b c").split()
    comptime nw = len(words)
    print(nw)
    comptime assert SQUARES[3] == 9
    comptime s = String(1.5, " ", 42)
    print(s)
    comptime sorted = sorted_copy(squares(4))
    print(materialize[sorted]())
    comptime f = Float64(2.5)
    print(f)

def sorted_copy(var xs: List[Int]) -> List[Int]:
    xs.reverse()
    sort(xs)
    return xs^


# expect: 6
# expect: 0 1 4 9 16 25
# expect: ***HI***
# expect: param ***HI***
# expect: [0, 1, 4, 9, 16, 25, 1]
# expect: 2
# expect: 3
# expect: 1.5 42
# expect: [0, 1, 4, 9]
# expect: 2.5
