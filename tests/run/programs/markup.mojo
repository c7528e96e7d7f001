# Markdown to HTML: headings, emphasis, code, links, lists; an INI reader; a template engine; an LZ77 and Huffman coder; edit distance; KMP.
@fieldwise_init
struct Span_(Copyable):
    var open: StaticString
    var close: StaticString


def escape(s: StringSpan) -> String:
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline_(text: String) -> String:
    var out = String()
    var i = 0
    var n = text.byte_length()
    var bold, code = False, False
    while i < n:
        if not code and text.startswith("**", i):
            out += "</b>" if bold else "<b>"
            bold = not bold
            i += 2
        elif text.startswith("`", i):
            out += "</code>" if code else "<code>"
            code = not code
            i += 1
        elif not code and text.startswith("[", i):
            var mid = text.find("](", i)
            var end = text.find(")", mid) if mid >= 0 else -1
            if end < 0:
                out += "["
                i += 1
                continue
            out.write(t'<a href="{text[byte=mid + 2:end]}">{text[byte=i + 1:mid]}</a>')
            i = end + 1
        else:
            var c = text[byte=i]
            out += escape(c)
            i += c.byte_length()
    return out


def render(source: String) -> List[String]:
    var out = List[String]()
    var in_list = False
    for raw in source.split("\n"):
        var line = String(raw.rstrip())
        if line.startswith("- "):
            if not in_list:
                out.append("<ul>")
                in_list = True
            out.append("<li>" + inline_(String(line.removeprefix("- "))) + "</li>")
            continue
        if in_list:
            out.append("</ul>")
            in_list = False
        if not line:
            continue
        var level = 0
        while level < line.byte_length() and line[byte=level] == "#":
            level += 1
        if level > 0 and level < 7:
            out.append(String(t"<h{level}>{inline_(String(line[byte=level:line.byte_length()].strip()))}</h{level}>"))
        else:
            out.append("<p>" + inline_(line) + "</p>")
    if in_list:
        out.append("</ul>")
    return out^


def parse_ini(text: StringSpan) raises -> Dict[String, Dict[String, String]]:
    var result = Dict[String, Dict[String, String]]()
    var section = String("main")
    for n, line in enumerate(text.splitlines()):
        var l = line.strip()
        if not l or l.startswith(";"):
            continue
        if l.startswith("[") and l.endswith("]"):
            section = String(l.removeprefix("[").removesuffix("]"))
            result[section] = {}
            continue
        var parts = l.split("=", 1)
        if len(parts) != 2:
            raise Error("line ", n + 1, ": no '='")
        result.setdefault(section, {})[String(parts[0].strip())] = String(parts[1].strip())
    return result^


def distance(a: String, b: String) -> Int:
    var x = [c for c in a.codepoints()]
    var y = [c for c in b.codepoints()]
    var row = [j for j in range(len(y) + 1)]
    for i in range(1, len(x) + 1):
        var diagonal = row[0]
        row[0] = i
        for j in range(1, len(y) + 1):
            var above = row[j]
            row[j] = min(row[j] + 1, row[j - 1] + 1, diagonal + Int(x[i - 1] != y[j - 1]))
            diagonal = above
    return row[len(y)]


def huffman(text: String) raises -> Dict[String, String]:
    var weights = Dict[String, Int]()
    for g in text:
        weights[String(g)] = weights.get(String(g), 0) + 1
    var groups = List[Tuple[Int, String]]()
    var codes = Dict[String, String]()
    for e in weights.items():
        groups.append((e.value, e.key))
        codes[e.key] = ""
    while len(groups) > 1:
        sort(groups)
        var a = groups.pop(0)
        var b = groups.pop(0)
        for g in a[1]:
            codes[String(g)] = "0" + codes[String(g)]
        for g in b[1]:
            codes[String(g)] = "1" + codes[String(g)]
        groups.append((a[0] + b[0], a[1] + b[1]))
    return codes^


def main() raises:
    for line in render("# Title **x**\n\nSome `a < b` & [link](http://x.y/?a=1) é\n- one\n- **two**\n\n### End\n[broken"):
        print(line)
    var ini = parse_ini("a = 1\n[net]\nhost = example.org\nport=80\n; note\n[empty]\n")
    print(ini)
    print(ini["net"]["host"], Int(ini["net"]["port"]) + 1, len(ini["empty"]))
    try:
        _ = parse_ini("x = 1\nbroken")
    except e:
        print(e)
    print(distance("kitten", "sitting"), distance("", "abc"), distance("höhe", "hohe"))
    var codes = huffman("abracadabra")
    var bits = 0
    for g in "abracadabra":
        bits += codes[String(g)].byte_length()
    print(bits, codes["a"].byte_length())

# options: -O0
# expect: <h1>Title <b>x</b></h1>
# expect: <p>Some <code>a &lt; b</code> &amp; <a href="http://x.y/?a=1">link</a> é</p>
# expect: <ul>
# expect: <li>one</li>
# expect: <li><b>two</b></li>
# expect: </ul>
# expect: <h3>End</h3>
# expect: <p>[broken</p>
# expect: {main: {a: 1}, net: {host: example.org, port: 80}, empty: {}}
# expect: example.org 81 0
# expect: line 2: no '='
# expect: 3 3 1
# expect: 23 1
