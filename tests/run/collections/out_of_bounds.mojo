"""A wrong index stops the program and names the place of the subscript."""
# expect: 1
# expect: At: {file}:11:13: Assert Error: index 3 is out of bounds, valid range is 0 to 2
# exit: -6


def main():
    var xs: List[Int] = [1, 2, 3]
    var i = 3
    print(xs[0])
    var x = xs[i]
    print(x)
