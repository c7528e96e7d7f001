"""Conditional conformance, methods with `where`, refinement by `conforms_to`, associated types."""


struct Box[T: Copyable & Deinitable](Copyable, Equatable where conforms_to(T, Equatable), Writable where conforms_to(T, Writable)):
    var value: Self.T

    def __init__(out self, var value: Self.T):
        self.value = value^

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        return self.value == other.value

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("[", self.value, "]")

    def bigger(self, other: Self) -> Bool where conforms_to(Self.T, Comparable):
        return self.value > other.value


@fieldwise_init
struct Opaque(Copyable):
    var id: Int


def show[T: AnyType](x: T) -> String:
    comptime if conforms_to(T, Writable):
        return String("<", x, ">")
    elif conforms_to(T, Sized):
        return String("of length ", len(x))
    else:
        return "?"


@fieldwise_init
struct Bag(Sized):
    def __len__(self) -> Int:
        return 3


trait Source:
    comptime Item: Copyable & Deinitable & Writable

    def take(mut self) -> Optional[Self.Item]: ...


struct Countdown(Source):
    comptime Item = Int
    var left: Int

    def __init__(out self, left: Int):
        self.left = left

    def take(mut self) -> Optional[Int]:
        if self.left == 0:
            return None
        self.left -= 1
        return self.left


struct Words(Source):
    comptime Item = String
    var words: List[String]

    def __init__(out self, var words: List[String]):
        self.words = words^

    def take(mut self) -> Optional[Self.Item]:
        if len(self.words) == 0:
            return None
        return self.words.pop()


def drain[S: Source](mut source: S) -> List[S.Item]:
    var items = List[S.Item]()
    while True:
        var item = source.take()
        if not item:
            return items^
        items.append(item.value().copy())


def same_items[A: Source, B: Source](mut a: A, mut b: B) -> Bool where A.Item == B.Item where conforms_to(A.Item, Equatable):
    var first = drain(a)
    var second = drain(b)
    if len(first) != len(second):
        return False
    for i in range(len(first)):
        if first[i] != rebind[A.Item](second[i]):
            return False
    return True


def main():
    var a = Box(1)
    var b = Box(2)
    print(a, b, a == b, a == a.copy(), b.bigger(a))
    print(Box(Box(String("nested"))))
    var hidden = Box(Opaque(3))
    print(hidden.value.id)
    print(show(4), show("text"), show(Bag()), show(Opaque(1)), show(a), show(hidden))
    var countdown = Countdown(4)
    for item in drain(countdown):
        print(item, end=" ")
    print()
    var words = Words(["a", "b", "c"])
    for word in drain(words):
        print(word, end=" ")
    print()
    var x = Countdown(3)
    var y = Countdown(3)
    print(same_items(x, y))

# expect: [1] [2] False True True
# expect: [[nested]]
# expect: 3
# expect: <4> <text> of length 3 ? <[1]> ?
# expect: 3 2 1 0
# expect: c b a
# expect: True
