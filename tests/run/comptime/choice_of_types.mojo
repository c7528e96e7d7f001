# A conditional expression may choose between types: by a constant, by a parameter, with what the condition says known in its arms.


trait Shape(Defaultable, Deinitable):
    def sides(self) -> Int:
        ...


struct Circle(Shape):
    def __init__(out self):
        pass

    def sides(self) -> Int:
        return 0


struct Polygon[n: Int](Shape):
    def __init__(out self):
        pass

    def sides(self) -> Int:
        return Self.n


comptime Word = Int64 if True else String
comptime ShapeOf[n: Int] = Circle if n < 3 else Polygon[n]
comptime Widest[*Ts: Movable] = Ts[1] if Ts.length > 1 else Ts[0]


def make[n: Int]() -> ShapeOf[n]:
    return ShapeOf[n]()


def total[n: Int]() -> Int:
    var sum = 0
    comptime for i in range(n):
        sum += ShapeOf[i]().sides()
    return sum


def main():
    var word: Word = 1 << 40
    # expect: 1099511627776
    print(word)
    # expect: 0 5
    print(make[2]().sides(), make[5]().sides())
    # expect: 12
    print(total[6]())
    var only: Widest[Int] = 7
    var second: Widest[Int, Float64] = 7
    # expect: 7 7.0
    print(only, second)
