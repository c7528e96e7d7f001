"""Whole numbers: divisors and counting."""


def gcd(m: Int, n: Int, /) -> Int:
    """The greatest common divisor; 0 if both are 0."""
    var x = abs(m)
    var y = abs(n)
    while y != 0:
        var rest = x % y
        x = y
        y = rest
    return x


def gcd(*values: Int) -> Int:
    """The greatest common divisor of all; 0 if there is none but 0."""
    var result = 0
    for i in range(len(values)):
        result = gcd(result, values[i])
    return result


def gcd(values: Span[Int, _]) -> Int:
    """The greatest common divisor of all; 0 if there is none but 0."""
    var result = 0
    for i in range(len(values)):
        result = gcd(result, values[i])
    return result


def lcm(m: Int, n: Int, /) -> Int:
    """The least common multiple; 0 if one is 0."""
    return 0 if m == 0 or n == 0 else abs(m) // gcd(m, n) * abs(n)


def lcm(*values: Int) -> Int:
    """The least common multiple of all; 1 of none."""
    var result = 1
    for i in range(len(values)):
        result = lcm(result, values[i])
    return result


def lcm(values: Span[Int, _]) -> Int:
    """The least common multiple of all; 1 of none."""
    var result = 1
    for i in range(len(values)):
        result = lcm(result, values[i])
    return result


def factorial(n: Int) -> Int:
    """The product of the numbers from 1 to n, up to 20."""
    debug_assert[assert_mode="safe"](n >= 0 and n <= 20, "the factorial does not fit an Int")
    var result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def comb(n: Int, k: Int) -> Int:
    """How many ways there are to choose k of n things; 0 if there are not so many."""
    if k < 0 or k > n:
        return 0
    var few = min(k, n - k)
    var result = 1
    for i in range(1, few + 1):
        # Dividing first by what both share keeps the numbers small.
        var factor = n - few + i
        var shared = gcd(result, i)
        result = result // shared * (factor // (i // shared))
    return result


def perm(n: Int, k: Int = -1) -> Int:
    """How many ways there are to choose and order k of n things; all of them without `k`."""
    var count = n if k < 0 else k
    if count > n:
        return 0
    var result = 1
    for i in range(count):
        result *= n - i
    return result
