# A reference to an argument refers to the caller's value, also where the value would fit registers.


def longer(a: String, b: String) -> ref[a, b] String:
    if a.byte_length() > b.byte_length():
        return a
    return b


@fieldwise_init
struct Pair(Copyable):
    var first: Int
    var second: Int

    def pick(self, last: Bool) -> ref[self.first, self.second] Int:
        return self.second if last else self.first


def address(pair: Pair) -> Pointer[Pair, origin_of(pair)]:
    return Pointer(to=pair)


def main():
    var x = String("xxx")
    var y = String("yy")
    # expect: xxx
    print(longer(x, y))
    ref kept = longer(y, x)
    # expect: xxx 3
    print(kept, longer(kept, y).byte_length())
    # expect: temporary
    print(longer(String("temporary"), x))
    var pair = Pair(1, 2)
    # expect: 1 2
    print(pair.pick(False), pair.pick(True))
    var pointer = address(pair)
    pair.second = 7
    # expect: 7
    print(pointer[].second)
