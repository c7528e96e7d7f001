"""`with`: entering, leaving on every way, swallowing errors, values that are their own context."""


struct Section:
    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __enter__(self) -> String:
        print("enter", self.name)
        return self.name + "!"

    def __exit__(mut self):
        print("exit", self.name)


struct Tolerant:
    var log: List[String]

    def __init__(out self):
        self.log = []

    def __enter__(mut self) -> Int:
        self.log.append("in")
        return 7

    def __exit__(mut self):
        print("plain exit", len(self.log))

    def __exit__(mut self, error: Error) raises -> Bool:
        print("error exit:", error)
        return String(error) == "small"


struct Lock:
    """No `__exit__`: the entered value ends the context with its destructor."""

    var held: Bool

    def __init__(out self):
        self.held = False

    def __enter__(var self) -> Self:
        self.held = True
        print("locked")
        return self^

    def __deinit__(deinit self):
        print("unlocked" if self.held else "dropped")


struct Counter:
    var n: Int

    def __init__(out self):
        self.n = 0

    def __enter__(mut self) -> ref[self] Self:
        self.n += 1
        return self

    def __exit__(mut self):
        print("count", self.n)


def early(n: Int) -> Int:
    with Section("early") as name:
        if n == 1:
            return name.byte_length()
    return 0


def loop():
    for i in range(3):
        with Section(String("loop ", i)):
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)


def fails(text: String) raises -> Int:
    with Tolerant() as n:
        if text != "":
            raise Error(text)
        return n
    return -1


def main() raises:
    with Section("a") as a, Section("b") as b:
        print("inside", a, b)
    print(early(0), early(1))
    loop()
    print(fails(""))
    print(fails("small"))
    try:
        print(fails("large"))
    except e:
        print("left with", e)
    with Lock():
        print("working")
    with Counter() as counter:
        counter.n += 10
    print("end")

# expect: enter a
# expect: enter b
# expect: inside a! b!
# expect: exit b
# expect: exit a
# expect: enter early
# expect: exit early
# expect: enter early
# expect: exit early
# expect: 0 6
# expect: enter loop 0
# expect: body 0
# expect: exit loop 0
# expect: enter loop 1
# expect: exit loop 1
# expect: enter loop 2
# expect: exit loop 2
# expect: plain exit 1
# expect: 7
# expect: error exit: small
# expect: -1
# expect: error exit: large
# expect: left with large
# expect: locked
# expect: working
# expect: unlocked
# expect: count 11
# expect: end
