"""gdb on programs built with -g: lines, arguments, variables, calls, values of the library's types."""

import re
import shutil
import subprocess
import unittest

from support import ROOT, CommandLineTest

ORDER = '''"""Totals of an order."""


@fieldwise_init
struct Item(Copyable):
    var name: String
    var price: Float64
    var count: Int

    def cost(self) -> Float64:
        var exact = self.price * Float64(self.count)
        return exact


def total(items: List[Item], discount: Float64, small: UInt8) -> Float64:
    var sum = 0.0
    var position = 0
    for item in items:
        sum += item.cost()
        position += 1
    var reduced = sum * (1.0 - discount)
    return reduced


def largest[T: Comparable & Copyable](values: List[T]) -> Int:
    var best = 0
    for i in range(len(values)):
        if values[i] > values[best]:
            best = i
    return best


def main():
    var customer = String("Ada Lovelace")
    var numbers: List[Int] = [3, 1, 4]
    var items: List[Item] = [Item("pen", 1.5, 4), Item("paper in a large box", 0.25, 100)]
    var result = total(items, 0.5, 200)
    print(customer, result, numbers[largest(numbers)])
'''


def line_of(text):
    return next(number for number, line in enumerate(ORDER.splitlines(), 1) if text in line)


def gdb_works():
    """Some containers forbid what a debugger does."""
    if not shutil.which("gdb"):
        return False
    result = subprocess.run(["gdb", "-nx", "-batch", "-ex", "run", "/bin/true"], capture_output=True, text=True)
    return "exited normally" in result.stdout


@unittest.skipUnless(gdb_works(), "gdb is not installed or must not run programs")
class Debugger(CommandLineTest):
    def gdb(self, *commands, level="-O0", program=ORDER):
        self.write("order.mojo", program)
        self.expect(self.fornax("build", "-g", level, "order.mojo"), 0)
        arguments = ["gdb", "-nx", "-batch", "-ex", "set width 0", "-ex", "set pagination off", "-ex", "set debuginfod enabled off"]
        for command in commands:
            arguments += ["-ex", command]
        return self.expect(self.run_program(*arguments, "./order"), 0).stdout

    def test_stops_at_a_line(self):
        line = line_of("position += 1")
        said = self.gdb(f"break order.mojo:{line}", "run", "info args", "info locals")
        self.assertRegex(said, rf"Breakpoint 1, total.* at .*order\.mojo:{line}\n{line}\s+position \+= 1")
        self.assertIn("discount = 0.5\n", said)
        self.assertRegex(said, r"small = 200( |\n)")
        self.assertIn("sum = 6\n", said)
        self.assertIn("position = 0\n", said)
        self.assertRegex(said, r"items = .*_length = 2")
        self.assertRegex(said, r"item = .*name = .*price = 1\.5, count = 4")

    def test_printers(self):
        said = self.gdb(f"source {ROOT}/tools/gdb/fornax.py", f"break {line_of('var result')}", "run", "print customer", "print numbers", "print items")
        self.assertIn('$1 = "Ada Lovelace"', said)
        self.assertIn("$2 = 3 elements = {3, 1, 4}", said)
        self.assertIn('{name = "pen", price = 1.5, count = 4}, {name = "paper in a large box", price = 0.25, count = 100}', said)

    def test_calls(self):
        said = self.gdb("break Item.cost", "run", "backtrace", "next", "print exact", "finish", "next", "print sum")
        frames = re.findall(r"^#\d+ .*?(\S+) \(.*order\.mojo:(\d+)", said, re.MULTILINE)
        self.assertEqual([int(line) for _, line in frames], [line_of("var exact"), line_of("item.cost()"), line_of("var result")])
        self.assertIn("$1 = 6\n", said)
        self.assertIn("$2 = 6\n", said)

    def test_steps_over_and_into(self):
        said = self.gdb(f"break {line_of('var result')}", "run", "next", "print result", "delete", f"break {line_of('var sum')}", "run", "next")
        self.assertIn("$1 = 15.5\n", said)
        self.assertRegex(said, rf"\n{line_of('var position')}\s+var position = 0\n")

    def test_instances(self):
        line = line_of("best = i")
        said = self.gdb(f"break {line}", "run", "info locals", "backtrace 1")
        self.assertRegex(said, r"\ni = .*\b2\n")
        self.assertRegex(said, r"#0 .*largest\[T=Int\].*order\.mojo")

    def test_optimised(self):
        program = ORDER.replace("def total", "@no_inline\ndef total")
        said = self.gdb("break total", "run", "backtrace", "print discount", level="-O2", program=program)
        self.assertRegex(said, r"Breakpoint 1, total.*order\.mojo:\d+")
        self.assertRegex(said, rf"#1 .*main.*order\.mojo:{line_of('var result') + 1}\n")
        self.assertIn("$1 = 0.5\n", said)

    def test_fault(self):
        program = "def poke(address: Int):\n    Pointer[Int, MutUntrackedOrigin](unsafe_from_address=address)[] = 3\n\n\ndef main():\n    poke(8)\n"
        said = self.gdb("run", "backtrace", program=program)
        self.assertIn("SIGSEGV", said)
        self.assertRegex(said, r"poke.*order\.mojo:2\n(.*\n)*#\d+ .*main.*order\.mojo:6")

    def test_abort(self):
        program = "def pick(all: List[Int], i: Int) -> Int:\n    return all[i]\n\n\ndef main():\n    print(pick([1, 2], 9))\n"
        said = self.gdb("run", "backtrace", program=program)
        self.assertIn("SIGABRT", said)
        self.assertRegex(said, r"pick.*order\.mojo:2\n(.*\n)*#\d+ .*main.*order\.mojo:6")
