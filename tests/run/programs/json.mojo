# A JSON reader and writer over a recursive value type.




struct Json(Copyable, Writable):
    var kind: Int
    var number: Float64
    var text: String
    var items: List[Json]
    var keys: List[String]

    def __init__(out self, kind: Int):
        self.kind = kind
        self.number = 0
        self.text = ""
        self.items = []
        self.keys = []

    @staticmethod
    def null() -> Self:
        return Self(0)

    @staticmethod
    def boolean(b: Bool) -> Self:
        var r = Self(1)
        r.number = 1.0 if b else 0.0
        return r^

    @implicit
    def __init__(out self, number: Float64):
        self = Self(2)
        self.number = number

    @implicit
    def __init__(out self, text: String):
        self = Self(3)
        self.text = text

    def __getitem__(self, key: String) raises -> ref[self.items] Json:
        for i, k in enumerate(self.keys):
            if k == key:
                return self.items[i]
        raise Error("no key ", repr(key))

    def __getitem__(self, i: Int) -> ref[self.items] Json:
        return self.items[i]

    def depth(self) -> Int:
        var d = 0
        for item in self.items:
            d = max(d, item.depth())
        return d + 1 if self.kind >= 4 else 0

    def write_to(self, mut w: Some[Writer]):
        if self.kind == 0:
            w.write("null")
        elif self.kind == 1:
            w.write("true" if self.number != 0 else "false")
        elif self.kind == 2:
            if self.number == Float64(Int(self.number)):
                w.write(Int(self.number))
            else:
                w.write(self.number)
        elif self.kind == 3:
            w.write('"', self.text, '"')
        elif self.kind == 4:
            w.write("[")
            for i in range(len(self.items)):
                if i:
                    w.write(",")
                w.write(self.items[i])
            w.write("]")
        else:
            w.write("{")
            for i in range(len(self.items)):
                if i:
                    w.write(",")
                w.write('"', self.keys[i], '":', self.items[i])
            w.write("}")


struct Parser[origin: ImmOrigin]:
    var text: Span[Byte, Self.origin]
    var at: Int

    def __init__(out self, text: StringSpan[Self.origin]):
        self.text = text.as_bytes()
        self.at = 0

    def peek(self) -> Int:
        return Int(self.text[self.at]) if self.at < len(self.text) else -1

    def blanks(mut self):
        while self.peek() in (32, 9, 10, 13):
            self.at += 1

    def expect(mut self, c: StringSpan) raises:
        if self.peek() != ord(c):
            raise Error("expected '", c, "' at ", self.at)
        self.at += 1

    def word(mut self, w: StringSpan) -> Bool:
        var b = w.as_bytes()
        if self.at + len(b) > len(self.text):
            return False
        for i in range(len(b)):
            if b[i] != self.text[self.at + i]:
                return False
        self.at += len(b)
        return True

    def string(mut self) raises -> String:
        self.expect('"')
        var out = String()
        while True:
            var c = self.peek()
            if c == -1:
                raise Error("string not closed")
            self.at += 1
            if c == ord('"'):
                return out^
            if c == ord("\\"):
                var e = self.peek()
                self.at += 1
                if e == ord("n"):
                    out += "\n"
                elif e == ord("t"):
                    out += "\t"
                else:
                    out += chr(e)
            else:
                out += chr(c)

    def value(mut self) raises -> Json:
        self.blanks()
        var c = self.peek()
        if c == ord("{"):
            self.at += 1
            var result = Json(5)
            self.blanks()
            if self.peek() == ord("}"):
                self.at += 1
                return result^
            while True:
                self.blanks()
                result.keys.append(self.string())
                self.blanks()
                self.expect(":")
                result.items.append(self.value())
                self.blanks()
                if self.peek() != ord(","):
                    break
                self.at += 1
            self.expect("}")
            return result^
        if c == ord("["):
            self.at += 1
            var result = Json(4)
            self.blanks()
            if self.peek() == ord("]"):
                self.at += 1
                return result^
            while True:
                result.items.append(self.value())
                self.blanks()
                if self.peek() != ord(","):
                    break
                self.at += 1
            self.expect("]")
            return result^
        if c == ord('"'):
            return self.string()
        if self.word("null"):
            return Json.null()
        if self.word("true"):
            return Json.boolean(True)
        if self.word("false"):
            return Json.boolean(False)
        var start = self.at
        while self.peek() in (ord("-"), ord("+"), ord("."), ord("e"), ord("E")) or (self.peek() >= 48 and self.peek() <= 57):
            self.at += 1
        if start == self.at:
            raise Error("unexpected character at ", self.at)
        return atof(StringSpan(unsafe_from_utf8=self.text[start : self.at]))


def parse(text: StringSpan) raises -> Json:
    var parser = Parser(text.as_imm())
    var result = parser.value()
    parser.blanks()
    if parser.at != len(parser.text):
        raise Error("rubbish at ", parser.at)
    return result^


def main() raises:
    var source = String('{"name": "x\\ty", "list": [1, 2.5, -3e2, [], {}], "ok": true, "no": null, "deep": {"a": {"b": [[["end"]]]}}}')
    var j = parse(source)
    print(j)
    print(j["list"][1], j["deep"]["a"]["b"].depth(), j.depth())
    for bad in ["[1, 2", "{1: 2}", "[1] x", '"abc', "[1,]", ""]:
        try:
            print(parse(bad))
        except e:
            print("bad:", e)
    try:
        print(j["zip"])
    except e:
        print(e)

# options: -O0
# expect: {"name":"x	y","list":[1,2.5,-300,[],{}],"ok":true,"no":null,"deep":{"a":{"b":[[["end"]]]}}}
# expect: 2.5 3 6
# expect: bad: expected ']' at 5
# expect: bad: expected '"' at 1
# expect: bad: rubbish at 4
# expect: bad: string not closed
# expect: bad: unexpected character at 3
# expect: bad: unexpected character at 0
# expect: no key 'zip'
