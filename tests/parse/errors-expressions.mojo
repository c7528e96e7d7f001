def a():
    f(a=1, 2)
    f(*a, b)
    f(a=1, a=2)
    f(**a, *b)
    [*a]
    {**a}
    {a: b, c}
    {a, b: c}
    "a" t"b"
    t"b" "a"
    (x for x in y)
    a <> b
    x = _ + 1
    f(var x)
    x = var y
    3 = x
    f() + 1 = x
    (a, 3) = x
    x^ = 3
    (f() := 3)
    a[b := 3]
    return a := 3
    for x in 1, 2: pass
    lambda x: x
    a.
    a.3
    .
    (a, b
    c = 3
def b():
    print(f(1, (2, 3)
    var still = 1
    return ]
    class X: pass
    del x
    var class = 3
    x ? y
    "unclosed
    'bad \q escape'
    "\x1" "\ud800" "\U00110000"
    012 + 0x + 1e + 09.5
    `unclosed
    ``
    t"{}" t"{a:x}" t"{a" 
    t"{a b}"
    ok = 1
