"""Closures deeper: of methods, in methods, nested two deep, in loops of both kinds, generic helpers over them, results by reference."""

from std.collections import Dict
struct Account:
    var balance: Int
    var log: List[String]
    def __init__(out self):
        self.balance = 0
        self.log = []
    def apply_all(mut self, amounts: List[Int]) raises:
        def deposit(a: Int) raises {mut self}:
            if a < 0:
                raise Error("negative ", a)
            self.balance += a
            self.log.append(String(t"deposit {a}"))
        for a in amounts:
            deposit(a)
    def sums(self) -> Int:
        def twice() {self} -> Int:
            return self.balance * 2
        return twice()

def map2[T: Copyable, U: Copyable](items: List[T], f: Some[def(T) -> U]) -> List[U]:
    var r = List[U]()
    for ref i in items:
        r.append(f(i))
    return r^

def filter2[T: Copyable](items: List[T], f: Some[def(T) -> Bool]) -> List[T]:
    return [i.copy() for i in items if f(i)]

def fold2[T: Copyable, A: Copyable](items: List[T], var acc: A, f: Some[def(A, T) -> A]) -> A:
    for ref i in items:
        acc = f(acc, i)
    return acc^

def outer(n: Int) -> Int:
    var a = 1
    def mid(m: Int) {mut a, n} -> Int:
        var b = m
        def inner(i: Int) {mut a, mut b, n} -> Int:
            a += i
            b += n
            return a + b
        return inner(1) + inner(2)
    return mid(10) + a

def sort_by[T: Copyable, K: Comparable & Copyable](mut items: List[T], key: Some[def(T) -> K]):
    def less(a: T, b: T) {key} -> Bool:
        return key(a) < key(b)
    sort(Span(items), less)

def memo() -> List[Int]:
    var cache = Dict[Int, Int]()
    def get(n: Int) {mut cache} -> Int:
        if n in cache:
            try:
                return cache[n]
            except:
                return -1
        cache[n] = n * n
        return cache.get(n, 0)
    return [get(3), get(3), get(4), len(cache)]

def with_default(f: def(Int) thin -> Int = lambda (x: Int) -> Int: x + 1) -> Int:
    return f(1)

def ref_result():
    var xs = [1, 2, 3]
    def at(i: Int) {mut xs} -> ref[xs] Int:
        return xs[i]
    at(1) = 20
    print(xs[1])

def main() raises:
    var acc = Account()
    try:
        acc.apply_all([1, 2, -3, 4])
    except e:
        print(e)
    print(acc.balance, acc.sums(), acc.log)
    var words: List[String] = ["a", "bbb", "cc"]
    print(map2(words, lambda (s: String) -> Int: s.byte_length()))
    print(filter2([1, 2, 3, 4], lambda (i: Int) -> Bool: i % 2 == 0))
    print(fold2([1, 2, 3], 10, lambda (a: Int, b: Int) -> Int: a * b))
    print(fold2([1, 2, 3], String(""), lambda (a: String, b: Int) -> String: a + String(b)))
    print(outer(3))
    sort_by(words, lambda (s: String) -> Int: -s.byte_length())
    print(words)
    print(memo(), with_default(), with_default(lambda (x: Int) -> Int: x * 100))
    var fs: List[String] = []
    comptime for i in range(3):
        def f(x: Int) {mut fs}:
            fs.append(String(i * x))
        f(10)
    for i in range(3):
        def g(x: Int) {mut fs, i}:
            fs.append(String(i * x))
        g(100)
    print(fs)
    ref_result()
    def many(*xs: Int, scale: Int = 1) {mut fs} -> Int:
        var s = 0
        for x in xs:
            s += x
        fs.append("many")
        return s * scale
    print(many(1, 2, 3), many(4, scale=10), len(fs))
    if acc.balance > 1:
        def local() {acc}:
            print("local", acc.balance)
        local()

# expect: negative -3
# expect: 3 6 [deposit 1, deposit 2]
# expect: [1, 3, 2]
# expect: [2, 4]
# expect: 60
# expect: 123
# expect: 39
# expect: [bbb, cc, a]
# expect: [9, 9, 16, 2] 2 100
# expect: [0, 10, 20, 0, 100, 200]
# expect: 20
# expect: 6 40 8
# expect: local 3
