"""Traits: requirements, default methods, associated members, refinement, composition, static requirements, generic functions over bounds."""


trait Named:
    comptime kind: String

    def name(self) -> String:
        """The kind, unless a type knows better."""
        return Self.kind


trait Shape(Copyable, Deinitable, Named):
    comptime corners: Int
    comptime is_round: Bool = False

    def area(self) -> Float64: ...

    def scaled(self, factor: Float64) -> Self: ...

    @staticmethod
    def unit() -> Self: ...

    def describe(self) -> String:
        return String(self.name(), " with ", Self.corners, " corners and area ", self.area())


trait Solid:
    def weight(self) -> Float64: ...


@fieldwise_init
struct Square(Shape, Solid):
    comptime kind = "square"
    comptime corners = 4
    var side: Float64

    def area(self) -> Float64:
        return self.side * self.side

    def scaled(self, factor: Float64) -> Self:
        return Self(self.side * factor)

    @staticmethod
    def unit() -> Self:
        return Self(1)

    def weight(self) -> Float64:
        return 2 * self.area()


@fieldwise_init
struct Disc(Shape):
    comptime kind = "disc"
    comptime corners = 0
    comptime is_round = True
    var radius: Float64
    var label: String

    def name(self) -> String:
        return self.label

    def area(self) -> Float64:
        return 3.0 * self.radius * self.radius

    def scaled(self, factor: Float64) -> Self:
        return Self(self.radius * factor, self.label + "*")

    @staticmethod
    def unit() -> Self:
        return Self(1, "unit disc")


def total_area[T: Shape](shapes: List[T]) -> Float64:
    var total: Float64 = 0
    for shape in shapes:
        total += shape.area()
    return total


def density[T: Shape & Solid](x: T) -> Float64:
    return x.weight() / x.area()


def larger[T: Shape](a: T, b: T) -> T:
    return a.copy() if a.area() > b.area() else b.copy()


def grow[T: Shape](mut shape: T, times: Int):
    for _ in range(times):
        shape = shape.scaled(2)


def make[T: Shape](factor: Float64) -> T:
    return T.unit().scaled(factor)


def report(x: Some[Shape], y: Some[Shape]):
    print(x.describe(), "|", y.describe())


def corners_of[T: Shape]() -> Int:
    comptime if T.is_round:
        return -1
    else:
        return T.corners


comptime Heavy = Shape & Solid


def weigh[T: Heavy](x: T) -> String:
    return String(x.name(), ": ", x.weight())


def main():
    var square = Square(3)
    var disc = Disc(2, "coin")
    print(square.describe())
    print(disc.describe())
    print(total_area([square.copy(), Square(1), Square.unit()]))
    print(density(square), weigh(square))
    print(larger(Square(1), Square(2)).side)
    grow(square, 2)
    print(square.side)
    grow(disc, 3)
    print(disc.label, disc.radius)
    report(make[Disc](4), make[Square](0.5))
    print(corners_of[Square](), corners_of[Disc]())

# expect: square with 4 corners and area 9.0
# expect: coin with 0 corners and area 12.0
# expect: 11.0
# expect: 2.0 square: 18.0
# expect: 2.0
# expect: 12.0
# expect: coin*** 16.0
# expect: unit disc* with 0 corners and area 48.0 | square with 4 corners and area 0.25
# expect: 4 -1
