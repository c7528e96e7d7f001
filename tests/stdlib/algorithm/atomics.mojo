# Atomic numbers: all operations, orderings, contention of threads.
from std.algorithm import parallelize
from std.atomic import Atomic, Ordering, fence


def main():
    var n = Atomic[Int32](5)
    print(n.fetch_add(3), n.fetch_sub(1), n.load())
    n += 10
    n -= 2
    n.max(100)
    n.min(50)
    print(n.load())
    var expected = Int32(49)
    print(n.compare_exchange(expected, 7), expected)
    print(n.compare_exchange[success_ordering=Ordering.ACQUIRE_RELEASE](expected, 7), n.load[ordering=Ordering.ACQUIRE]())
    n.store[ordering=Ordering.RELEASE](-1)
    print(n.load())
    var f = Atomic[Float64](1.5)
    f += 2
    f.max(10)
    print(f.load(), f.fetch_sub(0.5), f.load())
    var u = Atomic[UInt8](250)
    print(u.fetch_add(10), u.load())
    var bare = UInt64(1)
    var p = Pointer(to=bare)
    print(Atomic.fetch_add(p, 4), Atomic.load(p))
    fence()
    fence[ordering=Ordering.ACQUIRE]()

    var largest = Atomic[Int64](0)
    var product = Atomic[Int64](1)

    def work(i: Int) {mut largest, mut product}:
        largest.max(Int64((i * 37) % 64))
        var seen = product.load[ordering=Ordering.RELAXED]()
        while not product.compare_exchange(seen, (seen * 3) % 1000003):
            pass

    parallelize(work, 64)
    print(largest.load(), product.load())

# expect: 5 8 7
# expect: 50
# expect: False 50
# expect: True 7
# expect: -1
# expect: 10.0 10.0 9.5
# expect: 250 4
# expect: 1 5
# expect: 63 707755
