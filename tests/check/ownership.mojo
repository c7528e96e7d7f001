# Lifetimes: initialisation, moves, linear values, destruction in parts.


struct L:
    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __deinit__(deinit self):
        pass

    def use(self):
        pass


@fieldwise_init
struct Pair:
    var first: L
    var second: L


struct Ticket(Deinitable where False):
    var number: Int

    def __init__(out self):
        self.number = 1

    def spend(deinit self):
        pass


def sink(var x: L):
    pass


def may_raise() raises:
    raise "no"


def not_initialised():
    var x: String
    print(x)  # expected-error [useOfUninitialized]


def maybe_initialised(flag: Bool):
    var x: String
    if flag:
        x = "a"
    print(x)  # expected-error [useMaybeUninitialized]


def initialised_on_both(flag: Bool):
    var x: String
    if flag:
        x = "a"
    else:
        x = "b"
    print(x)


def after_move():
    var x = L("x")
    sink(x^)
    x.use()  # expected-error [useAfterMove]


def moved_and_replaced():
    var x = L("x")
    sink(x^)
    x = L("y")
    x.use()


def in_a_loop():
    var x = L("x")
    for _ in range(3):
        sink(x^)  # expected-error [useAfterMove]


def moved_in_one_arm(flag: Bool):
    var x = L("x")
    if flag:
        sink(x^)
    x.use()  # expected-error [useMaybeUninitialized]


def part_is_gone():
    var p = Pair(L("a"), L("b"))  # expected-error [partiallyMoved]
    sink(p.first^)


def whole_after_part():
    var p = Pair(L("a"), L("b"))
    sink(p.first^)
    var q = p^  # expected-error [useAfterMove]
    q.first.use()


def part_is_back():
    var p = Pair(L("a"), L("b"))
    sink(p.first^)
    p.first = L("c")
    p.second.use()


def empties(mut x: L):  # expected-error [argumentNotRestored]
    sink(x^)  # expected-error


def restores(mut x: L):
    sink(x^)
    x = L("again")


def forgotten():
    var t = Ticket()
    print(t.number)  # expected-error [abandoned]


def spent():
    var t = Ticket()
    print(t.number)
    t^.spend()


def spent_in_one_arm(flag: Bool):
    var t = Ticket()
    if flag:  # expected-error [abandoned]
        t^.spend()


def lost_in_an_error() raises:
    var t = Ticket()
    may_raise()  # expected-error [abandoned]
    t^.spend()


def caught() raises:
    var t = Ticket()
    try:
        may_raise()
    except:
        t^.spend()
        raise "passed on"
    t^.spend()


def overwritten():
    var t = Ticket()  # expected-error [abandoned]
    t = Ticket()
    t^.spend()


struct Half:
    var a: String
    var b: String

    def __init__(out self):  # expected-error [selfNotInitialized]
        self.a = "a"

    def __init__(out self, flag: Bool):  # expected-error [selfNotInitialized]
        if flag:
            self.a = "a"
        self.b = "b"

    def __init__(out self, *, late: String):
        self.a = late
        self.show()  # expected-error [useOfUninitialized]
        self.b = late

    def show(self):
        pass


def no_result(flag: Bool, out r: String):  # expected-error [resultNotInitialized]
    if flag:
        r = "x"


def generic_drop[T: Movable](var x: T):  # expected-error [notImplicitlyDestructible]
    pass


def generic_keep[T: Movable & Deinitable](var x: T):
    pass


@fieldwise_init
struct Plain:
    """Nothing but a number, and yet it is moved."""

    var x: Int


def number_is_moved():
    var a = Plain(1)
    var b = a^
    print(b.x)
    print(a.x)  # expected-error [useAfterMove]


def number_is_not_copied(a: Plain) -> Int:
    return a.x
