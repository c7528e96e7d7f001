# Calls that fit no candidate, or more than one.


def signed(x: Int32) -> Int:
    return 1


def signed(x: UInt32) -> Int:
    return 2


def by_value[b: Int]() -> Int:
    return 1


def by_value[b: Float64]() -> Int:
    return 2


def only_text(x: String) -> Int:
    return 1


def bounded[T: Comparable](x: T) -> Int:
    return 1


def positive[n: Int]() where n > 0:
    pass


def needs_positive[n: Int]():
    positive[n]()  # expected-error [lacksEvidence]


def has_positive[n: Int]() where n >= 1:
    positive[n]()


def asks[n: Int]():
    comptime if n > 0:
        positive[n]()


def asserts[n: Int]():
    comptime assert n > 0, "n must be positive"
    positive[n]()


@fieldwise_init
struct Plain:
    var x: Int


def same(x: Int) -> Int:
    return 1


def same(y: Int) -> Float64:  # expected-error [sameSignature]
    return 1


def keyword(*, a: Int) -> Int:
    return 1


def keyword(*, b: Int) -> Int:
    return 2


def positional(a: Int, /, b: Int):
    pass


def named(a: Int, *, b: Int):
    pass


def main():
    _ = signed(4)  # expected-error [ambiguousCall]
    _ = signed(Int32(4))
    _ = by_value[2]()  # expected-error [ambiguousCall]
    _ = by_value[2.5]()
    _ = only_text(4)  # expected-error [cannotConvert]
    _ = only_text("x")
    _ = bounded(Plain(1))  # expected-error [boundNotMet]
    positive[0]()  # expected-error [whereRefuted]
    positive[1]()
    _ = keyword(a=1) + keyword(b=2)
    _ = keyword(c=3)  # expected-error [noCandidate]
    positional(1, b=2)
    positional(a=1, b=2)  # expected-error [unknownKeyword]
    named(1, 2)  # expected-error [tooManyArguments]
    named(1, b=2)
    named(1)  # expected-error [missingArgument]
    named(1, b=2, b=3)  # expected-error [repeatedKeyword]
