# Comprehensions at compile time: in modules, functions and structs, as parameters, of sets and dictionaries.
comptime SQUARES = [i * i for i in range(6)]
comptime ODD = [s for s in SQUARES if s % 2 == 1]
comptime N = 3


struct Table[size: Int]:
    comptime cells = [i * 10 + j for i in range(Self.size) for j in range(Self.size)]
    comptime count = len(Self.cells)


def sum_of[values: List[Int]]() -> Int:
    var total = 0
    comptime for v in values:
        total += v
    return total


def scaled[k: Int]() -> Int:
    comptime table = [k * i for i in range(4)]
    comptime last = table[3]
    return last


def main() raises:
    comptime local = [x + N for x in range(N)]
    comptime for x in local:
        print(x, end=" ")
    print()
    print(len(materialize[SQUARES]()), materialize[ODD]())
    print(Table[3].count, materialize[Table[2].cells]())
    print(sum_of[[i * 2 for i in range(5)]](), scaled[7](), scaled[2]())
    comptime names = {i: String(i) * i for i in range(1, 4)}
    var d = materialize[names]()
    print(d[3], len(d))
    comptime small = {i % 3 for i in range(10)}
    print(len(materialize[small]()))
    comptime pairs = [(a, b) for a, b in zip([1, 2], [3, 4])]
    comptime for p in pairs:
        print(p[0] * p[1])

# expect: 3 4 5 
# expect: 6 [1, 9, 25]
# expect: 9 [0, 1, 10, 11]
# expect: 20 21 6
# expect: 333 3
# expect: 3
# expect: 3
# expect: 8
