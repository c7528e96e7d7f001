"""Displays, braces and contextual members for types of one's own; conversions in every place where they apply."""


struct Bag[T: Copyable & Deinitable & Equatable & Writable](Copyable, Sized, Writable):
    """Takes list and set displays."""

    var items: List[Self.T]

    def __init__(out self):
        self.items = []

    def __init__(out self, var *items: Self.T, __list_literal__: NoneType):
        self.items = []
        for i in range(len(items)):
            self.items.append(items[i].copy())

    def __init__(out self, var *items: Self.T, __set_literal__: NoneType):
        self.items = []
        for i in range(len(items)):
            if items[i] not in self.items:
                self.items.append(items[i].copy())

    def append(mut self, var item: Self.T):
        self.items.append(item^)

    def __len__(self) -> Int:
        return len(self.items)

    def write_to(self, mut writer: Some[Writer]):
        for i in range(len(self.items)):
            writer.write("/" if i > 0 else "", self.items[i])


struct Headers(Sized):
    """Takes dict displays."""

    var keys: List[String]
    var values: List[Int]

    def __init__(out self, var keys: List[String], var values: List[Int], __dict_literal__: NoneType):
        self.keys = keys^
        self.values = values^

    def __getitem__(self, key: String) -> Int:
        for i in range(len(self.keys)):
            if self.keys[i] == key:
                return self.values[i]
        return -1

    def __len__(self) -> Int:
        return len(self.keys)


@fieldwise_init
struct Color(Equatable, ImplicitlyCopyable, Writable):
    var r: Int
    var g: Int
    var b: Int

    comptime red = Color(255, 0, 0)
    comptime black = Color(0, 0, 0)

    @staticmethod
    def gray(level: Int) -> Color:
        return Color(level, level, level)

    def lighter(self, by: Int) -> Color:
        return {self.r + by, self.g + by, self.b + by}


struct Pixel:
    var color: Color
    var depth: Float64

    def __init__(out self, color: Color = .black, depth: Float64 = 1):
        self.color = color
        self.depth = depth


struct Amount(ImplicitlyCopyable, Writable):
    var units: Float64

    @implicit
    def __init__(out self, units: Int):
        self.units = Float64(units)

    @implicit
    def __init__(out self, units: Float64):
        self.units = units

    def __add__(self, other: Amount) -> Amount:
        return self.units + other.units

    def __radd__(self, other: Amount) -> Amount:
        return other.units + self.units

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.units, "u")


def paint(color: Color) -> String:
    return String(color.r, ",", color.g, ",", color.b)


def total(amounts: List[Amount]) -> Amount:
    var sum: Amount = 0
    for amount in amounts:
        sum = sum + amount
    return sum


def pick(n: Int) -> Color:
    if n == 0:
        return .red
    return .gray(n)


def slices(text: String) -> String:
    return String(text[byte=1:3], "|", text[byte=2:], "|", text[byte=:2])


def main() raises:
    var bag: Bag[Int] = [1, 2, 2]
    var set: Bag[Int] = {1, 2, 2}
    var squares: Bag[Int] = [n * n for n in range(4)]
    print(bag, set, squares, len(bag), len(set))
    var headers: Headers = {"a": 1, "b": 2}
    print(headers["b"], headers["z"], len(headers))
    print(paint(.red), paint({1, 2, b=3}), paint(.gray(7)), paint(Color.red.lighter(1)))
    var pixel = Pixel()
    var other = Pixel(color=.red, depth=2)
    pixel.color = .gray(9)
    print(pixel.color.g, other.color == Color.red, other.depth)
    var colors: List[Color] = [.red, .black, {1, 1, 1}, pick(0), pick(5)]
    print(len(colors), colors[4].r, colors[3] == .red)
    var a: Amount = 3
    print(a + 1, 2 + a, a + 0.5, total([1, 2.5, a]))
    var table: Dict[String, List[Int]] = {"x": [1, 2], "y": []}
    table["y"].append(7)
    print(table["x"][1], table["y"][0], len(table))
    var maybe: Optional[Amount] = Amount(4)
    print(maybe.value())
    maybe = Amount(5)
    print(maybe.value())
    var pairs: List[Tuple[String, Float64]] = [("a", 1), ("b", 2.5)]
    print(pairs[0][1] + pairs[1][1])
    print(slices("hello"))
    var xs: List[Int] = [0, 1, 2, 3, 4, 5]
    var part = xs[1:4]
    part[0] = 9
    print(len(part), xs[1], len(xs[::2]), xs[::2][2], xs[::-1][0], len(xs[slice(1, 3)]))
    var c: Float32 = 1 if len(xs) > 3 else 2.5
    print(c, -c, +c)

# expect: 1/2/2 1/2 0/1/4/9 3 2
# expect: 2 -1 2
# expect: 255,0,0 1,2,3 7,7,7 256,1,1
# expect: 9 True 2.0
# expect: 5 5 True
# expect: 4.0u 5.0u 3.5u 6.5u
# expect: 2 7 2
# expect: 4.0u
# expect: 5.0u
# expect: 3.5
# expect: el|llo|he
# expect: 3 9 3 4 5 2
# expect: 1.0 -1.0 1.0
