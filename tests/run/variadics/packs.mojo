"""Any number of arguments: of one type, of many types, owned, by keyword; forwarded; lists of types and values as parameters."""

from std.sys import size_of


@fieldwise_init
struct Item(Copyable, Writable):
    var name: String

    def __deinit__(deinit self):
        if self.name == "loud":
            print("gone")


def sum(*values: Int) -> Int:
    var total = 0
    for value in values:
        total += value
    return total


def scale(factor: Int, mut *values: Int):
    for ref value in values:
        value *= factor


def collect(var *items: Item) -> String:
    var text = String()
    for i in range(len(items)):
        text += items[i].name
    return text


def show[*Ts: Writable](*values: *Ts, separator: String = ", ") -> String:
    var text = String()
    comptime for i in range(values.__len__()):
        if i > 0:
            text += separator
        text += String(values[i])
    return text


def forward[*Ts: Writable](*values: *Ts) -> String:
    return show(*values, separator="-")


def forward_ints(*values: Int) -> Int:
    return sum(*values)


def anonymous(*values: *SomeTypeList[Writable]) -> Int:
    return values.__len__()


def settings(prefix: String, var **options: Int) -> String:
    var text: String = prefix
    for item in options.items():
        text += String(" ", item.key, "=", item.value)
    return text


def pass_settings(var **options: Int) -> String:
    return settings("passed", **options^)


def count_types[*Ts: AnyType]() -> Int:
    return len(Ts)


def sizes[*Ts: Movable]() -> String:
    var text = String()
    comptime for i in range(Ts.__len__()):
        text += String(size_of[Ts[i]](), " ")
    return text


def weighted[*weights: Int](*values: Int) -> Int:
    var total = 0
    comptime for i in range(len(weights)):
        total += weights[i] * values[i]
    return total


def all_equal[T: Equatable & Copyable & Deinitable](first: T, *rest: T) -> Bool:
    for other in rest:
        if other != first:
            return False
    return True


def main():
    print(sum(), sum(1), sum(1, 2, 3))
    var a = 1
    var b = 2
    scale(10, a, b)
    print(a, b)
    print(collect(Item("x"), Item("y")), collect())
    print(show(1, "two", 3.5, True), show("alone"), show(separator="!") + "|")
    print(show(a, b, separator=" & "))
    print(forward(1, Item("i"), "s"), forward_ints(4, 5), forward_ints())
    print(anonymous(1, "x"), anonymous())
    print(settings("p"), settings("p", width=3, height=4), pass_settings(depth=5))
    print(count_types[Int, String, List[Int]](), count_types[]())
    print(sizes[Int8, Int32, Float64]())
    print(weighted[1, 10, 100](3, 2, 1))
    print(all_equal(1, 1, 1), all_equal("a", "b"), all_equal(2.5))
    _ = collect(Item("loud"), Item("quiet"))

# expect: 0 1 6
# expect: 10 20
# expect: xy
# expect: 1, two, 3.5, True alone |
# expect: 10 & 20
# expect: 1-Item(name=i)-s 9 0
# expect: 2 0
# expect: p p width=3 height=4 passed depth=5
# expect: 3 0
# expect: 1 4 8
# expect: 123
# expect: True False True
# expect: gone
