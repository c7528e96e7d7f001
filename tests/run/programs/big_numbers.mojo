# Natural numbers of any size.
struct BigInt(Copyable, Comparable, Writable):
    comptime BASE = 1_000_000_000
    var digits: List[UInt32]  # little end first

    def __init__(out self, value: Int = 0):
        self.digits = []
        var rest = value
        while rest > 0:
            self.digits.append(UInt32(rest % Self.BASE))
            rest //= Self.BASE

    @implicit
    def __init__(out self, value: IntLiteral):
        self = Self(Int(value))

    def __init__(out self, text: String) raises:
        self.digits = []
        for c in text.codepoints():
            if not c.is_ascii_digit():
                raise Error("not a digit: ", c)
            self = self * 10 + Self(Int(c.to_u32()) - ord("0"))

    def __add__(self, other: Self) -> Self:
        var result = Self()
        var carry = UInt64(0)
        for i in range(max(len(self.digits), len(other.digits))):
            var s = carry
            if i < len(self.digits):
                s += self.digits[i].cast[DType.uint64]()
            if i < len(other.digits):
                s += other.digits[i].cast[DType.uint64]()
            result.digits.append((s % UInt64(Self.BASE)).cast[DType.uint32]())
            carry = s // UInt64(Self.BASE)
        if carry:
            result.digits.append(carry.cast[DType.uint32]())
        return result^

    def __iadd__(mut self, other: Self):
        self = self + other

    def __mul__(self, other: Self) -> Self:
        var result = Self()
        if not self.digits or not other.digits:
            return result^
        result.digits.resize(len(self.digits) + len(other.digits), 0)
        for i in range(len(self.digits)):
            var carry = UInt64(0)
            for j in range(len(other.digits)):
                var t = UInt64(self.digits[i]) * UInt64(other.digits[j]) + UInt64(result.digits[i + j]) + carry
                result.digits[i + j] = UInt32(t % UInt64(Self.BASE))
                carry = t // UInt64(Self.BASE)
            result.digits[i + len(other.digits)] = UInt32(carry)
        while result.digits and result.digits[len(result.digits) - 1] == 0:
            _ = result.digits.pop()
        return result^

    def __pow__(self, exponent: Int) -> Self:
        var result = Self(1)
        var base = self.copy()
        var e = exponent
        while e > 0:
            if e & 1:
                result = result * base
            base = base * base
            e >>= 1
        return result^

    def __divmod__(self, divisor: UInt32) -> Tuple[Self, UInt32]:
        var quotient = Self()
        quotient.digits.resize(len(self.digits), 0)
        var rest = UInt64(0)
        for i in reversed(range(len(self.digits))):
            var current = rest * UInt64(Self.BASE) + UInt64(self.digits[i])
            quotient.digits[i] = UInt32(current // UInt64(divisor))
            rest = current % UInt64(divisor)
        while quotient.digits and quotient.digits[len(quotient.digits) - 1] == 0:
            _ = quotient.digits.pop()
        return (quotient^, UInt32(rest))

    def __lt__(self, other: Self) -> Bool:
        if len(self.digits) != len(other.digits):
            return len(self.digits) < len(other.digits)
        for i in reversed(range(len(self.digits))):
            if self.digits[i] != other.digits[i]:
                return self.digits[i] < other.digits[i]
        return False

    def __eq__(self, other: Self) -> Bool:
        return self.digits == other.digits

    def write_to[W: Writer](self, mut writer: W):
        if not self.digits:
            writer.write("0")
            return
        var last = len(self.digits) - 1
        writer.write(self.digits[last])
        for i in reversed(range(last)):
            writer.write(String(self.digits[i]).ascii_rjust(9, "0"))


def factorial(n: Int) -> BigInt:
    var result = BigInt(1)
    for i in range(2, n + 1):
        result = result * BigInt(i)
    return result^


def main() raises:
    print(factorial(50))
    var a = BigInt(0)
    var b = BigInt(1)
    for _ in range(300):
        var next = a + b
        a = b^
        b = next^
    print(a)
    print(BigInt(2) ** 200)
    print(BigInt("123456789012345678901234567890") * BigInt("987654321098765432109876543210"))
    var q: BigInt
    var text = String(factorial(1000))
    var total = 0
    for c in text.codepoints():
        total += Int(c.to_u32()) - 48
    print(text.byte_length(), total)
    print(BigInt(5) < BigInt(7), BigInt(5) >= BigInt(7), max(BigInt(3), BigInt(10) ** 20))
    var pair = BigInt(10).__pow__(30).__divmod__(7)
    q = pair[0].copy()
    print(q, pair[1])
    var x: BigInt = 42
    x += 58
    print(x == 100, x != BigInt(100))
    try:
        print(BigInt("12x"))
    except e:
        print(e)

# expect: 30414093201713378043612608166064768844377641568960512000000000000
# expect: 222232244629420445529739893461909967206666939096499764990979600
# expect: 1606938044258990275541962092341162602522202993782792835301376
# expect: 121932631137021795226185032733622923332237463801111263526900
# expect: 2568 10539
# expect: True False 100000000000000000000
# expect: 142857142857142857142857142857 1
# expect: True False
# expect: not a digit: x
