"""Closures in daily use: every way to capture, passing on, holding in structs, lists and options, recursion, lambdas."""

def apply[F: def(Int) -> Int](f: F, x: Int) -> Int:
    return f(x)

@fieldwise_init
struct Composed[F: Copyable & def(Int) -> Int, G: Copyable & def(Int) -> Int](def(Int) -> Int, Copyable):
    var f: Self.F
    var g: Self.G
    def __call__(self, x: Int) -> Int:
        return self.g(self.f(x))

def compose[F: Copyable & def(Int) -> Int, G: Copyable & def(Int) -> Int](f: F, g: G) -> Composed[F, G]:
    return Composed(f.copy(), g.copy())

struct Button[F: def(String) -> None](Movable):
    var name: String
    var on_click: Self.F
    def __init__(out self, name: String, var on_click: Self.F):
        self.name = name
        self.on_click = on_click^
    def click(self):
        self.on_click(self.name)

def fib(n: Int) -> Int:
    def inner(k: Int) -> Int:
        return k if k < 2 else inner(k - 1) + inner(k - 2)
    return inner(n)

def visit(f: Some[def(Int) raises -> None], n: Int) raises:
    for i in range(n):
        f(i)

def identity[F: def(Int) -> Int](var f: F) -> F:
    return f^

def main() raises:
    var x = 1
    var y = 10
    var z: List[Int] = [1, 2, 3]
    var w: String = "w"
    def all(n: Int) {x, mut y, var z^, ref w} -> Int:
        y += n
        w += "!"
        z.append(n)
        return x + y + len(z)
    print(all(1), all(2), y, w)
    var k = 5
    def add5(x: Int) {var k} -> Int:
        return x + k
    k = 7
    def add7(x: Int) {k} -> Int:
        return x + k
    print(add5(1), apply(add5, 10), apply(add7, 1))
    var start = 10
    def counter() {var start} -> Int:
        start += 1
        return start
    print(counter(), counter(), counter(), start)
    print(compose(add5, add7)(10), apply(compose(add5, compose(add5, add5)), 1))
    var log = List[String]()
    def on(name: String) {mut log}:
        log.append(name)
    var b = Button("ok", on)
    b.click()
    b.click()
    print(log)
    print(fib(10))
    var total = 0
    def tally(i: Int) raises {mut total}:
        if i == 3:
            raise Error("three")
        total += i
    try:
        visit(tally, 10)
    except e:
        print(e, total)
    # lists of closures of one type
    var fs = [add5, add5, add5]
    var s = 0
    for ref f in fs:
        s += f(10)
    print(s, fs[1](0))
    # lambdas
    var sq = lambda (x: Int) -> Int: x * x
    print(sq(4), apply(lambda (q: Int) -> Int: q + y, 3))
    var ops: List[def(Int, Int) thin -> Int] = [lambda (a: Int, b: Int) -> Int: a + b, lambda (a: Int, b: Int) -> Int: a * b]
    print(ops[0](3, 4), ops[1](3, 4))
    print(apply(lambda (q: Int) {var x} -> Int: q * x, 3))
    def gen[T: Writable & Copyable](v: T) {mut log}:
        log.append(String(v))
    gen(3)
    gen("str")
    print(log)
    var o: Optional[type_of(add5)] = add5
    print(o.value()(3))
    var t = (add5, 3)
    print(t[0](t[1]))
    print(identity(add5)(1), identity(add7)(1))
    var d: Dict[String, def(Float64) thin -> Float64] = {}
    d["twice"] = lambda (x: Float64) -> Float64: 2 * x
    d["half"] = lambda (x: Float64) -> Float64: x / 2
    print(d["twice"](3), d["half"](3))
    var each = lambda (x: Int) {mut log} -> None: log.append(String(x))
    each(4)
    print(log)

# expect: 16 19 13 w!!
# expect: 6 15 8
# expect: 11 12 13 10
# expect: 22 16
# expect: [ok, ok]
# expect: 55
# expect: three 3
# expect: 45 5
# expect: 16 16
# expect: 7 12
# expect: 3
# expect: [ok, ok, 3, str]
# expect: 8
# expect: 8
# expect: 6 8
# expect: 6.0 1.5
# expect: [ok, ok, 3, str, 4]
