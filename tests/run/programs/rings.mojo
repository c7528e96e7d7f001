# Fractions, and polynomials over any ring.
from std.math import gcd


trait Ring(Copyable, Deinitable, Equatable, Writable):
    @staticmethod
    def zero() -> Self: ...

    @staticmethod
    def one() -> Self: ...

    def __add__(self, other: Self) -> Self: ...

    def __mul__(self, other: Self) -> Self: ...

    def __neg__(self) -> Self: ...

    def __sub__(self, other: Self) -> Self:
        return self + (-other)


struct Fraction(Ring, Comparable, Hashable, ImplicitlyCopyable, Floatable):
    var num: Int
    var den: Int

    @implicit
    def __init__(out self, num: Int):
        self.num = num
        self.den = 1

    def __init__(out self, num: Int, den: Int) raises:
        if den == 0:
            raise Error("zero denominator")
        var g = gcd(num, den)
        if den < 0:
            g = -g
        self.num = num // g
        self.den = den // g

    @staticmethod
    def _make(num: Int, den: Int) -> Self:
        var r = Self(0)
        var g = gcd(num, den)
        r.num = num // g
        r.den = den // g
        return r

    @staticmethod
    def zero() -> Self:
        return 0

    @staticmethod
    def one() -> Self:
        return 1

    def __add__(self, other: Self) -> Self:
        return Self._make(self.num * other.den + other.num * self.den, self.den * other.den)

    def __radd__(self, other: Int) -> Self:
        return Self(other) + self

    def __mul__(self, other: Self) -> Self:
        return Self._make(self.num * other.num, self.den * other.den)

    def __rmul__(self, other: Int) -> Self:
        return self * other

    def __truediv__(self, other: Self) raises -> Self:
        return Self(self.num * other.den, self.den * other.num)

    def __neg__(self) -> Self:
        return Self._make(-self.num, self.den)

    def __lt__(self, other: Self) -> Bool:
        return self.num * other.den < other.num * self.den

    def __iadd__(mut self, other: Self):
        self = self + other

    def __float__(self) -> Float64:
        return Float64(self.num) / Float64(self.den)

    def write_to(self, mut w: Some[Writer]):
        w.write(self.num)
        if self.den != 1:
            w.write("/", self.den)


struct Poly[R: Ring](Ring):
    var c: List[Self.R]

    def __init__(out self, var *c: Self.R):
        self.c = []
        for x in c:
            self.c.append(x.copy())

    @staticmethod
    def zero() -> Self:
        return Self()

    @staticmethod
    def one() -> Self:
        return Self(Self.R.one())

    def __add__(self, other: Self) -> Self:
        var r = Self()
        for i in range(max(len(self.c), len(other.c))):
            var a = self.c[i].copy() if i < len(self.c) else Self.R.zero()
            var b = other.c[i].copy() if i < len(other.c) else Self.R.zero()
            r.c.append(a + b)
        while r.c and r.c[len(r.c) - 1] == Self.R.zero():
            _ = r.c.pop()
        return r^

    def __mul__(self, other: Self) -> Self:
        var r = Self()
        if not self.c or not other.c:
            return r^
        r.c = List[Self.R](length=len(self.c) + len(other.c) - 1, fill=Self.R.zero())
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                r.c[i + j] = r.c[i + j] + a * b
        return r^

    def __neg__(self) -> Self:
        var r = Self()
        for x in self.c:
            r.c.append(-x)
        return r^

    def __eq__(self, other: Self) -> Bool:
        return self.c == other.c

    def __call__(self, x: Self.R) -> Self.R:
        var r = Self.R.zero()
        for a in reversed(self.c):
            r = r * x + a
        return r^

    def write_to(self, mut w: Some[Writer]):
        if not self.c:
            w.write("0")
        var first = True
        for i, a in enumerate(self.c):
            if a == Self.R.zero():
                continue
            if not first:
                w.write(" + ")
            first = False
            w.write("(", a, ")")
            if i == 1:
                w.write("x")
            elif i > 1:
                w.write("x^", i)


def power[R: Ring](x: R, n: Int) -> R:
    if n == 0:
        return R.one()
    var h = power(x, n // 2)
    return h * h * x if n % 2 == 1 else h * h


def total[R: Ring](*values: R) -> R:
    var r = R.zero()
    for v in values:
        r = r + v
    return r^


def main() raises:
    var half = Fraction(1, 2)
    var third = Fraction(-2, -6)
    print(half + third, half * third, half - third, half / third, 2 + half, half + 2, 3 * third, -half)
    print(half > third, max(half, third), Float64(third) < 0.34, Fraction(4, 8) == half)
    var s = Fraction(0)
    for i in range(1, 11):
        s += Fraction(1, i)
    print(s)
    var d: Dict[Fraction, String] = {half: "half", third: "third"}
    print(d[Fraction(3, 6)], d[Fraction(5, 15)])
    var p = Poly[Fraction](1, half)
    print(p, "|", p * p, "|", p - p, "|", power(p, 3)(Fraction(2)), "|", p(third))
    print(total(half, third, Fraction(1, 6)), total(p, p))
    var q = Poly[Poly[Fraction]](p.copy(), Poly[Fraction].one())
    print(q * q)
    try:
        print(half / 0)
    except e:
        print(e)

# options: -O0
# expect: 5/6 1/6 1/6 3/2 5/2 5/2 1 -1/2
# expect: True 1/2 True True
# expect: 7381/2520
# expect: half third
# expect: (1) + (1/2)x | (1) + (1)x + (1/4)x^2 | 0 | 8 | 7/6
# expect: 1 (2) + (1)x
# expect: ((1) + (1)x + (1/4)x^2) + ((2) + (1)x)x + ((1))x^2
# expect: zero denominator
