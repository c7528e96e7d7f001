# Rarer mistakes in expressions and calls.

import std.math as math


@fieldwise_init("implicit")
struct FromInt(ImplicitlyCopyable):
    var value: Int


struct TwoWays(Movable):
    @implicit
    def __init__(out self, value: Some[Intable]):
        pass

    @implicit
    def __init__(out self, value: Some[Floatable]):
        pass


struct Old(Movable):
    @implicit(deprecated=True)
    def __init__(out self, value: Int):
        pass


@fieldwise_init
struct Odd(ImplicitlyCopyable):
    var value: Int

    def __lt__(self, other: Odd) -> Int:
        return self.value

    def __eq__(self, other: Odd) -> Bool:
        return True

    def __setitem__(mut self, i: Int, v: Int):
        self.value = v

    def take(self, i: Int):
        pass


@fieldwise_init
struct Linear(Movable):
    var value: Int

    def use(var self):
        pass


struct Sized3[n: Int](Movable):
    def __init__(out self: Sized3[3], *, three: Bool):
        pass


def nothing():
    pass


def equal[n: Int]() where n == 2:
    pass


def ambiguous[a: Int, b: Float64]():
    pass


def ambiguous[a: Float64, b: Int]():
    pass


def values(i: Int, many: List[Int]):
    _ = await i  # expected-error [awaitUnsupported]
    _ = math  # expected-error [notAValue]
    _ = nothing + 1  # expected-error [noOperator]
    _ = origin_of  # expected-error [keywordNotCalled]
    _ = 3^  # expected-error [transferOfConstant]
    _ = Linear(1)^  # expected-warning [redundantTransfer]
    var j = i
    _ = j^  # expected-warning [trivialTransfer]
    var k: TwoWays = i  # expected-error [ambiguousConversion]
    var l: Old = i  # expected-warning [deprecatedConversion]
    comptime table = [1, 2, 3]
    var m = table  # expected-error [needsMaterialise]
    _ = True[0]  # expected-error [noSubscript]
    _ = Odd(1)[0]  # expected-error [setterWithoutGetter]
    var n = Odd(1)
    _ = n < n == n  # expected-error [chainType]
    _ = List == Int  # expected-error [openTypesCompared]
    comptime o = [x for x in range(3)]
    var p: Odd = [x for x in many]  # expected-error [formDoesNotFit]


def intrinsics(i: Int):
    _ = __rebind[Int](i, i)  # expected-error [intrinsicArguments]
    _ = __rebind(i)  # expected-error [intrinsicParameters]
    _ = __rebind[3](i)  # expected-error [intrinsicTypeParameter]
    _ = __mlir_op.`simd.add`(i._value, i)  # expected-error [mlirOperand]
    _ = __mlir_op.`simd.add`(i._value)  # expected-error [mlirOperandCount]
    _ = __mlir_op.`simd.plus`(i._value, i._value)  # expected-error [unknownSimdOp]
    _ = __mlir_op.`simd.cast`(i._value)  # expected-error [mlirNeedsType]
    _ = __mlir_op.`scf.if`[_region="then", _type=None]()  # expected-error [mlirRegion]
    _ = __mlir_op.`simd.neg`(*i)  # expected-error [starNotAllowed]
    __source_location()  # expected-error [intrinsicUnavailable]


def calls(i: Int, many: List[Int]):
    nothing(*many)  # expected-error [badSplat]
    print(*many)  # expected-error [splatOfNoPack]
    equal[3]()  # expected-error [whereRefuted]
    ambiguous[1, 2]()  # expected-error [ambiguousCall]
    _ = Sized3[4](three=True)  # expected-error [parameterDisagrees]
    _ = Odd.take(i, i)  # expected-error [cannotConvert]


def main():
    pass
