# What a module declares, and names that mean nothing.
from std.builtin.int import Int as Number
from std.builtin.nothing import Thing  # expected-error [unknownModule]
from std.builtin.int import Imt  # expected-error [nameNotInModule] Imt
from builtin.int import Int as Other  # expected-error [unknownModule]
from . import sibling  # expected-error [relativeImportOutside]
import std  # a package
import std.builtin.bool


struct Twice:
    pass


struct Twice:  # expected-error [declaredTwice] Twice
    pass


def Twice():  # expected-error [functionNameClash] Twice
    pass


var counter = 0  # expected-error [globalVariable]

if True:  # expected-error [statementInModule]
    pass


def uses(a: Number, b: std.builtin.bool.Bool) -> Nothing:  # expected-error [unknownName] Nothing
    pass


def unreachable(a: std.builtin.error.Error):  # expected-error [nameNotInModule]
    pass


def misspelled(a: Imt) -> Boool:  # expected-error [unknownName] Boool
    pass


def main():
    pass
