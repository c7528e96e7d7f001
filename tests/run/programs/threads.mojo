# Threads, vectors, reductions.
from std.algorithm import parallelize, vectorize
from std.atomic import Atomic
from std.sys import simd_width_of
from std.math import sqrt
from std.time import perf_counter_ns


def is_prime(n: Int) -> Bool:
    if n < 2:
        return False
    var d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def dot(a: List[Float32], b: List[Float32]) -> Float32:
    comptime width = simd_width_of[DType.float32]()
    var acc = SIMD[DType.float32, width](0)
    var n = len(a)
    var i = 0
    while i + width <= n:
        acc += a.unsafe_ptr().unsafe_load[width=width](i) * b.unsafe_ptr().unsafe_load[width=width](i)
        i += width
    var total = acc.reduce_add()
    while i < n:
        total += a[i] * b[i]
        i += 1
    return total


def saxpy(k: Float32, x: List[Float32], mut y: List[Float32]):
    var px = x.unsafe_ptr()
    var py = y.unsafe_ptr()

    def body[width: Int](i: Int) {var px, var py, var k}:
        py.unsafe_store(i, px.unsafe_load[width=width](i) * k + py.unsafe_load[width=width](i))

    vectorize[8](len(x), body)


def main():
    comptime CHUNKS = 16
    comptime N = 20000
    var counter = Atomic[Int64](0)
    var found = List[Int](length=CHUNKS, fill=0)
    var p = found.unsafe_ptr()

    def work(chunk: Int) {mut counter, var p}:
        var n = 0
        for i in range(chunk * N // CHUNKS, (chunk + 1) * N // CHUNKS):
            if is_prime(i):
                n += 1
        p[unsafe_offset=chunk] = n
        _ = counter.fetch_add(Int64(n))

    var start = perf_counter_ns()
    parallelize(work, CHUNKS)
    var sum = 0
    for n in found:
        sum += n
    print(sum, counter.load(), perf_counter_ns() > start)
    var a = List[Float32]()
    var b = List[Float32]()
    for i in range(1003):
        a.append(Float32(i % 7))
        b.append(Float32(i % 5))
    print(dot(a, b))
    saxpy(2, a, b)
    var s = Float32(0)
    for x in b:
        s += x
    print(s, b[1002])
    comptime V = SIMD[DType.int32, 8]
    var v = V(5, 3, 8, 1, 9, 2, 7, 4)
    print(v.reduce_max(), v.reduce_min(), v.reduce_add(), v.gt(4), v.gt(4).select(v, V(0)).reduce_add())
    print(v.shuffle[7, 6, 5, 4, 3, 2, 1, 0](), v.slice[4, offset=2](), v.rotate_left[1](), v.join(v)[15])
    print(sqrt(SIMD[DType.float64, 4](1, 4, 9, 16)), v.cast[DType.float32]() / 2, v // 2, v % 3, -v >> 1)

# expect: 2262 2262 True
# expect: 6001.0
# expect: 8011.0 4.0
# expect: 9 1 39 [True, False, True, False, True, False, True, False] 29
# expect: [4, 7, 2, 9, 1, 8, 3, 5] [8, 1, 9, 2] [3, 8, 1, 9, 2, 7, 4, 5] 4
# expect: [1.0, 2.0, 3.0, 4.0] [2.5, 1.5, 4.0, 0.5, 4.5, 1.0, 3.5, 2.0] [2, 1, 4, 0, 4, 1, 3, 2] [2, 0, 2, 1, 0, 2, 1, 1] [-3, -2, -4, -1, -5, -1, -4, -2]
