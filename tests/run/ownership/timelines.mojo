"""When values are destroyed: after their last use, on edges, in which order."""


struct L:
    """Says when it goes."""

    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __deinit__(deinit self):
        print("~", self.name, sep="")

    def use(self):
        print("use", self.name)


@fieldwise_init
struct Pair2:
    var first: L
    var second: L


def sink(var x: L):
    print("sink", x.name)


def make(name: String) -> L:
    return L(name)


def twice(x: L) -> L:
    return L(x.name + x.name)


def use_both(a: L, b: L):
    print("both", a.name, b.name)


def order():
    var a = L("a")
    var b = L("b")
    a.use()
    b.use()
    print("end")


def branch(flag: Bool):
    var a = L("a")
    if flag:
        a.use()
        print("then")
    else:
        print("else")


def loop(n: Int):
    var a = L("a")
    for _ in range(n):
        a.use()
    print("after")


def overwrite():
    var a = L("1")
    a.use()
    a = L("2")
    a.use()


def hold():
    var a = L("a")
    var p = Pointer(to=a)
    print(p[].name)
    print("end")


def partial():
    var w = Pair2(L("x"), L("y"))
    sink(w.first^)
    w.first = L("z")
    print(w.first.name, w.second.name)


def keep():
    var g = L("guard")
    print("work")
    _ = g


def two(c: Bool):
    var a = L("a")
    var b = L("b")
    if c:
        print("then")
    else:
        use_both(a, b)


def fresh(mut x: L):
    x = make("2")
    x.use()
    x = twice(x)


def through(p: Pointer[mut=True, L, _]):
    p[] = make("3")
    print("stored")


def unused():
    var _a = L("unused")
    _ = L("dropped")
    _ = make("made")
    print("end")


def temporaries():
    print(make("t").name.byte_length(), "x")
    use_both(L("left"), L("right"))


def early(n: Int) -> Int:
    var a = L("a")
    for i in range(3):
        var b = L(String("b", i))
        if i == n:
            return i
        b.use()
    a.use()
    return -1


def nothing():
    order()


def main():
    nothing()
    print("-- branch")
    branch(True)
    branch(False)
    print("-- loop")
    loop(2)
    print("-- overwrite")
    overwrite()
    print("-- hold")
    hold()
    print("-- partial")
    partial()
    print("-- keep")
    keep()
    print("-- two")
    two(True)
    two(False)
    print("-- fresh")
    var x = L("1")
    fresh(x)
    print("now", x.name)
    print("-- through")
    var y = L("y")
    through(Pointer(to=y))
    y.use()
    print("-- unused")
    unused()
    print("-- temporaries")
    temporaries()
    print("-- early")
    print(early(1))
    print(early(5))

# expect: use a
# expect: ~a
# expect: use b
# expect: ~b
# expect: end
# expect: -- branch
# expect: use a
# expect: ~a
# expect: then
# expect: ~a
# expect: else
# expect: -- loop
# expect: use a
# expect: use a
# expect: ~a
# expect: after
# expect: -- overwrite
# expect: use 1
# expect: ~1
# expect: use 2
# expect: ~2
# expect: -- hold
# expect: a
# expect: ~a
# expect: end
# expect: -- partial
# expect: sink x
# expect: ~x
# expect: z y
# expect: ~z
# expect: ~y
# expect: -- keep
# expect: work
# expect: ~guard
# expect: -- two
# expect: ~b
# expect: ~a
# expect: then
# expect: both a b
# expect: ~b
# expect: ~a
# expect: -- fresh
# expect: ~1
# expect: use 2
# expect: ~2
# expect: now 22
# expect: ~22
# expect: -- through
# expect: ~y
# expect: stored
# expect: use 3
# expect: ~3
# expect: -- unused
# expect: ~unused
# expect: ~dropped
# expect: ~made
# expect: end
# expect: -- temporaries
# expect: ~t
# expect: 1 x
# expect: both left right
# expect: ~right
# expect: ~left
# expect: -- early
# expect: use b0
# expect: ~b0
# expect: ~b1
# expect: ~a
# expect: 1
# expect: use b0
# expect: ~b0
# expect: use b1
# expect: ~b1
# expect: use b2
# expect: ~b2
# expect: use a
# expect: ~a
# expect: -1
