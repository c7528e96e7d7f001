"""Functions that capture as values of parameters: of methods, through traits, by keyword, overloaded, renamed, recursive; what they keep alive."""

def outer[f: def(Int) capturing [_] -> None](n: Int):
    for i in range(n):
        f(i)


def generic[f: def[w: Int](Int) capturing [_] -> None](n: Int):
    for i in range(n):
        f[2](i)


struct M:
    var x: Int
    def __init__(out self):
        self.x = 4

    def go(mut self, n: Int):
        @__parameter
        def step(i: Int):
            self.x += i * n
        outer[step](n)
    def each[f: def(Int) capturing [_] -> None](self):
        f(self.x)
    @staticmethod
    def st[f: def(Int) capturing [_] -> None]():
        f(7)


def rec(n: Int) -> Int:
    var t = 0
    @__parameter
    def add(i: Int):
        t += i
        if n > 0:
            t += rec(n - 1)
    outer[add](3)
    return t


trait Tr:
    def run[f: def(Int) capturing [_] -> None](self): ...


struct A(Tr):
    var k: Int
    def __init__(out self):
        self.k = 2

    def run[f: def(Int) capturing [_] -> None](self):
        f(self.k)
        f(self.k)


def viatrait[T: Tr, f: def(Int) capturing [_] -> None](t: T):
    t.run[f]()


def two[f: def(Int) capturing [_] -> None, *, n: Int = 2](x: Int):
    for _ in range(n):
        f(x)


def over[f: def(Int) capturing [_] -> None](n: Int):
    f(n)


def over[f: def(Int, Int) capturing [_] -> None](n: Int):
    f(n, n)


struct Noisy(Copyable):
    var n: Int

    def __init__(out self, n: Int):
        self.n = n

    def __deinit__(deinit self):
        print("bye", self.n)


def apply[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x)


def lifetimes():
    var a = Noisy(1)
    var b = Noisy(2)
    var c = Noisy(3)

    @__parameter
    def sum(i: Int) -> Int:
        return a.n + b.n + i

    print("made")
    print(apply[sum](1))
    print(c.n)
    print(apply[sum](2))
    print("end")


def main():
    lifetimes()
    var m = M()
    m.go(5)
    print(m.x)
    var s = 0
    @__parameter
    def acc(i: Int):
        s += i

    @__parameter
    def acc2(i: Int, j: Int):
        s += i * j

    m.each[acc]()
    M.st[acc]()
    print(s, rec(3))
    viatrait[A, acc](A())
    A().run[acc]()
    two[acc](10)
    two[f=acc, n=3](10)
    print(s)
    over[acc](3)
    over[acc2](4)
    print(s)
    @__parameter
    def w[w: Int](i: Int):
        s += w * i

    generic[w](4)
    print(s)
    comptime body = acc
    outer[body](3)
    print(s)

# expect: made
# expect: 4
# expect: 3
# expect: bye 3
# expect: bye 2
# expect: bye 1
# expect: 5
# expect: end
# expect: 54
# expect: 61 120
# expect: 119
# expect: 138
# expect: 150
# expect: 153
