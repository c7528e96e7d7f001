# Decorators: known, in place, agreeing.


@nonsense  # expected-error [unknownDecorator] nonsense
def a():
    pass


@staticmethod  # expected-error [decoratorMisplaced] staticmethod
def b():
    pass


@fieldwise_init  # expected-error [decoratorMisplaced] fieldwise_init
trait T:
    pass


@align(3)  # expected-error [badAlignment]
struct Odd:
    var x: Int


@align(1, 2)  # expected-error [decoratorArguments] align
struct Two:
    var x: Int


@no_inline
@always_inline  # expected-error [inlineTwice]
def c():
    pass


@export  # expected-error [exportParametric] # expected-warning [exportWithoutAbi]
def d[n: Int]():
    pass


@export("fine")
def e() abi("C") -> Int:
    return 1


@extern("puts")
def f(text: Int) abi("C") -> Int:  # expected-error [externWithBody]
    return text


def g() -> Int:  # expected-error [missingBody] g
    ...


@deprecated("use Newer")
struct Older:
    pass


@unavailable("gone")
comptime Gone = Int


def h(a: Older):  # expected-warning [deprecatedUse] use Newer
    pass


def i(a: Gone):  # expected-error [unavailableUse] gone
    pass


def main(x: Int):  # expected-error [badMain]
    pass
