# The initialiser that `@fieldwise_init` makes meets the requirements of traits.


trait FromNumber(Deinitable):
    def __init__(out self, var number: Int):
        ...

    def value(self) -> Int:
        ...


@fieldwise_init
struct Celsius(FromNumber):
    var number: Int

    def value(self) -> Int:
        return self.number


@fieldwise_init
struct Marker(Defaultable):
    """No fields: made from nothing."""

    def text(self) -> String:
        return "marker"


def default[T: Defaultable & Movable]() -> T:
    return T()


def twice[T: FromNumber](n: Int) -> Int:
    return T(2 * n).value()


def main():
    print(default[Marker]().text(), twice[Celsius](21))

# expect: marker 42
