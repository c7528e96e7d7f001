"""A reference to an element does not outlive a change of the list."""
# expect-error: may refer to an element that an operation in between invalidated
# exit: 1


def main():
    var xs: List[Int] = [1, 2]
    ref first = xs[0]
    xs.append(3)
    print(first)
