"""Errors through everything: loops, comprehensions, constructors, closures, `with`, generic code, conversions, results in tuples."""

from std.os import abort


@fieldwise_init
struct ParseError(Copyable, Writable):
    var text: String


@fieldwise_init
struct RangeError(Copyable, Writable):
    var low: Int
    var high: Int


def parse(text: String) raises ParseError -> Int:
    var value = 0
    for c in text.as_bytes():
        if c < 48 or c > 57:
            raise ParseError(text)
        value = value * 10 + Int(c) - 48
    return value


def in_range(value: Int, low: Int, high: Int) raises RangeError -> Int:
    if value < low or value > high:
        raise RangeError(low, high)
    return value


struct Port:
    var number: Int

    def __init__(out self, text: String) raises:
        self.number = in_range(parse(text), 1, 65535)

    @staticmethod
    def default() -> Port:
        try:
            return Port("80")
        except:
            abort("never")


def all_of(texts: List[String]) raises ParseError -> List[Int]:
    var result = List[Int]()
    for text in texts:
        result.append(parse(text))
    return result^


def count_good(texts: List[String]) -> Tuple[Int, Int]:
    var good = 0
    var bad = 0
    for text in texts:
        try:
            _ = parse(text)
        except:
            bad += 1
            continue
        good += 1
    return good, bad


def first_good(texts: List[String]) raises -> Int:
    for text in texts:
        try:
            return parse(text)
        except e:
            if e.text == "stop":
                raise Error("stopped")
        finally:
            print("tried", text)
    raise "none"


def attempt[F: def() raises -> Int](f: F) -> Optional[Int]:
    try:
        return f()
    except:
        return None


def chain(n: Int) raises -> String:
    var log = String()
    try:
        try:
            log += "a"
            if n == 0:
                raise "inner"
            log += "b"
        except e:
            log += String("(", e, ")")
            if n == 0:
                raise Error("again")
        else:
            log += "else"
        finally:
            log += "f"
        log += "c"
    except e:
        log += String("<", e, ">")
    return log


def sum_pairs(texts: List[String]) raises -> Int:
    var total = 0
    for i in range(0, len(texts) - 1):
        total += parse(texts[i]) * parse(texts[i + 1])
    return total


def main() raises:
    print(Port("8080").number, Port.default().number)
    for text in ["x", "70000"]:
        try:
            _ = Port(text)
        except e:
            print(e)
    print(len(all_of(["1", "2"])))
    try:
        _ = all_of(["1", "b"])
    except e:
        print("bad", e.text)
    var good, bad = count_good(["1", "x", "2", "y", "3"])
    print(good, bad)
    print(first_good(["a", "7", "8"]))
    try:
        _ = first_good(["a", "stop", "8"])
    except e:
        print(e)
    var texts: List[String] = ["4", "q"]
    var index = 0

    def next() raises {mut index, texts} -> Int:
        index += 1
        return parse(texts[index - 1])

    print(attempt(next).or_else(-1), attempt(next).or_else(-1))
    print(chain(0), chain(1))
    print(sum_pairs(["1", "2", "3"]))
    try:
        print(sum_pairs(["1", "2", "z"]))
    except e:
        print("failed:", e)

# expect: 8080 80
# expect: ParseError(text=x)
# expect: RangeError(low=1, high=65535)
# expect: 2
# expect: bad b
# expect: 3 2
# expect: tried a
# expect: tried 7
# expect: 7
# expect: tried a
# expect: tried stop
# expect: stopped
# expect: 4 -1
# expect: a(inner)f<again> abelsefc
# expect: 8
# expect: failed: ParseError(text=z)
