# Conversions, operators, displays, members, assignment.


@fieldwise_init
struct Colour(ImplicitlyCopyable):
    var value: Int
    comptime RED = Colour(0xFF0000)

    @staticmethod
    def grey(v: Int) -> Self:
        return Self(v * 0x010101)


@fieldwise_init("implicit")
struct Metres(ImplicitlyCopyable):
    var value: Float64


@fieldwise_init
struct Linear(Movable):
    var value: Int


@fieldwise_init
struct Board(Movable):
    var cells: List[Int]

    def __getitem__(self, x: Int, y: Int) -> Int:
        return self.cells[y * 2 + x]

    def __setitem__(mut self, x: Int, y: Int, value: Int):
        self.cells[y * 2 + x] = value


def over(x: Int) -> Int:
    return x


def over(x: Float64) -> Float64:
    return x


def conversions(i: Int):
    var a: Float64 = 3
    var b: Metres = 2.5
    var c: Metres = a
    var d: Metres = i  # expected-error [cannotConvert]
    var e: Float64 = i  # expected-error [cannotConvert]
    var f: Bool = 3  # expected-error [cannotConvert]
    var g: Colour = .RED
    var h: Colour = .grey(3)
    var j: Colour = {7}
    var k: Colour = .blue  # expected-error [noMember] blue
    var l: Colour = {1, 2}  # expected-error [formDoesNotFit]
    var m = .RED  # expected-error [memberWithoutContext]
    var n = {}  # expected-error [formWithoutContext]
    var o = Colour  # expected-error [typeAsValue]
    var p = over  # expected-error [overloadAsValue] over
    var q: def(Int) thin -> Int = over


def copies():
    var a = Linear(1)
    var b = a  # expected-error [notImplicitlyCopyable]
    var c = a^


def displays():
    var a: List[Float32] = [1, 2.5]
    var b = [1, 2, 3]
    var c: List[Int] = [1, True]  # expected-error [cannotConvert]
    var d = [1, "x"]  # expected-error [noCommonType]
    var e = []  # expected-error [emptyDisplay]
    var f: Tuple[Int, Bool] = (1, 2)  # expected-error [cannotConvert]
    var g = [x * 2 for x in a if x > 1]
    var h: List[List[Int]] = [[1], [2, 3], []]


def operators(a: Int, b: Linear):
    _ = a + 2 * 3 - a
    _ = 2.5 * 2
    _ = 1 < a < 10
    _ = a + True  # expected-error [noOperator] Bool
    _ = -b  # expected-error [noUnaryOperator] Linear
    _ = a < "x"  # expected-error [noOperator]
    _ = a is a  # expected-error [noOperator]
    if b:  # expected-error [notACondition]
        pass
    if a and not (a == 3):
        pass


def assignment(fixed: Int):
    var board = Board([1, 2, 3, 4])
    board[0, 1] = 5
    board[0, 1] += 5
    board[0] = 5  # expected-error [missingArgument]
    board[0, 1] = True  # expected-error [cannotConvert]
    board.cells[0] = 7
    board.rows = 1  # expected-error [noMember] rows
    fixed = 2  # expected-error [notMutable]
    var linear = Linear(1)
    linear += 1  # expected-error [noInPlaceOperator]
    linear.value += 1
    var n = 3
    while (n := n - 1) > 0:
        pass
    3 = n  # expected-error [badTarget]


def main():
    pass
