# A choice between a value and a literal is one value: it converts as a whole where its arms would become different things.


def word() -> String:
    return "a word on the heap, " + String(42)


def show(text: StringSpan):
    print("<", text, ">", sep="")


def main():
    var yes = word().byte_length() == 22
    show(word() if yes else "")
    show("" if yes else word())
    print(word() + (word() if yes else "") + ("-" + word() if not yes else ""))
    var half = 0.5
    print(half * (1 if yes else 2), half * (half if not yes else 3))
    var length = (word() if yes else "short").byte_length()
    print(length, "heap" in (word() if yes else ""))

# expect: <a word on the heap, 42>
# expect: <>
# expect: a word on the heap, 42a word on the heap, 42
# expect: 0.5 1.5
# expect: 22 True
