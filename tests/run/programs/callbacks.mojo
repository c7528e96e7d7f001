# Functions as values: map, filter, reduce, compose, memo, currying, counters, callbacks in lists, recursion through arguments, sorting by keys.
def mapped[T: Copyable & Deinitable, R: Copyable & Deinitable, //](xs: List[T], f: Some[def(T) -> R]) -> List[R]:
    var r = List[R]()
    for x in xs:
        r.append(f(x))
    return r^


def filtered[T: Copyable & Deinitable](xs: List[T], keep: Some[def(T) -> Bool]) -> List[T]:
    return [x.copy() for x in xs if keep(x)]


def reduced[T: Copyable & Deinitable, A: Movable & Deinitable](xs: List[T], var start: A, f: Some[def(var A, T) -> A]) -> A:
    for x in xs:
        start = f(start^, x)
    return start^


def apply_n(n: Int, mut f: Some[def() -> None]):
    for _ in range(n):
        f()


struct Button[F: def(Int) raises -> None]:
    var on_click: Self.F

    def __init__(out self, var on_click: Self.F):
        self.on_click = on_click^

    def click(self, n: Int) raises:
        self.on_click(n)


def square(x: Int) -> Int:
    return x * x


def cube(x: Int) -> Int:
    return x * x * x


def integrate(f: Some[def(Float64) -> Float64], a: Float64, b: Float64, n: Int = 1000) -> Float64:
    var h = (b - a) / Float64(n)
    var s = 0.0
    for i in range(n):
        s += f(a + (Float64(i) + 0.5) * h)
    return s * h


def main() raises:
    var xs = [1, 2, 3, 4, 5, 6]
    var list = List(xs)
    var limit = 3
    print(mapped(list, square), mapped(list, lambda (x: Int) -> String: "<" + String(x) + ">"))
    print(filtered(list, lambda (x: Int) {imm} -> Bool: x > limit))
    print(reduced(list, 0, lambda (var a: Int, x: Int) -> Int: a + x), reduced(list, String(), lambda (var a: String, x: Int) -> String: String(x) + a))
    var count = 0
    var log: List[Int] = []

    def tick() {mut count, mut log}:
        count += 2
        log.append(count)

    apply_n(3, tick)
    print(count, log)
    var clicks = 0

    def clicked(n: Int) raises {mut clicks}:
        if n < 0:
            raise Error("negative click ", n)
        clicks += n

    var b = Button(clicked)
    b.click(2)
    b.click(3)
    try:
        b.click(-1)
    except e:
        print(e)
    print(clicks)
    var table: List[def(Int) thin -> Int] = [square, cube]
    for f in table:
        print(f(3), end=" ")
    print()
    print(round(integrate(lambda (x: Float64) -> Float64: x * x, 0, 3), 4))
    var words: List[String] = ["pear", "fig", "banana", "kiwi", "apple"]
    sort(words, lambda (a: String, b: String) -> Bool: a.byte_length() < b.byte_length())
    print(words[0], words[4])
    var memo = Dict[Int, Int]()

    def fib(n: Int) raises {mut memo} -> Int:
        if n < 2:
            return n
        if n in memo:
            return memo[n]
        var a, b, i = 0, 1, 1
        while i < n:
            a, b = b, a + b
            i += 1
            memo[i] = b
        return b

    print(fib(50), len(memo), fib(30))

# options: -O0
# expect: [1, 4, 9, 16, 25, 36] [<1>, <2>, <3>, <4>, <5>, <6>]
# expect: [4, 5, 6]
# expect: 21 654321
# expect: 6 [2, 4, 6]
# expect: negative click -1
# expect: 5
# expect: 9 27 
# expect: 9.0
# expect: fig banana
# expect: 12586269025 49 832040
