"""Copies, moves and destruction of every kind of type: explicit, implicit, promoted, partial, linear, in errors."""


struct T(ImplicitlyCopyable):
    """Tells what happens to it."""

    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __init__(out self, *, copy: Self):
        self.name = copy.name + "+"
        print("copy", copy.name)

    def __init__(out self, *, deinit move: Self):
        self.name = move.name^

    def __deinit__(deinit self):
        print("drop", self.name)


@fieldwise_init
struct Holder(Movable):
    var left: T
    var right: T

    def take_left(deinit self) -> T:
        return self.left^

    def swap(mut self):
        var t = self.left^
        self.left = self.right^
        self.right = t^


struct Ticket(Deinitable where False):
    """Must be used."""

    var number: Int

    def __init__(out self, number: Int):
        self.number = number

    def spend(deinit self) -> Int:
        return self.number

    def merge(deinit self, deinit other: Self) -> Ticket:
        return Ticket(self.number + other.number)


def consume(var t: T):
    print("got", t.name)


def give_back(var t: T) -> T:
    t.name += "!"
    return t^


def choose(flag: Bool) -> T:
    var a = T("a")
    var b = T("b")
    if flag:
        return a
    return b


def last_copy():
    var a = T("a")
    var b = a
    print(b.name)


def real_copy():
    var a = T("a")
    var b = a
    print(a.name, b.name)


def loop_move():
    var t = T("0")
    for i in range(3):
        consume(t^)
        t = T(String(i + 1))
    print("left", t.name)


def fails(n: Int) raises -> Int:
    if n > 1:
        raise "failed"
    return n


def on_error() raises:
    var a = T("a")
    var b = T("b")
    _ = fails(size(a.name) + 1) + size(b.name)
    print(b.name)


def handled():
    var a = T("a")
    try:
        _ = fails(2)
        print("not here", a.name)
    except:
        print("handler", a.name)


struct Two:
    var first: T
    var second: T

    def __init__(out self, n: Int) raises:
        self.first = T("first")
        _ = fails(n)
        self.second = T("second")
        _ = fails(n + 1)

    def __deinit__(deinit self):
        print("drop two")


def tickets() -> Int:
    var a = Ticket(1)
    var b = Ticket(2)
    var c = a^.merge(b^)
    return c^.spend()


def size(text: String) -> Int:
    return text.byte_length()


def main():
    print("-- last copy")
    last_copy()
    print("-- real copy")
    real_copy()
    print("-- arguments")
    var t = T("t")
    consume(t)
    t = give_back(t^)
    consume(t.copy())
    consume(t^)
    print("-- choose")
    print(choose(True).name)
    print("-- fields")
    var h = Holder(T("l"), T("r"))
    h.swap()
    print(h.left.name, h.right.name)
    var left = h^.take_left()
    print(left.name)
    print("-- loop")
    loop_move()
    print("-- errors")
    try:
        on_error()
    except e:
        print(e)
    handled()
    for n in range(3):
        try:
            var two = Two(n)
            print("made", two.first.name)
        except:
            print("not made")
    print("-- linear")
    print(tickets())
    var list = List[T]()
    list.append(T("x"))
    list.append(T("y"))
    var popped = list.pop()
    print(popped.name)
    list[0] = T("z")
    print("end")

# expect: -- last copy
# expect: a
# expect: drop a
# expect: -- real copy
# expect: copy a
# expect: a a+
# expect: drop a+
# expect: drop a
# expect: -- arguments
# expect: copy t
# expect: got t+
# expect: drop t+
# expect: copy t!
# expect: got t!+
# expect: drop t!+
# expect: got t!
# expect: drop t!
# expect: -- choose
# expect: drop b
# expect: a
# expect: drop a
# expect: -- fields
# expect: r l
# expect: drop l
# expect: r
# expect: drop r
# expect: -- loop
# expect: got 0
# expect: drop 0
# expect: got 1
# expect: drop 1
# expect: got 2
# expect: drop 2
# expect: left 3
# expect: drop 3
# expect: -- errors
# expect: drop a
# expect: drop b
# expect: failed
# expect: handler a
# expect: drop a
# expect: made first
# expect: drop first
# expect: drop second
# expect: drop two
# expect: drop first
# expect: drop second
# expect: drop two
# expect: not made
# expect: drop first
# expect: not made
# expect: -- linear
# expect: 3
# expect: y
# expect: drop y
# expect: drop x
# expect: drop z
# expect: end
