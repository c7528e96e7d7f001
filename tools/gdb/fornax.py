"""Shows strings, lists and spans of a program built with `fornax build -g` as what they hold. In gdb: source fornax.py"""

import gdb
import gdb.printing


def element_type(name):
    """`Item` of `List[Item]`; None if the program has no debug information about it. Later parameters say nothing about the elements."""
    inside, depth = name[name.index("[") + 1 : -1], 0
    for position, letter in enumerate(inside):
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            inside = inside[:position]
            break
    try:
        return gdb.lookup_type(inside)
    except gdb.error:
        return None


class Text:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        length, data = int(self.value["_length"]), int(self.value["_data"])
        if not 0 <= length < 1 << 40:
            return "<not initialized>"
        try:
            return gdb.Value(data).cast(gdb.lookup_type("char").pointer()).lazy_string(length=length) if length else ""
        except gdb.error:
            return "<not initialized>"

    def display_hint(self):
        return "string"


class Sequence:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return f"{int(self.value['_length'])} elements"

    def children(self):
        of = element_type(self.value.type.strip_typedefs().name)
        if of is None:
            return
        data = gdb.Value(int(self.value["_data"])).cast(of.pointer())
        for index in range(max(0, int(self.value["_length"]))):
            yield f"[{index}]", data[index]

    def display_hint(self):
        return "array"


printers = gdb.printing.RegexpCollectionPrettyPrinter("fornax")
printers.add_printer("text", r"^String$", Text)
printers.add_printer("sequence", r"^(List|Span)\[.*\]$", Sequence)
gdb.printing.register_pretty_printer(None, printers, replace=True)
