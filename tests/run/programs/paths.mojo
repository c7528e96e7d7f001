# Kruskal, Dijkstra, topological order, breadth first search in a maze.
from std.collections import Set


struct DisjointSets(Movable):
    var parent: List[Int]
    var size: List[Int]
    var count: Int

    def __init__(out self, n: Int):
        self.parent = [i for i in range(n)]
        self.size = List[Int](length=n, fill=1)
        self.count = n

    def find(mut self, x: Int) -> Int:
        var root = x
        while self.parent[root] != root:
            self.parent[root] = self.parent[self.parent[root]]
            root = self.parent[root]
        return root

    def join(mut self, a: Int, b: Int) -> Bool:
        var x, y = self.find(a), self.find(b)
        if x == y:
            return False
        if self.size[x] < self.size[y]:
            swap(x, y)
        self.parent[y] = x
        self.size[x] += self.size[y]
        self.count -= 1
        return True


@fieldwise_init
struct Edge(ImplicitlyCopyable, Comparable):
    var a: Int
    var b: Int
    var cost: Float32

    def __lt__(self, other: Self) -> Bool:
        return self.cost < other.cost


@fieldwise_init
struct State(Copyable, Comparable):
    var cost: Float32
    var node: Int

    def __lt__(self, other: Self) -> Bool:
        return self.cost > other.cost

    def __eq__(self, other: Self) -> Bool:
        return self.cost == other.cost


struct BinaryHeap[T: Comparable & Copyable & Deinitable](Sized):
    var items: List[Self.T]

    def __init__(out self):
        self.items = []

    def __len__(self) -> Int:
        return len(self.items)

    def push(mut self, var value: Self.T):
        self.items.append(value^)
        var i = len(self.items) - 1
        while i > 0 and self.items[(i - 1) // 2] < self.items[i]:
            self.items.swap_elements(i, (i - 1) // 2)
            i = (i - 1) // 2

    def pop(mut self) -> Self.T:
        self.items.swap_elements(0, len(self.items) - 1)
        var result = self.items.pop()
        var i = 0
        while True:
            var largest = i
            for child in range(2 * i + 1, min(2 * i + 3, len(self.items))):
                if self.items[largest] < self.items[child]:
                    largest = child
            if largest == i:
                return result^
            self.items.swap_elements(i, largest)
            i = largest


struct Deque[T: Copyable & Deinitable](Boolable, Sized):
    var items: List[Optional[Self.T]]
    var head: Int
    var count: Int

    def __init__(out self):
        self.items = List[Optional[Self.T]](length=2, fill=None)
        self.head = 0
        self.count = 0

    def __len__(self) -> Int:
        return self.count

    def __bool__(self) -> Bool:
        return self.count > 0

    def append(mut self, var value: Self.T):
        var n = len(self.items)
        if self.count == n:
            var larger = List[Optional[Self.T]](length=2 * n, fill=None)
            for i in range(n):
                larger[i] = self.items[(self.head + i) % n].take()
            swap(larger, self.items)
            self.head = 0
        self.items[(self.head + self.count) % len(self.items)] = value^
        self.count += 1

    def popleft(mut self) raises -> Self.T:
        if not self:
            raise Error("empty")
        var result = self.items[self.head].take()
        self.head = (self.head + 1) % len(self.items)
        self.count -= 1
        return result^


def dijkstra(graph: Dict[Int, List[Edge]], start: Int, n: Int) raises -> List[Optional[Float32]]:
    var best = List[Optional[Float32]](length=n, fill=None)
    var heap = BinaryHeap[State]()
    heap.push(State(0, start))
    while len(heap) > 0:
        var s = heap.pop()
        if best[s.node]:
            continue
        best[s.node] = s.cost
        for e in graph[s.node]:
            if not best[e.b]:
                heap.push(State(s.cost + e.cost, e.b))
    return best^


def topological(dependencies: Dict[String, List[String]]) raises -> List[String]:
    var done = Set[String]()
    var active = Set[String]()
    var order = List[String]()

    var stack: List[Tuple[String, Bool]] = []
    for root in dependencies.keys():
        stack.append((root, False))
        while stack:
            var name, leaving = stack.pop()
            if leaving:
                active.remove(name)
                done.add(name)
                order.append(name)
                continue
            if name in done:
                continue
            if name in active:
                raise Error("cycle at ", name)
            active.add(name)
            stack.append((name, True))
            for d in dependencies.get(name, []):
                if d not in done:
                    stack.append((d, False))
    return order^


def shortest(maze: List[StaticString]) raises -> Int:
    var h = len(maze)
    var w = maze[0].byte_length()
    var queue = Deque[Tuple[Int, Int, Int]]()
    var seen = {(0, 0)}
    queue.append((0, 0, 0))
    while queue:
        var x, y, d = queue.popleft()
        if (x, y) == (w - 1, h - 1):
            return d
        for step in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
            var u, v = x + step[0], y + step[1]
            if u < 0 or v < 0 or u >= w or v >= h or maze[v][byte=u] == "#" or (u, v) in seen:
                continue
            seen.add((u, v))
            queue.append((u, v, d + 1))
    return -1


def main() raises:
    var edges: List[Edge] = [Edge(0, 1, 4), Edge(0, 2, 1), Edge(2, 1, 2), Edge(1, 3, 5), Edge(3, 4, 3), Edge(5, 6, 1)]
    var sorted_edges = edges.copy()
    sort(sorted_edges)
    var sets = DisjointSets(7)
    var total = Float32(0)
    for e in sorted_edges:
        if sets.join(e.a, e.b):
            total += e.cost
    print(total, sets.count)
    var graph = Dict[Int, List[Edge]]()
    for i in range(7):
        graph[i] = []
    for e in edges:
        graph[e.a].append(e)
        graph[e.b].append(Edge(e.b, e.a, e.cost))
    print(dijkstra(graph, 0, 7))
    print(topological({"app": ["lib", "log"], "lib": ["core"], "log": ["core"], "core": []}))
    try:
        print(topological({"a": ["b"], "b": ["a"]}))
    except e:
        print(e)
    print(shortest(["..#.", "#...", "..#.", "#..."]), shortest([".#", "#."]))

# options: -O0
# expect: 12.0 2
# expect: [0.0, 3.0, 1.0, 8.0, 11.0, None, None]
# expect: [core, log, lib, app]
# expect: cycle at a
# expect: 6 -1
