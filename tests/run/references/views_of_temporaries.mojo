# Views of temporaries are valid as long as they are used.
from std.memory import ArcPointer


def w(n: Int) -> String:
    return "  a long text that is certainly on the heap " + String(n) + "  "


def first(s: StringSpan) -> StringSpan[s.origin]:
    return s


def listing(n: Int) -> List[String]:
    return [w(n), w(n + 1)]


struct Holder(Movable):
    var text: String

    def __init__(out self, text: String):
        self.text = text

    def view(self) -> StringSpan[origin_of(self.text)]:
        return self.text


def total(xs: List[StringSpan[ImmUnsafeAnyOrigin]]) -> Int:
    var t = 0
    for x in xs:
        t += x.byte_length()
    return t


def main() raises:
    var s = w(1).strip()
    print(s)
    for part in w(2).split():
        if part == "certainly":
            print(part)
    print(w(3).strip() + w(4).strip().upper())
    var parts = w(5).split("a")
    print(len(parts), parts[1].strip())
    print(first(w(6)).strip(), len(listing(7)[1].split()))
    var pair = (w(8), w(9))
    ref a = pair[0]
    print(a.strip() == pair[0].strip())
    print("|".join([w(10), w(11)]))
    var d: Dict[String, String] = {w(12): w(13)}
    for e in d.items():
        print(e.key.strip(), "->", e.value.strip())
    var h = Holder(w(14))
    var v = h.view()
    print(v.strip())
    print(Holder(w(15)).view().strip())
    var longest = max(w(20), w(21))
    print(longest.strip())
    print(String(t"{w(22).strip()}!"))
    var arc = ArcPointer(w(24))
    print(arc[].strip())
    print(w(25)[byte=2:8], w(26).as_bytes()[2], "heap" in w(27), w(28).find("on"))

# options: -O0
# expect: a long text that is certainly on the heap 1
# expect: certainly
# expect: a long text that is certainly on the heap 3A LONG TEXT THAT IS CERTAINLY ON THE HEAP 4
# expect: 5 long text th
# expect: a long text that is certainly on the heap 6 10
# expect: True
# expect:   a long text that is certainly on the heap 10  |  a long text that is certainly on the heap 11  
# expect: a long text that is certainly on the heap 12 -> a long text that is certainly on the heap 13
# expect: a long text that is certainly on the heap 14
# expect: a long text that is certainly on the heap 15
# expect: a long text that is certainly on the heap 21
# expect: a long text that is certainly on the heap 22!
# expect: a long text that is certainly on the heap 24
# expect: a long 97 True 5
