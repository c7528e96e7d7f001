"""Literals: their default types, what they become by context, mixed arithmetic, implicit conversions of one's own types."""


struct Celsius(ImplicitlyCopyable, Writable):
    var degrees: Float64

    @implicit
    def __init__(out self, degrees: Float64):
        self.degrees = degrees

    @implicit
    def __init__(out self, degrees: FloatLiteral):
        self.degrees = Float64(degrees)

    @implicit
    def __init__(out self, degrees: IntLiteral):
        self.degrees = Float64(degrees)

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.degrees, "C")


struct Text(Writable):
    var parts: List[String]

    @implicit
    def __init__(out self, text: StringLiteral):
        self.parts = [String(text)]

    @implicit
    def __init__(out self, number: Int):
        self.parts = ["number", String(number)]

    def __init__(out self, *parts: String, __list_literal__: NoneType):
        self.parts = []
        for part in parts:
            self.parts.append(part)

    def write_to(self, mut writer: Some[Writer]):
        for i in range(len(self.parts)):
            writer.write("." if i > 0 else "", self.parts[i])


def warm(t: Celsius) -> Celsius:
    return t.degrees + 1


def label(text: Text) -> String:
    return String(text)


def half(x: Float32) -> Float32:
    return x / 2


def bits(x: UInt8) -> Int:
    return Int(x)


comptime big = 1 << 100
comptime ratio = 1 / 3


def main():
    var i = 7
    var f = 2.5
    var s = "text"
    var b = True
    i += 1
    s += "!"
    print(i / 3, i // 3, f * 2, s, not b)
    var x: Float32 = 1
    x = x * 3 + 0.5
    print(x, 5 - x, 2 / x > 0.5, half(3))
    var small: UInt8 = 0xFF
    small += 2
    print(small, bits(200), Int8(-128), 0b1011, 0o17, 1_000_000, 1e3, .5)
    print(big >> 98, Int(big >> 60))
    var third: Float64 = 1.0 / 3
    print(third)
    print(warm(20), warm(20.5))
    print(label("one"), label(4), label(["a", "b"]), sep=" | ")
    var maybe: Optional[Int] = 3
    print(maybe.or_else(9), Optional(4).value())
    maybe = None
    print(maybe.or_else(9))
    var lists: List[Float64] = [1, 2.5, 3]
    var total: Float64 = 0
    for item in lists:
        total += item
    print(total)
    var choice = 1 if b else 2.5
    print(choice)
    var point: Tuple[Float32, UInt8, String] = (1, 2, "three")
    print(point[0], point[1], point[2])
    var sign = -1 if i < 0 else 1
    print(sign, i if i > 100 else 100, "yes" if b else "no")
    var multi = """line
two"""
    print(multi, "a" "b", 'quo"te', "tab\tx", r"raw\n", "\x41\u00e9")
    var d: Dict[String, Float64] = {"a": 1, "b": 2.5}
    print(d.get("a", 0), len(d))
    var name = "world"
    print(t"hello {name} {i + 1}")
    print(String(t"{name}: {f}").byte_length())

# expect: 2 2 5.0 text! False
# expect: 3.5 1.5 True 1.5
# expect: 1 200 -128 11 15 1000000 1000.0 0.5
# expect: 4 1099511627776
# expect: 0.3333333333333333
# expect: 21.0C 21.5C
# expect: one | number.4 | a.b
# expect: 3 4
# expect: 9
# expect: 6.5
# expect: 1.0
# expect: 1.0 2 three
# expect: 1 100 yes
# expect: line
# expect: two ab quo"te tab	x raw\n Aé
# expect: 1.0 2
# expect: hello world 9
# expect: 10
