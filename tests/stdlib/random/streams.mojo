# Random numbers: their range, their spread, that streams repeat, and known blocks of Philox.
from std.algorithm import mean, variance
from std.random import NormalRandom, Random, rand, randint, randn, randn_float64, random_float64, random_si64, random_ui64, seed, shuffle
from std.testing import assert_equal, assert_not_equal, assert_true


def test_repeats() raises:
    seed(42)
    var first = [random_ui64(0, UInt64.MAX), random_ui64(0, UInt64.MAX), random_ui64(0, UInt64.MAX)]
    seed(42)
    for i in range(3):
        assert_equal(random_ui64(0, UInt64.MAX), first[i])
    seed(43)
    assert_not_equal(random_ui64(0, UInt64.MAX), first[0])
    seed()
    assert_not_equal(random_ui64(0, UInt64.MAX), first[0])


def test_ranges() raises:
    seed(1)
    var seen = List[Int](length=6, fill=0)
    for _ in range(6000):
        seen[Int(random_si64(-2, 3)) + 2] += 1
        var real = random_float64(-1.5, 2.5)
        assert_true(real >= -1.5 and real < 2.5)
        assert_equal(random_ui64(7, 7), 7)
    for count in seen:
        assert_true(count > 850 and count < 1150)
    assert_true(random_si64(Int64.MIN, Int64.MAX) != random_si64(Int64.MIN, Int64.MAX))


def test_spread() raises:
    seed(2)
    var uniform = List[Float64](length=20000, fill=0)
    rand(uniform)
    assert_true(abs(mean(uniform) - 0.5) < 0.01)
    assert_true(abs(variance(uniform) - 1.0 / 12) < 0.003)
    var normal = List[Float32](length=20000, fill=0)
    randn(normal, 3, 2)
    assert_true(abs(mean(normal) - 3) < 0.06)
    assert_true(abs(variance(normal) - 4) < 0.2)
    var one = randn_float64()
    assert_true(one > -9 and one < 9)
    var whole = List[Int8](length=100, fill=99)
    randint(whole, -3, 4)
    for value in whole:
        assert_true(value >= -3 and value <= 4)
    rand(uniform, min=2, max=4, int_scale=2)
    for value in uniform:
        assert_true(value >= 2 and value <= 4 and value * 4 == (value * 4).__floor__())


def test_shuffle() raises:
    seed(3)
    var places = List[Int](length=5, fill=0)
    for _ in range(5000):
        var cards = [0, 1, 2, 3, 4]
        var deck = List(cards)
        shuffle(deck)
        for i in range(5):
            if deck[i] == 0:
                places[i] += 1
        var sum = 0
        for card in deck:
            sum += card
        assert_equal(sum, 10)
    for count in places:
        assert_true(count > 870 and count < 1130)


def test_philox() raises:
    # The published blocks of Philox4x32 with ten rounds.
    var zeros = Random(seed=0)
    assert_equal(zeros.step(), SIMD[DType.uint32, 4](0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8))
    var ones = Random(seed=0xFFFFFFFFFFFFFFFF, subsequence=0xFFFFFFFFFFFFFFFF, offset=0xFFFFFFFFFFFFFFFF)
    assert_equal(ones.step(), SIMD[DType.uint32, 4](0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD))
    # The counter goes round.
    var start = Random(seed=0xFFFFFFFFFFFFFFFF)
    assert_equal(ones.step(), start.step())
    var later = Random(seed=5, offset=1)
    var stream = Random(seed=5)
    _ = stream.step()
    assert_equal(stream.step(), later.step())
    var total = Float32(0)
    for _ in range(1000):
        var block = stream.step_uniform()
        assert_true(block.reduce_min() >= 0 and block.reduce_max() < 1)
        total += block.reduce_add()
    assert_true(abs(total / 4000 - 0.5) < 0.02)
    var normal = NormalRandom(seed=9)
    var squares = Float32(0)
    for _ in range(1000):
        var block = normal.step_normal()
        squares += (block * block).reduce_add()
    assert_true(abs(squares / 8000 - 1) < 0.06)


def main() raises:
    test_repeats()
    test_ranges()
    test_spread()
    test_shuffle()
    test_philox()
