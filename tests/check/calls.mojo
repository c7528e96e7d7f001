# Calls: shape, receivers, inference, bounds, constraints, the choice among overloads.


trait Shape:
    def area(self) -> Int:
        ...


@fieldwise_init
struct Square(Movable, Shape):
    var side: Int

    def area(self) -> Int:
        return self.side * self.side

    def grow(mut self, by: Int = 1):
        self.side += by

    @staticmethod
    def unit() -> Square:
        return Square(1)


struct Bare:
    var x: Int


def plain(a: Int, b: Int):
    pass


def keywordOnly(*, a: Int, b: Int = 1):
    pass


def many(*xs: Int):
    pass


def total[T: Shape](x: T, y: T) -> Int:
    return x.area() + y.area()


def open[T: Movable, U: Movable](x: T):
    pass


def mutate(mut x: Int):
    x = 1


def over(x: Int):
    pass


def over(x: Bool, y: Int):
    pass


def long[n: Int](x: Array[Int, n]) where n > 2:
    pass


def shape():
    plain(1, 2)
    plain(b=1, a=2)
    plain(1)  # expected-error [missingArgument] b
    plain(1, 2, 3)  # expected-error [tooManyArguments]
    plain(1, c=2)  # expected-error [unknownKeyword] c
    plain(1, a=2)  # expected-error [repeatedArgument] a
    keywordOnly(1)  # expected-error [tooManyArguments]
    keywordOnly(b=2)  # expected-error [missingArgument] a
    many()
    many(1, 2, 3)
    many(1, True)  # expected-error [cannotConvert]
    plain(1, True)  # expected-error [cannotConvert]


def receivers():
    var s = Square.unit()
    s.grow()
    s.grow(by=2)
    Square(3).grow()  # expected-error [receiverNotMutable]
    _ = s.area
    # expected-error@-1 [methodNotCalled] area
    s.shrink()  # expected-error [noMember] shrink
    _ = Square.area(s)
    s.side()  # expected-error [notCallable]


def inference(s: Square):
    _ = total(s, s)
    _ = total(s, 3)  # expected-error [cannotConvert]
    _ = total(3, 4)  # expected-error [boundNotMet] Shape
    open(3)  # expected-error [cannotInfer] U
    _ = Bare()  # expected-error [noFunction]


def symbolic[n: Int](a: Array[Int, n]):
    long(a)  # expected-error [lacksEvidence]
    comptime if n > 2:
        long(a)


def places():
    var x = 3
    mutate(x)
    mutate(4)  # expected-error [notAPlace]
    mutate(Square(1).side)  # expected-error [notAPlace]


def unchanged(x: Int):
    mutate(x)  # expected-error [notMutable]


def overloads():
    over(1)
    over(True, 1)
    over("x")  # expected-error [noCandidate]
    over()  # expected-error [noCandidate]


def main():
    pass
