import a.b.c as m, d
import a.`strange-name`
from . import sibling
from ...up.more import (
    x,
    y as z,
)
from everything import *

def variables() raises:
    var a: Int = 3
    var b = a + 1
    var c: String
    var d, e = 1, 2.5
    var g, h: Int, Float64
    var i, (j, _) = f()
    ref r = a
    var x = var y = ref z = 4
    p = q = 5
    (var s), (ref t) = pair
    (var u, v) = pair
    _ = c
    a, b[0], c.d, f(x) = values
    a, = values
    a += 1; b -= 2; c *= 3; d /= 4; e //= 5; f %= 6; g **= 7; h @= 8; i &= 9; j |= 10; k ^= 11; l <<= 12; m >>= 13;
    a[i] += b, c
    return
    return 1, 2,
    raise Error("text")
    raise
    assert a == b, t"not {a}"
    pass; break; continue
    ...
    "text" "joined"

def control(xs: List[Int]):
    "A docstring."
    if a: pass
    elif b := next(): return a
    else: c = 3
    while x < 3:
        x += 1
    else:
        pass
    for x in xs: print(x)
    for var i, ref x in enumerate(xs):
        pass
    for ref x in xs:
        pass
    else:
        done()
    for (a, b), _ in pairs: pass
    try:
        risky()
    except e:
        print(e)
    else: pass
    finally:
        close()
    try: a()
    except: b()
    try: a()
    finally: b()
    with open(p) as f, lock, pair() as (a, b):
        pass
    with (open(p)).handle as h: pass
    comptime if n > 3:
        pass
    elif n > 2: pass
    else: pass
    comptime for i in range(3): print(i)
    comptime assert n > 3, "message"
    comptime N = 3
    comptime(f())
    def nested(x: Int) -> Int: return x
    from here import there
    __mlir_region body(x: Int, y: Int):
        __mlir_op.`scf.yield`(x)
    var bracketed = call(
  1,
        2
)
    if a and (b
or c):
        pass
    var chained = builder.add("x")
        .then("y")
        .done()
    var text = "one "
        "two"
    x =
        3
    if deep:
        if deeper:
            if deepest: pass
    last()

def joined() \
        -> Int:
    return 1 + \
2
