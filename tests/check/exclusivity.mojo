# What one call may reach twice, and references to elements that a change invalidates.


@fieldwise_init
struct Point(Copyable):
    var x: Int
    var y: Int
    var name: String


def swap_ints(mut a: Int, mut b: Int):
    a, b = b, a


def copy_into(mut a: String, b: String):
    a = b


def both(a: String, b: String):
    pass


def take(var a: String, b: String):
    pass


def write_through(p: Pointer[mut=True, String, _], mut s: String):
    p[] = s


def add(mut a: Int, b: Int):
    a += b


def main():
    var p = Point(1, 2, "p")
    var s: String = "s"
    swap_ints(p.x, p.y)
    swap_ints(p.x, p.x)  # expected-error [overlappingAccess]
    add(p.x, p.x)
    p.x += p.x
    both(s, s)
    copy_into(s, s)  # expected-error [overlappingAccess]
    copy_into(s, p.name)
    copy_into(p.name, s)
    take(s.copy(), s)
    take(s^, s)  # expected-error [overlappingAccess]
    s = "t"
    write_through(Pointer(to=s), p.name)
    write_through(Pointer(to=s), s)  # expected-error [overlappingAccess]
    var xs: List[Int] = [1, 2, 3]
    add(xs[0], xs[1])
    swap_ints(xs[0], xs[1])  # expected-error [overlappingAccess]
    xs[0] += xs[1]

    def change() {mut s}:
        s += "!"

    def call[F: def() -> None](f: F, x: String):
        f()

    call(change, s)  # expected-error [overlappingAccess]
    call(change, p.name)


def elements():
    var xs: List[Int] = [1, 2, 3]
    ref first = xs[0]
    xs.append(4)
    print(first)  # expected-error [interiorInvalidated]


def again():
    var xs: List[Int] = [1, 2, 3]
    ref first = xs[0]
    print(first, len(xs))
    xs.append(4)
    ref second = xs[0]
    print(second)


def while_iterating():
    var xs: List[Int] = [1, 2, 3]
    for x in xs:  # expected-error [interiorInvalidated]
        if x > 1:
            xs.append(x)
