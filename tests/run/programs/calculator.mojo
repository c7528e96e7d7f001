"""A calculator: tokens, a recursive-descent parser that makes a tree, evaluation with variables, errors with positions."""

from std.memory import OwnedPointer


@fieldwise_init
struct SyntaxError(Copyable, Writable):
    var message: String
    var position: Int

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.message, " at ", self.position)


@fieldwise_init
struct Kind(Equatable, ImplicitlyCopyable):
    var id: Int

    comptime number = Kind(0)
    comptime name = Kind(1)
    comptime symbol = Kind(2)
    comptime end = Kind(3)


@fieldwise_init
struct Token(Copyable):
    var kind: Kind
    var text: String
    var position: Int


def is_digit(c: String) -> Bool:
    return c >= "0" and c <= "9"


def is_letter(c: String) -> Bool:
    return c >= "a" and c <= "z"


def tokenize(text: String) raises SyntaxError -> List[Token]:
    var tokens = List[Token]()
    var at = 0
    var length = text.byte_length()
    while at < length:
        var c = String(text[byte=at : at + 1])
        if c == " ":
            at += 1
            continue
        var start = at
        if is_digit(c):
            while at < length and (is_digit(String(text[byte=at : at + 1])) or text[byte=at : at + 1] == "."):
                at += 1
            tokens.append(Token(.number, String(text[byte=start:at]), start))
        elif is_letter(c):
            while at < length and is_letter(String(text[byte=at : at + 1])):
                at += 1
            tokens.append(Token(.name, String(text[byte=start:at]), start))
        elif c in "+-*/()=^":
            at += 1
            tokens.append(Token(.symbol, c, start))
        else:
            raise SyntaxError("unexpected '" + c + "'", at)
    tokens.append(Token(.end, "", length))
    return tokens^


struct Binary(Movable):
    var op: String
    var left: OwnedPointer[Node]
    var right: OwnedPointer[Node]

    def __init__(out self, op: String, var left: Node, var right: Node):
        self.op = op
        self.left = OwnedPointer(left^)
        self.right = OwnedPointer(right^)


struct Node(Movable):
    """A number, a variable or an operation."""

    var number: Float64
    var name: String
    var binary: Optional[OwnedPointer[Binary]]

    def __init__(out self, number: Float64):
        self.number = number
        self.name = ""
        self.binary = None

    def __init__(out self, *, name: String):
        self.number = 0
        self.name = name
        self.binary = None

    def __init__(out self, op: String, var left: Node, var right: Node):
        self.number = 0
        self.name = ""
        self.binary = OwnedPointer(Binary(op, left^, right^))


struct Parser:
    var tokens: List[Token]
    var at: Int

    def __init__(out self, var tokens: List[Token]):
        self.tokens = tokens^
        self.at = 0

    def peek(self) -> ref[self.tokens] Token:
        return self.tokens[self.at]

    def take(mut self, text: String) -> Bool:
        if self.peek().kind == Kind.symbol and self.peek().text == text:
            self.at += 1
            return True
        return False

    def expect(mut self, text: String) raises SyntaxError:
        if not self.take(text):
            raise SyntaxError("expected " + text, self.peek().position)

    def sum(mut self) raises SyntaxError -> Node:
        var result = self.product()
        while True:
            if self.take("+"):
                result = Node("+", result^, self.product())
            elif self.take("-"):
                result = Node("-", result^, self.product())
            else:
                return result^

    def product(mut self) raises SyntaxError -> Node:
        var result = self.power()
        while True:
            if self.take("*"):
                result = Node("*", result^, self.power())
            elif self.take("/"):
                result = Node("/", result^, self.power())
            else:
                return result^

    def power(mut self) raises SyntaxError -> Node:
        var base = self.atom()
        if self.take("^"):
            return Node("^", base^, self.power())
        return base^

    def atom(mut self) raises SyntaxError -> Node:
        var token = self.peek().copy()
        if token.kind == Kind.number:
            self.at += 1
            try:
                return Node(atof(token.text))
            except:
                raise SyntaxError("bad number " + token.text, token.position)
        if token.kind == Kind.name:
            self.at += 1
            return Node(name=token.text)
        if self.take("-"):
            return Node("-", Node(0), self.atom())
        self.expect("(")
        var inner = self.sum()
        self.expect(")")
        return inner^


def evaluate(node: Node, variables: Dict[String, Float64]) raises -> Float64:
    if node.binary:
        ref binary = node.binary.value()[]
        var left = evaluate(binary.left[], variables)
        var right = evaluate(binary.right[], variables)
        if binary.op == "+":
            return left + right
        elif binary.op == "-":
            return left - right
        elif binary.op == "*":
            return left * right
        elif binary.op == "^":
            return left**right
        if right == 0:
            raise "division by zero"
        return left / right
    if node.name.byte_length() > 0:
        if node.name not in variables:
            raise Error("unknown variable ", node.name)
        return variables[node.name]
    return node.number


struct Calculator:
    var variables: Dict[String, Float64]

    def __init__(out self):
        self.variables = {}

    def run(mut self, line: String) -> String:
        try:
            var tokens = tokenize(line)
            var target = String()
            if len(tokens) > 2 and tokens[0].kind == Kind.name and tokens[1].text == "=":
                target = tokens[0].text
                _ = tokens.pop(0)
                _ = tokens.pop(0)
            var parser = Parser(tokens^)
            var tree = parser.sum()
            if parser.peek().kind != Kind.end:
                raise SyntaxError("unexpected " + parser.peek().text, parser.peek().position)
            var value = self.value(tree)
            if target.byte_length() > 0:
                self.variables[target] = value
            return String(value)
        except e:
            return String("error: ", e)

    def value(self, tree: Node) raises SyntaxError -> Float64:
        try:
            return evaluate(tree, self.variables)
        except e:
            raise SyntaxError(String(e), -1)


def main():
    var calculator = Calculator()
    var lines: List[String] = ["1 + 2 * 3", "(1 + 2) * 3", "x = 4 ^ 2 ^ 0.5 / 2", "x + -y", "y = 10", "x * y - 1", "2 / (y - 10)", "3 + * 4", "5 $ 6", "1 2"]
    for line in lines:
        print(line, "=>", calculator.run(line))

# expect: 1 + 2 * 3 => 7.0
# expect: (1 + 2) * 3 => 9.0
# expect: x = 4 ^ 2 ^ 0.5 / 2 => 3.551496650658008
# expect: x + -y => error: unknown variable y at -1
# expect: y = 10 => 10.0
# expect: x * y - 1 => 34.51496650658008
# expect: 2 / (y - 10) => error: division by zero at -1
# expect: 3 + * 4 => error: expected ( at 4
# expect: 5 $ 6 => error: unexpected '$' at 2
# expect: 1 2 => error: unexpected 2 at 2
