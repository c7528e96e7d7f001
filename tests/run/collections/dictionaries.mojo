"""Dictionaries and sets as programs use them."""

from std.testing import assert_equal, assert_true, assert_false, assert_raises
from std.collections import Dict, Set

def main() raises:
    var ages: Dict[String, Int] = {"ann": 30, "bob": 25}
    ages["cid"] = 40
    assert_equal(len(ages), 3)
    assert_equal(ages["ann"], 30)
    ages["ann"] += 1
    assert_equal(ages["ann"], 31)
    assert_true("bob" in ages)
    assert_false("zed" in ages)
    with assert_raises():
        _ = ages["zed"]
    assert_equal(ages.get("zed", 7), 7)
    assert_equal(ages.get("bob").value(), 25)
    assert_true(ages.get("zed") is None)
    assert_equal(String(ages), "{ann: 31, bob: 25, cid: 40}")
    assert_equal(ages.pop("bob"), 25)
    assert_equal(String(ages), "{ann: 31, cid: 40}")
    var names = String()
    var total = 0
    for entry in ages.items():
        names += entry.key
        total += entry.value
    assert_equal(names, "anncid")
    assert_equal(total, 71)
    for key in ages:
        names += key
    for key in ages.keys():
        names += key
    assert_equal(names, "anncidanncidanncid")
    for value in ages.values():
        total += value
    assert_equal(total, 142)
    for ref value in ages.values():
        value = 1
    assert_equal(String(ages), "{ann: 1, cid: 1}")
    var squares = {i: i * i for i in range(5)}
    assert_equal(squares[3], 9)
    assert_equal(ages.setdefault("new", 5), 5)
    var other: Dict[String, Int] = {"x": 1}
    ages.update(other)
    assert_equal(len(ages), 4)
    var merged = ages | other
    assert_equal(len(merged), 4)
    assert_true(ages == merged)
    var last = ages.popitem()
    assert_equal(last.key, "x")
    ages.clear()
    assert_equal(len(ages), 0)
    var many = Dict[Int, Int]()
    for i in range(1000):
        many[i * 7] = i
    for i in range(0, 1000, 2):
        _ = many.pop(i * 7)
    assert_equal(len(many), 500)
    for i in range(1000):
        assert_equal(i * 7 in many, i % 2 == 1)
    var s: Set[Int] = {1, 2, 3, 2}
    assert_equal(len(s), 3)
    s.add(9)
    s.discard(1)
    assert_true(9 in s)
    assert_equal(String(s), "{2, 3, 9}")
    var t = Set(3, 9, 10)
    assert_equal(String(s & t), "{3, 9}")
    assert_equal(String(s | t), "{2, 3, 9, 10}")
    assert_equal(String(s - t), "{2}")
    assert_equal(String(s ^ t), "{2, 10}")
    assert_true(s.issubset(s | t))
    with assert_raises():
        s.remove(77)
    var sum = 0
    for x in s:
        sum += x
    assert_equal(sum, 14)
    var by_list: Dict[String, List[Int]] = {}
    by_list["a"] = [1, 2]
    by_list["a"].append(3)
    assert_equal(len(by_list["a"]), 3)
    assert_equal(repr(squares)[byte=0:5], "Dict[")
    # expect: ok
    print("ok")
