"""Which function a call means."""


@fieldwise_init
struct Meters(ImplicitlyCopyable):
    var value: Float64

    @implicit
    def __init__(out self, value: Int):
        self.value = Float64(value)


@fieldwise_init
struct Feet(ImplicitlyCopyable):
    var value: Float64


# The exact type before a generic one before a conversion.
def pick(x: Int) -> String:
    return "Int"


def pick[T: Intable](x: T) -> String:
    return "Intable"


def pick(x: Float64) -> String:
    return "Float64"


# A conversion is dearer than an exact match; several arguments add up.
def measure(a: Meters, b: Meters) -> String:
    return "two lengths"


def measure(a: Int, b: Meters) -> String:
    return "number and length"


def measure(a: Feet, b: Feet) -> String:
    return "feet"


# Without the variadic is better than with it.
def sum(a: Int, b: Int) -> String:
    return "two"


def sum(*values: Int) -> String:
    return String("many: ", len(values))


# Differing in keyword-only names.
def make(*, rows: Int) -> String:
    return "rows"


def make(*, columns: Int) -> String:
    return "columns"


# By arity and by type.
def area(side: Int) -> Int:
    return side * side


def area(width: Int, height: Int) -> Int:
    return width * height


def area(text: String) -> Int:
    return text.byte_length()


# Constraints decide.
def kind[n: Int]() -> String where n < 0:
    return "negative"


def kind[n: Int]() -> String where n >= 0:
    return "natural"


struct Counter:
    var hits: List[String]

    def __init__(out self):
        self.hits = []

    def add(mut self, x: Int):
        self.hits.append("int")

    def add(mut self, x: String):
        self.hits.append("text")

    def add[T: Writable](mut self, x: T):
        self.hits.append("any")

    @staticmethod
    def describe(n: Int) -> String:
        return "static"

    def describe(self) -> String:
        return String("instance ", len(self.hits))

    def view(ref self) -> String:
        return "borrowed"

    def view(var self) -> String:
        return "owned"


def owned_or_borrowed(x: List[Int]) -> String:
    return "borrowed"


def owned_or_borrowed(var x: List[Int], again: Int = 0) -> String:
    return "owned"


def main():
    print(pick(4), pick(Int(4)), pick(UInt8(4)), pick(2.5), pick(Float64(1)))
    print(measure(1, 2), measure(Meters(1), 2), measure(1, Meters(2)), measure(Feet(1.0), Feet(2.0)), sep=", ")
    print(sum(1, 2), sum(1), sum(), sum(1, 2, 3), sep=", ")
    print(make(rows=1), make(columns=1))
    print(area(3), area(3, 4), area("word"), area(height=2, width=5))
    print(kind[-3](), kind[0]())
    var counter = Counter()
    counter.add(1)
    counter.add("a")
    counter.add(String("b"))
    counter.add(2.5)
    counter.add(True)
    for hit in counter.hits:
        print(hit, end=" ")
    print()
    print(counter.describe(), Counter.describe(1))
    print(counter.view())
    print(counter^.view(), Counter().view())

# expect: Int Int Intable Float64 Float64
# expect: number and length, two lengths, number and length, feet
# expect: two, many: 1, many: 0, many: 3
# expect: rows columns
# expect: 9 12 4 10
# expect: negative natural
# expect: int text text any any
# expect: instance 5 static
# expect: borrowed
# expect: owned owned
