"""A program about owning things: a pool, a linked list over pointers, shared counts, swapping, sorting by moves."""

from std.memory import ArcPointer, OwnedPointer


struct Node(Movable):
    """A link of a chain that owns the rest of the chain."""

    var value: Int
    var next: Optional[OwnedPointer[Node]]

    def __init__(out self, value: Int):
        self.value = value
        self.next = None

    def __deinit__(deinit self):
        print("free", self.value)


struct Chain(Sized):
    var head: Optional[OwnedPointer[Node]]
    var count: Int

    def __init__(out self):
        self.head = None
        self.count = 0

    def push(mut self, value: Int):
        var node = Node(value)
        node.next = self.head^
        self.head = OwnedPointer(node^)
        self.count += 1

    def __len__(self) -> Int:
        return self.count

    def total(self) -> Int:
        var sum = 0
        if self.head:
            sum += add_up(self.head.value()[])
        return sum


def add_up(node: Node) -> Int:
    if node.next:
        return node.value + add_up(node.next.value()[])
    return node.value


@fieldwise_init
struct Counter(Movable):
    var n: Int

    def __deinit__(deinit self):
        print("counter gone at", self.n)


@fieldwise_init
struct Handle(Copyable):
    var shared: ArcPointer[Counter]
    var name: String

    def hit(self):
        self.shared[].n += 1


struct Slot(Movable):
    var label: String

    def __init__(out self, label: String):
        self.label = label

    def __deinit__(deinit self):
        print("slot", self.label)


def rotate(mut slots: List[Slot]):
    var first = slots.pop(0)
    slots.append(first^)


def longest(var texts: List[String]) -> String:
    var best = String()
    for var text in texts^:
        if text.byte_length() > best.byte_length():
            best = text^
    return best^


def main():
    var chain = Chain()
    for i in range(3):
        chain.push(i + 1)
    print(len(chain), chain.total())
    _ = chain^
    print("--")
    var a = Handle(ArcPointer(Counter(0)), "a")
    var b = a.copy()
    a.hit()
    b.hit()
    print(a.name, a.shared[].n, b.shared.count())
    _ = a^
    b.hit()
    print("b remains")
    _ = b^
    print("--")
    var slots = List[Slot]()
    slots.append(Slot("x"))
    slots.append(Slot("y"))
    slots.append(Slot("z"))
    rotate(slots)
    for slot in slots:
        print(slot.label, end=" ")
    print()
    slots[0] = Slot("w")
    _ = slots.pop()
    print("--")
    print(longest(["a", "abc", "ab"]))

# expect: 3 6
# expect: free 1
# expect: free 2
# expect: free 3
# expect: --
# expect: a 2 2
# expect: b remains
# expect: counter gone at 3
# expect: --
# expect: y z x 
# expect: slot y
# expect: slot x
# expect: slot w
# expect: slot z
# expect: --
# expect: abc
