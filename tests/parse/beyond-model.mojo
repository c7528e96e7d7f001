# What the specification allows and the grammar model of oracle.py does not know.
__async def coroutine(): _ = __await other()
comptime Async = async def(Int) -> Int
def display_targets():
    [k, l] = xs
    [a, [b, c.d]] = xs
    (var u, v) = pair
    u, (ref w, x) = pair
def braces():
    {k=v, a}, {a, k=v, b}, {*xs}
__extension Pair[Int](Printable): ...
def move_default() {var^ e, var^}: pass
