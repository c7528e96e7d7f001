"""An event loop: handlers of many kinds behind one type, a state machine, a cache that forgets the oldest, a pipeline of closures."""


@fieldwise_init
struct Key(Copyable, Writable):
    var code: Int


@fieldwise_init
struct Click(Copyable, Writable):
    var x: Int
    var y: Int


@fieldwise_init
struct Quit(Copyable, Writable):
    pass


struct Event(Copyable):
    """One of several kinds."""

    var key: Optional[Key]
    var click: Optional[Click]

    @implicit
    def __init__(out self, var key: Key):
        self.key = key^
        self.click = None

    @implicit
    def __init__(out self, var click: Click):
        self.key = None
        self.click = click^

    @implicit
    def __init__(out self, quit: Quit):
        self.key = None
        self.click = None


struct Cache[K: KeyElement & Copyable & Deinitable, V: Copyable & Deinitable]:
    var limit: Int
    var values: Dict[Self.K, Self.V]
    var order: List[Self.K]
    var misses: Int

    def __init__(out self, limit: Int):
        self.limit = limit
        self.values = {}
        self.order = []
        self.misses = 0

    def get[F: def(Self.K) -> Self.V](mut self, key: Self.K, make: F) raises -> Self.V:
        if key not in self.values:
            self.misses += 1
            if len(self.order) == self.limit:
                var oldest = self.order.pop(0)
                _ = self.values.pop(oldest)
            self.values[key.copy()] = make(key)
            self.order.append(key.copy())
        return self.values[key].copy()


struct Machine:
    var state: String
    var history: List[String]

    def __init__(out self):
        self.state = "idle"
        self.history = []

    def handle(mut self, event: Event) -> Bool:
        var before = self.state
        if event.key:
            var code = event.key.value().code
            self.state = "typing" if code > 0 else "idle"
        elif event.click:
            ref click = event.click.value()
            self.state = String("at ", click.x, ",", click.y)
        else:
            return False
        if before != self.state:
            self.history.append(before + " -> " + self.state)
        return True


def pipeline[F: def(Int) -> Int, G: def(Int) -> Int](f: F, g: G, values: List[Int]) -> List[Int]:
    var result: List[Int] = []
    for value in values:
        result.append(g(f(value)))
    return result^


def main() raises:
    var queue: List[Event] = [Key(3), Click(1, 2), Click(1, 2), Key(0), Quit(), Key(9)]
    var machine = Machine()
    var handled = 0
    for event in queue:
        if not machine.handle(event):
            print("quit after", handled)
            break
        handled += 1
    for line in machine.history:
        print(line)
    var calls = 0

    def expensive(n: Int) {mut calls} -> String:
        calls += 1
        return String("<", n * n, ">")

    var cache = Cache[Int, String](2)
    for n in [1, 2, 1, 3, 1, 3]:
        print(cache.get(n, expensive), end=" ")
    print(calls, cache.misses)
    var offset = 10
    var scaled = pipeline(lambda (x: Int) -> Int: x + offset, lambda (x: Int) -> Int: x * 2, [1, 2, 3])
    print(scaled[0], scaled[1], scaled[2])

# expect: quit after 4
# expect: idle -> typing
# expect: typing -> at 1,2
# expect: at 1,2 -> idle
# expect: <1> <4> <1> <9> <1> <9> 4 4
# expect: 22 24 26
