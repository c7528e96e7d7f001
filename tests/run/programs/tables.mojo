# A reader of tables: quoted fields, typed errors, conversions given as parameters.
from std.collections import Set


@fieldwise_init
struct ParseError(Copyable, Writable):
    var line: Int
    var column: Int
    var what: String

    def write_to(self, mut writer: Some[Writer]):
        writer.write("line ", self.line, ", column ", self.column, ": ", self.what)


struct Table(Copyable, Sized, Writable):
    var header: List[String]
    var rows: List[List[String]]

    def __init__(out self, text: String) raises ParseError:
        self.header = []
        self.rows = []
        var number = 0
        for line in text.splitlines():
            number += 1
            if line.strip() == "":
                continue
            var fields = parse_line(String(line), number)
            if len(self.header) == 0:
                self.header = fields^
                continue
            if len(fields) != len(self.header):
                raise ParseError(number, 1, String(t"expected {len(self.header)} fields, found {len(fields)}"))
            self.rows.append(fields^)

    def __len__(self) -> Int:
        return len(self.rows)

    def __getitem__(self, row: Int, column: String) raises -> String:
        for i in range(len(self.header)):
            if self.header[i] == column:
                return self.rows[row][i]
        raise Error("no column '", column, "'")

    def column[T: Copyable, //, convert: def(String) thin raises -> T](self, name: String) raises -> List[T]:
        var result = List[T]()
        for i in range(len(self)):
            result.append(convert(self[i, name]))
        return result^


def parse_line(line: String, number: Int) raises ParseError -> List[String]:
    var fields = List[String]()
    var current = String()
    var quoted = False
    var i = 0
    var bytes = line.as_bytes()
    while i < len(bytes):
        var c = chr(Int(bytes[i]))
        if quoted:
            if c == '"':
                if i + 1 < len(bytes) and bytes[i + 1] == UInt8(ord('"')):
                    current += '"'
                    i += 1
                else:
                    quoted = False
            else:
                current += c
        elif c == '"':
            if current:
                raise ParseError(number, i + 1, "quote inside a field")
            quoted = True
        elif c == ",":
            fields.append(current)
            current = ""
        else:
            current += c
        i += 1
    if quoted:
        raise ParseError(number, len(bytes), "quote not closed")
    fields.append(current^)
    return fields^


def to_float(s: String) raises -> Float64:
    return Float64(s)


def to_int(s: String) raises -> Int:
    return Int(s)


def main() raises:
    var text = """name,city,age,score
Ann,"Paris, France",31,4.5
Bob,Berlin,25,3.25

"Carl ""C"" O",Rome,40,1e1
"""
    var table = Table(text)
    print(len(table), "rows", table.header)
    for i in range(len(table)):
        print(table[i, "name"], "|", table[i, "city"], "|", Int(table[i, "age"]) + 1)
    var total = 0.0
    for x in table.column[to_float]("score"):
        total += x
    print("mean", total / Float64(len(table)))
    var ages = table.column[to_int]("age")
    sort(ages)
    print(ages)
    try:
        print(table[0, "height"])
    except e:
        print("error:", e)
    for bad in [String("a,b\n1"), String('a\n"x'), String('a\nx"y"')]:
        try:
            _ = Table(bad)
        except e:
            print(e, "at", e.line)
    print(Table("x,y\n1,2"))

# options: -O0
# expect: 3 rows [name, city, age, score]
# expect: Ann | Paris, France | 32
# expect: Bob | Berlin | 26
# expect: Carl "C" O | Rome | 41
# expect: mean 5.916666666666667
# expect: [25, 31, 40]
# expect: error: no column 'height'
# expect: line 2, column 1: expected 2 fields, found 1 at 2
# expect: line 2, column 2: quote not closed at 2
# expect: line 2, column 2: quote inside a field at 2
# expect: Table(header=[x, y], rows=[[1, 2]])
