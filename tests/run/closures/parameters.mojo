"""Functions that capture as values of parameters (the older form): handed on, several at once, generic, raising, nested two deep, in loops."""

def apply[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x)

def twice[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return apply[f](apply[f](x))

def both[f: def(Int) capturing [_] -> Int, g: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(g(x)) + twice[g](x)

def each[body: def[width: Int](Int) capturing [_] -> None](n: Int):
    var i = 0
    while i + 4 <= n:
        body[4](i)
        i += 4
    while i < n:
        body[1](i)
        i += 1

def risky[f: def(Int) raises capturing [_] -> Int](x: Int) raises -> Int:
    return f(x) + f(x + 1)

def wrap[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    # a closure and a plain nested function over the parameter
    def inner(y: Int) -> Int:
        return f(y) * 2
    var offset = 100
    @parameter
    def shifted(y: Int) -> Int:
        return f(y) + inner(y) + offset
    return apply[shifted](x) + apply[inner](x)

def runtime[F: def(Int) -> Int](f: F, x: Int) -> Int:
    return f(x)

def bridge[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    def inner(y: Int) {imm} -> Int:
        return f(y)
    def plain(y: Int) -> Int:
        return f(y) + 1
    return runtime(inner, x) + runtime(plain, x)

def gen[T: ImplicitlyCopyable, f: def(T) capturing [_] -> T](x: T) -> T:
    return f(f(x))

def use[T: ImplicitlyCopyable](x: T, y: T) -> T:
    var flip = False
    @__parameter
    def pick(v: T) -> T:
        flip = not flip
        return x if flip else y
    return gen[T, pick](x)

def plainfn(x: Int) -> Int:
    return x * 1000

def main() raises:
    var k = 10
    var log = List[Int]()
    @parameter
    def add(i: Int) -> Int:
        k += 1
        log.append(i)
        return i + k
    @parameter
    def mul(i: Int) -> Int:
        return i * 2
    print(apply[add](5), twice[add](1), k)
    print(apply[mul](5), both[add, mul](3), len(log))
    print(wrap[add](1), k)
    print(bridge[add](1), k)
    print(use("a", "b"), use(1, 2))
    print(twice[plainfn](2))
    var data = List[Int](length=10, fill=0)
    @parameter
    def body[width: Int](i: Int):
        for j in range(width):
            data[i + j] += width * 10 + j
    each[body](10)
    print(data)
    @parameter
    def check(i: Int) raises -> Int:
        if i > k:
            raise Error("too large: ", i)
        return i
    print(risky[check](1))
    try:
        print(risky[check](k))
    except e:
        print("caught", e)
    print(risky[mul](4))
    # two deep
    @parameter
    def outer(i: Int) -> Int:
        var local = i * 3
        @parameter
        def inner(j: Int) -> Int:
            local += add(j)
            return local
        return twice[inner](i)
    print(apply[outer](2), k, len(log))
    @parameter
    def outer2(i: Int) -> Int:
        return apply[add](i) + apply[mul](i)
    print(apply[outer2](2))
    comptime for t in range(3):
        @parameter
        def turn(i: Int) -> Int:
            return i + t + k
        print(apply[turn](t))
    for t in range(3):
        @parameter
        def turn2(i: Int) -> Int:
            return i + t + k
        print(apply[turn2](t))
    var s = String("hi")
    @__copy_capture(s)
    @parameter
    def show(i: Int) -> Int:
        return s.byte_length() + i
    s = "longer text"
    print(apply[show](1))

# expect: 16 26 13
# expect: 10 32 4
# expect: 186 17
# expect: 40 19
# expect: b 2
# expect: 2000000
# expect: [40, 41, 42, 43, 40, 41, 42, 43, 10, 10]
# expect: 3
# expect: caught too large: 20
# expect: 18
# expect: 77 21 11
# expect: 28
# expect: 22
# expect: 24
# expect: 26
# expect: 22
# expect: 24
# expect: 26
# expect: 3
