# One message for one mistake: what follows from it is not reported again.


@fieldwise_init
struct Matrix(Copyable, Sized Copyable):  # expected-error [unclosedBracket]
    var n: Int

    def load(self) -> Int:
        return self.n

    def __getitem__(self, i: Int) -> Int:
        return i


def area(w: Int h: Int) -> Int:  # expected-error [unclosedBracket]
    return w * h


def uses():
    var m = Matrix(3)
    print(m[0], m.load(), area(3, 4))


struct Counter:
    var count: Int

    def __init__(self):  # expected-error [initWithoutOutSelf]
        self.count = 0

    def next() -> Int:  # expected-error [missingSelf]
        return self.count + 1


def counts():
    print(Counter().next())
    total = 1  # expected-error [undeclaredTarget]
    total += 2
    print(total, missing)  # expected-error [unknownName]
    var a, b = 1, 2, 3  # expected-error [wrongElementCount]
    print(a, b)
    var f = lambda x: x + 1  # expected-error [bareLambdaArgument]
    print(f(2))


def sign(n: Int) -> Int:
    if n > 0:
        retrun 1  # expected-error [expectedLineEnd]


var limit = 3  # expected-error [globalVariable]


def main():
    print(limit, sign(2))
