"""Exact conversion between binary and decimal, by whole numbers of any size.

Shortest digits: the free-format algorithm of Steele and White with the improvements of Burger and Dybvig ("Printing Floating-Point Numbers Quickly
and Accurately", 1996). Reading: the quotient of two whole numbers, rounded half to even.
"""


struct _Natural(Copyable, Deinitable):
    """A natural number of up to 1,280 bits, 32 bits a word, the lowest first."""

    comptime WORDS = 80
    var words: Array[UInt32, Self.WORDS]
    var count: Int

    def __init__(out self, value: UInt64):
        self.words = Array[UInt32, Self.WORDS](fill=UInt32(0))
        self.words[0] = value.cast[DType.uint32]()
        self.words[1] = (value >> 32).cast[DType.uint32]()
        self.count = 2 if value >> 32 != 0 else 1 if value != 0 else 0

    def multiply(mut self, factor: UInt32):
        var carry = UInt64(0)
        for i in range(self.count):
            var product = self.words[i].cast[DType.uint64]() * factor.cast[DType.uint64]() + carry
            self.words[i] = product.cast[DType.uint32]()
            carry = product >> 32
        if carry != 0:
            self.words[self.count] = carry.cast[DType.uint32]()
            self.count += 1

    def multiply_power_of_ten(mut self, exponent: Int):
        var left = exponent
        while left >= 9:
            self.multiply(1000000000)
            left -= 9
        for _ in range(left):
            self.multiply(10)

    def shift_left(mut self, bits: Int):
        var whole = bits // 32
        var rest = UInt32(bits % 32)
        if self.count == 0:
            return
        var i = self.count - 1
        while i >= 0:
            self.words[i + whole] = self.words[i]
            i -= 1
        for k in range(whole):
            self.words[k] = 0
        self.count += whole
        if rest != 0:
            var carry = UInt32(0)
            for k in range(whole, self.count):
                var word = self.words[k]
                self.words[k] = (word << rest) | carry
                carry = word >> (32 - rest)
            if carry != 0:
                self.words[self.count] = carry
                self.count += 1

    def add(mut self, other: Self):
        var carry = UInt64(0)
        var size = max(self.count, other.count)
        for i in range(size):
            var total = self.words[i].cast[DType.uint64]() + other.words[i].cast[DType.uint64]() + carry
            self.words[i] = total.cast[DType.uint32]()
            carry = total >> 32
        self.count = size
        if carry != 0:
            self.words[size] = carry.cast[DType.uint32]()
            self.count += 1

    def subtract(mut self, other: Self):
        """The other number must not be larger."""
        var borrow = Int64(0)
        for i in range(self.count):
            var difference = self.words[i].cast[DType.int64]() - other.words[i].cast[DType.int64]() - borrow
            borrow = 1 if difference < 0 else 0
            self.words[i] = difference.cast[DType.uint32]()
        while self.count > 0 and self.words[self.count - 1] == 0:
            self.count -= 1

    def compare(self, other: Self) -> Int:
        if self.count != other.count:
            return 1 if self.count > other.count else -1
        var i = self.count - 1
        while i >= 0:
            if self.words[i] != other.words[i]:
                return 1 if self.words[i] > other.words[i] else -1
            i -= 1
        return 0

    def bit_length(self) -> Int:
        if self.count == 0:
            return 0
        var top = self.words[self.count - 1]
        var bits = 0
        while top != 0:
            top >>= 1
            bits += 1
        return 32 * (self.count - 1) + bits


def _format_of[dtype: DType]() -> Tuple[Int, Int]:
    """Bits of the significand (the hidden one included), and the exponent of the smallest subnormal."""
    comptime if dtype == DType.float64:
        return (53, -1074)
    elif dtype == DType.float32:
        return (24, -149)
    elif dtype == DType.float16:
        return (11, -24)
    elif dtype == DType.bfloat16:
        return (8, -133)
    elif dtype == DType.float8_e5m2 or dtype == DType.float8_e5m2fnuz:
        return (3, -17 if dtype == DType.float8_e5m2fnuz else -16)
    elif dtype == DType.float8_e4m3fn or dtype == DType.float8_e4m3fnuz:
        return (4, -10 if dtype == DType.float8_e4m3fnuz else -9)
    elif dtype == DType.float8_e3m4:
        return (5, -6)
    elif dtype == DType.float4_e2m1fn:
        return (2, -1)
    else:
        return (1, -127)


def _split_float[dtype: DType](value: Float64) -> Tuple[UInt64, Int]:
    """`(m, e)` with `value == m * 2**e`, as the narrower format stores it."""
    var precision, smallest = _format_of[dtype]()
    var bits = value.to_bits()
    var exponent = Int((bits >> 52) & 0x7FF)
    var fraction = bits & 0xFFFFFFFFFFFFF
    var mantissa = fraction if exponent == 0 else fraction | 0x10000000000000
    var power = -1074 if exponent == 0 else exponent - 1075
    # The value fits the format, so only zeros are dropped.
    while mantissa & 1 == 0 and mantissa != 0:
        mantissa >>= 1
        power += 1
    while power > smallest and mantissa >> UInt64(precision - 1) == 0:
        mantissa <<= 1
        power -= 1
    return (mantissa, power)


def _shortest_digits[dtype: DType](value: Float64) -> Tuple[UInt64, Int]:
    """`(d, k)`: `d * 10**k` has the fewest digits of all numbers that round to `value`, and among those is the nearest. `value` is positive."""
    var mantissa, power = _split_float[dtype](value)
    var precision, smallest = _format_of[dtype]()
    var is_even = mantissa & 1 == 0
    # A power of two has a nearer neighbour below than above.
    var is_boundary = mantissa == UInt64(1) << UInt64(precision - 1) and power > smallest
    var extra = 1 if is_boundary else 0
    # value = r / s; half the distances to the neighbours are above / s and below / s.
    var r = _Natural(mantissa)
    var s = _Natural(1)
    var above = _Natural(1)
    var below = _Natural(1)
    r.shift_left(1 + extra)
    s.shift_left(1 + extra)
    above.shift_left(extra)
    if power >= 0:
        r.shift_left(power)
        above.shift_left(power)
        below.shift_left(power)
    else:
        s.shift_left(-power)
    # Scale so that the first digit is the number of times s fits into 10 * r; log10 by a rational, one too small at most.
    var length = _Natural(mantissa).bit_length() + power
    var k = (length - 1) * 30103 // 100000
    if k >= 0:
        s.multiply_power_of_ten(k)
    else:
        r.multiply_power_of_ten(-k)
        above.multiply_power_of_ten(-k)
        below.multiply_power_of_ten(-k)
    while _reaches(r, above, s, is_even):
        s.multiply(10)
        k += 1
    var digits = UInt64(0)
    while True:
        k -= 1
        r.multiply(10)
        above.multiply(10)
        below.multiply(10)
        var digit = UInt64(0)
        while r.compare(s) >= 0:
            r.subtract(s)
            digit += 1
        var order = r.compare(below)
        var low = order < 0 or (is_even and order == 0)
        var high = _reaches(r, above, s, is_even)
        if not low and not high:
            digits = digits * 10 + digit
            continue
        if high and not low:
            digit += 1
        elif high and low:
            r.shift_left(1)
            var half = r.compare(s)
            if half > 0 or (half == 0 and digit & 1 == 1):
                digit += 1
        digits = digits * 10 + digit
        return (digits, k)


def _reaches(r: _Natural, above: _Natural, s: _Natural, is_even: Bool) -> Bool:
    """Whether `r + above` is at least `s`; more than `s` if the bound itself does not count."""
    var total = r.copy()
    total.add(above)
    var order = total.compare(s)
    return order > 0 or (is_even and order == 0)


def _is_word(text: StringSpan[_], word: StaticString) -> Bool:
    return text.lower() == word


def _float_from_text(text: StringSpan[_]) -> Optional[Float64]:
    var at = 0
    var length = text.byte_length()
    var negative = False
    if length > 0 and (text._byte(0) == 45 or text._byte(0) == 43):
        negative = text._byte(0) == 45
        at = 1
    var rest = text._part(at, length)
    if _is_word(rest, "inf") or _is_word(rest, "infinity"):
        return -Float64.MAX if negative else Float64.MAX
    if _is_word(rest, "nan"):
        return Float64(FloatLiteral.nan)
    # Up to 800 digits decide any double; further ones only break ties.
    var digits = _Natural(0)
    var count = 0
    var exponent = 0
    var seen = 0
    var after_point = False
    var is_exact = True
    while at < length:
        var byte = text._byte(at)
        if byte == 46 and not after_point:
            after_point = True
        elif byte >= 48 and byte <= 57:
            seen += 1
            if count < 350:
                digits.multiply(10)
                digits.add(_Natural(Int(byte - 48).cast[DType.uint64]()))
                if count > 0 or byte != 48:
                    count += 1
                if after_point:
                    exponent -= 1
            else:
                if byte != 48:
                    is_exact = False
                if not after_point:
                    exponent += 1
        elif byte == 95 and seen > 0:
            pass
        else:
            break
        at += 1
    if seen == 0:
        return None
    if at < length and (text._byte(at) | 32) == 101:
        at += 1
        var minus = False
        if at < length and (text._byte(at) == 45 or text._byte(at) == 43):
            minus = text._byte(at) == 45
            at += 1
        var written = 0
        var number = 0
        while at < length and text._byte(at) >= 48 and text._byte(at) <= 57:
            number = min(number * 10 + Int(text._byte(at)) - 48, 100000)
            written += 1
            at += 1
        if written == 0:
            return None
        exponent += -number if minus else number
    if at != length:
        return None
    if not is_exact:
        # A digit that was dropped lies above the tie.
        digits.multiply(10)
        digits.add(_Natural(1))
        exponent -= 1
    var magnitude = _ratio(digits^, exponent)
    return -magnitude if negative else magnitude


def _ratio(var digits: _Natural, exponent: Int) -> Float64:
    """`digits * 10**exponent` as the nearest double."""
    if digits.count == 0 or exponent < -1200:
        return 0.0
    if exponent > 400:
        return Float64.MAX
    var divisor = _Natural(1)
    if exponent >= 0:
        if digits.bit_length() + exponent * 10 // 3 > 1100:
            return Float64.MAX
        digits.multiply_power_of_ten(exponent)
    else:
        if -exponent * 10 // 3 > 1240:
            return 0.0
        divisor.multiply_power_of_ten(-exponent)
    # Scale by a power of two until the quotient has 54 or 55 bits; smaller exponents leave fewer bits (subnormals).
    var shift = 55 - (digits.bit_length() - divisor.bit_length())
    if shift > 1075 + 1:
        shift = 1076
    if shift > 0:
        digits.shift_left(shift)
    else:
        divisor.shift_left(-shift)
    var quotient = UInt64(0)
    var bit = 56
    divisor.shift_left(bit)
    while bit >= 0:
        quotient <<= 1
        if digits.compare(divisor) >= 0:
            digits.subtract(divisor)
            quotient |= 1
        digits.shift_left(1)
        bit -= 1
    var sticky = digits.count != 0
    return _round(quotient, -shift, sticky)


def _round(quotient: UInt64, power: Int, sticky: Bool) -> Float64:
    """`quotient * 2**power`, a little more if `sticky`, to nearest even."""
    var bits = 0
    while quotient >> UInt64(bits) != 0:
        bits += 1
    var drop = max(bits - 53, -1074 - power)
    if drop > 63:
        return 0.0
    var mantissa = quotient
    var exponent = power
    if drop > 0:
        var half = UInt64(1) << UInt64(drop - 1)
        var rest = quotient & (half * 2 - 1)
        mantissa = quotient >> UInt64(drop)
        if rest > half or (rest == half and (sticky or mantissa & 1 == 1)):
            mantissa += 1
        exponent += drop
    if mantissa == 0:
        return 0.0
    if mantissa >> 53 != 0:
        mantissa >>= 1
        exponent += 1
    while mantissa >> 52 == 0 and exponent > -1074:
        mantissa <<= 1
        exponent -= 1
    if exponent > 971:
        return Float64.MAX
    var biased = UInt64(0) if mantissa >> 52 == 0 else UInt64(exponent + 1075)
    return Float64(from_bits=(biased << 52) | (mantissa & 0xFFFFFFFFFFFFF))
