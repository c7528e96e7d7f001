"""Measuring work on a device, and reductions, by functions given as parameters or arguments."""

from max.gpu.host import DeviceContext
from std.algorithm import reduce


def main() raises:
    var ctx = DeviceContext()
    var n = 0
    @__parameter
    def run(ctx: DeviceContext) raises:
        n += 1
        ctx.synchronize()
    @__parameter
    def plain() raises:
        n += 10
    def unified() raises {mut n}:
        n += 100
    def unified_ctx(ctx: DeviceContext) raises {mut n}:
        n += 1000
    var ok = ctx.execution_time[run](3) >= 0
    ok = ok and ctx.execution_time[plain](2) >= 0
    ok = ok and ctx.execution_time(unified, 2) >= 0
    ok = ok and ctx.execution_time(unified_ctx, 2) >= 0
    print(ok, n)
    var xs = [1, 2, 3, 4]
    @__parameter
    def add(a: Int, b: Int) -> Int:
        n += 1
        return a * 10 + b
    print(reduce[add](Span(xs), 0), n)
    @__parameter
    def join(a: String, b: Int) -> String:
        return String(a, b)
    print(reduce[join](Span(xs), String("")))


# expect: True 2223
# expect: 1234 2227
# expect: 1234
