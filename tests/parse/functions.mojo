"""Headers of functions."""

def plain(): pass
def typed(a: Int, b: Float64 = 1.5) -> Int: return a
def parametric[T: Copyable & Movable, //, n: Int, /, *, flag: Bool = False](x: T) -> T:
    """Summary.

    Args:
        x: A value.
    """
    return x
def conventions(imm a: Int, mut b: Int, var c: String, ref d: Int, ref[o, AddressSpace.SHARED] e: Int, out f: Int):
    f = a
def origins(ref[_] x: Int, ref[origin=o] y: Int, out[AddressSpace.GLOBAL] self) raises: ...
def markers(a: Int, /, b: Int, *, c: Int, d: Int = 2, var **kw: Int): pass
def packs[*Ts: Writable](*args: *Ts, sep: String = " "): pass
def homogeneous(var *xs: Int, last: Int): pass
def effects() raises ValueError abi("Mojo") -> None: pass
def selfError(self) raises Self.E -> ref[self.data[], other] Self.T: return self.data
def external(x: Int32) abi("C") -> Int32: ...
def constrained[n: Int](x: Array[Int, n]) -> Int where n > 0 where (n < 10, "too long") where n != 5 else "five":
    return n
async def coroutine() -> Int: return await other() ** 2

struct Methods:
    def __init__(out self, *, deinit move: Self): ...
    def __deinit__(deinit self): pass
    def if(self): pass
    def import[T: AnyType](self, x: T): pass
    def `strange name`(self): pass
    @staticmethod
    def make() -> Self: return {}

def across_lines[
    n: Int,
](
    a: Int,
    b: Int,
)
    raises
    -> Int
    where n > 0
  :
    return a

def outer(k: Int):
    var total = 0
    def add(n: Int) {mut total, var k, imm a, ref b, c, d^, var e^, var^}: total += n * k
    def nothing() {}: pass
    def deeper(n: Int) raises {imm} -> Int:
        def deepest(): pass
        return n
    @__parameter
    @__copy_capture(total)
    def legacy() capturing [_] -> Int: return 1
    var f = lambda (x: Int) -> Int: x + 1
    var g = lambda: 3
    var h = lambda [T: Copyable](x: T, y: Int = 2) raises {k} -> T: x if y else x

comptime Pointer1 = def(Int32) thin abi("C") -> Int32
comptime Trait1 = def(mut Int, /, *, k: Int, var **rest: Int) raises
comptime Generic = def[T: Copyable, Int](String, /, x: T, *xs: *Ts) raises E thin -> ref[o] T where T.n > 0
comptime Composed = Copyable & def(Int) -> Int
comptime Returns = def() -> def(Int) thin -> Int
