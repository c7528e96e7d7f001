# What a function captures has no value at compile time; one that captures nothing is called there.


def apply[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x)


def sum_to(n: Int) -> Int:
    var sum = 0

    @__parameter
    def add(i: Int) -> Int:
        sum += i
        return sum

    for i in range(n + 1):
        _ = apply[add](i)
    return sum


def main():
    var n = 3

    @__parameter
    def adds(i: Int) -> Int:
        return n + i

    @__parameter
    def doubles(i: Int) -> Int:
        return 2 * i

    comptime sum = sum_to(10)
    comptime assert sum == 55, "closures are values of parameters at compile time too"
    comptime double = apply[doubles](sum)
    comptime assert double == 110
    comptime value = apply[adds](1)  # expected-error [evaluationFailed]
    print(sum, double, value)
