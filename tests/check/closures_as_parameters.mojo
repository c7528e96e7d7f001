# Functions that capture as values of parameters: what is taken, what is not, and what calls may access.


def apply[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x)


def thin[f: def(Int) thin -> Int](x: Int) -> Int:
    return f(x)


def run(f: def(Int) thin -> Int) -> Int:
    return f(1)


def clears[f: def(Int) capturing [_] -> Int](mut items: List[Int]) -> Int:
    items.clear()
    return f(1)


def takes[F: def(Int) -> Int](f: F) -> Int:
    return f(1)


def plain(x: Int) -> Int:
    return x


def words(s: String) -> Int:
    return s.byte_length()


struct Button[action: def() capturing [_] -> None]:  # expected-error [capturingOfType]
    var label: String


def hands_on[f: def(Int) capturing [_] -> Int](x: Int) -> Int:
    print(thin[f](x))  # expected-error [cannotConvert]
    print(takes(f))  # expected-error [boundNotMet]
    return apply[f](x)


def main():
    var k = 1
    var items: List[Int] = [1, 2]

    def listed(i: Int) {mut k} -> Int:
        return k

    @__parameter
    def old(i: Int) -> Int:
        items.append(i)
        return i + k

    @parameter  # expected-warning [oldSpelling]
    def older(i: Int) capturing -> Int:  # expected-warning [capturingEffect]
        return i + k

    @__parameter
    def wrong(i: String) -> Int:
        return k

    @__copy_capture(1 + 2)  # expected-error [copyCaptureNotName]
    @__parameter
    def copies(i: Int) -> Int:
        return k

    print(apply[listed](1))  # expected-error [closureWithList]
    print(thin[old](1))  # expected-error [cannotConvert]
    print(apply[wrong](1))  # expected-error [cannotConvert]
    print(apply[words](1))  # expected-error [cannotConvert]
    print(thin[words](1))  # expected-error [cannotConvert]
    print(run(old))  # expected-error [cannotConvert]
    print(takes(old), apply[old](1), apply[older](1), apply[plain](1), hands_on[plain](1))
