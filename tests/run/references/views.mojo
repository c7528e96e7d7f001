"""References: arguments, results, locals, pointers and spans with origins, structs that hold them."""


@fieldwise_init
struct Person(Copyable):
    var name: String
    var age: Int


struct View[origin: Origin](ImplicitlyCopyable):
    """A person seen from somewhere else."""

    var person: Pointer[Person, Self.origin]

    def __init__(out self, ref[Self.origin] person: Person):
        self.person = Pointer(to=person)

    def name(self) -> ref[Self.origin] String:
        return self.person[].name


struct Table:
    var people: List[Person]

    def __init__(out self, *names: String):
        self.people = []
        for i in range(len(names)):
            self.people.append(Person(names[i], 20 + i))

    def find(ref self, name: String) raises -> ref[self.people] Person:
        for i in range(len(self.people)):
            if self.people[i].name == name:
                return self.people[i]
        raise Error("nobody is called ", name)

    def oldest(ref self) -> ref[self.people] Person:
        var best = 0
        for i in range(len(self.people)):
            if self.people[i].age > self.people[best].age:
                best = i
        return self.people[best]

    def names(self) -> Span[Person, origin_of(self.people)]:
        return Span(self.people)


def longer(ref a: String, ref b: String) -> ref[a, b] String:
    return a if a.byte_length() >= b.byte_length() else b


def first[T: Copyable & Deinitable, o: Origin](items: Span[T, o]) -> ref[o] T:
    return items[0]


def increment_all(mut numbers: List[Int]):
    for ref n in numbers:
        n += 1


def add(p: Pointer[mut=True, Int, _], amount: Int):
    p[] += amount


def is_mutable(ref x: Int) -> Bool:
    return origin_of(x).mut


def reads(x: Int) -> Bool:
    return is_mutable(x)


def total(numbers: Span[Int, _]) -> Int:
    var sum = 0
    for n in numbers:
        sum += n
    return sum


def main() raises:
    var table = Table("Ada", "Grace", "Barbara")
    ref grace = table.find("Grace")
    grace.age += 30
    print(table.oldest().name, table.oldest().age)
    table.find("Ada").name = "Lady Ada"
    print(table.people[0].name)
    try:
        _ = table.find("Alan").age
    except e:
        print(e)
    for person in table.names():
        print(person.name, person.age, end="; ")
    print()

    var left: String = "left"
    var right: String = "right!"
    longer(left, right) += "?"
    print(left, right)
    ref short = left
    short = "re" + short
    print(left, longer(left, right))

    var numbers = [1, 2, 3]
    var list: List[Int] = [4, 5]
    increment_all(list)
    first(Span(list)) *= 10
    print(list[0], list[1], total(Span(list)), total(list), total(numbers))

    var n = 5
    var p = Pointer(to=n)
    add(p, 2)
    p[] *= 3
    print(n, p[], is_mutable(n), reads(n))

    var ada = Person("Ada", 36)
    var view = View(ada)
    view.name() += "!"
    var again = view
    print(again.name(), ada.name)

    ref chosen = numbers[0] if n > 100 else numbers[2]
    chosen = 9
    print(numbers[2])

# expect: Grace 51
# expect: Lady Ada
# expect: nobody is called Alan
# expect: Lady Ada 20; Grace 51; Barbara 22;
# expect: left right!?
# expect: releft right!?
# expect: 50 6 56 56 6
# expect: 21 21 True False
# expect: Ada! Ada!
# expect: 9
