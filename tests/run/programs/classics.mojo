"""Small classics in one program: stacks of values that only move, tables, recursion, counting, memoising."""

from std.memory import OwnedPointer

struct Stack[T: Movable & Deinitable]:
    var items: List[Self.T]
    def __init__(out self):
        self.items = List[Self.T]()
    def push(mut self, var x: Self.T):
        self.items.append(x^)
    def pop(mut self) -> Optional[Self.T]:
        if len(self.items) == 0:
            return None
        return self.items.pop()
    def peek(ref self) -> ref[self.items] Self.T:
        return self.items[len(self.items) - 1]

struct Unique(Movable):
    var p: OwnedPointer[Int]
    def __init__(out self, n: Int):
        self.p = OwnedPointer(n)

def matrix[rows: Int, cols: Int](f: def(Int, Int) thin -> Float64) -> Array[Array[Float64, cols], rows]:
    var m = Array[Array[Float64, cols], rows](fill=Array[Float64, cols](fill=0))
    for i in range(rows):
        for j in range(cols):
            m[i][j] = f(i, j)
    return m^

def bits(n: UInt32) -> Int:
    var c = 0
    var x = n
    while x:
        x &= x - 1
        c += 1
    return c

def hanoi(n: Int, a: String, b: String, c: String, mut moves: List[String]):
    if n == 0:
        return
    hanoi(n - 1, a, c, b, moves)
    moves.append(String(a, c))
    hanoi(n - 1, b, a, c, moves)

def permutations(mut items: List[Int], k: Int, mut out_: List[String]):
    if k == len(items):
        var t = String()
        for x in items:
            t += String(x)
        out_.append(t)
        return
    for i in range(k, len(items)):
        items.swap_elements(k, i)
        permutations(items, k + 1, out_)
        items.swap_elements(k, i)

def main() raises:
    var s = Stack[Unique]()
    s.push(Unique(1))
    s.push(Unique(2))
    s.peek().p[] += 40
    var top = s.pop()
    print(top.value().p[])
    _ = s.pop()
    print(Bool(s.pop()))
    var m = matrix[2, 3](lambda (i: Int, j: Int) -> Float64: Float64(i * 10 + j))
    print(m[1][2], len(m), len(m[0]))
    print(bits(0xFF0F))
    var moves = List[String]()
    hanoi(3, "A", "B", "C", moves)
    print(len(moves), moves[0], moves[6])
    var ps = List[String]()
    var items: List[Int] = [1, 2, 3]
    permutations(items, 0, ps)
    for p in ps:
        print(p, end=" ")
    print()
    var counts: Dict[String, Int] = {}
    for word in String("the cat the dog the end").split(" "):
        var w = String(word)
        counts[w] = counts.get(w, 0) + 1
    var keys = [k.copy() for k in counts]
    sort(keys)
    for k in keys:
        print(k, counts[k], end="; ")
    print()
    var memo: Dict[Int, Int] = {}
    def fib(n: Int, mut memo: Dict[Int, Int]) raises -> Int:
        if n < 2:
            return n
        if n in memo:
            return memo[n]
        var r = fib(n - 1, memo) + fib(n - 2, memo)
        memo[n] = r
        return r
    print(fib(80, memo))
    var line = input() if False else String("x=1;y=2")
    for part in line.split(";"):
        var kv = part.split("=")
        print(kv[0], "->", Int(String(kv[1])) + 1, end=" ")
    print()

# expect: 42
# expect: False
# expect: 12.0 2 3
# expect: 12
# expect: 7 AC AC
# expect: 123 132 213 231 321 312 
# expect: cat 1; dog 1; end 1; the 3; 
# expect: 23416728348467685
# expect: x -> 2 y -> 3 
