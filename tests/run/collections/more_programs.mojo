"""Shapes, accounts, tables, files: more small programs."""

from std.os import remove
from std.os.path import exists
from std.collections import Set


trait Shape(Copyable, Deinitable, Writable):
    def area(self) -> Float64:
        ...

    def describe(self) -> String:
        return String(t"{self} with area {self.area()}")


@fieldwise_init
struct Circle(Shape):
    var radius: Float64

    def area(self) -> Float64:
        return 3.0 * self.radius * self.radius


@fieldwise_init
struct Rect(Shape):
    var w: Float64
    var h: Float64

    def area(self) -> Float64:
        return self.w * self.h

    def write_to(self, mut writer: Some[Writer]):
        writer.write("Rect[", self.w, " x ", self.h, "]")


@fieldwise_init
struct Student(Comparable, Copyable, Hashable, Writable):
    var name: String
    var grade: Int

    def __lt__(self, other: Self) -> Bool:
        return self.grade < other.grade or (self.grade == other.grade and self.name < other.name)

    def __eq__(self, other: Self) -> Bool:
        return self.name == other.name and self.grade == other.grade


@fieldwise_init
struct InsufficientFunds(Copyable, Writable):
    var needed: Int
    var available: Int


struct Account(Writable):
    var owner: String
    var balance: Int
    var history: List[Tuple[String, Int]]

    def __init__(out self, owner: String, balance: Int = 0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(mut self, amount: Int) raises:
        if amount <= 0:
            raise Error("amount must be positive, got ", amount)
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(mut self, amount: Int) raises InsufficientFunds:
        if amount > self.balance:
            raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.owner, ": ", self.balance)


def histogram(text: String) -> Dict[String, Int]:
    var counts = Dict[String, Int]()
    for c in text:
        var key = String(c)
        counts[key] = counts.get(key, 0) + 1
    return counts^


def largest[T: Comparable & Copyable](items: List[T]) raises -> T:
    if not items:
        raise "empty"
    var best = 0
    for i in range(1, len(items)):
        if items[i] > items[best]:
            best = i
    return items[best].copy()


def parse_csv(text: String) raises -> List[List[String]]:
    var rows = List[List[String]]()
    for line in text.splitlines():
        var row = List[String]()
        for field in line.split(","):
            row.append(String(field.strip()))
        rows.append(row^)
    return rows^


def fib(n: Int, mut memo: Dict[Int, Int]) raises -> Int:
    if n < 2:
        return n
    if n in memo:
        return memo[n]
    var value = fib(n - 1, memo) + fib(n - 2, memo)
    memo[n] = value
    return value


def main() raises:
    print(Circle(2).describe())
    print(Rect(2, 3.5).describe())
    var students: List[Student] = [Student("Bo", 2), Student("Al", 2), Student("Cy", 1)]
    sort(students)
    for s in students:
        print(s.name, s.grade, end="; ")
    print()
    print(largest(students), largest([3.5, 1.25]))
    var account = Account("Ann", 10)
    account.deposit(5)
    try:
        account.withdraw(100)
    except e:
        print("needed", e.needed, "has", e.available, e)
    try:
        account.deposit(-1)
    except e:
        print("error:", e)
    account.withdraw(3)
    print(account, len(account.history), account.history[1][0])
    var counts = histogram("hello")
    var keys = List[String]()
    for k in counts.keys():
        keys.append(k)
    sort(keys)
    for k in keys:
        print(k, counts[k], end=" ")
    print()
    var rows = parse_csv("a, b\n1,2 , 3\n")
    print(rows, len(rows[1]))
    var memo = Dict[Int, Int]()
    print(fib(80, memo))
    var words: Dict[Int, List[String]] = {}
    for w in "one two three four".split():
        words.setdefault(w.byte_length(), List[String]()).append(String(w))
    print(words)
    var seen: Set[Tuple[Int, Int]] = {(1, 2), (3, 4)}
    print((1, 2) in seen, (2, 1) in seen)
    var grid = [[0 for _ in range(3)] for _ in range(2)]
    grid[1][2] = 7
    print(grid)
    for i, row in enumerate(grid):
        for j, value in enumerate(row):
            if value:
                print("at", i, j)
    var it = iter(keys)
    while True:
        try:
            print(next(it), end=",")
        except:
            break
    print()
    with open("notes.txt", "w") as f:
        for i in range(3):
            f.write("line ", i, "\n")
    var lines = open("notes.txt", "r").read().splitlines()
    print(len(lines), lines[2], exists("notes.txt"))
    remove("notes.txt")
    var data: List[Optional[Int]] = [1, None, 3]
    var sum = 0
    for d in data:
        if d:
            sum += d.value()
    print(sum)
    var name = "lit"
    var n: StaticString = "static"
    print(name + "eral", n, name.upper() == "LIT")
    var pairs = [(1, "one"), (2, "two")]
    for p in pairs:
        print(p[0], p[1], end=" ")
    for number, word in pairs:
        print(number, word, end=" ")
    print()


# expect: Circle(radius=2.0) with area 12.0
# expect: Rect[2.0 x 3.5] with area 7.0
# expect: Cy 1; Al 2; Bo 2;
# expect: Student(name=Bo, grade=2) 3.5
# expect: needed 100 has 15 InsufficientFunds(needed=100, available=15)
# expect: error: amount must be positive, got -1
# expect: Ann: 12 2 withdraw
# expect: e 1 h 1 l 2 o 1
# expect: [[a, b], [1, 2, 3]] 3
# expect: 23416728348467685
# expect: {3: [one, two], 5: [three], 4: [four]}
# expect: True False
# expect: [[0, 0, 0], [0, 0, 7]]
# expect: at 1 2
# expect: e,h,l,o,
# expect: 3 line 2 True
# expect: 4
# expect: literal static True
# expect: 1 one 2 two 1 one 2 two
