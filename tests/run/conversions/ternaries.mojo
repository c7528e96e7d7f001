# A choice between a value and a literal is one value: it converts as a whole where its arms would become different things.


def word() -> String:
    return "word"


def show(text: StringSpan):
    print("<", text, ">", sep="")


def main():
    var yes = word().byte_length() == 4
    show(word() if yes else "")
    show("" if yes else word())
    print(word() + (word() if yes else "") + ("-" + word() if not yes else ""))
    var half = 0.5
    print(half * (1 if yes else 2), half * (half if not yes else 3))
    var length = (word() if yes else "long").byte_length()
    print(length, "d" in (word() if yes else ""))

# expect: <word>
# expect: <>
# expect: wordword
# expect: 0.5 1.5
# expect: 4 True
