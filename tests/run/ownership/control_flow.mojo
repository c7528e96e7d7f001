"""Destruction on every way through: short circuits, ternaries, nested loops, try, finally, with, return in the middle, closures."""


struct D:
    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __deinit__(deinit self):
        print("~", self.name, sep="", end=" ")

    def ok(self, value: Bool) -> Bool:
        print(self.name, end=" ")
        return value

    def value(self) -> Int:
        return self.name.byte_length()


struct Scope:
    var d: D

    def __init__(out self, var d: D):
        self.d = d^

    def __enter__(self):
        print("in", end=" ")

    def __exit__(mut self):
        print("out", end=" ")


def circuits():
    var a = D("a")
    var b = D("b")
    if a.ok(False) and b.ok(True):
        print("both", end=" ")
    print(".")
    var c = D("c")
    var d = D("d")
    if c.ok(True) or d.ok(True):
        print("either", end=" ")
    print(".")


def ternary(flag: Bool):
    var a = D("a")
    var b = D("bb")
    var n = a.value() if flag else b.value()
    print(n)


def middle(n: Int) -> Int:
    var a = D("a")
    if n == 0:
        return a.value()
    var b = D("b")
    for i in range(3):
        var c = D(String("c", i))
        if i == n:
            return b.value() + c.value()
        if i > n:
            break
        if c.ok(True):
            continue
    return a.value()


def fails(flag: Bool) raises -> Int:
    if flag:
        raise "failed"
    return 1


def tries(flag: Bool):
    var a = D("a")
    try:
        var b = D("b")
        var n = fails(flag)
        print(b.value() + n, end=" ")
    except:
        print("caught", a.value(), end=" ")
    finally:
        print("finally", end=" ")
    print(".")


def scopes(flag: Bool) raises:
    with Scope(D("s")):
        var inner = D("i")
        _ = fails(flag)
        print(inner.value(), end=" ")
    print(".")


def reassigned(n: Int):
    var x = D("x0")
    for i in range(n):
        if i == 1:
            continue
        x = D(String("x", i + 1))
    print(x.value())


def late(flag: Bool):
    var x: D
    if flag:
        x = D("yes")
    else:
        x = D("no")
    print(x.value())


def swapped():
    var a = D("a")
    var b = D("b")
    swap(a, b)
    print(a.name, b.name, end=" ")
    a = b^
    print(a.name)


def captured():
    var d = D("cap")

    def use() {imm d} -> Int:
        return d.value()

    print(use(), end=" ")
    print("after")


def expression():
    print(D("p").value() + D("qq").value() * D("r").value(), end=" ")
    print("done")


def list_of():
    var items = List[D]()
    items.append(D("1"))
    items.append(D("2"))
    items[0] = D("3")
    print("set", end=" ")
    _ = items.pop()
    print("popped", end=" ")
    items.clear()
    print("end")


def optional():
    var o = Optional(D("o"))
    if o:
        print(o.value().value(), end=" ")
    o = None
    print("none")


def whiles():
    var i = 0
    while D(String("w", i)).ok(i < 2):
        i += 1
    print(".")


def main():
    circuits()
    ternary(True)
    ternary(False)
    print(middle(0))
    print(middle(1))
    print(middle(9))
    tries(False)
    tries(True)
    for flag in [False, True]:
        try:
            scopes(flag)
        except e:
            print(e)
    reassigned(3)
    late(True)
    late(False)
    swapped()
    captured()
    expression()
    list_of()
    optional()
    whiles()

# expect: a ~a ~b .
# expect: c ~c ~d either .
# expect: ~bb ~a 1
# expect: ~a ~bb 2
# expect: ~a 1
# expect: c0 ~c0 ~a ~b ~c1 3
# expect: c0 ~c0 c1 ~c1 c2 ~c2 ~b ~a 1
# expect: ~a ~b 2 finally .
# expect: ~b ~a caught 1 finally .
# expect: in ~i 1 out ~s .
# expect: in ~i out ~s failed
# expect: ~x0 ~x1 ~x3 2
# expect: ~yes 3
# expect: ~no 2
# expect: b a ~b a
# expect: ~a ~cap 3 after
# expect: ~p ~qq ~r 3 done
# expect: ~1 set ~2 popped ~3 end
# expect: ~o 1 none
# expect: w0 ~w0 w1 ~w1 w2 ~w2 .
