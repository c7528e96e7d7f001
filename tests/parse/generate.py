"""Random programs of the grammar. They mean nothing; they are meant to parse."""

NAMES = [*"a b c foo bar x y _z T items".split(), "`odd name`"]
CONVENTIONS = ["", "", "", "imm ", "mut ", "var ", "ref ", "ref[o] ", "deinit "]
BINARY = "+ - * / // % @ & | ^ << >> ** and or < <= == != in is not_in is_not".split()
AUGMENTED = "+= -= *= /= //= %= **= @= &= |= ^= <<= >>=".split()
LITERALS = ["0", "12_3", "0xfF", "1.5", ".5e3", "30.", "True", "None", "...", '"s"', "'q'", '"a" "b"', "r'\\d'", 't"x{a}y"', 'rt"{a + 1}"', "Self"]


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.depth = 0

    # ---- Helpers

    def pick(self, *choices):
        choice = self.rng.choice(choices)
        return choice() if callable(choice) else choice

    def maybe(self, text, chance=0.3):
        if self.rng.random() >= chance:
            return ""
        return text() if callable(text) else text

    def many(self, make, low=0, high=3, separator=", "):
        return separator.join(make() for _ in range(self.rng.randint(low, high)))

    def name(self):
        return self.rng.choice(NAMES)

    # ---- Expressions

    def expr(self):
        if self.depth > 4:
            return self.pick(self.name, lambda: self.rng.choice(LITERALS))
        self.depth += 1
        try:
            return self.pick(self.name, self.name, self.literal, self.binary, self.unary, self.postfix, self.postfix, self.bracketed, self.ternary,
                             self.lam, self.fn_type, self.special)
        finally:
            self.depth -= 1

    def atom(self):
        """An operand whatever stands beside it."""
        return self.pick(self.name, lambda: f"({self.expr()})", lambda: f"f({self.args()})", lambda: f"a[{self.subs()}]", lambda: f"(x^)")

    def literal(self):
        return self.rng.choice(LITERALS)

    def binary(self):
        return f"{self.atom()} {self.rng.choice(BINARY).replace('_', ' ')} {self.atom()}"

    def unary(self):
        return self.pick("-", "+", "~", "not ", "await ") + self.atom()

    def postfix(self):
        suffix = self.pick(lambda: f".{self.pick('m', 'if', 'def', '`q r`')}", lambda: f"({self.args()})", lambda: f"[{self.subs()}]", "^")
        return self.atom() + suffix

    def ternary(self):
        return f"{self.atom()} if {self.atom()} else {self.expr()}"

    def lam(self):
        parameters = self.maybe(lambda: f"[{self.parameters()}]")
        arguments = self.maybe(lambda: f"({self.arguments(annotated=True)}){self.effects()}", 0.7)
        return f"(lambda{parameters or ' '}{arguments}{self.maybe(self.captures)}{self.maybe(' -> Int')}: {self.expr()})"

    def fn_type(self):
        arguments = self.many(lambda: self.pick("", "mut ", "var ", "ref ") + self.pick("Int", "T", "List[Int]"), 0, 3)
        return f"(def({arguments}){self.effects()}{self.maybe(' thin')}{self.maybe(' -> Int')})"

    def bracketed(self):
        return self.pick(
            lambda: f"({self.many(self.expr, 0, 3)}{self.maybe(lambda: '')})",
            lambda: f"({self.expr()},)",
            lambda: f"[{self.many(self.expr, 0, 3)}]",
            lambda: f"[{self.expr()} for {self.pick('', 'var ', 'ref ')}{self.target()} in {self.atom()}{self.maybe(lambda: ' if ' + self.atom())}]",
            lambda: f"{{{self.many(self.expr, 0, 3)}}}",
            lambda: "{" + self.many(lambda: f"{self.atom()}: {self.atom()}", 1, 3) + "}",
            lambda: f"{{{self.atom()}: {self.atom()} for x, y in {self.atom()}}}",
            lambda: f"{{k={self.expr()}, v={self.expr()}}}",
            lambda: f"(n := {self.expr()})",
        )

    def special(self):
        return self.pick(
            ".member", ".make(1).more", "comptime(f(1))", "origin_of(a)", "type_of(a).T", "conforms_to(T, Copyable)", "__mlir_type.index",
            "__mlir_attr.`0 : i8`", "__mlir_type[`!a<`, n, `, `, +T, `>`]", "__mlir_op.`a.b`[_type=T](a, b)", "x^", "_f",
        )

    def args(self):
        parts = [self.expr() for _ in range(self.rng.randint(0, 2))]
        if self.rng.random() < 0.2:
            parts.append("*" + self.atom())
        parts += [f"{name}={self.expr()}" for name in self.rng.sample(["k", "v", "w"], self.rng.randint(0, 2))]
        if self.rng.random() < 0.1:
            parts.append("**" + self.atom())
        return ", ".join(parts) + self.maybe("," if parts else "", 0.1)

    def subs(self):
        return self.many(lambda: self.pick(self.expr, "_", "...", ":", "1:", ":n", "::2", "a:b:c", "*Ts", lambda: f"k={self.expr()}", "b=1:2"), 0, 3)

    # ---- Headers

    def type(self):
        return self.pick("Int", "T", "List[Int]", "Self.T", "Copyable & Movable", "def(Int) -> Int", self.atom)

    def parameters(self):
        parts = [f"{n}: {self.type()}" for n in self.rng.sample(["T", "n", "m", "U"], self.rng.randint(1, 3))]
        if self.rng.random() < 0.3:
            parts.insert(1, "//")
        if self.rng.random() < 0.2:
            parts.append(self.pick("*, k: Int = 3", "*Ts: AnyType", "/"))
        return ", ".join(parts)

    def arguments(self, annotated=False):
        parts = [f"{self.rng.choice(CONVENTIONS)}{n}: {self.type()}" for n in self.rng.sample(["p", "q", "r", "s"], self.rng.randint(0, 3))]
        if parts and self.rng.random() < 0.2:
            parts.append("/")
        if self.rng.random() < 0.3:
            parts.append("d: Int = " + self.expr())
        if self.rng.random() < 0.2:
            parts.append(self.pick("*, k: Int", "*xs: Int", "var *xs: *Ts"))
        if self.rng.random() < 0.1:
            parts.append("var **kw: Int")
        return ", ".join(parts)

    def effects(self):
        return self.maybe(lambda: self.pick(" raises", " raises E", " raises Self.E"), 0.2)

    def captures(self):
        names = self.rng.sample(["a", "b", "c"], self.rng.randint(0, 3))
        return " {" + ", ".join(self.pick("", "imm ", "mut ", "ref ", "var ") + n for n in names) + "}"

    def where(self):
        return self.maybe(lambda: self.pick(f" where {self.atom()}", ' where (a, "m")', ' where a else "m"'), 0.2)

    def function(self, indent, context):
        parameters = self.maybe(lambda: f"[{self.parameters()}]")
        receiver = self.pick("self", "mut self", "ref[o] self", "deinit self") + ", " if context == "type" else ""
        captures = self.maybe(self.captures) if context == "body" else ""
        result = self.maybe(lambda: " -> " + self.pick(self.type, "ref[o] T"), 0.5)
        header = f"def {self.pick('f', 'g', '`h`')}{parameters}({receiver}{self.arguments()}){self.effects()}{captures}{result}{self.where()}"
        return self.decorators(indent) + indent + header + self.suite(indent)

    def decorators(self, indent):
        return "".join(f"{indent}@{self.pick('always_inline', 'a.b', 'stable(since=1)', 'f(.x)')}\n" for _ in range(self.rng.choice([0, 0, 0, 1, 2])))

    def members(self, indent, kind):
        inner = indent + self.pick("  ", "    ")
        lines = [inner + self.pick('"""Doc."""\n', "pass\n", "...\n")]
        for _ in range(self.rng.randint(0, 3)):
            choices = [lambda: self.function(inner, "type"), lambda: f"{inner}comptime N{self.maybe(': Int')}{self.maybe(lambda: ' = ' + self.expr())}\n"]
            if kind == "struct":
                choices.append(lambda: f"{inner}var f: {self.type()}\n")
            lines.append(self.pick(*choices))
        return ":\n" + "".join(lines)

    def struct(self):
        conformances = self.maybe(lambda: "(" + self.many(lambda: self.pick("A", "A & B", "W where " + self.atom(), 'not M else "m"'), 0, 3) + ")")
        return f"{self.decorators('')}struct S{self.maybe(lambda: f'[{self.parameters()}]')}{conformances}{self.where()}{self.members('', 'struct')}"

    def trait(self):
        return f"{self.decorators('')}trait R{self.maybe('(A, B)')}{self.members('', 'trait')}"

    def comptime(self, indent):
        return indent + self.pick(
            lambda: f"comptime C{self.maybe(lambda: f'[{self.parameters()}]')}{self.maybe(': Int')}{self.where()} = {self.expr()}",
            lambda: f"comptime lo, hi = {self.expr()}, {self.expr()}",
        ) + "\n"

    def imports(self):
        return self.pick("import a.b, c as d", "from a import *", "from . import x", "from ...a.b import x as y, z", "from a import (\n  x,\n  y,\n)") + "\n"

    # ---- Statements

    def target(self):
        return self.pick(self.name, "a.b", "a[0]", "x, y", "(x, y), z", "_", "f(x)")

    def simple(self):
        return self.pick(
            "pass", "return", "break", "continue", "raise", lambda: f"return {self.expr()}", lambda: f"raise {self.expr()}", lambda: f"assert {self.expr()}, {self.expr()}",
            lambda: f"comptime assert {self.atom()}", lambda: f"{self.target()} = {self.expr()}", lambda: f"x = y = {self.expr()}",
            lambda: f"var {self.target()} = {self.expr()}", lambda: f"var v: {self.type()}{self.maybe(lambda: ' = ' + self.expr())}", lambda: f"ref r = {self.atom()}",
            lambda: f"a {self.rng.choice(AUGMENTED)} {self.expr()}", lambda: f"f({self.args()})", lambda: f"(var p), (ref q) = {self.atom()}", self.expr,
        )

    def suite(self, indent):
        if self.rng.random() < 0.3 or self.depth > 3:
            return f": {self.many(self.simple, 1, 2, '; ')}{self.maybe(';')}\n"
        inner = indent + self.pick("  ", "    ", "\t")
        self.depth += 1
        body = "".join(self.statement(inner) for _ in range(self.rng.randint(1, 4)))
        self.depth -= 1
        return ":\n" + self.maybe(f'{inner}"""Doc."""\n', 0.1) + body

    def continued(self, indent):
        """An expression over several lines."""
        deeper = indent + "   "
        return self.pick(
            f"{indent}x = a\n{deeper}+ b\n{deeper}* c\n", f"{indent}y =\n{deeper}3\n", f"{indent}f(a,\nb\n)\n", f"{indent}b.add(1)\n{deeper}.then(2)\n{deeper}.done()\n",
            f"{indent}s = 'a'\n{deeper}'b'\n", f"{indent}x = a + \\\nb\n",
        )

    def statement(self, indent):
        if self.depth > 4:
            return indent + self.simple() + "\n"
        return self.pick(
            lambda: indent + self.simple() + "\n", lambda: indent + self.simple() + "\n", lambda: indent + self.many(self.simple, 1, 3, "; ") + "\n",
            lambda: f"{indent}{self.maybe('comptime ')}if {self.atom()}{self.suite(indent)}{self.maybe(lambda: f'{indent}elif {self.atom()}{self.suite(indent)}')}"
                    f"{self.maybe(lambda: f'{indent}else{self.suite(indent)}')}",
            lambda: f"{indent}while {self.expr()}{self.suite(indent)}{self.maybe(lambda: f'{indent}else{self.suite(indent)}')}",
            lambda: f"{indent}{self.maybe('comptime ')}for {self.pick('', 'var ', 'ref ')}{self.target()} in {self.expr()}{self.suite(indent)}",
            lambda: f"{indent}try{self.suite(indent)}{indent}except{self.maybe(' e')}{self.suite(indent)}{self.maybe(lambda: f'{indent}else{self.suite(indent)}')}"
                    f"{self.maybe(lambda: f'{indent}finally{self.suite(indent)}')}",
            lambda: f"{indent}with {self.expr()}{self.maybe(' as v')}{self.maybe(', g() as (a, b)')}{self.suite(indent)}",
            lambda: self.match(indent), lambda: self.function(indent, "body"), lambda: self.comptime(indent), lambda: self.continued(indent),
        )

    def pattern(self):
        if self.depth > 4:
            return "_"
        self.depth += 1
        try:
            return self.pick("_", "x", "1", '"s"', "None", ".Case", "T.Case", lambda: f"var {self.pattern()}", lambda: f".Case({self.pattern()})",
                             lambda: f"T[Int].Case(x={self.pattern()})", lambda: f"({self.pattern()}, {self.pattern()})", lambda: f"{self.pattern()} | {self.pattern()}",
                             "{1, 2}", "-3", lambda: f"({self.pattern()} as y)", "()")
        finally:
            self.depth -= 1

    def match(self, indent):
        column = indent + self.pick("", "  ")
        self.depth += 1
        cases = "".join(f"{column}case {self.pattern()}{self.maybe(' as w')}{self.maybe(lambda: ' if ' + self.atom())}{self.suite(column)}" for _ in range(self.rng.randint(1, 3)))
        self.depth -= 1
        return f"{indent}{self.maybe('comptime ')}match {self.expr()}:\n{cases}"

    def module(self):
        return "".join(self.pick(self.imports, lambda: self.function("", "module"), lambda: self.function("", "module"), self.struct, self.trait,
                                 lambda: self.comptime("")) for _ in range(self.rng.randint(1, 4)))
