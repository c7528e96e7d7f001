"""Nested functions and lambdas: capture lists, passing, storing, parameters, state."""


def apply[F: def(Int) -> Int](f: F, x: Int) -> Int:
    return f(x)


def apply_some(f: Some[def(Int) raises -> Int], x: Int) raises -> Int:
    return f(x)


comptime Operation = def(Int, Int) thin -> Int


def fold(op: Operation, values: List[Int], start: Int) -> Int:
    var result = start
    for value in values:
        result = op(result, value)
    return result


def map[T: Copyable & Deinitable, U: Copyable & Deinitable, F: def(T) -> U](f: F, items: List[T]) -> List[U]:
    return [f(item) for item in items]


def each[F: def(Int) -> None](n: Int, f: F):
    for i in range(n):
        f(i)


def compose[F: def(Int) -> Int, G: def(Int) -> Int](f: F, g: G, x: Int) -> Int:
    return f(g(x))


def fixed[f: def(Int) thin -> Int](x: Int) -> Int:
    return f(x) + f(x + 1)


def double(x: Int) -> Int:
    return 2 * x


def multiply(a: Int, b: Int) -> Int:
    return a * b


@fieldwise_init
struct Adder(def(Int) -> Int):
    var amount: Int

    def __call__(self, x: Int) -> Int:
        return x + self.amount


struct Menu:
    """A table of functions."""

    var names: List[String]
    var actions: List[Operation]

    def __init__(out self):
        self.names = []
        self.actions = []

    def add(mut self, name: String, action: Operation):
        self.names.append(name)
        self.actions.append(action)

    def run(self, name: String, a: Int, b: Int) raises -> Int:
        for i in range(len(self.names)):
            if self.names[i] == name:
                return self.actions[i](a, b)
        raise "no such action"


def main() raises:
    var base = 10
    var log: List[Int] = []

    def bump(n: Int) {mut log, base} -> Int:
        log.append(n)
        return base + n

    print(bump(1), bump(2), len(log))
    base = 20
    print(apply(bump, 5), len(log))

    def helper(x: Int) -> Int:
        return x * x

    print(helper(4), apply(helper, 3), apply(double, 3), apply(Adder(100), 1))
    print(apply(lambda (x: Int) -> Int: x - base, 3), apply_some(lambda (x: Int) -> Int: -x, 2))
    print(fold(multiply, [1, 2, 3, 4], 1), fold(lambda (a: Int, b: Int) -> Int: a - b, [1, 2], 10))
    print(fixed[double](3), fixed[helper](1))
    for text in map(lambda (n: Int) -> String: String("<", n, ">"), [1, 2, 3]):
        print(text, end=" ")
    print()
    var total = 0

    def add(n: Int) {mut total}:
        total += n

    each(5, add)
    print(total)
    print(compose(double, bump, 1), compose(helper, double, 3))

    var counter = 5

    def own() {var counter} -> Int:
        counter += 1
        return counter

    print(own(), own(), counter)

    var words: List[String] = ["a", "b"]

    def keep() {var words^} -> Int:
        return len(words)

    print(keep())

    def generic[T: Writable](x: T) {imm base} -> String:
        return String(x, "/", base)

    print(generic(1), generic("s"))

    def outer(x: Int) {imm} -> Int:
        def inner(y: Int) {imm} -> Int:
            return base + x + y

        return inner(1)

    print(outer(2))

    def risky(x: Int) raises {imm base} -> Int:
        if x > base:
            raise Error("more than ", base)
        return x

    try:
        print(apply_some(risky, 7))
        print(apply_some(risky, 70))
    except e:
        print(e)

    var menu = Menu()
    menu.add("multiply", multiply)
    menu.add("add", lambda (a: Int, b: Int) -> Int: a + b)
    print(menu.run("multiply", 3, 4), menu.run("add", 3, 4))
    var f = double
    f = helper
    print(f(9))

    def factorial(n: Int) -> Int:
        return 1 if n < 2 else n * factorial(n - 1)

    print(factorial(5))

# expect: 11 12 2
# expect: 25 3
# expect: 16 9 6 101
# expect: -17 -2
# expect: 24 7
# expect: 14 5
# expect: <1> <2> <3>
# expect: 10
# expect: 42 36
# expect: 6 7 5
# expect: 2
# expect: 1/20 s/20
# expect: 23
# expect: 7
# expect: more than 20
# expect: 12 7
# expect: 81
# expect: 120
