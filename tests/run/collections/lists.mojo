"""Lists as programs use them."""

from std.testing import assert_equal, assert_false, assert_raises, assert_true


def by_last_digit(a: Int, b: Int) -> Bool:
    return a % 10 < b % 10


def double(x: Int) -> Int:
    return 2 * x


def changing() raises:
    var xs: List[Int] = [3, 1, 2]
    xs.append(5)
    xs[0] = 9
    xs.insert(1, 7)
    assert_equal(String(xs), "[9, 7, 1, 2, 5]")
    assert_equal(xs.pop(), 5)
    assert_equal(xs.pop(0), 9)
    xs.extend([4, 4])
    assert_equal(xs.count(4), 2)
    assert_equal(xs.index(1), 1)
    assert_true(2 in xs and 12 not in xs)
    with assert_raises(contains="ValueError: Given element is not in list"):
        _ = xs.index(100)
    xs.reverse()
    assert_equal(String(xs), "[4, 4, 2, 1, 7]")
    var ys = xs.copy()
    assert_true(xs == ys)
    ys[1] = 0
    assert_true(xs != ys)
    assert_equal(String(xs[1:3]), "[4, 2]")
    assert_equal(String(xs[::2]), "[4, 2, 7]")
    assert_equal(String(xs[::-1]), "[7, 1, 2, 4, 4]")
    assert_equal(String(xs + [1]), "[4, 4, 2, 1, 7, 1]")
    xs += [8]
    assert_equal(String(List([1, 2]) * 2), "[1, 2, 1, 2]")
    var filled = List[Int](length=3, fill=7)
    filled.resize(5, 1)
    assert_equal(String(filled), "[7, 7, 7, 1, 1]")
    filled.shrink(2)
    filled.clear()
    assert_false(filled)


def running() raises:
    var xs: List[Int] = [1, 2, 3, 4]
    var total = 0
    for x in xs:
        total += x
    for ref x in xs:
        x *= 10
    for i, x in enumerate(xs, start=1):
        assert_equal(x, i * 10)
    var names: List[String] = ["a", "b"]
    var text = String()
    for x, name in zip(xs, names):
        text += String(x, name, " ")
    for x, name, k in zip(xs, names, range(5)):
        text += String(x, name, k, " ")
    for x in map[double](xs):
        text += String(x, " ")
    for x in xs.__reversed__():
        text += String(x, " ")
    assert_equal(text, "10a 20b 10a0 20b1 20 40 60 80 40 30 20 10 ")
    assert_equal(total, 10)
    assert_equal(String([i * i for i in range(5) if i != 2]), "[0, 1, 9, 16]")
    var rows = [[i * 3 + j for j in range(3)] for i in range(2)]
    assert_equal(String(rows), "[[0, 1, 2], [3, 4, 5]]")
    rows[1][2] = 0
    assert_equal(rows[1][2], 0)


def sorting() raises:
    var words: List[String] = ["pear", "apple", "fig"]
    sort(words)
    assert_equal(String(words), "[apple, fig, pear]")
    var mixed: List[Int] = [31, 12, 21, 42, 11, 2]
    sort[by_last_digit, stable=True](mixed)
    assert_equal(String(mixed), "[31, 21, 11, 12, 42, 2]")
    var many = List[Int]()
    var state = 7
    for _ in range(5000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        many.append(state % 1000)
    var sum = 0
    for x in many:
        sum += x
    sort(many)
    for i in range(1, len(many)):
        assert_true(many[i - 1] <= many[i])
        sum -= many[i]
    assert_equal(sum, many[0])
    for n in range(3000):
        many[n] = n % 2
    sort(many)
    assert_equal(many[0], 0)


def main() raises:
    changing()
    running()
    sorting()
    # expect: done
    print("done")
