"""A negative subscript that is written out is refused."""
# expect-error: negative indexing is not supported, use e.g. `x[len(x) - 1]`
# exit: 1


def main():
    var xs: List[Int] = [1, 2, 3]
    print(xs[-1])
