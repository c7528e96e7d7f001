"""A number type with all its operators: special methods, forward, reversed, in place, comparisons, conversions."""


def greatest_common_divisor(var a: Int, var b: Int) -> Int:
    while b != 0:
        a, b = b, a % b
    return abs(a)


struct Fraction(Absable, Boolable, Comparable, Hashable, ImplicitlyCopyable, Writable):
    var above: Int
    var below: Int

    def __init__(out self, above: Int, below: Int):
        var sign = -1 if below < 0 else 1
        var divisor = greatest_common_divisor(above, below)
        self.above = sign * above // divisor
        self.below = sign * below // divisor

    @implicit
    def __init__(out self, whole: Int):
        self.above = whole
        self.below = 1

    def __add__(self, other: Self) -> Self:
        return Self(self.above * other.below + other.above * self.below, self.below * other.below)

    def __radd__(self, other: Self) -> Self:
        return other + self

    def __iadd__(mut self, other: Self):
        self = self + other

    def __sub__(self, other: Self) -> Self:
        return self + -other

    def __rsub__(self, other: Self) -> Self:
        return other - self

    def __mul__(self, other: Self) -> Self:
        return Self(self.above * other.above, self.below * other.below)

    def __rmul__(self, other: Self) -> Self:
        return other * self

    def __truediv__(self, other: Self) -> Self:
        return Self(self.above * other.below, self.below * other.above)

    def __floordiv__(self, other: Self) -> Int:
        var quotient = self / other
        return quotient.above // quotient.below

    def __mod__(self, other: Self) -> Self:
        return self - other * (self // other)

    def __pow__(self, exponent: Int) -> Self:
        var result: Self = 1
        for _ in range(exponent):
            result = result * self
        return result

    def __neg__(self) -> Self:
        return Self(-self.above, self.below)

    def __pos__(self) -> Self:
        return self

    def __abs__(self) -> Self:
        return -self if self.above < 0 else self

    def __invert__(self) -> Self:
        return Self(self.below, self.above)

    def __eq__(self, other: Self) -> Bool:
        return self.above == other.above and self.below == other.below

    def __lt__(self, other: Self) -> Bool:
        return self.above * other.below < other.above * self.below

    def __bool__(self) -> Bool:
        return self.above != 0

    def __float__(self) -> Float64:
        return Float64(self.above) / Float64(self.below)

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.above)
        if self.below != 1:
            writer.write("/", self.below)


def main():
    var half = Fraction(1, 2)
    var third = Fraction(2, -6)
    print(half, third, Fraction(6, 3))
    print(half + third, half - third, half * third, half / third)
    print(half + 1, 1 + half, 3 - half, 2 * third)
    print(Fraction(7, 2) // half, Fraction(7, 2) % 1, half**3)
    print(-half, +half, ~third, abs(third))
    print(half == Fraction(2, 4), half != third, third < half, half <= half, half > third, third >= half)
    print(0 < 1, Fraction(0) < half < 1, half < third < 1)
    var total: Fraction = 0
    for n in range(1, 5):
        total += Fraction(1, n)
    print(total)
    if not Fraction(0, 5) and total:
        print("truth")
    var best = max(half, third)
    print(best, min(half, third))
    var list: List[Fraction] = [half, 3, third, Fraction(3, 4)]
    sort(list)
    for x in list:
        print(x, end=" ")
    print()
    print(hash(half) == hash(Fraction(4, 8)))

# expect: 1/2 -1/3 2
# expect: 1/6 5/6 -1/6 -3/2
# expect: 3/2 3/2 5/2 -2/3
# expect: 7 1/2 1/8
# expect: -1/2 1/2 -3 1/3
# expect: True True True True True False
# expect: True True False
# expect: 25/12
# expect: truth
# expect: 1/2 -1/3
# expect: -1/3 1/2 3/4 3
# expect: True
