# Sudoku, spirals, wrapped text, number words, sorting.
struct Sudoku(Copyable, Writable):
    var cells: Array[UInt8, 81]

    def __init__(out self, text: StringSpan) raises:
        if text.byte_length() != 81:
            raise Error("81 characters are needed, not ", text.byte_length())
        self.cells = Array[UInt8, 81](fill=0)
        for i, b in enumerate(text.as_bytes()):
            self.cells[i] = 0 if b == Byte(ord(".")) else b - 48

    def fits(self, at: Int, digit: UInt8) -> Bool:
        var row, column = divmod(at, 9)
        for k in range(9):
            if self.cells[row * 9 + k] == digit or self.cells[k * 9 + column] == digit:
                return False
            if self.cells[(row // 3 * 3 + k // 3) * 9 + column // 3 * 3 + k % 3] == digit:
                return False
        return True

    def solve(mut self, at: Int = 0) -> Bool:
        if at == 81:
            return True
        if self.cells[at] != 0:
            return self.solve(at + 1)
        for digit in range(UInt8(1), UInt8(10)):
            if self.fits(at, digit):
                self.cells[at] = digit
                if self.solve(at + 1):
                    return True
                self.cells[at] = 0
        return False

    def write_to(self, mut w: Some[Writer]):
        for c in self.cells:
            w.write(c)


def spiral(n: Int) -> List[List[Int]]:
    var m = [[0 for _ in range(n)] for _ in range(n)]
    var x, y, dx, dy = 0, 0, 1, 0
    for i in range(n * n):
        m[y][x] = i + 1
        var u, v = x + dx, y + dy
        if not (0 <= u < n and 0 <= v < n) or m[v][u] != 0:
            dx, dy = -dy, dx
        x += dx
        y += dy
    return m^


def wrap(text: String, width: Int) -> List[String]:
    var lines = List[String]()
    var line = String()
    for word in text.split():
        if line and line.count_codepoints() + 1 + word.count_codepoints() > width:
            lines.append(line)
            line = ""
        if line:
            line += " "
        line += word
    if line:
        lines.append(line^)
    return lines^


def words(n: Int) -> String:
    comptime small: List[StaticString] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    comptime tens: List[StaticString] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if n < 20:
        return String(materialize[small]()[n])
    if n < 100:
        return materialize[tens]()[n // 10] + ("-" + words(n % 10) if n % 10 else "")
    if n < 1000:
        return words(n // 100) + " hundred" + (" and " + words(n % 100) if n % 100 else "")
    return words(n // 1000) + " thousand" + (" " + words(n % 1000) if n % 1000 else "")


def quicksort[T: Comparable & Copyable & Deinitable](mut xs: List[T], low: Int, high: Int):
    if low >= high:
        return
    var pivot = xs[(low + high) // 2].copy()
    var i, j = low, high
    while i <= j:
        while xs[i] < pivot:
            i += 1
        while pivot < xs[j]:
            j -= 1
        if i <= j:
            xs.swap_elements(i, j)
            i += 1
            j -= 1
    quicksort(xs, low, j)
    quicksort(xs, i, high)


def mergesort[T: Comparable & Copyable & Deinitable](xs: List[T]) -> List[T]:
    if len(xs) < 2:
        return xs.copy()
    var half = len(xs) // 2
    var a = mergesort(List[T](xs[:half]))
    var b = mergesort(List[T](xs[half:]))
    var r = List[T](capacity=len(xs))
    var i, j = 0, 0
    while i < len(a) or j < len(b):
        if j == len(b) or (i < len(a) and not (b[j] < a[i])):
            r.append(a[i].copy())
            i += 1
        else:
            r.append(b[j].copy())
            j += 1
    return r^


def collatz(limit: Int) -> Tuple[Int, Int]:
    var best, at = 0, 0
    for n in range(1, limit):
        var steps, x = 0, n
        while x != 1:
            x = x // 2 if x % 2 == 0 else 3 * x + 1
            steps += 1
        if steps > best:
            best, at = steps, n
    return (at, best)


def weekday(y: Int, m: Int, d: Int) -> StaticString:
    var t = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    var year = y - Int(m < 3)
    var names: List[StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    return names[(year + year // 4 - year // 100 + year // 400 + t[m - 1] + d) % 7]


def main() raises:
    var s = Sudoku("53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79")
    print(s.solve(), s)
    for row in spiral(4):
        print(row)
    for line in wrap("The quick brown fox jumps over the lazy dog and runs away", 16):
        print("|", line.ascii_ljust(16), "|", sep="")
    print(words(7), words(42), words(115), words(999999))
    var xs = [(i * 7919) % 1009 for i in range(500)]
    var ys = xs.copy()
    quicksort(ys, 0, len(ys) - 1)
    var zs = mergesort(xs)
    var built_in = xs.copy()
    sort(built_in)
    print(ys == zs, zs == built_in, zs[0], zs[499])
    print(collatz(10000), weekday(2024, 2, 29), weekday(1969, 7, 20))
    var triangle: List[List[Int]] = [[1]]
    for n in range(1, 6):
        ref last = triangle[n - 1]
        var next = [1]
        var row = List(next)
        for k in range(1, n):
            row.append(last[k - 1] + last[k])
        row.append(1)
        triangle.append(row^)
    print(triangle[5])

# options: -O0
# expect: True 534678912672195348198342567859761423426853791713924856961537284287419635345286179
# expect: [1, 2, 3, 4]
# expect: [12, 13, 14, 5]
# expect: [11, 16, 15, 6]
# expect: [10, 9, 8, 7]
# expect: |The quick brown |
# expect: |fox jumps over  |
# expect: |the lazy dog and|
# expect: |runs away       |
# expect: seven forty-two one hundred and fifteen nine hundred and ninety-nine thousand nine hundred and ninety-nine
# expect: True True 0 1006
# expect: (6171, 261) Thu Sun
# expect: [1, 5, 10, 10, 5, 1]
