"""Ways to make lists and arrays; memory with a layout; views."""

from std.testing import assert_equal, assert_true
from std.memory import Layout, alloc, dealloc, ArcPointer, OwnedPointer, memcpy, memset_zero, unsafe_memset, stack_allocation, Pointer, bitcast
from std.collections import Array, Span, List, Dict, Set, Optional

def main() raises:
    var a = List(range(5))
    assert_equal(String(a), "[0, 1, 2, 3, 4]")
    var b = List({"x": 1}.keys())
    assert_equal(String(b), "[x]")
    var c = List[Int](length=3, fill_with=square)
    assert_equal(String(c), "[0, 1, 4]")
    var f = Array[Int, 3](fill_with=square)
    assert_equal(String(f), "[0, 1, 4]")
    assert_true(Array[Int, 3](fill=1) < Array[Int, 3](fill=2))
    for i in range(3):
        f[i] += 1
    assert_equal(repr(f), "Array[SIMD[DType.int, 1], 3]([Int(1), Int(2), Int(5)])")
    var sp = Span(a)
    sp[0] = 9
    assert_equal(a[0], 9)
    sp.fill(3)
    assert_equal(String(sp), "[3, 3, 3, 3, 3]")
    var allocation = alloc(Layout[Int](count=4))
    var p = allocation.unsafe_ptr()
    p[unsafe_offset=0] = 5
    var five = p[unsafe_offset=0]
    dealloc(allocation^)
    assert_equal(five, 5)
    var legacy = alloc[Float32](8)
    memset_zero(legacy, 8)
    legacy.store(0, SIMD[DType.float32, 4](1, 2, 3, 4))
    assert_equal(legacy.load[width=4](0).reduce_add(), 10)
    legacy.free()
    var st = stack_allocation[4, Int]()
    st[unsafe_offset=2] = 8
    assert_equal(st[unsafe_offset=2], 8)
    var o = Optional(3).map(double)
    assert_equal(o.value(), 6)
    var x = 1
    var px = Pointer(to=x)
    px[] = 4
    assert_equal(x, 4)
    var table: Dict[Int, List[String]] = {}
    table.setdefault(1, List[String]()).append("a")
    assert_equal(table[1][0], "a")
    var keys = Dict.fromkeys(["a", "b"], 0)
    assert_equal(len(keys), 2)
    pass

def double(x: Int) -> Int:
    return 2 * x

def square(i: Int) -> Int:
    return i * i
