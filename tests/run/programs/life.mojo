"""The game of life on a torus, with the board's size known at compile time and a rule chosen by a function."""


struct Board[width: Int, height: Int](Copyable, Equatable, Writable):
    var cells: Array[Bool, Self.width * Self.height]

    def __init__(out self):
        self.cells = Array[Bool, Self.width * Self.height](fill=False)

    @staticmethod
    def parse(*rows: String) raises -> Self:
        if len(rows) != Self.height:
            raise Error("expected ", Self.height, " rows, got ", len(rows))
        var board = Self()
        for y in range(Self.height):
            for x in range(Self.width):
                board[x, y] = rows[y][byte=x] == "#"
        return board^

    def __getitem__(ref self, x: Int, y: Int) -> ref[self.cells] Bool:
        return self.cells[(y % Self.height) * Self.width + x % Self.width]

    def neighbours(self, x: Int, y: Int) -> Int:
        var count = 0
        comptime for dy in range(-1, 2):
            comptime for dx in range(-1, 2):
                comptime if dx != 0 or dy != 0:
                    count += 1 if self[x + dx, y + dy] else 0
        return count

    def step[rule: def(Bool, Int) thin -> Bool](self) -> Self:
        var next = Self()
        for y in range(Self.height):
            for x in range(Self.width):
                next[x, y] = rule(self[x, y], self.neighbours(x, y))
        return next^

    def alive(self) -> Int:
        var count = 0
        for i in range(len(self.cells)):
            if self.cells[i]:
                count += 1
        return count

    def __eq__(self, other: Self) -> Bool:
        for i in range(len(self.cells)):
            if self.cells[i] != other.cells[i]:
                return False
        return True

    def write_to(self, mut writer: Some[Writer]):
        for y in range(Self.height):
            for x in range(Self.width):
                writer.write("#" if self[x, y] else ".")
            if y + 1 < Self.height:
                writer.write("\n")


def conway(alive: Bool, neighbours: Int) -> Bool:
    return neighbours == 3 or (alive and neighbours == 2)


def main() raises:
    var board = Board[6, 6].parse("......", ".#....", "..##..", ".##...", "......", "......")
    var start = board.copy()
    var steps = 0
    while True:
        board = board.step[conway]()
        steps += 1
        if board == start or steps == 200:
            break
    print(steps, board.alive())
    print(start.step[conway]())
    print(start.step[lambda (alive: Bool, n: Int) -> Bool: alive or n > 2]().alive())
    try:
        _ = Board[3, 3].parse("...")
    except e:
        print(e)

# expect: 24 5
# expect: ......
# expect: ..#...
# expect: ...#..
# expect: .###..
# expect: ......
# expect: ......
# expect: 8
# expect: expected 3 rows, got 1
