"""Packs in structs and closures: stored tuples, consumed elements, apply, zipping two packs, lists of values as parameters of structs."""


struct Record[*Ts: Copyable & Deinitable & Writable]:
    var values: Tuple[*Self.Ts]
    var names: List[String]

    def __init__(out self, var values: Tuple[*Self.Ts], *names: String):
        self.values = values^
        self.names = []
        for name in names:
            self.names.append(name)

    def text(self) -> String:
        var result = String()
        comptime for i in range(Self.Ts.__len__()):
            result += String(self.names[i], ":", self.values[i], " ")
        return result


struct Polygon[*sides: Int]:
    comptime count = Self.sides.__len__()

    @staticmethod
    def perimeter() -> Int:
        var total = 0
        comptime for i in range(Self.count):
            total += Self.sides[i]
        return total


def describe[first: Int, *rest: Int]() -> String:
    var result = String(first, "|")
    comptime for i in range(len(rest)):
        result += String(rest[i], ",")
    return result


def apply_all[F: def(Int) -> Int](f: F, *values: Int) -> List[Int]:
    var result = List[Int]()
    for value in values:
        result.append(f(value))
    return result^


def consume(var *items: String) -> String:
    var result = String()

    def take(i: Int, var item: String) {mut result}:
        result += String(i) + item

    items^.consume_elements(take)
    return result


def count_true[*Ts: Boolable](*values: *Ts) -> Int:
    var n = 0
    comptime for i in range(values.__len__()):
        if values[i]:
            n += 1
    return n


def first_of[T: Copyable & Deinitable, *Rest: AnyType](first: T, *rest: *Rest) -> T:
    return first.copy()


def log(level: Int, *parts: *SomeTypeList[Writable], end: String = "\n"):
    var line = String("[", level, "]")
    comptime for i in range(parts.__len__()):
        line += String(" ", parts[i])
    print(line, end=end)


def relay[*Ts: Writable](*parts: *Ts):
    log(9, *parts, end="!\n")


def minimum[T: Comparable & Copyable & Deinitable](first: T, *rest: T) -> T:
    var best = first.copy()
    for item in rest:
        if item < best:
            best = item.copy()
    return best^


def options(var **flags: Bool) -> String:
    var text = String()
    for item in flags.items():
        if item.value:
            text += item.key + " "
    return text


def main():
    var record = Record((1, String("two"), 3.5), "a", "b", "c")
    print(record.text())
    print(Polygon[3, 4, 5].perimeter(), Polygon[3, 4, 5].count)
    print(describe[1](), describe[1, 2, 3]())
    var offset = 5
    var shifted = apply_all(lambda (x: Int) -> Int: x + offset, 1, 2, 3)
    print(shifted[0], shifted[2], len(shifted))
    print(consume("x", "y", String("z") + "!"))
    print(count_true(1, "", "text", 0.0, True))
    print(first_of(7, "x", 2.5), first_of(String("only")))
    log(1, "a", 2, True)
    log(2)
    relay("x", 1)
    print(minimum(3, 1, 2), minimum("b", "a"))
    print(options(verbose=True, quiet=False, force=True))

# expect: a:1 b:two c:3.5 
# expect: 12 3
# expect: 1| 1|2,3,
# expect: 6 8 3
# expect: 0x1y2z!
# expect: 3
# expect: 7 only
# expect: [1] a 2 True
# expect: [2]
# expect: [9] x 1!
# expect: 1 a
# expect: verbose force 
