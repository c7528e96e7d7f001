# Operators, access, calls and conversions at work: what is evaluated, in which order, with which result.


@fieldwise_init
struct Inner(ImplicitlyCopyable):
    var f: Int
    var g: Int


@fieldwise_init
struct Holder(Movable):
    var a: Inner
    def __getitem__(self, i: Int) -> Inner: return self.a
    def __setitem__(mut self, i: Int, v: Inner):
        print(500 + i)
        self.a = v


struct RefHolder(Movable):
    var a: Inner
    def __init__(out self): self.a = Inner(1, 2)
    def __getitem__(ref self, i: Int) -> ref[self.a] Inner: return self.a


@fieldwise_init
struct Dyn(ImplicitlyCopyable):
    var v: Int
    def __getattr__(self, name: StringLiteral) -> Int:
        return self.v
    def __setattr__(mut self, name: StringLiteral, value: Int):
        self.v = value


@fieldwise_init
struct Callme(ImplicitlyCopyable):
    var k: Int
    def __call__(self, x: Int) -> Int: return x + self.k


@fieldwise_init
struct Loud(Movable):
    var k: Int
    def __deinit__(deinit self): print(9000 + self.k)


def make[T: Defaultable & Movable]() -> T: return T()


def minimum[T: Comparable & ImplicitlyCopyable](a: T, b: T) -> T: return a if a < b else b


def longest(ref a: Inner, ref b: Inner) -> ref[a, b] Inner: return b


def tr(x: Int) -> Int:
    print(x)
    return x


def kwonly(a: Int, b: Int = 2, *, flag: Int = 7) -> Int: return a * 100 + b * 10 + flag


def apply[F: def(Int) -> Int](f: F, n: Int) -> Int: return f(n)


def run3[F: def(Int) -> None](f: F):
    f(1)
    f(2)


def raises_it(x: Int) raises -> Int:
    if x > 2: raise Error("big")
    return x


def defaults[T: Copyable & Deinitable](x: T = 3) -> Int: return 1


def swap(mut a: Int, mut b: Int):
    var t = a
    a = b
    b = t


def main():
    var h = Holder(Inner(1, 2))
    h[0].f = 7
    h[1].g += 2
    print(h.a.f * 10 + h.a.g)
    var r = RefHolder()
    r[0].f = 7
    r[0].g += 2
    ref rr = r[0]
    rr.f += 1
    print(r.a.f * 10 + r.a.g)
    var d = Dyn(3)
    d.bar = 4
    d.bar += 2
    print(d.foo)
    var c = Callme(2)
    print(c(3))
    print(make[Int]())
    var a = Inner(1, 2)
    var b = Inner(3, 4)
    longest(a, b).f = 9
    print(b.f)
    (a if a.f > 5 else b).g = 66
    print(b.g)
    print(kwonly(flag=tr(1), a=tr(2)))
    print(tr(3) + tr(4) * tr(5))
    if tr(1) < tr(2) < tr(0) < tr(99): print(111)
    var z = tr(0) or tr(8)
    print(z)
    var y = tr(5) and tr(6)
    print(y)
    var total = 10
    def add(x: Int) {mut total}:
        total += x
    run3(add)
    print(total)
    var k = 5
    def plus(x: Int) {imm k} -> Int: return x + k
    print(apply(plus, 2))
    print(apply(lambda (x: Int) -> Int: x * k, 3))
    var l = Loud(1)
    var m = l^
    print(m.k)
    try:
        print(raises_it(1))
        print(raises_it(3))
    except:
        print(404)
    var p = 1
    var q = 2
    swap(p, q)
    print(p * 10 + q)
    var n = 0
    while (n := n + 1) < 3: pass
    print(n)
    var i = tr(7)
    print(-i // 2); print(i << 2); print(i % 4); print(~i)
    var s: SIMD[DType.float32, 4] = 1.5
    s = s * 2 + 1
    print(Int(s[2]))
    var u: UInt8 = 250
    u += 10
    print(Int(u))
    print(defaults())
    var o = Optional(3)
    print(o.value() if o else 0)

# expect: 500
# expect: 501
# expect: 74
# expect: 84
# expect: 6
# expect: 5
# expect: 0
# expect: 9
# expect: 66
# expect: 1
# expect: 2
# expect: 221
# expect: 3
# expect: 4
# expect: 5
# expect: 23
# expect: 1
# expect: 2
# expect: 0
# expect: 0
# expect: 8
# expect: 8
# expect: 5
# expect: 6
# expect: 6
# expect: 13
# expect: 7
# expect: 15
# expect: 1
# expect: 9001
# expect: 1
# expect: 404
# expect: 21
# expect: 3
# expect: 7
# expect: -4
# expect: 28
# expect: 3
# expect: -8
# expect: 4
# expect: 4
# expect: 1
# expect: 3
