"""Lines, continuations, short suites, comments, names, numbers, texts as people write them."""

comptime   WIDE   =   3  # spaces do not matter


# A comment between things
def long_call(a: Int,
              b: Int = 2,
        c: Int = 3,
    *,
    d: Int = 4,
) -> Int:
    """A header over several lines.

    Args:
        a: One.
        b: Two.
        c: Three.
        d: Four.

    Returns:
        Something.
    """
    return (
        a * 1000
        + b * 100
        + c * 10
        + d
    )


def chained(text: String) -> String:
    var result = text
        .upper()
        .replace("A",
                 "b")
    return result + "!" * 2


def short(n: Int) -> Int:
    if n < 0: return -1
    elif n == 0: return 0
    else: return 1


def one_line(x: Int) -> Int: return x + 1


struct Empty: pass


struct Short:
    var x: Int; var y: Int
    def __init__(out self): self.x = 1; self.y = 2


def total(values: List[Int]) -> Int:
    var sum = 0; var count = 0
    for v in values: sum += v; count += 1
    while count > 0: count -= 1; sum += 1
    return sum


def wide_condition(a: Int, b: Int) -> Bool:
    return a > 0 \
        and b > 0 \
        and (a
             < b)


def nothing(): pass


def `class`() -> String:
    var `größe` = "ok"
    return `größe`


def branches(n: Int) -> String:
    if n == 0:
        return "zero"

    # a comment at this column
    elif n == 1:

        return "one"
    # and here
    else:
        if n > 100:
            return "many"
        # trailing comment in the suite
    return "some"


def main():
    print(long_call(1), long_call(
        1,
        d=9,
        b=0,
    ))
    print(chained("banana"), short(-5), short(0), short(5), one_line(1))
    var s = Short()
    print(s.x + s.y, total([1, 2, 3]), wide_condition(1, 2), wide_condition(2, 1))
    nothing()
    print(`class`(), branches(0), branches(1), branches(7), branches(101))
    var nested = [
        [1, 2],
        [3, 4],  # a trailing comma
    ]
    print(nested[1][0], [x * y for x in range(1, 4) if x != 2 for y in range(x)][2])
    print(0xFF, 0b1010, 0o17, 1_000, 1e3, 2.5e-2, .5, 1., 0XaB)
    print("tab\there", 'single "quoted"', "it's", r"raw\n", "a" "b" 'c', "\u00e9\x41\101")
    print("""three
lines
"with quotes" """)
    var x = 5 if s.x == 1 else 6; print(x)
    print(-2 ** 2, 2 ** 3 ** 2, not True == False, 1 + 2 << 3, 7 & 3 == 3, -7 // 2 * 2 + -7 % 2)
    print(1 if True else 2 if False else 3, (lambda (a: Int) -> Int: a * 2)(4))

# expect: 1234 1039
# expect: BbNbNb!! -1 0 1 2
# expect: 3 9 True False
# expect: ok zero one some many
# expect: 3 3
# expect: 255 10 15 1000 1000.0 0.025 0.5 1.0 171
# expect: tab	here single "quoted" it's raw\n abc éAA
# expect: three
# expect: lines
# expect: "with quotes" 
# expect: 5
# expect: -4 512 True 24 True -7
# expect: 1 8
