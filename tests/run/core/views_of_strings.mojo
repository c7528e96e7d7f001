# A string is read and viewed in one call; what is only read may be the same twice.


def shout(text: StringSpan[_], ending: String) -> String:
    return text.upper() + ending


def main():
    var s = String("ab")
    # expect: abab ababab
    print(s + s, s + s + s)
    # expect: 0 True True True
    print(s.find(s), s in s, s.startswith(s), s.endswith(s))
    # expect: ab
    print(s.replace(s, s))
    # expect: ABab
    print(shout(s, s))
    s = s + s
    # expect: abab
    print(s)
    # expect: a-b!
    print("a", "b", sep=String("-"), end=String("!\n"))
    # A view says where it looks.
    var view: StringSpan[origin_of(s)] = s
    # expect: abab 4
    print(view, Line(s).length())


struct Line[mut: Bool, //, origin: Origin[mut=mut]]:
    var text: StringSpan[Self.origin]

    def __init__(out self, ref[Self.origin] text: String):
        self.text = StringSpan[Self.origin](text)

    def length(self) -> Int:
        return self.text.byte_length()
