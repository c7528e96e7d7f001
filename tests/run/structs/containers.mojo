"""Structs that behave like containers and functions: subscripts with and without setters, calls, membership, length, attributes."""


struct Grid[rows: Int, columns: Int](Sized, Writable):
    comptime size = Self.rows * Self.columns
    var cells: List[Int]

    def __init__(out self, fill: Int = 0):
        self.cells = List[Int](length=Self.size, fill=fill)

    def __getitem__(ref self, row: Int, column: Int) -> ref[self.cells] Int:
        return self.cells[row * Self.columns + column]

    def __len__(self) -> Int:
        return Self.size

    def __contains__(self, value: Int) -> Bool:
        for cell in self.cells:
            if cell == value:
                return True
        return False

    def write_to(self, mut writer: Some[Writer]):
        for row in range(Self.rows):
            if row > 0:
                writer.write(" / ")
            for column in range(Self.columns):
                if column > 0:
                    writer.write(" ")
                writer.write(self[row, column])

    @staticmethod
    def identity() -> Self:
        var result = Self()
        for i in range(min(Self.rows, Self.columns)):
            result[i, i] = 1
        return result^


struct Bits:
    """Bits in a word: elements are values, so there is a setter."""

    var word: UInt64

    def __init__(out self):
        self.word = 0

    def __getitem__(self, index: Int) -> Bool:
        return (self.word >> UInt64(index)) & 1 == 1

    def __setitem__(mut self, index: Int, value: Bool):
        var mask = UInt64(1) << UInt64(index)
        if value:
            self.word |= mask
        else:
            self.word &= ~mask


struct Histogram:
    var counts: Dict[String, Int]

    def __init__(out self):
        self.counts = {}

    def __getitem__(self, key: String) -> Int:
        return self.counts.get(key, 0)

    def __setitem__(mut self, key: String, count: Int):
        self.counts[key] = count


@fieldwise_init
struct Polynomial(Copyable):
    var factors: List[Int]

    def __call__(self, x: Int) -> Int:
        var result = 0
        for i in range(len(self.factors)):
            result = result * x + self.factors[i]
        return result

    def __call__(self, x: Int, y: Int) -> Tuple[Int, Int]:
        return (self(x), self(y))


struct Settings:
    """Attributes that no field backs."""

    var names: List[String]
    var values: List[Int]

    def __init__(out self):
        self.names = []
        self.values = []

    def __getattr__(self, name: StringLiteral) -> Int:
        for i in range(len(self.names)):
            if self.names[i] == name:
                return self.values[i]
        return -1

    def __setattr__(mut self, name: StringLiteral, value: Int):
        for i in range(len(self.names)):
            if self.names[i] == name:
                self.values[i] = value
                return
        self.names.append(String(name))
        self.values.append(value)


def main():
    var grid = Grid[2, 3](fill=7)
    grid[0, 1] = 4
    grid[1, 2] += 10
    grid[1, 0] *= grid[0, 1]
    print(grid, len(grid), Grid[4, 5].size, grid.rows)
    print(17 in grid, 18 in grid, 18 not in grid)
    print(Grid[3, 2].identity())
    ref corner = grid[0, 0]
    corner = 1
    print(grid[0, 0])

    var bits = Bits()
    bits[3] = True
    bits[5] = True
    bits[3] = not bits[3]
    print(bits.word, bits[5], bits[3])

    var histogram = Histogram()
    for word in ["b", "a", "b", "b"]:
        histogram[word] += 1
    print(histogram["a"], histogram["b"], histogram["c"])

    var p = Polynomial([1, 2, 3])
    print(p(2))
    var at = p(0, 10)
    print(at[0], at[1])

    var settings = Settings()
    settings.width = 80
    settings.height = 24
    settings.width += settings.height
    print(settings.width, settings.height, settings.depth)

# expect: 7 4 7 / 28 7 17 6 20 2
# expect: True False True
# expect: 1 0 / 0 1 / 0 0
# expect: 1
# expect: 32 True False
# expect: 1 3 0
# expect: 11
# expect: 3 123
# expect: 104 24 -1
