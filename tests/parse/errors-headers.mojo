def a(x, y: Int = 1, z: Int): pass
def b(/, x: Int): pass
def c(x: Int, *, ): pass
def d(x: Int, /, y: Int, /): pass
def e(**kw: Int, x: Int): pass
def f(var **kw: Int = 3, mut x: Int = 3, out y: Int = 3): pass
def g(out a: Int, out b: Int) -> Int: pass
def h(mut var x: Int): pass
def i(mut: Int, out: Int): pass
def j() raises raises -> Int: pass
def k() raise: pass
def l() strange -> Int: pass
def m() thin: pass
def n() abi("Rust"): pass
def o() abi("C") raises: pass
def p() -> ref Int: pass
def q() -> ref[_] Int: pass
def r[**kw: Int, //, x: Int](): pass
def s[x: Int where x > 0](y: Int where y > 0): pass
def t() {a, a, mut, imm, mut b^}: pass
def u() where (n > 0, message): pass
def v(f: def(a: Int, Int), g: def(Int, a: Int), h: def(deinit Int)): pass
def if(): pass
def w(x: Int y: Int): pass
struct A(B:
    var x: Int
struct C:
    var y: Int = 3
    import a
    x = 3
    @always_inline
    var z: Int
    comptime a, b = 1, 2
trait D[T: AnyType]:
    def m(self)
trait E:
    var x: Int
    def m(self):
        struct Nested: pass
@inline
var x = 3
@inline
if x: pass
@a
  def b(): pass
def body():
    @inline
    comptime X = 3
    def unfinished(
    var next = 3
comptime X, Y
comptime Z =
comptime W = 1, 2
