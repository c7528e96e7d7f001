"""Closures further on: with parameters of their own, raising generically, held by structs, several at once, moved captures, effects."""


def call_both[F: def[n: Int](Int) -> Int](f: F, x: Int) -> Int:
    return f[2](x) + f[3](x)


def retry[E: Copyable & Deinitable, F: def(Int) raises E -> Int](times: Int, f: F) raises E -> Int:
    for i in range(times - 1):
        try:
            return f(i)
        except:
            pass
    return f(times - 1)


struct Button[F: Copyable & def(String) -> None]:
    var label: String
    var action: Self.F

    def __init__(out self, label: String, var action: Self.F):
        self.label = label
        self.action = action^

    def press(self):
        self.action(self.label)


struct Sorter[T: Copyable & Deinitable]:
    var items: List[Self.T]

    def __init__(out self, var items: List[Self.T]):
        self.items = items^

    def sort_by[Less: def(Self.T, Self.T) -> Bool](mut self, less: Less):
        for i in range(len(self.items)):
            for j in range(i + 1, len(self.items)):
                if less(self.items[j], self.items[i]):
                    self.items.swap_elements(i, j)


def filtered[T: Copyable & Deinitable, F: def(T) -> Bool](items: List[T], keep: F) -> List[T]:
    return [item.copy() for item in items if keep(item)]


def reduce[T: Copyable & Deinitable, F: def(T, T) -> T](items: List[T], start: T, f: F) -> T:
    var result = start.copy()
    for item in items:
        result = f(result, item)
    return result^


def for_pairs(n: Int, f: Some[def(Int, Int) -> None]):
    for i in range(n):
        for j in range(i):
            f(i, j)


def traced[F: def(Int) -> Int](name: String, f: F, x: Int) -> Int:
    print("enter", name)
    var result = f(x)
    print("leave", name, result)
    return result


struct Token:
    var id: Int

    def __init__(out self, id: Int):
        self.id = id

    def __deinit__(deinit self):
        print("token", self.id, "gone")


def make_greeting(name: String) -> String:
    def greet(times: Int) {name} -> String:
        return name * times

    return greet(2)


def main() raises:
    var base = 100

    def scaled[n: Int](x: Int) {base} -> Int:
        return base * n + x

    print(call_both(scaled, 1))
    var attempts = 0

    def flaky(i: Int) raises {mut attempts} -> Int:
        attempts += 1
        if i < 2:
            raise Error("not yet ", i)
        return i * 10

    print(retry(5, flaky), attempts)
    try:
        print(retry(2, flaky))
    except e:
        print(e, attempts)
    var log: List[String] = []

    def record(label: String) {mut log}:
        log.append(label)

    def pressed(label: String) {var base}:
        print("pressed", label, base)

    var button = Button("ok", pressed)
    button.press()
    button.press()
    record("x")
    print(len(log))
    var sorter = Sorter([3, 1, 2])
    sorter.sort_by(lambda (a: Int, b: Int) -> Bool: a > b)
    print(sorter.items[0], sorter.items[2])
    var limit = 2
    var small = filtered(sorter.items, lambda (x: Int) -> Bool: x <= limit)
    print(len(small), reduce(sorter.items, 0, lambda (a: Int, b: Int) -> Int: a + b))
    print(reduce(["a", "b"], String("-"), lambda (a: String, b: String) -> String: b + a))
    var sum = 0

    def add(i: Int, j: Int) {mut sum}:
        sum += i * j

    for_pairs(4, add)
    print(sum)

    def inner(x: Int) {base} -> Int:
        return x + base

    def outer(x: Int) {imm inner} -> Int:
        return traced("inner", inner, x) * 2

    print(traced("outer", outer, 1))
    var token = Token(7)

    def holder(x: Int) {var token^} -> Int:
        return token.id + x

    print(holder(1), holder(2))
    print("after")
    print(make_greeting("ab"))

    def counter() {var base} -> Int:
        base += 1
        return base

    var copy = counter
    print(counter(), counter(), copy(), base)

# expect: 502
# expect: 20 3
# expect: not yet 1 5
# expect: pressed ok 100
# expect: pressed ok 100
# expect: 1
# expect: 3 1
# expect: 2 6
# expect: ba-
# expect: 11
# expect: enter outer
# expect: enter inner
# expect: leave inner 101
# expect: leave outer 202
# expect: 202
# expect: token 7 gone
# expect: 8 9
# expect: after
# expect: abab
# expect: 101 102 101 100
