# What cannot be copied in silence or transferred.


struct L:
    var name: String

    def __init__(out self, name: String):
        self.name = name


def sink(var x: L):
    pass


def generic_copy[T: Copyable & Deinitable](x: T) -> T:
    return x  # expected-error [notImplicitlyCopyable]


def from_borrowed(x: L):
    sink(x^)  # expected-error [transferNotOwned]


def from_element(mut xs: List[L]):
    sink(xs[0]^)  # expected-error [transferNotOwned]
