# What a function given as a parameter captures takes part in the call.


def clears[f: def(Int) capturing [_] -> Int](mut items: List[Int]) -> Int:
    items.clear()
    return f(1)


def both[f: def(Int) capturing [_] -> Int, g: def(Int) capturing [_] -> Int](x: Int) -> Int:
    return f(x) + g(x)


def main():
    var items: List[Int] = [1, 2]
    var others: List[Int] = []

    @__parameter
    def appends(i: Int) -> Int:
        items.append(i)
        return i

    @__parameter
    def counts(i: Int) -> Int:
        return len(items) + i

    print(clears[appends](items))  # expected-error [overlappingAccess]
    print(clears[appends](others))
    print(clears[counts](items))  # expected-error [overlappingAccess]
    print(both[appends, counts](1))
