"""Functions that capture as parameters, in company: of methods, generic, raising typed errors, bound in part, by default, handed through functions given themselves."""
def apply[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x)


def twice[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(f(x))


def rt[F: def(Int) -> Int](f: F, x: Int) -> Int:
    return f(x)


def dflt[f: def(Int) capturing [_] -> Int = plain](x: Int) -> Int:
    return f(x)


def plain(x: Int) -> Int:
    return x + 100


struct Box[T: ImplicitlyCopyable & Deinitable]:
    var v: Self.T
    def __init__(out self, v: Self.T):
        self.v = v
    def map[U: AnyType, f: def(Self.T) capturing [_] -> U](self) -> U:
        return f(self.v)
    def each[f: def(mut Self.T) capturing [_] -> None](mut self):
        f(self.v)


def infer[T: Copyable, f: def(T) capturing [_] -> T](x: T) -> T:
    return f(x)


def infer2[T: Copyable, //, f: def(T) capturing [_] -> T](x: T) -> T:
    return f(x)


def raising[f: def(Int) raises capturing [_] -> Int](x: Int) raises -> Int:
    def inner(y: Int) raises -> Int:
        return f(y)
    @parameter
    def inner2(y: Int) raises -> Int:
        return inner(y) + f(y)
    return f(x) + inner2(x)


def typed[E: Movable & Deinitable, f: def(Int) raises E capturing [_] -> Int](x: Int) raises E -> Int:
    return f(x)


@fieldwise_init
struct MyErr(Copyable, Writable):
    var code: Int


def countdown[f: def(Int) capturing [_] -> None](n: Int):
    if n > 0:
        f(n)
        countdown[f](n - 1)


def ct[f: def(Int) capturing [_] -> Int, n: Int](x: Int) -> Int:
    comptime if n > 0:
        return ct[f, n - 1](f(x))
    else:
        return x


def refarg[f: def(mut List[Int], String) capturing [_] -> None](mut l: List[Int]):
    f(l, "x")


def refres[f: def(Int) capturing [_] -> String]() -> String:
    var s = f(1)
    s += f(2)
    return s^


def set_of[origins: OriginSet, //, f: def(Int) capturing[origins] -> None](n: Int):
    for i in range(n):
        f(i)


def main() raises:
    var k = 1
    @parameter
    def add(i: Int) -> Int:
        k += 1
        return i + k
    comptime g = apply[add]
    print(g(1))
    print(twice[apply[add]](1))
    print(rt(apply[add], 5))
    print(twice[twice[add]](0), k)
    print(dflt(1), dflt[add](1))
    var b = Box(5)
    @parameter
    def show(i: Int) -> String:
        return String("v", i + k)
    print(b.map[String, show](), b.map[f=show]())
    @parameter
    def bump(mut i: Int):
        i += k
    b.each[bump]()
    print(b.v)
    print(infer[Int, add](1), infer2[add](1))
    @parameter
    def rz(i: Int) raises -> Int:
        if i == k:
            raise Error("hit")
        return i
    print(raising[rz](2))
    try:
        _ = raising[rz](k)
    except e:
        print(e)
    @parameter
    def te(i: Int) raises MyErr -> Int:
        if i > 3:
            raise MyErr(k)
        return i
    try:
        print(typed[MyErr, te](2))
        print(typed[MyErr, te](4))
    except e:
        print(e)
    var seen: List[Int] = []
    @parameter
    def see(i: Int):
        seen.append(i)
    countdown[see](4)
    print(seen, ct[add, 3](0))
    var names: List[String] = []
    @parameter
    def take(mut l: List[Int], s: String):
        l.append(k)
        names.append(s)
    refarg[take](seen)
    print(seen, names)
    @parameter
    def text(i: Int) -> String:
        return names[0] * i
    print(refres[text]())
    @always_inline
    @parameter
    def inl(i: Int) -> Int:
        return i + k
    print(apply[inl](1))
    for i in range(2):
        var local = i * 10
        @parameter
        def in_loop(x: Int) -> Int:
            local += x
            return local
        print(twice[in_loop](1), local)
    @parameter
    def sum(i: Int):
        k += i
    set_of[sum](5)
    print(k)

# expect: 3
# expect: 8
# expect: 10
# expect: 30 9
# expect: 101 11
# expect: v15 v15
# expect: 15
# expect: 12 13
# expect: 6
# expect: hit
# expect: 2
# expect: MyErr(code=12)
# expect: [4, 3, 2, 1] 42
# expect: [4, 3, 2, 1, 15] [x]
# expect: xxx
# expect: 16
# expect: 2 2
# expect: 22 22
# expect: 25
