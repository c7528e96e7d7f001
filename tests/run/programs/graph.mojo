"""Graphs: breadth first, shortest paths with a heap of one's own, components, topological order; generic over the weight."""


trait Weight(Comparable, Copyable, Defaultable, Deinitable, Writable):
    def __add__(self, other: Self) -> Self: ...


@fieldwise_init
struct Length(Weight):
    var meters: Int

    def __init__(out self):
        self.meters = 0

    def __add__(self, other: Self) -> Self:
        return Self(self.meters + other.meters)

    def __lt__(self, other: Self) -> Bool:
        return self.meters < other.meters

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.meters, "m")


@fieldwise_init
struct Edge[W: Weight](Copyable):
    var target: Int
    var weight: Self.W


struct Heap[T: Comparable & Copyable & Deinitable](Boolable, Sized):
    """The smallest first."""

    var items: List[Self.T]

    def __init__(out self):
        self.items = []

    def __len__(self) -> Int:
        return len(self.items)

    def __bool__(self) -> Bool:
        return len(self.items) > 0

    def push(mut self, var item: Self.T):
        self.items.append(item^)
        var at = len(self.items) - 1
        while at > 0:
            var parent = (at - 1) // 2
            if self.items[parent] <= self.items[at]:
                break
            self.items.swap_elements(parent, at)
            at = parent

    def pop(mut self) -> Self.T:
        var last = len(self.items) - 1
        self.items.swap_elements(0, last)
        var result = self.items.pop()
        var at = 0
        while 2 * at + 1 < last:
            var child = 2 * at + 1
            if child + 1 < last and self.items[child + 1] < self.items[child]:
                child += 1
            if self.items[at] <= self.items[child]:
                break
            self.items.swap_elements(at, child)
            at = child
        return result^


@fieldwise_init
struct Entry[W: Weight](Comparable, Copyable):
    var distance: Self.W
    var node: Int

    def __lt__(self, other: Self) -> Bool:
        if self.distance == other.distance:
            return self.node < other.node
        return self.distance < other.distance


struct Graph[W: Weight]:
    var edges: List[List[Edge[Self.W]]]

    def __init__(out self, nodes: Int):
        self.edges = []
        for _ in range(nodes):
            self.edges.append(List[Edge[Self.W]]())

    def connect(mut self, a: Int, b: Int, weight: Self.W):
        self.edges[a].append(Edge(b, weight.copy()))

    def visit[F: def(Int, Int) -> None](self, start: Int, action: F):
        """Breadth first: node and depth."""
        var depth = List[Int](length=len(self.edges), fill=-1)
        var queue: List[Int] = [start]
        depth[start] = 0
        var next = 0
        while next < len(queue):
            var node = queue[next]
            next += 1
            action(node, depth[node])
            for edge in self.edges[node]:
                if depth[edge.target] < 0:
                    depth[edge.target] = depth[node] + 1
                    queue.append(edge.target)

    def distances(self, start: Int) -> List[Optional[Self.W]]:
        var best = List[Optional[Self.W]]()
        for _ in range(len(self.edges)):
            best.append(None)
        var heap = Heap[Entry[Self.W]]()
        heap.push(Entry(Self.W(), start))
        while heap:
            var entry = heap.pop()
            if best[entry.node]:
                continue
            best[entry.node] = entry.distance.copy()
            for edge in self.edges[entry.node]:
                if not best[edge.target]:
                    heap.push(Entry(entry.distance + edge.weight, edge.target))
        return best^

    def order(self) raises -> List[Int]:
        """Every node after those that lead to it."""
        var incoming = List[Int](length=len(self.edges), fill=0)
        for node in range(len(self.edges)):
            for edge in self.edges[node]:
                incoming[edge.target] += 1
        var ready = [node for node in range(len(self.edges)) if incoming[node] == 0]
        var result = List[Int]()
        while len(ready) > 0:
            var node = ready.pop()
            result.append(node)
            for edge in self.edges[node]:
                incoming[edge.target] -= 1
                if incoming[edge.target] == 0:
                    ready.append(edge.target)
        if len(result) != len(self.edges):
            raise Error("a circle among ", len(self.edges) - len(result), " nodes")
        return result^


def main() raises:
    var graph = Graph[Length](6)
    graph.connect(0, 1, Length(7))
    graph.connect(0, 2, Length(9))
    graph.connect(0, 4, Length(14))
    graph.connect(1, 2, Length(10))
    graph.connect(1, 3, Length(15))
    graph.connect(2, 3, Length(11))
    graph.connect(2, 4, Length(2))
    graph.connect(4, 3, Length(6))
    var text = String()

    def show(node: Int, depth: Int) {mut text}:
        text += String(node, ":", depth, " ")

    graph.visit(0, show)
    print(text)
    var best = graph.distances(0)
    for node in range(len(best)):
        if best[node]:
            print(node, best[node].value(), end="; ")
        else:
            print(node, "unreachable", end="; ")
    print()
    for node in graph.order():
        print(node, end=" ")
    print()
    graph.connect(3, 0, Length(1))
    try:
        _ = graph.order()
    except e:
        print(e)
    var heap = Heap[Int]()
    for n in [5, 3, 8, 1, 9, 2]:
        heap.push(n)
    while heap:
        print(heap.pop(), end=" ")
    print()

# expect: 0:0 1:1 2:1 4:1 3:2
# expect: 0 0m; 1 7m; 2 9m; 3 17m; 4 11m; 5 unreachable;
# expect: 5 0 1 2 4 3
# expect: a circle among 5 nodes
# expect: 1 2 3 5 8 9
