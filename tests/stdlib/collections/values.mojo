"""Optional, tuples, arrays, structs with defaults, owning pointers, raw memory."""

from std.testing import assert_equal, assert_true, assert_false, assert_raises
from std.memory import OwnedPointer, unsafe_memcpy

@fieldwise_init
struct Point(Copyable, Equatable, Hashable, Writable):
    var x: Int
    var y: Int

def maybe(flag: Bool) -> Optional[String]:
    if flag:
        return String("yes")
    return None

def main() raises:
    var a: Optional[Int] = 5
    assert_true(a)
    assert_equal(a.value(), 5)
    assert_equal(a.or_else(1), 5)
    var b: Optional[Int] = None
    assert_false(b)
    assert_equal(b.or_else(1), 1)
    assert_true(b is None)
    assert_true(a is not None)
    with assert_raises():
        _ = b[]
    assert_equal(a[], 5)
    a.value() = 9
    assert_equal(a.take(), 9)
    assert_true(a == None)
    assert_equal(maybe(True).value(), "yes")
    assert_true(not maybe(False))
    assert_equal(String(maybe(True)), "yes")
    assert_equal(String(maybe(False)), "None")
    assert_true(Optional(3) == Optional(3))
    assert_true(Optional(3) != Optional(4))

    var t = (1, String("two"), 3.5)
    assert_equal(t[0], 1)
    assert_equal(t[1], "two")
    assert_equal(len(t), 3)
    assert_equal(String(t), "(1, two, 3.5)")
    var p, q, r = t
    assert_equal(p, 1)
    assert_equal(r, 3.5)
    assert_equal(q, "two")
    assert_true((1, 2) == (1, 2))
    assert_true((1, 2) < (1, 3))
    assert_true(2 in (1, 2))
    assert_equal(repr((1, "a")), "Tuple[SIMD[DType.int, 1], String](Int(1), 'a')")
    assert_equal(String((1,)), "(1,)")

    var arr: Array[Int, 3] = [1, 2, 3]
    arr[1] = 20
    assert_equal(String(arr), "[1, 20, 3]")
    var filled = Array[Float64, 4](fill=0.5)
    assert_equal(filled[3], 0.5)
    assert_true(20 in arr)

    var pt = Point(1, 2)
    assert_equal(String(pt), "Point(x=1, y=2)")
    assert_equal(repr(pt), "Point(x=Int(1), y=Int(2))")
    assert_true(pt == Point(1, 2))
    assert_true(hash(pt) == hash(Point(1, 2)))
    assert_true(hash(pt) != hash(Point(2, 1)))
    var seen: Dict[String, Point] = {}
    seen["a"] = pt.copy()
    assert_equal(seen["a"].y, 2)

    var owned = OwnedPointer(Point(3, 4))
    owned[].x = 7
    assert_equal(owned[].x, 7)
    var inner = owned^.into_inner()
    assert_equal(inner.x, 7)

    var memory = alloc[Int](4)
    for i in range(4):
        memory.unsafe_offset(i).unsafe_write(i * i)
    assert_equal(memory[unsafe_offset=3], 9)
    var second = alloc[Int](4)
    unsafe_memcpy(dest=second, src=memory, count=4)
    assert_equal(second[unsafe_offset=2], 4)
    memory.unsafe_free()
    second.unsafe_free()
