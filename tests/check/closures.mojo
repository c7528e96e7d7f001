# Captures: what is listed, how, and what leaves the function.


def apply[F: def(Int) -> Int](f: F) -> Int:
    return f(1)


def thin(f: def(Int) thin -> Int) -> Int:
    return f(1)


def main():
    var x = 1
    var y: String = "y"
    comptime k = 3

    def none(n: Int) -> Int:
        return n + x  # expected-error [cannotInferCapture]

    def constants(n: Int) -> Int:
        return n + k

    def reads(n: Int) {x} -> Int:
        x = 2  # expected-error [notMutable]
        return n

    def writes(n: Int) {mut x} -> Int:
        x += n
        return x

    def twice(n: Int) {x, mut x} -> Int:  # expected-error [repeatedCapture]
        return n

    def unknown(n: Int) {z} -> Int:  # expected-error [unknownName]
        return n

    def moves(n: Int) {var y^} -> Int:
        return n + len(y.as_bytes())

    def listed(n: Int) {imm} -> Int:
        return n + x

    _ = thin(constants)
    _ = thin(listed)  # expected-error [cannotConvert]
    _ = apply(constants) + apply(writes) + apply(moves) + apply(listed)
    _ = apply(lambda (n: Int) -> Int: n + x)
    _ = thin(lambda (n: Int) -> Int: n + 1)
    _ = thin(lambda (n: Int) -> Int: n + x)  # expected-error [cannotConvert]
    _ = apply(lambda (n: Int) -> String: "s")  # expected-error [boundNotMet]


def composed[F: def(Int) -> Int & Copyable](f: F):  # expected-error [resultTakesAll]
    pass


def returned(n: Int) -> Some[def(Int) -> Int]:  # expected-error [someNotArgument]
    return n


def recursion():
    var x = 1

    def again(n: Int) {x} -> Int:
        return again(n - 1) + x  # expected-error [recursiveClosure]

    print(again(1, 2))  # expected-error [tooManyArguments] at most 1 positional argument
