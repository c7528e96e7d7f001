def operators():
    a + b - c * d / e // f % g @ h ** i ** -j
    -a ** b; ~a; +a; not a; not not a
    a | b ^ c & d << e >> f
    a < b <= c == d != e > f >= g in h not in i is j is not k
    a and b or not c and d
    a if b else c if d else e
    await a ** b
    (n := 3), (a[i] := 4), (x.f := 5)
    f(n := 3, *xs, k=v, **kw)
    x^; x^.m(); f(x^); x^ if c else d; [v^ for v in w^]; a ^ b; a ^ (b); a ^ {1}; a^-1; a ^ ~b
    f(x^, y^)[i^]^
    a if b^ else c
    a + not b
    a or lambda: 3
    (a, b), (a,), (), (a)
    [1, 2, 3,], [], [x for x in xs if x if y for var z in x], [[]]
    {}, {a}, {a, b,}, {a: b, c: d,}, {k=v}, {a, k=v}, {x for x in xs}, {k: v for k, v in xs}, {*xs}
    a[0], a[], a[i, j], a[1:2], a[:], a[::2], a[:n], a[n:], a[b=1:2, c=:n, *Ts, _, ..., d=_]
    a.b.c().d[0].if.class, a.`b c`
    .red, .make(1).more, f(.red, x=.blue)
    origin_of(x), type_of(x).T, conforms_to(T, Copyable), __is_run_in_comptime_interpreter
    Self, Self.x, Self(1), None, True, False, ..., comptime(f(x)), comptime (a, b)
    f(
        a,
        b
    )(c)[
        d]
    f(ref x)
    a(lambda (x: Int): x, lambda: y)
    a[lambda: x:3]
    (def(Int) -> Int), def(a: Int, /, b: Int) thin
    {lambda: x: y}
    `raw name` + a$b

def literals():
    0, 00, 0_0, 1_000_, 0xfF_, 0X_1, 0o17, 0b1_0, 1., .5, 1.5e-3, 1e5, 1_0.0_1E+1_0, 0.5, 00.5, 0e5
    1..real, 1 .real, 1if c else 2
    "a", 'b', """c
    d""", '''e''', "\\\'\"\a\b\f\v\n\r\t\x41\101\0\u00e9\U0001f525", "continued \
    here"
    r"\d\"", R'\\', r"""\
    """, "" '' "x"
    t"", t"plain", t"a{x}b{y + 1}", T'{{literal}} {x} }', rt"C:\{d}\x", tR'''{
        x
    }'''
    t"{names["k"]} {t"{t"{deep}"}"}" t" more {{1: 2}[1]}"
    t"{f(a, b=[c for c in {1, 2}])}{lambda: 3}"
    "ünïcödé 🔥"

def mlir():
    __mlir_type.index, __mlir_type.`!llvm.ptr`, __mlir_attr.`0 : i8`
    __mlir_type[`!llvm.array<`, n, ` x `, +T, `>`], __mlir_deferred_type[`!t<`, T, `>`]
    __mlir_op.`arith.addi`[_type=T, overflow=__mlir_attr.`#x`](a, b), __mlir_op.`nvvm.barrier0`()
