"""Extensions, decorators, special members: alignment, inlining, exported names, comptime members, static factories."""

from std.sys import align_of, size_of


@align(32)
@fieldwise_init
struct Block(Copyable):
    var a: Int32


@fieldwise_init
struct Mixed:
    var a: Int8
    var b: Int64
    var c: Int16


@fieldwise_init
struct Money(Copyable):
    var cents: Int

    comptime zero = Money(0)
    comptime per_unit = 100

    @staticmethod
    def of(units: Int) -> Self:
        return Self(units * Self.per_unit)

    @always_inline
    def units(self) -> Int:
        return self.cents // Self.per_unit

    @no_inline
    def rest(self) -> Int:
        return self.cents % Self.per_unit


__extension Money(Writable):
    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.units(), ".", self.rest())

    def doubled(self) -> Self:
        return Self(self.cents * 2)


@inline(.never)
def slow(x: Int) -> Int:
    return x + 1


@inline(.always)
def fast(x: Int) -> Int:
    return slow(x) * 2


@export("fornax_test_add")
def exported(a: Int32, b: Int32) abi("C") -> Int32:
    return a + b


def `name with spaces`() -> Int:
    var `var` = 3
    return `var`


def main():
    print(size_of[Block](), align_of[Block](), size_of[Mixed](), align_of[Mixed]())
    print(Money.of(3), Money(250).doubled(), Money.zero.cents)
    print(fast(3), exported(1, 2))
    print(`name with spaces`())

# expect: 32 32 24 8
# expect: 3.0 5.0 0
# expect: 8 3
# expect: 3
