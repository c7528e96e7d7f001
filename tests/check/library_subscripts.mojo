"""What text does not offer, and references that a change makes invalid."""


def units(s: String) -> Int:
    _ = s[0]  # expected-error [unavailableUse]
    _ = s[0:1]  # expected-error [unavailableUse]
    return len(s)  # expected-error [unavailableUse]


def right_units(s: String) -> Int:
    _ = s[byte=0]
    _ = s[codepoint=0:1]
    return s.count_codepoints() + s.byte_length()


def beyond_the_end():
    var pair = (1, "one")
    print(pair[1])
    print(pair[2])  # expected-error [noResultType]
