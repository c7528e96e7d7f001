# Traits: members, parents, conformance, associated members.


trait Shape(Copyable):
    comptime Unit: Copyable & Deinitable
    comptime sides: Int
    comptime dims: Int = 2
    var x: Int  # expected-error [fieldInTrait]

    def area(self) -> Int:
        ...

    def twice(self) -> Int:
        return self.area() + self.area()

    def unit(self) -> Self.Unit:
        ...


trait Broken(Shape, Int):  # expected-error [notATrait]
    pass


trait Named(Shape):
    comptime name: Int = 1


@fieldwise_init
struct Square(Named):
    comptime Unit = Int
    comptime sides = 4
    var side: Int

    def area(self) -> Int:
        return self.side * self.side

    def unit(self) -> Int:
        return 1


@fieldwise_init
struct Missing(Shape):  # expected-error [conformanceFails]
    comptime Unit = Int
    var side: Int

    def area(self) -> Int:
        return self.side


def measure[S: Shape](s: S) -> S.Unit:
    return s.unit()


def total(s: Square) -> Square.Unit:
    return measure(s)


def unknown[S: Shape](s: S) -> S.Weight:  # expected-error [noMember] Weight
    pass


def plain(s: Shape):  # expected-error [traitAsType] Shape
    pass


def needs[T: AnyType](x: T) -> Holder[T]:  # expected-error [conformanceNotMet]
    return Holder[T]()  # expected-error [conformanceNotMet]


@fieldwise_init
struct Holder[T: Copyable]:
    pass


def main():
    pass
