"""Closures in company: several of different types, state machines, through traits, variadics, copies, tuples, dictionaries, errors."""

from std.collections import Dict
def apply[F: def(Int) -> Int](f: F, x: Int) -> Int: return f(x)
def callall[*Fs: def(Int) -> Int](*fs: *Fs) -> Int:
    var s = 0
    comptime for i in range(fs.__len__()):
        s += fs[i](i + 1)
    return s
struct Machine[F: def(mut Int) -> Bool]:
    var step: Self.F
    var state: Int
    def __init__(out self, var step: Self.F):
        self.step = step^
        self.state = 0
    def run(mut self) -> Int:
        while self.step(self.state):
            pass
        return self.state
trait Shape:
    def area(self) -> Int: ...
@fieldwise_init
struct Sq(Shape, Copyable):
    var s: Int
    def area(self) -> Int: return self.s * self.s
def by_trait[T: Shape & Copyable, F: def(T) -> Int](items: List[T], f: F) -> Int:
    var s = 0
    for ref i in items: s += f(i)
    return s
def gen_outer[T: Copyable & Writable](x: T) -> String:
    var log = String()
    def add(prefix: String) {mut log, x}:
        log += prefix + String(x)
    add("a")
    add("b")
    return log
def main() raises:
    var k = 2
    def f(x: Int) {k} -> Int: return x + k
    def g(x: Int) {var k} -> Int: return x * k
    print(callall(f, g, f))
    var limit = 5
    def step(mut s: Int) {limit} -> Bool:
        s += 1
        return s < limit
    var m = Machine(step)
    print(m.run())
    print(by_trait([Sq(1), Sq(2)], lambda (s: Sq) -> Int: s.area()))
    print(gen_outer(3), gen_outer("z"))
    var c = f if k > 1 else f
    print(c(1))
    var moved = c
    print(moved(2))
    def chain(x: Int) {f, g} -> Int: return g(f(x))
    print(chain(1), apply(chain, 2))
    for q in range(2):
        def h(x: Int) {var q} -> Int: return x * q
        print(apply(h, 5), end=" ")
    print()
    var words: List[String] = ["b", "a"]
    def cmp(a: String, b: String) {mut k} -> Bool:
        k += 1
        return a < b
    sort(Span(words), cmp)
    print(words, k > 2)
    with_try()
    copies()
    print((lambda (x: Int) -> Int: x + 1)(4))
    var tup = (f, g)
    print(tup[0](1) + tup[1](1))
    def default_arg(x: Int, y: Int = 5) {k} -> Int: return x + y + k * 0
    print(default_arg(1), default_arg(1, 2), default_arg(y=3, x=1))
    var arr: Array[type_of(g), 2] = [g, g]
    print(arr[0](3))
    var d = Dict[String, type_of(g)]()
    d["x"] = g
    print(d["x"](4))
def with_try():
    var n = 0
    def risky(x: Int) raises {mut n} -> Int:
        n += 1
        if x < 0: raise Error("neg")
        return x
    try:
        print(risky(1), risky(-1))
    except e:
        print(e, n)
    else:
        print("no")
    finally:
        print("fin", n)


def copies():
    var k = 2

    def f(x: Int) {k} -> Int:
        return x + k

    var c = f.copy()
    var t: def(Int) thin -> Int = plain
    var u = t.copy()
    print(c(1), u(4))


def plain(x: Int) -> Int:
    return x

# expect: 12
# expect: 5
# expect: 5
# expect: a3b3 azbz
# expect: 3
# expect: 4
# expect: 6 8
# expect: 0 5 
# expect: [a, b] True
# expect: neg 2
# expect: fin 2
# expect: 3 4
# expect: 5
# expect: 7
# expect: 6 3 4
# expect: 6
# expect: 8
