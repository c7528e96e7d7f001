"""Errors: of one's own type, converted on the way, passed on, else and finally on every way out."""


@fieldwise_init
struct NotFound(Copyable, Writable):
    var key: String

    def write_to(self, mut writer: Some[Writer]):
        writer.write("no ", self.key)


@fieldwise_init
struct TooBig(Copyable, Writable):
    var size: Int


struct Outcome(Copyable, Writable):
    var text: String

    @implicit
    def __init__(out self, error: NotFound):
        self.text = "lost: " + error.key

    @implicit
    def __init__(out self, error: TooBig):
        self.text = String("big: ", error.size)

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.text)


def find(key: String) raises NotFound -> Int:
    if key == "":
        raise NotFound("key")
    return key.byte_length()


def check(n: Int) raises TooBig -> Int:
    if n > 4:
        raise TooBig(n)
    return n


def both(key: String) raises Outcome -> Int:
    """Each error becomes an Outcome on its way out."""
    return check(find(key))


def plain(key: String) raises -> Int:
    """A typed error becomes an Error by its text."""
    return find(key) * 2


def run[E: AnyType, //](action: def(Int) raises E thin -> Int, n: Int) raises E -> Int:
    return action(n)


def safe(n: Int) -> Int:
    return n + 1


def steps(n: Int) -> String:
    var log: String = ""
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            if i == 2:
                raise "two"
            log += String(i)
        except e:
            log += String("(", e, ")")
        else:
            log += "+"
        finally:
            log += "."
    return log


def early(n: Int) raises -> Int:
    try:
        if n == 0:
            return 100
        if n == 1:
            raise "one"
        return 200
    finally:
        print("leaving", n)


def nested(n: Int) raises -> String:
    try:
        try:
            if n == 1:
                raise Error("inner")
            _ = check(n)
            return "fine"
        except e:
            if n == 1:
                raise e^
            raise "outer"
    except e:
        return String("caught ", e)


def passes_on() raises:
    try:
        raise Error("original")
    except:
        print("seen")
        raise


def generic_error[E: Copyable & Deinitable](var e: E) raises E:
    raise e^


def main() raises:
    try:
        print(find("abc"))
        print(find(""))
    except e:
        print(e.key)
    for key in ["ab", "", "abcdef"]:
        try:
            print(both(key))
        except e:
            print(e)
    try:
        _ = plain("")
    except e:
        print("plain:", e)
    print(run(safe, 1))
    try:
        print(run(check, 3))
        print(run(check, 9))
    except e:
        print("size", e.size)
    print(steps(6))
    print(early(0), early(2))
    try:
        _ = early(1)
    except e:
        print(e)
    print(nested(1), nested(3))
    try:
        passes_on()
    except e:
        print(e)
    try:
        generic_error(7)
    except e:
        print(e + 1)

# expect: 3
# expect: key
# expect: 2
# expect: lost: key
# expect: big: 6
# expect: plain: no key
# expect: 2
# expect: 3
# expect: size 9
# expect: 0+..(two).3+..
# expect: leaving 0
# expect: leaving 2
# expect: 100 200
# expect: leaving 1
# expect: one
# expect: caught inner fine
# expect: seen
# expect: original
# expect: 8
