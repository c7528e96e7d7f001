# options: -I {here}/support
"""Modules, packages, renamed and relative imports, names of modules, imports in functions."""

import helpers
import shapes.util as tools
from helpers import greet, version as v
from shapes import Box, Circle, origin
from shapes.util import *
import std.math


def local() -> Int:
    from shapes.square import Square

    return Square(3).area()


def main():
    print(greet("you"), v, helpers.greet("me"), helpers.area(4))
    print(Box(4).area(), Box(4).inner().width(), Circle(5).width(), origin())
    print(tools.double(4), double(5), squared(6), factor)
    print(local(), std.math.sqrt(16.0))

# expect: hi you 1.2 hi me 4
# expect: 16 4 10 0
# expect: 8 10 36 2
# expect: 9 4.0
