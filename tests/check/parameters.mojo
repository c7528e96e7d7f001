# Parameter lists, binding of brackets, what stays open.


@fieldwise_init
struct Grid[T: Copyable & Deinitable, //, rows: Int, columns: Int = 2, *, deep: Bool = False](Copyable):
    comptime size = Self.rows * Self.columns
    comptime Item = Self.T
    var first: Self.T


comptime Square[n: Int] = Grid[T=Int, n, n]
comptime Wide = Grid[T=Int, 4, _]
comptime Row = Wide[9]
comptime Open = Grid[T=Int, ...]


def explicit(a: Grid[T=Int, 3], b: Grid[T=Int, 3, 4], c: Grid[T=Bool, 3, deep=True]):
    pass


def wrong(
    a: Grid[3, 4, 5],  # expected-error [tooManyParameters]
    b: Grid[columns=1],  # expected-error [missingParameter] rows
    c: Grid[1, rows=2],  # expected-error [parameterRepeated] rows
    d: Grid[T=Trait, 1],  # expected-error [traitAsType]
    e: Grid["text"],  # expected-error [cannotConvert]
    f: Grid[1, size=3],  # expected-error [unknownParameter] size
    g: Int[3],  # expected-error [tooManyParameters]
):
    pass


def result() -> Grid:  # expected-error [unboundType] rows
    pass


trait Trait:
    pass


def twice[n: Int, n: Bool]():  # expected-error [redeclared] n
    pass


def late(a: Int, a: Bool):  # expected-error [redeclared] a
    pass


def main():
    pass
