# Generic code is checked where it is written, by its bounds alone.


trait Shape:
    def area(self) -> Float64: ...


@fieldwise_init
struct Square(Copyable, Shape):
    var side: Float64

    def area(self) -> Float64:
        return self.side * self.side

    def diagonal(self) -> Float64:
        return self.side * 1.4


def uses_bound[T: Shape](x: T) -> Float64:
    return x.area()


def uses_more[T: Shape](x: T) -> Float64:
    return x.diagonal()  # expected-error [noMember]


def adds[T: Copyable & Deinitable](a: T, b: T) -> T:
    return a + b  # expected-error [noOperator]


def prints[T: Shape](x: T):
    print(x)  # expected-error [boundNotMet]


def refined[T: Shape](x: T):
    comptime if conforms_to(T, Writable):
        print(x)
    comptime if conforms_to(T, Copyable):
        _ = x.copy()
    _ = x.copy()  # expected-error [noMember]


def returns_wrong[T: Shape](x: T) -> T:
    return Square(1)  # expected-error [cannotConvert]


def passes_on[T: AnyType](x: T) -> Float64:
    return uses_bound(x)  # expected-error [boundNotMet]


struct Box[T: Movable]:
    var value: Self.T

    def __init__(out self, var value: Self.T):
        self.value = value^

    def get(self) -> Self.T:
        return self.value  # expected-error [notImplicitlyCopyable]

    def show(self) where conforms_to(Self.T, Writable):
        print(self.value)


def equal_sizes[n: Int, m: Int](a: Array[Int, n], b: Array[Int, m]):
    pass


def same_size[n: Int](a: Array[Int, n], b: Array[Int, n]):
    pass


def associated[I: Iterator](var it: I) raises StopIteration -> I.Element:
    return it.__next__()


def unused_generic[T: Shape]() -> Int:
    return T.missing()  # expected-error [noMember]


def main():
    var box = Box(Square(1))
    box.show()  # expected-error [whereRefuted]
    equal_sizes([1], [1, 2])
    same_size([1, 2], [3, 4])
    _ = uses_bound(4)  # expected-error [boundNotMet]
    _ = uses_bound(Square(2))
