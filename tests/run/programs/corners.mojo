"""Unusual corners in ordinary clothes: trees that map, lazy values, composed functions, sets and tables of lists."""


struct Matrix[n: Int](Copyable):
    var rows: Array[Array[Int, Self.n], Self.n]
    def __init__(out self):
        self.rows = Array[Array[Int, Self.n], Self.n](fill=Array[Int, Self.n](fill=0))
    def __getitem__(self, i: Int) -> ref[self.rows] Array[Int, Self.n]:
        return self.rows[i]
    def __setitem__(mut self, i: Int, j: Int, v: Int):
        self.rows[i][j] = v

@fieldwise_init
struct Node[T: Copyable & Deinitable](Copyable):
    var value: Self.T
    var children: List[Node[Self.T]]
    def count(self) -> Int:
        var n = 1
        for child in self.children:
            n += child.count()
        return n
    def depth(self) -> Int:
        var best = 0
        for child in self.children:
            best = max(best, child.depth())
        return best + 1
    def map[U: Copyable & Deinitable, F: def(Self.T) -> U](self, f: F) -> Node[U]:
        var children = List[Node[U]]()
        for child in self.children:
            children.append(child.map[U](f))
        return Node(f(self.value), children^)

def leaf[T: Copyable & Deinitable](var x: T) -> Node[T]:
    return Node(x^, [])

struct Lazy[T: Copyable & Deinitable, make: def() thin -> T]:
    var value: Optional[Self.T]
    def __init__(out self):
        self.value = None
    def get(mut self) -> ref[self.value] Self.T:
        if not self.value:
            self.value = Self.make()
        return self.value.value()

def expensive() -> String:
    print("made", end=" ")
    return "treasure"

def divide_all(xs: List[Int], by: Int) raises -> List[Int]:
    if by == 0:
        raise Error(t"cannot divide {len(xs)} numbers by {by}")
    return [x // by for x in xs]

def generic_max[T: Comparable & ImplicitlyCopyable](*xs: T) -> Optional[T]:
    if len(xs) == 0:
        return None
    var best = xs[0]
    for x in xs:
        best = x if x > best else best
    return best

def compose[A: AnyType, B: AnyType, C: AnyType, F: def(A) -> B, G: def(B) -> C](f: F, g: G, x: A) -> C:
    return g(f(x))

def main() raises:
    var m = Matrix[3]()
    m[1, 2] = 7
    print(m[1][2], m[0][0])
    var tree = Node(1, [Node(2, [leaf(3)]), leaf(4)])
    print(tree.count(), tree.depth())
    var texts = tree.map[String](lambda (n: Int) -> String: String(n * 10))
    print(texts.children[0].children[0].value, texts.count())
    var lazy = Lazy[String, expensive]()
    lazy.get() += "!"
    print(lazy.get(), lazy.get().byte_length())
    print(divide_all([10, 20], 5)[1])
    try:
        _ = divide_all([1, 2, 3], 0)
    except e:
        print(e)
    print(generic_max(3, 9, 2).value(), generic_max(2.5, 1.5).value())
    print(compose(lambda (s: String) -> Int: s.byte_length(), lambda (n: Int) -> Float64: Float64(n) / 2, String("abc")))
    var grid = [[String(i * j) for j in range(3)] for i in range(3)]
    grid[2][2] += "?"
    print(grid[2][2], len(grid), len(grid[0]))
    var seen = {1, 2}
    seen.add(3)
    print(3 in seen, len(seen))
    var flags: Dict[Int, List[String]] = {}
    for i, w in enumerate(["a", "bb", "cc", "d"]):
        _ = i
        flags.setdefault(w.byte_length(), []).append(String(w))
    for item in flags.items():
        print(item.key, len(item.value), end=" ")
    print()
    var text = "line one\nline two\n\nend"
    for line in text.splitlines():
        print("[", line, "]", sep="", end="")
    print()
    var n = 10
    var steps = List[Int]()
    while n != 1:
        steps.append(n)
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    print(",".join(steps))

# expect: 7 0
# expect: 4 3
# expect: 30 4
# expect: made treasure! 9
# expect: 4
# expect: cannot divide 3 numbers by 0
# expect: 9 2.5
# expect: 1.5
# expect: 4? 3 3
# expect: True 3
# expect: 1 2 2 2 
# expect: [line one][line two][][end]
# expect: 10,5,16,8,4,2
