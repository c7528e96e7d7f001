# References: mutability, what may be returned, where they may not be kept.


@fieldwise_init
struct Person(Copyable):
    var name: String
    var age: Int

    def name_of(self) -> ref[self.name] String:
        return self.name

    def mutable_name(mut self) -> ref[self.name] String:
        return self.name

    def older(mut self):
        self.age += 1


def local_reference() -> ref[ImmStaticOrigin] String:
    var s: String = "local"
    return s  # expected-error [returnedOrigin]


def other_argument(ref a: String, ref b: String) -> ref[a] String:
    return b  # expected-error [returnedOrigin]


def either(ref a: String, ref b: String, first: Bool) -> ref[a, b] String:
    if first:
        return a
    return b


def set_it(ref a: String):
    a = "x"  # expected-error [notMutable]


def set_mutable[o: MutOrigin](ref[o] a: String):
    a = "x"


def borrowed(p: Person):
    p.age = 3  # expected-error [notMutable]
    p.older()  # expected-error [receiverNotMutable]
    var q = p.copy()
    q.older()
    ref r = p
    r.age = 4  # expected-error [notMutable]


def number(x: Int) -> ref[x] Int:  # expected-error
    return x


def temporaries():
    Person("a", 1).older()  # expected-error [receiverNotMutable]
    var p = Person("a", 1)
    p.name_of() = "x"  # expected-error [notMutable]
    p.mutable_name() = "x"
    either(p.name, p.name, True) = "y"
    ref r = p.name
    r = "z"
    var _s: String = r


def exact(mut x: Float64):
    pass


def no_conversion():
    var i = 1
    exact(i)  # expected-error [cannotConvert]
    exact(2.5)  # expected-error [notAPlace]
    var f = 2.5
    exact(f)


# An argument written `ref[o]` is a place in `o`.
struct View[origin: ImmOrigin](TrivialRegisterPassable):
    var value: Pointer[Int, Self.origin]

    def __init__(out self, ref[Self.origin] value: Int):
        self.value = Pointer(to=value)


def first_of[o: ImmOrigin](ref[o] a: Int, ref[o] b: Int) -> ref[o] Int:
    return a


def view_forever(x: Int) -> View[ImmStaticOrigin]:
    return View[ImmStaticOrigin](x)  # expected-error [argumentOrigin]


def views(x: Int, y: Int):
    var view = View(x)
    _ = view
    _ = View[origin_of(x)](x)
    _ = View[origin_of(x)](y)  # expected-error [argumentOrigin]
    _ = View[origin_of(x, y)](y)
    _ = first_of[origin_of(x, y)](x, y)
    _ = first_of(x, y)  # expected-error [argumentOrigin]


def write_through[o: MutOrigin](ref[o] x: Int):
    x = 5


def fill_through[o: MutOrigin](view: Span[Int, o]):
    view[0] = 9


def only_lent(x: Int, xs: List[Int], mut y: Int):
    write_through(x)  # expected-error [notMutable]
    fill_through(xs)  # expected-error [cannotConvert]
    write_through(y)


def view_of_a_temporary(text: String) -> StringSpan[origin_of(text)]:
    return text + "!"  # expected-error [cannotConvert]


def view_of_another(text: String, other: String) -> StringSpan[origin_of(text)]:
    return other  # expected-error [cannotConvert]
