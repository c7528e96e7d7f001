"""Values computed while compiling: by ordinary functions, with containers, used as constants, types and control flow at run time."""

from std.builtin.globals import global_constant


def primes_below(limit: Int) -> List[Int]:
    var sieve = List[Bool](length=limit, fill=True)
    var result = List[Int]()
    for n in range(2, limit):
        if not sieve[n]:
            continue
        result.append(n)
        for multiple in range(n * n, limit, n):
            sieve[multiple] = False
    return result^


def crc_table() -> Array[UInt32, 256]:
    var table = Array[UInt32, 256](fill=0)
    for i in range(256):
        var c = UInt32(i)
        for _ in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 == 1 else c >> 1
        table[i] = c
    return table^


def fibonacci(n: Int) -> Int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def greeting(name: String) -> String:
    var result: String = "hello, "
    result += name
    return result^


def roman(var n: Int) -> String:
    var result = String()
    for pair in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]:
        while n >= pair[0]:
            result += pair[1]
            n -= pair[0]
    return result^


def word_lengths() -> Dict[String, Int]:
    var result = Dict[String, Int]()
    for word in String("a quick brown fox jumps").split(" "):
        result[String(word)] = word.byte_length()
    return result^


def parse(text: String) -> Optional[Int]:
    """Raises and catches inside."""
    try:
        return atol(text)
    except:
        return None


comptime primes = primes_below(50)
comptime table = crc_table()
comptime fib20 = fibonacci(20)
comptime title = greeting("world")
comptime lengths = word_lengths()
comptime year = roman(26)
comptime limits: List[Tuple[String, Int]] = [("low", 1), ("high", 99)]
comptime nested: List[List[Int]] = [[1], [2, 3], []]
comptime good = parse("42")
comptime bad = parse("4x2")


def crc(text: String) -> UInt32:
    ref local = global_constant[table]()
    var c = ~UInt32(0)
    for byte in text.as_bytes():
        c = local[Int((c ^ UInt32(byte)) & 0xFF)] ^ (c >> 8)
    return ~c


def unrolled(x: Int) -> Bool:
    """Divisible by one of the first primes?"""
    comptime for p in primes_below(12):
        if x % p == 0:
            return True
    return False


@fieldwise_init
struct Buffer[size: Int](Copyable):
    comptime bits = Self.size * 8
    var data: Array[UInt8, Self.size]


def select[n: Int]() -> String:
    comptime if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif fibonacci(n) > 100:
        return "big"
    else:
        comptime squared = n * n
        return String("small ", squared)


def main():
    var p = materialize[primes]()
    print(len(p), p[0], p[14])
    p.append(53)
    print(len(p), len(materialize[primes]()))
    print(fib20, comptime(fibonacci(10)), year)
    print(title, title.byte_length())
    var words = materialize[lengths]()
    print(len(words), words.get("quick", 0), words.get("lazy", -1))
    print(hex(crc("123456789")))
    print(unrolled(49), unrolled(13 * 17))
    comptime count = len(primes)
    var buffer = Buffer[count](Array[UInt8, count](fill=1))
    print(buffer.size, buffer.bits, len(buffer.data))
    print(select[-1](), select[0](), select[3](), select[30]())
    for pair in materialize[limits]():
        print(pair[0], pair[1], end=";")
    print()
    var lists = materialize[nested]()
    lists[2].append(7)
    print(len(lists), len(lists[1]), lists[2][0])
    print(good.value(), Bool(bad))
    comptime text = String("ab") * 3
    print(text)
    var sum = 0
    comptime for i in range(3):
        comptime for j in range(i + 1):
            comptime if i != j:
                sum += 10 * i + j
    print(sum)

# expect: 15 2 47
# expect: 16 15
# expect: 6765 55 xxvi
# expect: hello, world 12
# expect: 5 5 -1
# expect: 0xcbf43926
# expect: True False
# expect: 15 120 15
# expect: negative zero small 9 big
# expect: low 1;high 99;
# expect: 3 2 7
# expect: 42 False
# expect: ababab
# expect: 51
