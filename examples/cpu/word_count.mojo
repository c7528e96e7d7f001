"""Counts the words of a text file and shows the most frequent ones. Usage: word_count.mojo [FILE]"""

# args: {here}/../../LICENSE

from std.collections import Dict
from std.sys import argv


@fieldwise_init
struct Entry(Copyable):
    """A word and how often it occurs."""

    var word: String
    var count: Int


def is_letter(byte: UInt8) -> Bool:
    return (byte >= 97 and byte <= 122) or byte >= 128


def count_words(text: String) raises -> Dict[String, Int]:
    var counts = Dict[String, Int]()
    var lower = text.lower()
    var bytes = lower.as_bytes()
    var start = 0
    for i in range(len(bytes) + 1):
        if i < len(bytes) and is_letter(bytes[i]):
            continue
        if i > start:
            var word = String(lower[byte=start:i])
            counts[word] = counts.get(word, 0) + 1
        start = i + 1
    return counts^


def most_frequent(counts: Dict[String, Int]) -> List[Entry]:
    """All words, the most frequent first; equal ones by the alphabet."""
    var entries = List[Entry]()
    for item in counts.items():
        entries.append(Entry(item.key, item.value))
    # Insertion sort: the number of different words is small.
    for i in range(1, len(entries)):
        var k = i
        while k > 0 and (
            entries[k].count > entries[k - 1].count
            or (entries[k].count == entries[k - 1].count and entries[k].word < entries[k - 1].word)
        ):
            entries.swap_elements(k, k - 1)
            k -= 1
    return entries^


def count_by_splitting(text: String, wanted: String) -> Int:
    """The same count for one word by another way: every other byte becomes a blank, then the text is split."""
    var cleaned = String()
    var lower = text.lower()
    for byte in lower.as_bytes():
        if is_letter(byte):
            cleaned += chr(Int(byte)) if byte < 128 else String("?")
        else:
            cleaned += " "
    var total = 0
    for word in cleaned.split():
        if word == wanted:
            total += 1
    return total


def main() raises:
    var arguments = argv()
    var path = String(arguments[1]) if len(arguments) > 1 else String("LICENSE")
    var text = open(path, "r").read()
    var counts = count_words(text)
    var entries = most_frequent(counts)
    var total = 0
    for entry in entries:
        total += entry.count
    print(total, "words,", len(entries), "different")
    for i in range(min(5, len(entries))):
        print(entries[i].word, entries[i].count)
        if count_by_splitting(text, entries[i].word) != entries[i].count:
            raise Error("the two counts of '", entries[i].word, "' differ")
