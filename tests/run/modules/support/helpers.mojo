"""A module beside the program."""

comptime version: String = "1.2"


def greet(name: String) -> String:
    return "hi " + name


def area(side: Int) -> Int:
    return side
