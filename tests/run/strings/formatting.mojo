"""Text of values: print, String(…), t-strings, repr, format."""


@fieldwise_init
struct Fraction(ImplicitlyCopyable, Writable):
    var over: Int
    var under: Int

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.over, "/", self.under)


@fieldwise_init
struct Pair(Copyable, Writable):
    var name: String
    var share: Fraction


def label(number: Int) -> String:
    return String(t"#{number}")


def main() raises:
    # expect: 1 2.5 True text
    print(1, 2.5, True, "text")
    # expect: 1-2-3!
    print(1, 2, 3, sep="-", end="!\n")
    # expect: ab
    print("a", end="")
    print("b", flush=True)
    # expect:
    print()
    var half = Fraction(1, 2)
    # expect: 1/2 Fraction(over=Int(1), under=Int(2))
    print(half, repr(half))
    # expect: Pair(name=x, share=1/2)
    print(Pair("x", half))
    # expect: Pair(name='x', share=Fraction(over=Int(1), under=Int(2)))
    print(repr(Pair("x", half)))
    var name = String("Ann")
    var age = 41
    # expect: Ann is 42, {really} }
    print(t"{name} is {age + 1}, {{really}} }")
    # expect: <ANN> #7 [#1]
    print(String(t"<{name.upper()}> {label(7)} {String(t"[{label(1)}]")}"))
    var lazy = t"{label(age)} and {half}"
    # expect: #41 and 1/2
    print(lazy)
    # expect: C:\#1\x
    print(rt"C:\{label(1)}\x")
    # expect: b a 'b' {}
    print("{1} {0} {1!r} {{}}".format("a", "b"))
    # expect: 1 2
    print("{} {}".format(1, 2))
    # expect: 'it\'s "so"\n\x01'
    print(repr('it\'s "so"\n\x01'))
    # expect: a, 1, 0.5.
    print(String("a", 1, 0.5, sep=", ", end="."))
    try:
        _ = String("{} {}").format(1)
    except e:
        # expect: Automatic indexing require more args in *args
        print(e)
    try:
        _ = String("{").format(1)
    except e:
        # expect: there is a single curly { left unclosed or unescaped
        print(e)
    # expect: [1, 2] [a, b] {k: 1} {3} (1, x) (2,) None 5
    print(List([1, 2]), List[String](["a", "b"]), {"k": 1}, {3}, (1, "x"), (2,), Optional[Int](), Optional(5))
    # expect: List[SIMD[DType.int, 1]]([Int(1)]) Tuple[SIMD[DType.int, 1], String](Int(1), 'a') Optional[SIMD[DType.float32, 1]](Float32(0.5))
    print(repr(List([1])), repr((1, String("a"))), repr(Optional(Float32(0.5))))
    # expect: Dict[String, SIMD[DType.int, 1]]({'k': Int(1)})
    print(repr({String("k"): 1}))
