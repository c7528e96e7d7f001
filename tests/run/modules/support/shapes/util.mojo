comptime factor = 2


def double(x: Int) -> Int:
    return factor * x


def squared(x: Int) -> Int:
    return x * x


def _hidden() -> Int:
    return -1
