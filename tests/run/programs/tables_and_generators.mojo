# Tables made at compile time, hashes, random generators.
def crc_table() -> Array[UInt32, 256]:
    var t = Array[UInt32, 256](fill=0)
    for i in range(256):
        var c = UInt32(i)
        for _ in range(8):
            c = (UInt32(0xEDB88320) ^ (c >> 1)) if c & 1 else c >> 1
        t[i] = c
    return t^


def crc32(s: StringSpan) -> UInt32:
    comptime table = crc_table()
    var t = materialize[table]()
    var c = ~UInt32(0)
    for b in s.as_bytes():
        c = t[Int((c ^ b.cast[DType.uint32]()) & 0xFF)] ^ (c >> 8)
    return ~c


def sieve[n: Int]() -> List[Int]:
    var composite = Array[Bool, n + 1](fill=False)
    var primes = List[Int]()
    for i in range(2, n + 1):
        if not composite[i]:
            primes.append(i)
            for j in range(i * i, n + 1, i):
                composite[j] = True
    return primes^


def fnv1a(s: StringSpan) -> UInt64:
    var h = UInt64(0xCBF29CE484222325)
    for b in s.as_bytes():
        h ^= UInt64(b)
        h *= 0x100000001B3
    return h


def adler(s: StringSpan) -> UInt32:
    var a, b = UInt32(1), UInt32(0)
    for x in s.as_bytes():
        a = (a + x.cast[DType.uint32]()) % 65521
        b = (b + a) % 65521
    return b << 16 | a


struct Twister:
    var state: Array[UInt32, 624]
    var at: Int

    def __init__(out self, seed: UInt32):
        self.state = Array[UInt32, 624](fill=0)
        self.state[0] = seed
        for i in range(1, 624):
            var p = self.state[i - 1]
            self.state[i] = 1812433253 * (p ^ (p >> 30)) + UInt32(i)
        self.at = 624

    def next(mut self) -> UInt32:
        if self.at == 624:
            for i in range(624):
                var y = (self.state[i] & 0x80000000) | (self.state[(i + 1) % 624] & 0x7FFFFFFF)
                self.state[i] = self.state[(i + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y & 1 == 1 else 0)
            self.at = 0
        var y = self.state[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)


def xorshift(mut s: UInt64) -> UInt64:
    s ^= s << 13
    s ^= s >> 7
    s ^= s << 17
    return s


def main():
    print(hex(crc32("123456789")), hex(crc32("")), hex(fnv1a("hello")), adler("Wikipedia"))
    comptime primes = sieve[100]()
    comptime count = len(primes)
    print(count, materialize[primes]())
    comptime for i in range(3):
        comptime p = primes[count - 1 - i]
        print(p, end=" ")
    print()
    var t = Twister(5489)
    for _ in range(999):
        _ = t.next()
    print(t.next())
    var s = UInt64(88172645463325252)
    print(xorshift(s), xorshift(s))
    var inside = 0
    for _ in range(100000):
        var x = Float64(xorshift(s) >> 11) / Float64(1 << 53)
        var y = Float64(xorshift(s) >> 11) / Float64(1 << 53)
        inside += Int(x * x + y * y < 1)
    print(inside)

# expect: 0xcbf43926 0x0 0xa430d84680aabd0b 300286872
# expect: 25 [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
# expect: 97 89 83 
# expect: 1341017984
# expect: 8748534153485358512 3040900993826735515
# expect: 78432
