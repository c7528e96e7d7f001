"""Collections create and destroy each element exactly once."""

from std.collections import Set
from std.memory import ArcPointer, OwnedPointer
from std.testing import assert_equal


struct Tracked(Copyable, Deinitable, Equatable, Hashable):
    """Counts the values that are alive."""

    var live: Pointer[Int, MutUntrackedOrigin]
    var id: Int

    def __init__(out self, live: Pointer[Int, MutUntrackedOrigin], id: Int = 0):
        self.live = live
        self.id = id
        self.live[] += 1

    def __init__(out self, *, copy: Self):
        self.live = copy.live
        self.id = copy.id
        self.live[] += 1

    def __deinit__(deinit self):
        self.live[] -= 1

    def __eq__(self, other: Self) -> Bool:
        return self.id == other.id

    def __hash__(self, mut hasher: Some[Hasher]):
        self.id.__hash__(hasher)


comptime Counter = Pointer[Int, MutUntrackedOrigin]


def lists(live: Counter) raises:
    var many = List[Tracked]()
    for i in range(10):
        many.append(Tracked(live, i))
    assert_equal(live[], 10)
    _ = many.pop()
    _ = many.pop(0)
    assert_equal(live[], 8)
    var copies = many.copy()
    assert_equal(live[], 16)
    many.shrink(3)
    copies.clear()
    assert_equal(live[], 3)
    many.insert(1, Tracked(live))
    many[0] = Tracked(live)
    assert_equal(live[], 4)
    many.reverse()
    copies.append(Tracked(live))
    many.extend(copies^)
    many.resize(8, Tracked(live))
    assert_equal(live[], 8)
    var taken = 0
    for var x in many^:
        taken += 1 + x.id * 0
        if taken == 3:
            break
    assert_equal(live[], 0)


def dictionaries(live: Counter) raises:
    var d = Dict[Int, Tracked]()
    for i in range(100):
        d[i % 40] = Tracked(live, i)
    assert_equal(live[], 40)
    for i in range(0, 40, 2):
        _ = d.pop(i)
    assert_equal(live[], 20)
    for i in range(30):
        d[i + 100] = Tracked(live, i)
    assert_equal(live[], 50)
    var e = d.copy()
    assert_equal(live[], 100)
    e.clear()
    _ = d.setdefault(1, Tracked(live))
    _ = d.popitem()
    assert_equal(live[], 49)
    var last = d^
    assert_equal(len(last), 49)
    _ = last^
    var s = Set[Tracked]()
    for i in range(20):
        s.add(Tracked(live, i % 7))
    assert_equal(live[], 7)
    s.discard(Tracked(live, 3))
    assert_equal(live[], 6)
    assert_equal(len(s), 6)


def others(live: Counter) raises:
    var o = Optional(Tracked(live))
    var p = o.copy()
    assert_equal(live[], 2)
    assert_equal(Bool(o), True)
    o = None
    assert_equal(live[], 1)
    _ = p.take()
    assert_equal(live[], 0)
    assert_equal(Bool(o) or Bool(p), False)
    var t = (Tracked(live), 1, Tracked(live))
    assert_equal(live[], 2)
    var u = t.copy()
    assert_equal(live[], 4)
    _ = t^
    _ = u^
    var a = Array[Tracked, 3](fill=Tracked(live))
    assert_equal(live[], 3)
    var b = a.copy()
    _ = a^
    assert_equal(live[], 3)
    _ = b^
    var box = OwnedPointer(Tracked(live))
    assert_equal(live[], 1)
    _ = box^.into_inner()
    var shared = ArcPointer(Tracked(live))
    var other = shared
    assert_equal(Int(shared.count()), 2)
    _ = shared^
    assert_equal(live[], 1)
    _ = other^
    assert_equal(live[], 0)


def collect(var *values: Tracked) -> List[Tracked]:
    return List[Tracked](*values^, __list_literal__=None)


def main() raises:
    var count = 0
    var live = Pointer(to=count).unsafe_origin_cast[MutUntrackedOrigin]()
    lists(live)
    # expect: 0
    print(count)
    dictionaries(live)
    # expect: 0
    print(count)
    others(live)
    # expect: 0
    print(count)
    var collected = collect(Tracked(live), Tracked(live), Tracked(live))
    # expect: 3 3
    print(len(collected), count)
    _ = collected^
    # expect: 0
    print(count)
