"""Default methods that call each other and are replaced, traits with parametric methods, static members, several traits with one name, refinement chains."""


trait Animal:
    comptime legs: Int = 4

    def name(self) -> String: ...

    def sound(self) -> String:
        return "..."

    def speak(self) -> String:
        return self.name() + " says " + self.sound() + " on " + String(Self.legs)


trait Pet(Animal):
    def owner(self) -> String:
        return "nobody"

    def sound(self) -> String:
        return "purr"

    def tag(self) -> String:
        return self.speak() + " for " + self.owner()


trait Flying(Animal):
    comptime legs: Int = 2

    def height(self) -> Int: ...


@fieldwise_init
struct Cow(Animal):
    def name(self) -> String:
        return "cow"


@fieldwise_init
struct Cat(Pet):
    var who: String

    def name(self) -> String:
        return "cat"

    def owner(self) -> String:
        return self.who

    def sound(self) -> String:
        return "meow"


@fieldwise_init
struct Parrot(Flying, Pet):
    comptime legs = 2

    def name(self) -> String:
        return "parrot"

    def height(self) -> Int:
        return 30

    def sound(self) -> String:
        return "hello"


trait Visitor:
    comptime Result: Copyable & Deinitable

    def visit[T: Animal](mut self, animal: T): ...

    def finish(self) -> Self.Result: ...


struct Counter(Visitor):
    comptime Result = Int
    var n: Int

    def __init__(out self):
        self.n = 0

    def visit[T: Animal](mut self, animal: T):
        self.n += T.legs

    def finish(self) -> Int:
        return self.n


struct Names(Visitor):
    comptime Result = String
    var text: String

    def __init__(out self):
        self.text = ""

    def visit[A: Animal](mut self, animal: A):
        self.text += animal.name() + ";"

    def finish(self) -> Self.Result:
        return self.text


def tour[V: Visitor](mut visitor: V) -> V.Result:
    visitor.visit(Cow())
    visitor.visit(Cat("Ada"))
    visitor.visit(Parrot())
    return visitor.finish()


trait Monoid(Copyable, Deinitable):
    @staticmethod
    def empty() -> Self: ...

    def combine(self, other: Self) -> Self: ...

    @staticmethod
    def fold(items: List[Self]) -> Self:
        var result = Self.empty()
        for item in items:
            result = result.combine(item)
        return result^


@fieldwise_init
struct Sum(Monoid, Writable):
    var n: Int

    @staticmethod
    def empty() -> Self:
        return Self(0)

    def combine(self, other: Self) -> Self:
        return Self(self.n + other.n)


@fieldwise_init
struct Longest(Monoid, Writable):
    var text: String

    @staticmethod
    def empty() -> Longest:
        return Longest("")

    def combine(self, other: Longest) -> Longest:
        if other.text.byte_length() > self.text.byte_length():
            return other.copy()
        return self.copy()


@fieldwise_init
struct Both[A: Monoid, B: Monoid](Monoid):
    var a: Self.A
    var b: Self.B

    @staticmethod
    def empty() -> Self:
        return Self(Self.A.empty(), Self.B.empty())

    def combine(self, other: Self) -> Self:
        return Self(self.a.combine(other.a), self.b.combine(other.b))


def fold_all[M: Monoid](*items: M) -> M:
    var list = List[M]()
    for item in items:
        list.append(item.copy())
    return M.fold(list)


def main():
    print(Cow().speak())
    print(Cat("Ada").tag())
    print(Parrot().tag())
    var counter = Counter()
    var names = Names()
    print(tour(counter), tour(names))
    print(fold_all(Sum(1), Sum(2), Sum(3)), fold_all(Longest("ab"), Longest("abc"), Longest("x")).text)
    var both = fold_all(Both(Sum(4), Longest("q")), Both(Sum(5), Longest("qq")))
    print(both.a, both.b.text)

# expect: cow says ... on 4
# expect: cat says meow on 4 for Ada
# expect: parrot says hello on 2 for nobody
# expect: 10 cow;cat;parrot;
# expect: Sum(n=6) abc
# expect: Sum(n=9) qq
