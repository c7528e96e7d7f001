"""Errors: raised, caught, passed on, of types of one's own, with cleaning up on every way out."""


@fieldwise_init
struct ParseError(Copyable, Writable):
    """What was wrong, and at which byte."""

    var reason: String
    var position: Int

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.reason, " at ", self.position)


def parse_number(text: String) raises ParseError -> Int:
    """A number in base 10."""
    if text.byte_length() == 0:
        raise ParseError("nothing to read", 0)
    var value = 0
    var bytes = text.as_bytes()
    for i in range(len(bytes)):
        var byte = Int(bytes[i])
        if byte < 48 or byte > 57:
            raise ParseError("not a digit", i)
        value = value * 10 + byte - 48
    return value


def divide(a: Int, b: Int) raises -> Int:
    if b == 0:
        raise "division by zero"
    return a // b


def evaluate(text: String, mut log: List[String]) raises -> Int:
    """`a/b` as a whole number."""
    log.append(String("start"))
    try:
        var parts = text.split("/")
        if len(parts) != 2:
            raise Error("expected a/b, got '", text, "'")
        var numbers = List[Int]()
        for part in parts:
            try:
                numbers.append(parse_number(String(part)))
            except problem:
                raise Error("in '", part, "': ", problem)
        return divide(numbers[0], numbers[1])
    finally:
        log.append(String("end"))


def describe(text: String, mut log: List[String]) -> String:
    try:
        return String(text, " = ", evaluate(text, log))
    except e:
        return String(text, ": ", e)


def main() raises:
    var log = List[String]()
    var expected: List[String] = ["84/2 = 42", "1/0: division by zero", "7: expected a/b, got '7'", "7/x: in 'x': not a digit at 0"]
    var inputs: List[String] = ["84/2", "1/0", "7", "7/x"]
    for i in range(len(inputs)):
        var line = describe(inputs[i], log)
        print(line)
        if line != expected[i]:
            raise Error("expected '", expected[i], "'")
    if len(log) != 2 * len(inputs):
        raise "`finally` did not run on every way out"
