# Structs, traits, extensions, fields, compile-time declarations.
from std.memory import Pointer
"""The module's docstring may follow imports."""

@fieldwise_init
struct Pair[T: Copyable & Deinitable, U: AnyType = Int](
    Copyable,
    Writable where conforms_to(T, Writable),
    not Movable else "stays where it is",
    Hashable where conforms_to(T, Hashable) else "needs a hash",
)
    where conforms_to(U, Copyable):
    """Two values."""
    comptime Elem = Self.T
    """Of the element."""
    var first: Self.T
    """The first."""
    @doc_hidden
    var second: Self.U
    comptime Size: Int = 3; comptime Other = 4
    pass
    ...

    def swapped(self) -> Self:
        return Self(self.second.copy(), self.first.copy())

struct Inline: var x: Int
struct Empty: ...
struct OnlyDoc:
    """Nothing here."""
struct DocApart:
      """In another column."""
      var x: Int

@align(64) 
@explicit_destroy("call close()")
struct Decorated(Deinitable where False): pass

trait Shape(Copyable, Base & Other):
    """A trait."""
    comptime Area: AnyType
    comptime Corners = 4
    def area(self) -> Int: ...
    def corners(self) -> Int:
        return Self.Corners

trait Marker: ...

__extension Pair(Printable):
    comptime Extra = 1
    def extra(self): pass

comptime Width = 8
comptime Vec[n: Int, dt: DType = .float32]: AnyType = Array[Float32, n]
comptime Even[n: Int] where n % 2 == 0 = n
comptime lo, hi = -1, 1
comptime (a, b) = pair
@deprecated("old")
comptime Old = 3
@deprecated(use=New)
@stable(since="1.0")
def old(): pass
@compiler.register("kernel")
struct Kernel: pass
@__doc_inline
from other import thing
