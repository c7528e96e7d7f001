# A map in the order that a type says, a trie, a ring buffer, sparse vectors.
trait Order(ImplicitlyCopyable, Deinitable, Defaultable):
    comptime Key: Copyable & Deinitable & Writable

    def before(self, a: Self.Key, b: Self.Key) -> Bool: ...


@fieldwise_init
struct Ascending[T: Comparable & Copyable & Deinitable & Writable](Order):
    comptime Key = Self.T

    def before(self, a: Self.T, b: Self.T) -> Bool:
        return a < b


struct ByLength(Order):
    comptime Key = String

    def __init__(out self):
        pass

    def before(self, a: String, b: String) -> Bool:
        return (a.byte_length(), a) < (b.byte_length(), b)


struct SortedMap[O: Order, V: Copyable & Deinitable & Writable](Sized, Writable):
    var order: Self.O
    var keys: List[Self.O.Key]
    var values: List[Self.V]

    def __init__(out self, order: Self.O = Self.O()):
        self.order = order
        self.keys = []
        self.values = []

    def _find(self, key: Self.O.Key) -> Tuple[Int, Bool]:
        var low, high = 0, len(self.keys)
        while low < high:
            var mid = (low + high) // 2
            if self.order.before(self.keys[mid], key):
                low = mid + 1
            else:
                high = mid
        return low, low < len(self.keys) and not self.order.before(key, self.keys[low])

    def __setitem__(mut self, key: Self.O.Key, var value: Self.V):
        var at, found = self._find(key)
        if found:
            self.values[at] = value^
        else:
            self.keys.insert(at, key.copy())
            self.values.insert(at, value^)

    def __getitem__(ref self, key: Self.O.Key) raises -> ref[self.values] Self.V:
        var at, found = self._find(key)
        if not found:
            raise Error("no ", key)
        return self.values[at]

    def __contains__(self, key: Self.O.Key) -> Bool:
        return self._find(key)[1]

    def floor(self, key: Self.O.Key) -> Optional[Self.V]:
        var at, found = self._find(key)
        if found:
            return self.values[at].copy()
        if at == 0:
            return None
        return self.values[at - 1].copy()

    def __len__(self) -> Int:
        return len(self.keys)

    def write_to(self, mut w: Some[Writer]):
        w.write("{")
        for i in range(len(self)):
            if i:
                w.write(", ")
            w.write(self.keys[i], ": ", self.values[i])
        w.write("}")


struct Trie(Movable):
    var children: List[Dict[String, Int]]
    var terminal: List[Bool]

    def __init__(out self, *words: String):
        self.children = [{}]
        self.terminal = [False]
        for w in words:
            self.add(w)

    def add(mut self, word: String):
        var at = 0
        for g in word:
            var key = String(g)
            var next = self.children[at].get(key)
            if next:
                at = next.value()
                continue
            self.children.append({})
            self.terminal.append(False)
            self.children[at][key] = len(self.children) - 1
            at = len(self.children) - 1
        self.terminal[at] = True

    def complete(self, prefix: String) -> List[String]:
        var at = 0
        for g in prefix:
            var next = self.children[at].get(String(g))
            if not next:
                return []
            at = next.value()
        var found: List[String] = []
        self._collect(at, prefix, found)
        return found^

    def _collect(self, at: Int, prefix: String, mut found: List[String]):
        if self.terminal[at]:
            found.append(prefix)
        var letters = [k for k in self.children[at].keys()]
        sort(letters)
        for k in letters:
            self._collect(self.children[at].get(k).value(), prefix + k, found)


struct Ring[T: Copyable & Deinitable & Defaultable, size: Int](Sized):
    var data: Array[Self.T, Self.size]
    var start: Int
    var count: Int

    def __init__(out self):
        self.data = Array[Self.T, Self.size](fill=Self.T())
        self.start = 0
        self.count = 0

    def __len__(self) -> Int:
        return self.count

    def push(mut self, var value: Self.T):
        self.data[(self.start + self.count) % Self.size] = value^
        if self.count < Self.size:
            self.count += 1
        else:
            self.start = (self.start + 1) % Self.size

    def __getitem__(ref self, i: Int) -> ref[self.data] Self.T:
        return self.data[(self.start + i) % Self.size]


struct Sparse(Copyable, Equatable, Writable):
    var entries: Dict[Int, Float64]

    def __init__(out self, var entries: Dict[Int, Float64] = {}):
        self.entries = entries^

    def __add__(self, other: Self) -> Self:
        var r = self.copy()
        for e in other.entries.items():
            r.entries[e.key] = r.entries.get(e.key, 0.0) + e.value
        return r^

    def __matmul__(self, other: Self) -> Float64:
        var s = 0.0
        for e in self.entries.items():
            if e.key in other.entries:
                s += e.value * other.entries.get(e.key, 0)
        return s


def main() raises:
    var m = SortedMap[Ascending[Int], String]()
    for i in [5, 1, 9, 3, 5]:
        m[i] = "v" + String(i)
    m[3] += "!"
    print(m, len(m), 9 in m, 4 in m, m.floor(4).value(), m.floor(0) is None)
    var w = SortedMap[ByLength, Int](ByLength())
    for s in "the quick brown fox jumped over a lazy dog".split():
        w[String(s)] = s.count_codepoints()
    print(w)
    try:
        print(w["cat"])
    except e:
        print(e)
    var t = Trie("car", "cart", "care", "dog", "über")
    print(t.complete("car"), t.complete("ü"), t.complete("x"), len(t.children))
    var r = Ring[Int, 3]()
    for i in range(5):
        r.push(i * i)
    r[0] += 100
    print(r[0], r[1], r[2], len(r))
    var a = Sparse({1: 2.0, 5: 3.0})
    var b = Sparse({5: 4.0, 7: 1.0})
    print(a @ b, a + b, a + Sparse() == a)

# options: -O0
# expect: {1: v1, 3: v3!, 5: v5, 9: v9} 4 True False v3! True
# expect: {a: 1, dog: 3, fox: 3, the: 3, lazy: 4, over: 4, brown: 5, quick: 5, jumped: 6}
# expect: no cat
# expect: [car, care, cart] [über] [] 13
# expect: 104 9 16 3
# expect: 12.0 Sparse(entries={1: 2.0, 5: 7.0, 7: 1.0}) True
