# A small language: tokens, a compiler with constant folding, a machine with functions in a dictionary.
@fieldwise_init
struct Kind(Equatable, ImplicitlyCopyable, Writable, Hashable):
    var value: UInt8
    comptime NUMBER = Kind(0)
    comptime NAME = Kind(1)
    comptime OP = Kind(2)
    comptime END = Kind(3)

    def write_to(self, mut w: Some[Writer]):
        comptime names: Array[StaticString, 4] = ["number", "name", "op", "end"]
        w.write(materialize[names]()[Int(self.value)])


@fieldwise_init
struct Token(ImplicitlyCopyable, Writable):
    var kind: Kind
    var text: String
    var at: Int


struct Lexer:
    var tokens: List[Token]

    def __init__(out self, source: String) raises:
        self.tokens = []
        var bytes = source.as_bytes()
        var i = 0
        while i < len(bytes):
            var start = i
            var c = bytes[i]
            if is_space(c):
                i += 1
                continue
            if is_digit(c):
                while i < len(bytes) and (is_digit(bytes[i]) or bytes[i] == Byte(ord("."))):
                    i += 1
                self.tokens.append(Token(Kind.NUMBER, String(source[byte=start:i]), start))
            elif is_letter(c):
                while i < len(bytes) and (is_letter(bytes[i]) or is_digit(bytes[i])):
                    i += 1
                self.tokens.append(Token(Kind.NAME, String(source[byte=start:i]), start))
            elif String(source[byte=i]) in "+-*/^()=,":
                i += 1
                self.tokens.append(Token(Kind.OP, String(source[byte=start:i]), start))
            else:
                raise Error(t"unexpected '{source[byte=i]}' at {i}")
        self.tokens.append(Token(Kind.END, "", len(bytes)))


def is_space(c: Byte) -> Bool:
    return c == 32 or c == 9


def is_digit(c: Byte) -> Bool:
    return Byte(ord("0")) <= c <= Byte(ord("9"))


def is_letter(c: Byte) -> Bool:
    return Byte(97) <= c | 32 <= Byte(122) or c == Byte(ord("_"))


struct Op(Equatable, TrivialRegisterPassable):
    var code: Int

    comptime PUSH = Self(0)
    comptime LOAD = Self(1)
    comptime STORE = Self(2)
    comptime ADD = Self(3)
    comptime SUB = Self(4)
    comptime MUL = Self(5)
    comptime DIV = Self(6)
    comptime POW = Self(7)
    comptime NEG = Self(8)
    comptime CALL = Self(9)

    def __init__(out self, code: Int):
        self.code = code


@fieldwise_init
struct Instruction(Copyable):
    var op: Op
    var number: Float64
    var name: String


struct Compiler:
    var tokens: List[Token]
    var at: Int
    var code: List[Instruction]

    def __init__(out self, source: String) raises:
        var lexer = Lexer(source)
        self.tokens = lexer.tokens.copy()
        self.at = 0
        self.code = []

    def peek(self) -> Token:
        return self.tokens[self.at]

    def accept(mut self, text: StringSpan) -> Bool:
        if self.peek().kind == Kind.OP and self.peek().text == text:
            self.at += 1
            return True
        return False

    def expect(mut self, text: StringSpan) raises:
        if not self.accept(text):
            raise Error("expected '", text, "' at ", self.peek().at, ", found ", self.peek().kind)

    def emit(mut self, op: Op, number: Float64 = 0, var name: String = ""):
        var n = len(self.code)
        if op == Op.NEG and n > 0 and self.code[n - 1].op == Op.PUSH:
            self.code[n - 1].number = -self.code[n - 1].number
            return
        if op.code >= Op.ADD.code and op.code <= Op.POW.code and n > 1 and self.code[n - 1].op == Op.PUSH and self.code[n - 2].op == Op.PUSH:
            var b = self.code.pop().number
            self.code[n - 2].number = apply(op, self.code[n - 2].number, b)
            return
        self.code.append(Instruction(op, number, name^))

    def statement(mut self) raises:
        if self.peek().kind == Kind.NAME and self.tokens[self.at + 1].text == "=":
            var name = self.peek().text
            self.at += 2
            self.sum()
            self.emit(Op.STORE, name=name)
        else:
            self.sum()
        if self.peek().kind != Kind.END:
            raise Error("rubbish at ", self.peek().at)

    def sum(mut self) raises:
        self.term()
        while True:
            if self.accept("+"):
                self.term()
                self.emit(Op.ADD)
            elif self.accept("-"):
                self.term()
                self.emit(Op.SUB)
            else:
                return

    def term(mut self) raises:
        self.power()
        while True:
            if self.accept("*"):
                self.power()
                self.emit(Op.MUL)
            elif self.accept("/"):
                self.power()
                self.emit(Op.DIV)
            else:
                return

    def power(mut self) raises:
        if self.accept("-"):
            self.power()
            self.emit(Op.NEG)
            return
        self.primary()
        if self.accept("^"):
            self.power()
            self.emit(Op.POW)

    def primary(mut self) raises:
        var t = self.peek()
        if t.kind == Kind.NUMBER:
            self.at += 1
            self.emit(Op.PUSH, atof(t.text))
        elif t.kind == Kind.NAME:
            self.at += 1
            if self.accept("("):
                var n = 0
                while not self.accept(")"):
                    if n:
                        self.expect(",")
                    self.sum()
                    n += 1
                self.emit(Op.CALL, Float64(n), t.text)
            else:
                self.emit(Op.LOAD, name=t.text)
        else:
            self.expect("(")
            self.sum()
            self.expect(")")


def apply(op: Op, a: Float64, b: Float64) -> Float64:
    if op == Op.ADD:
        return a + b
    elif op == Op.SUB:
        return a - b
    elif op == Op.MUL:
        return a * b
    elif op == Op.DIV:
        return a / b
    return a**b


struct VM:
    var names: Dict[String, Float64]
    var functions: Dict[String, def(List[Float64]) thin raises -> Float64]

    def __init__(out self):
        self.names = {"pi": 3.14159}
        self.functions = {}
        self.functions["max"] = largest
        self.functions["sum"] = total

    def run(mut self, code: List[Instruction]) raises -> Optional[Float64]:
        var stack = List[Float64]()
        for i in code:
            if i.op == Op.PUSH:
                stack.append(i.number)
            elif i.op == Op.LOAD:
                if i.name not in self.names:
                    raise Error("unknown ", i.name)
                stack.append(self.names[i.name])
            elif i.op == Op.STORE:
                self.names[i.name] = stack.pop()
            elif i.op == Op.NEG:
                stack.append(-stack.pop())
            elif i.op == Op.CALL:
                var args = List[Float64]()
                for _ in range(Int(i.number)):
                    args.append(stack.pop())
                var f = self.functions.get(i.name)
                if not f:
                    raise Error("no function ", i.name)
                stack.append(f.value()(args))
            else:
                var b = stack.pop()
                stack[len(stack) - 1] = apply(i.op, stack[len(stack) - 1], b)
        return stack.pop() if stack else Optional[Float64](None)


def largest(args: List[Float64]) raises -> Float64:
    if not args:
        raise "max of nothing"
    var m = args[0]
    for a in args:
        m = max(m, a)
    return m


def total(args: List[Float64]) raises -> Float64:
    var s = 0.0
    for a in args:
        s += a
    return s


def main():
    var vm = VM()
    for line in ["1 + 2 * 3", "-2 ^ 2", "x = 2 ^ 3 ^ 2 / 4", "x * pi", "max(1, x, 3) - sum(1, 2, 3)", "(1 + ", "1 $ 2", "y + 1", "max()", "foo(1)", "2 2"]:
        try:
            var c = Compiler(line)
            c.statement()
            var r = vm.run(c.code)
            print(line, "->", r.value() if r else 0.0, "in", len(c.code))
        except e:
            print(line, "error:", e)

# options: -O0
# expect: 1 + 2 * 3 -> 7.0 in 1
# expect: -2 ^ 2 -> -4.0 in 1
# expect: x = 2 ^ 3 ^ 2 / 4 -> 0.0 in 2
# expect: x * pi -> 402.12352 in 3
# expect: max(1, x, 3) - sum(1, 2, 3) -> 122.0 in 9
# expect: (1 +  error: expected '(' at 5, found end
# expect: 1 $ 2 error: unexpected '$' at 2
# expect: y + 1 error: unknown y
# expect: max() error: max of nothing
# expect: foo(1) error: no function foo
# expect: 2 2 error: rubbish at 2
