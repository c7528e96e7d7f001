"""Defaults, keyword arguments, markers of argument lists."""

comptime default_width = 3


@fieldwise_init
struct Style(ImplicitlyCopyable, Writable):
    var bold: Bool
    var size: Int

    @staticmethod
    def plain() -> Style:
        return Style(False, 10)


def pad(text: String, width: Int = default_width * 2, *, fill: String = ".", right: Bool = False) -> String:
    var result: String = text
    while result.byte_length() < width:
        if right:
            result = fill + result
        else:
            result += fill
    return result


def positional(a: Int, b: Int, /, c: Int = 30, *, d: Int) -> Int:
    return a * 1000 + b * 100 + c * 10 + d


def join(parts: List[String] = ["x", "y"], separator: String = "-") -> String:
    var result = String()
    for i in range(len(parts)):
        if i > 0:
            result += separator
        result += parts[i]
    return result


def styled(text: String, style: Style = .plain()) -> String:
    return String(text, "/", style.size, "/", style.bold)


def scaled[factor: Int = 2](x: Int, plus: Int = factor + 1) -> Int:
    return x * factor + plus


def pick(first: Int, or_else: Optional[Int] = None) -> Int:
    if or_else:
        return or_else.value()
    return first


def twice(x: Int) -> Int:
    return 2 * x


def apply(x: Int, f: def(Int) thin -> Int = twice) -> Int:
    return f(x)


def count(n: Int = 3):
    """Prints numbers in one line."""
    for i in range(n):
        print(i, end=" ")
    print()


def main():
    print(pad("ab"))
    print(pad("ab", 4))
    print(pad("ab", width=5, fill="*"))
    print(pad(right=True, text="ab"))
    print(positional(1, 2, d=4), positional(1, 2, 3, d=4), positional(1, 2, d=9, c=0))
    print(join(), join(["p", "q", "r"]), join(separator="+"))
    print(styled("t"), styled("u", Style(True, 12)), styled("v", style=.plain()))
    print(scaled(5), scaled[3](5), scaled[factor=4](5, plus=0))
    print(pick(1), pick(1, 2), pick(1, or_else=None))
    print(apply(4), apply(4, lambda (x: Int) -> Int: x * x))
    count()
    count(n=5)

# expect: ab....
# expect: ab..
# expect: ab***
# expect: ....ab
# expect: 1504 1234 1209
# expect: x-y p-q-r x+y
# expect: t/10/False u/12/True v/10/False
# expect: 13 19 20
# expect: 1 2 1
# expect: 8 16
# expect: 0 1 2
# expect: 0 1 2 3 4
