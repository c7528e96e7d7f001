# Structs: members, fields, conformances, lifecycle.


struct Fields[T: AnyType]:
    var a: Self.T
    var b: T  # expected-error [bareParameter] Self.T
    var c: Missing  # expected-error [unknownName]
    var d: Copyable  # expected-error [traitAsType] Copyable
    var e: Pair  # expected-error [unboundType] first
    var a: Int  # expected-error [declaredTwice] a

    def b(self):  # expected-error [functionNameClash] b
        pass


struct Pair[first: AnyType, second: AnyType = Int]:
    var one: Self.first
    var two: Self.second


struct Uses:
    var p: Pair[Int]
    var q: Pair[Int, Bool]
    var r: Pair[]  # expected-error [missingParameter] first
    var s: Pair[Int, Bool, Int]  # expected-error [tooManyParameters]
    var t: Pair[Int, third=Bool]  # expected-error [unknownParameter] third
    var u: Pair[Int, first=Bool]  # expected-error [parameterRepeated] first
    var v: Pair[3, Bool]  # expected-error [notAType]
    var w: Pair[second=Bool, first=Int]


struct Node:
    var next: Node  # expected-error [recursiveByValue] Node


# A ring is reported once.
struct Left:
    var right: Right


struct Right:
    var left: Left  # expected-error [recursiveByValue]


struct NotTrait(Int):  # expected-error [notATrait]
    pass


struct Methods:
    var x: Int

    def lost():  # expected-error [missingSelf] lost
        pass

    def other(self: Int):  # expected-error [selfOfOtherType]
        pass

    def __init__(self):  # expected-error [initWithoutOutSelf]
        pass

    def __deinit__(self):  # expected-error [destructorShape]
        pass

    def __iadd__(mut self, other: Int) -> Int:  # expected-error [inPlaceResult]
        return other

    def same(self, a: Int):
        pass

    def same(mut self, a: Int) -> Int:  # expected-error [sameSignature] same
        return a

    def same(self, a: Bool):
        pass

    @implicit
    def convert(self):  # expected-error [implicitShape]
        pass


struct MoveOnly:
    def __init__(out self):
        pass


@fieldwise_init
struct Copied(Copyable):
    var x: MoveOnly  # expected-error [copyField]


struct Trivial(TrivialRegisterPassable):  # expected-error [trivialWithLifecycle]
    var x: Int

    def __deinit__(deinit self):
        pass


def main():
    pass
