"""A calculator, groups of anagrams, a sieve, a cipher: small programs on strings and collections."""

from std.collections import Dict, List, Set, Optional
from std.memory import OwnedPointer, ArcPointer


struct Stack[T: Copyable & Deinitable](Copyable, Sized, Writable where conforms_to(T, Writable)):
    var _items: List[Self.T]

    def __init__(out self):
        self._items = []

    def push(mut self, var item: Self.T):
        self._items.append(item^)

    def pop(mut self) raises -> Self.T:
        if not self._items:
            raise Error("stack is empty")
        return self._items.pop()

    def peek(self) -> Optional[Self.T]:
        if len(self._items) == 0:
            return None
        return self._items[len(self._items) - 1].copy()

    def __len__(self) -> Int:
        return len(self._items)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Stack(", self._items, ")")


@fieldwise_init
struct Token(ImplicitlyCopyable, Writable):
    comptime NUMBER = 0
    comptime OPERATOR = 1
    var kind: Int
    var text: String


def tokenize(source: String) raises -> List[Token]:
    var tokens = List[Token]()
    var i = 0
    var bytes = source.as_bytes()
    while i < len(bytes):
        var c = bytes[i]
        if c == UInt8(ord(" ")):
            i += 1
            continue
        if c >= 48 and c <= 57:
            var start = i
            while i < len(bytes) and bytes[i] >= 48 and bytes[i] <= 57:
                i += 1
            tokens.append(Token(Token.NUMBER, String(source[byte=start:i])))
            continue
        var ch = chr(Int(c))
        if ch in "+-*/()":
            tokens.append(Token(Token.OPERATOR, ch))
            i += 1
            continue
        raise Error(t"unexpected character '{ch}' at {i}")
    return tokens^


def precedence(op: String) -> Int:
    if op == "+" or op == "-":
        return 1
    return 2


def apply(mut values: Stack[Int], op: String) raises:
    var b = values.pop()
    var a = values.pop()
    if op == "+":
        values.push(a + b)
    elif op == "-":
        values.push(a - b)
    elif op == "*":
        values.push(a * b)
    else:
        if b == 0:
            raise Error("division by zero")
        values.push(a // b)


def evaluate(source: String) raises -> Int:
    var values = Stack[Int]()
    var ops = Stack[String]()
    for token in tokenize(source):
        if token.kind == Token.NUMBER:
            values.push(Int(token.text))
        elif token.text == "(":
            ops.push(token.text)
        elif token.text == ")":
            while ops.peek().value() != "(":
                apply(values, ops.pop())
            _ = ops.pop()
        else:
            while len(ops) > 0 and ops.peek().value() != "(" and precedence(ops.peek().value()) >= precedence(token.text):
                apply(values, ops.pop())
            ops.push(token.text)
    while len(ops) > 0:
        apply(values, ops.pop())
    return values.pop()


struct Node(Movable):
    var value: Int
    var next: Optional[OwnedPointer[Node]]

    def __init__(out self, value: Int):
        self.value = value
        self.next = None


def anagrams(words: List[String]) raises -> Dict[String, List[String]]:
    var groups = Dict[String, List[String]]()
    for word in words:
        var letters = List[UInt8]()
        for b in word.as_bytes():
            letters.append(b)
        sort(letters)
        var key = String(unsafe_from_utf8=letters)
        if key not in groups:
            groups[key] = List[String]()
        groups[key].append(word)
    return groups^


def sieve(n: Int) -> List[Int]:
    var is_prime = List[Bool](length=n + 1, fill=True)
    var primes: List[Int] = []
    for i in range(2, n + 1):
        if is_prime[i]:
            primes.append(i)
            for j in range(i * i, n + 1, i):
                is_prime[j] = False
    return primes^


def caesar(text: String, shift: Int) -> String:
    var result = String()
    for cp in text.codepoints():
        var c = Int(cp)
        if c >= 97 and c <= 122:
            result += chr((c - 97 + shift) % 26 + 97)
        else:
            result += chr(c)
    return result


def main() raises:
    print(evaluate("2 + 3 * (4 - 1)"))
    try:
        _ = evaluate("2 $ 3")
    except e:
        print("error:", e)
    try:
        _ = evaluate("1 / 0")
    except e:
        print("error:", e)
    var s = Stack[String]()
    s.push("a")
    s.push("b")
    print(s, len(s), s.peek().value())
    var groups = anagrams(["eat", "tea", "tan", "ate", "nat", "bat"])
    for entry in groups.items():
        print(entry.key, ":", entry.value)
    print(sieve(30))
    print(caesar(caesar("hello, world", 3), 23))
    var matrix = List[List[Float64]]()
    for i in range(2):
        matrix.append([Float64(i), Float64(i) + 0.5])
    print(matrix)
    var unique = Set[Int]()
    for x in [1, 2, 2, 3]:
        unique.add(x)
    print(len(unique), 2 in unique)
    var node = Node(1)
    node.next = OwnedPointer(Node(2))
    print(node.value, node.next.value()[].value)
    var shared = ArcPointer[List[Int]]([1, 2, 3])
    var alias_ = shared
    alias_[].append(4)
    print(shared[], shared.count())
    var total = 0
    for i, w in enumerate(String("the quick brown fox").split()):
        total += i * w.byte_length()
    print(total)
    print("abc" * 2, "x" + "y", String("a,b;c").replace(",", ";").split(";"))
    var text = String()
    for i in range(3):
        text.write(t"{i}:{i * i} ")
    print(text)
    print(max(3, 7), min("b", "a"), abs(-3), sum_of(1, 2, 3))


def sum_of(*values: Int) -> Int:
    var total = 0
    for v in values:
        total += v
    return total


# expect: 11
# expect: error: unexpected character '$' at 2
# expect: error: division by zero
# expect: Stack([a, b]) 2 b
# expect: aet : [eat, tea, ate]
# expect: ant : [tan, nat]
# expect: abt : [bat]
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
# expect: hello, world
# expect: [[0.0, 0.5], [1.0, 1.5]]
# expect: 3 True
# expect: 1 2
# expect: [1, 2, 3, 4] 1
# expect: 24
# expect: abcabc xy [a, b, c]
# expect: 0:0 1:1 2:4 
# expect: 7 a 3 6
