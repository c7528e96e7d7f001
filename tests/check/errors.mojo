# Which errors may be raised where.


@fieldwise_init
struct Bad(Copyable):
    var code: Int


@fieldwise_init
struct Told(Copyable, Writable):
    var code: Int


def plain() raises:
    raise "no"


def bad() raises Bad -> Int:
    raise Bad(1)


def told() raises Told -> Int:
    raise Told(1)


def silent():
    plain()  # expected-error [cannotRaise]


def silent_raise():
    raise "x"  # expected-error [cannotRaise]


def converts() raises -> Int:
    return told()


def does_not() raises -> Int:
    return bad()  # expected-error [errorTypeDiffers]


def other() raises Bad:
    plain()  # expected-error [errorTypeDiffers]


def caught() -> Int:
    try:
        return bad()
    except e:
        return e.code


def two_types():
    try:
        plain()
        _ = told()
        _ = bad()  # expected-error [errorTypeDiffers]
    except e:
        print(e)


def handler_raises():
    try:
        plain()
    except:
        plain()  # expected-error [cannotRaise]


def finally_only():
    try:
        plain()  # expected-error [cannotRaise]
    finally:
        print("end")


def reraise():
    raise  # expected-error [bareRaise]


struct S:
    def __init__(out self) raises:
        raise "never made"

    def __deinit__(deinit self) raises:  # expected-error [mustNotRaise]
        pass


def main() raises:
    var s = S()
    _ = s^
    _ = run(bad)  # expected-error [cannotConvert]
    _ = run(converts)


def run(f: def() raises thin -> Int) raises -> Int:
    return f()
