# A string becomes a view of itself where the result's type says whose it is.


struct Note:
    var title: String
    var text: String

    def __init__(out self, title: String, text: String):
        self.title = title + "!"
        self.text = text + " on the heap, long enough"

    def heading(self) -> StringSpan[origin_of(self.title)]:
        return self.title

    def part(self, wantsText: Bool) -> StringSpan[origin_of(self)]:
        if wantsText:
            return self.text
        return self.title


def same(text: String) -> StringSpan[origin_of(text)]:
    return text


def main():
    var note = Note("title", "text")
    var heading = note.heading()
    print(heading, note.part(True).strip(), note.part(False))
    print(same(note.text).byte_length())

# expect: title! text on the heap, long enough title!
# expect: 29
