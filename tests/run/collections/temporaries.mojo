"""What is run over lives as long as the loop, whoever owns it."""


def words() -> List[String]:
    return [String("k") * 30, String("l") * 30]


def table() -> Dict[String, Int]:
    return {String("k") * 30: 1, String("l") * 30: 2}


def show[T: Sized](ref value: T):
    print(len(value))


def main():
    var text = String()
    for word in words():
        text += word[byte=0:1]
    for i, word in enumerate(words()):
        text += String(i, word[byte=0:1])
    for key in reversed(table()):
        text += key[byte=0:1]
    for entry in table().items():
        text += String(entry.value)
    for key in reversed({"x": 1, "y": 2}):
        text += key
    for number in reversed([4, 5]):
        text += String(number)
    for a, b in zip(words(), table().values()):
        text += String(a[byte=0:1], b)
    # expect: kl0k1llk12yx54k1l2
    print(text)
    # expect: 2
    show({"a": 1, "b": 2})
    # expect: 3
    show([1, 2, 3])
