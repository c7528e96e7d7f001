"""Files and programs that nobody means to write: each gets a diagnostic and its exit code, in time, and nothing is left behind."""

import os
import signal
import subprocess
import time
import unittest
from pathlib import Path

import support
from support import CommandLineTest

SPIN = """def spin() -> Int:
    var i = 0
    while True:
        i += 1
    return i


comptime x = spin()


def main():
    print(x)
"""


class Files(CommandLineTest):
    def test_missing(self):
        for command in ("run", "build", "check"):
            self.expect(self.fornax(command, "nowhere.mojo"), 1, "[fileNotFound]")
        self.expect(self.fornax("run", ""), 1, "[fileNotFound]")
        self.expect_files()

    def test_folder(self):
        (self.folder / "package").mkdir()
        self.expect(self.fornax("check", "package"), 1, "[fileIsFolder]")

    def test_package(self):
        self.write("package/__init__.mojo", "from .part import one\n")
        self.write("package/part.mojo", "def one() -> Int:\n    return 1\n")
        self.expect(self.fornax("check", "package"), 0)

    def test_binary(self):
        self.write("picture.mojo", b"\x89PNG\r\n\x1a\n\0\0\0")
        self.expect(self.fornax("check", "picture.mojo"), 1, "[fileIsBinary]")

    @unittest.skipIf(os.geteuid() == 0, "everything is readable to the superuser")
    def test_unreadable(self):
        self.write("secret.mojo", "def main(): pass\n").chmod(0)
        self.expect(self.fornax("run", "secret.mojo"), 1, "[fileUnreadable]")

    def test_too_large(self):
        with open(self.folder / "large.mojo", "wb") as file:
            file.truncate((1 << 30) + 1)  # takes no room on the disk
        self.expect(self.fornax("check", "large.mojo"), 1, "[fileTooLarge]")

    def test_device(self):
        self.expect(self.fornax("run", "/dev/zero"), 1, "[fileUnreadable]")

    def test_empty(self):
        self.write("empty.mojo", "")
        self.expect(self.fornax("check", "empty.mojo"), 0)
        self.expect(self.fornax("run", "empty.mojo"), 1, "[noMain]")
        self.expect(self.fornax("build", "empty.mojo"), 1, "[noMain]")
        self.expect_files("empty.mojo")

    def test_other_encoding(self):
        self.write("latin.mojo", b'def main():\n    print("caf\xe9")\n')
        self.expect(self.fornax("run", "latin.mojo"), 1, "[notUtf8]", "latin.mojo:2:15")
        self.write("comment.mojo", b"def main():\n    pass  # \xc3\x28\n")
        self.expect(self.fornax("run", "comment.mojo"), 1, "[notUtf8]")

    def test_byte_order_mark_and_line_ends(self):
        self.write("windows.mojo", b'\xef\xbb\xbfdef main():\r\n    print("caf\xc3\xa9 \xf0\x9f\x94\xa5")')
        self.expect(self.fornax("run", "windows.mojo"), 0, "café 🔥")

    def test_standard_input(self):
        self.expect(self.fornax("run", "-", "a b", input='from std.sys import argv\n\ndef main():\n    print(argv()[1])\n'), 0, "a b\n")
        self.expect(self.fornax("check", "-", input="def main():\n    print(thing)\n"), 1, "<stdin>:2:11", "[unknownName]")


class Sizes(CommandLineTest):
    def test_long_line(self):
        self.write("long.mojo", "def main():\n    print(1)  # " + "x" * 100_000_000 + "\n    print(thing)\n")
        self.expect(self.fornax("check", "long.mojo"), 1, "[unknownName]")

    def test_long_expression(self):
        self.write("long.mojo", "def main():\n    var x = 1" + " + 1" * 5_000_000 + "\n    print(x)\n")
        result = self.expect(self.fornax("check", "long.mojo"), 1, "[nestedTooDeep]")
        self.assertLess(len(result.stderr), 10_000)

    def test_deep_nesting(self):
        for name, before, after in (("parentheses", "(", ")"), ("lists", "[", "]"), ("calls", "f(", ")"), ("words", "not ", ""), ("signs", "-", "")):
            with self.subTest(name):
                self.write("deep.mojo", "def main():\n    var x = " + before * 10000 + "1" + after * 10000 + "\n")
                self.expect(self.fornax("check", "deep.mojo"), 1, "[nestedTooDeep]")

    def test_deep_blocks(self):
        lines = [" " * depth + "if True:\n" for depth in range(1, 3000)]
        self.write("deep.mojo", "def main():\n" + "".join(lines) + " " * 3000 + "pass\n")
        self.expect(self.fornax("check", "deep.mojo"), 1, "[nestedTooDeep]")

    def test_long_numbers(self):
        for digits in ("9" * 1_000_000, "0x" + "f" * 1_000_000, "1." + "3" * 1_000_000, "1e" + "9" * 20_000):
            with self.subTest(digits[:4]):
                self.write("number.mojo", f"def main():\n    print({digits})\n")
                self.expect(self.fornax("check", "number.mojo"), 1, "[numberTooLong]")

    def test_thousands_of_errors(self):
        self.write("errors.mojo", "".join(f"def f{i}() -> Unknown{i}:\n    return g{i}()\n" for i in range(10_000)))
        result = self.expect(self.fornax("check", "errors.mojo"), 1)
        self.assertGreaterEqual(result.stderr.count("[unknownName]"), 10_000)


class Declarations(CommandLineTest):
    def check(self, text, *codes):
        self.write("program.mojo", text)
        return self.expect(self.fornax("check", "program.mojo"), 1, *(f"[{code}]" for code in codes))

    def test_unknown_modules(self):
        self.check("import nothing.here\nfrom std.nowhere import x\n", "unknownModule")
        self.check("from std.math import no_such_function\n", "nameNotInModule")

    def test_needs_itself(self):
        self.check("comptime A = B\ncomptime B = A\n", "recursiveReference")
        self.check("comptime N: Int = N + 1\n", "recursiveReference")
        self.check("struct S:\n    var inner: S\n", "recursiveByValue")
        self.check("struct S:\n    var inner: T\n\nstruct T:\n    var outer: S\n", "recursiveByValue")
        self.check("trait A(B):\n    pass\n\ntrait B(A):\n    pass\n", "recursiveReference")
        self.check("def f(x: type_of(f)):\n    pass\n", "recursiveReference")

    def test_import_cycle(self):
        self.write("ping.mojo", "from pong import back\n\ndef there() -> Int:\n    return back()\n\ndef main():\n    print(there())\n")
        self.write("pong.mojo", "from ping import there\n\ndef back() -> Int:\n    return 7\n")
        self.expect(self.fornax("run", "ping.mojo"), 0, "7")
        self.write("left.mojo", "from right import x\n\ncomptime y = x\n\ndef main():\n    print(y)\n")
        self.write("right.mojo", "from left import y\n\ncomptime x = y\n")
        self.expect(self.fornax("run", "left.mojo"), 1, "[recursiveReference]")
        self.write("self.mojo", "from self import x\n")
        self.expect(self.fornax("check", "self.mojo"), 1, "[importOwnName]")

    def test_main(self):
        self.check("def main(x: Int):\n    pass\n", "badMain")
        self.write("program.mojo", "def other():\n    pass\n")
        self.expect(self.fornax("run", "program.mojo"), 1, "[noMain]")


class CompileTime(CommandLineTest):
    def fails(self, text, *texts):
        self.write("program.mojo", text)
        result = self.expect(self.fornax("build", "program.mojo", "-o", "program"), 1, *texts)
        self.assertLess(len(result.stderr.splitlines()), 100)
        self.expect_files("program.mojo")

    def test_infinite_instantiation(self):
        self.fails("def f[n: Int]() -> Int:\n    return f[n + 1]()\n\ndef main():\n    print(f[0]())\n", "[infiniteInstantiation]")

    def test_long_chains_are_finite(self):
        text = "def f0() -> Int:\n    return 7\n\n" + "".join(f"def f{i}() -> Int:\n    return f{i - 1}()\n\n" for i in range(1, 1500))
        self.write("chain.mojo", text + "def main():\n    print(f1499())\n")
        self.assertEqual(self.expect(self.fornax("run", "-O0", "chain.mojo"), 0).stdout, "7\n")

    def test_growing_types(self):
        self.fails(
            "struct Box[T: AnyType]:\n    pass\n\n"
            "def f[T: AnyType](n: Int):\n    if n > 0:\n        f[Box[T]](n - 1)\n\n"
            "def main():\n    f[Int](3)\n",
            "[infiniteInstantiation]",
        )

    def test_endless_loop(self):
        self.fails(SPIN, "[budgetExceeded]", "--comptime-budget")

    def test_endless_recursion(self):
        self.fails("def deep(n: Int) -> Int:\n    return deep(n + 1) + 1\n\ncomptime x = deep(0)\n\ndef main():\n    print(x)\n", "[recursionTooDeep]")

    def test_endless_memory(self):
        self.fails(
            "def grow() -> Int:\n    var all = List[Int]()\n    while True:\n        all.append(1)\n    return len(all)\n\n"
            "comptime x = grow()\n\ndef main():\n    print(x)\n",
            "[budgetExceeded]",
        )

    def test_value_larger_than_memory(self):
        self.fails("def main():\n    var all = Array[Int, 1 << 60](fill=0)\n    print(all[0])\n", "[arrayTooLarge]")


class Outputs(CommandLineTest):
    def test_unwritable(self):
        self.write("hello.mojo", "def main():\n    print(1)\n")
        (self.folder / "taken").mkdir()
        for output in ("taken", "nowhere/hello", "/proc/hello"):
            with self.subTest(output):
                self.expect(self.fornax("build", "hello.mojo", "-o", output), 1, "[cannotWrite]", output)
        self.expect_files("hello.mojo", "taken")

    def test_failed_build_leaves_the_old_program(self):
        self.write("wrong.mojo", "def main():\n    print(thing)\n")
        self.write("program", "old")
        self.expect(self.fornax("build", "wrong.mojo", "-o", "program"), 1)
        self.assertEqual((self.folder / "program").read_text(), "old")
        self.expect_files("program", "wrong.mojo")

    def test_undefined_symbol(self):
        self.write("extern.mojo", '@extern("no_such_function_anywhere")\ndef missing() abi("C") -> Int32:\n    ...\n\ndef main():\n    print(missing())\n')
        self.expect(self.fornax("build", "extern.mojo", "-o", "program"), 1, "[undefinedSymbol]", "no_such_function_anywhere")
        self.assertIn(self.fornax("run", "extern.mojo").returncode, (1,))
        self.expect_files("extern.mojo")

    def test_full_disk(self):
        self.write("hello.mojo", "def main():\n    print(1)\n")
        for command in (["build", "--emit=llvm", "hello.mojo"], ["check", "--json", "nowhere.mojo"], ["devices"]):
            with self.subTest(command), open("/dev/full", "w") as full:
                result = subprocess.run([support.FORNAX, *command], stdout=full, stderr=subprocess.PIPE, text=True, cwd=self.folder, env=self.environment)
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn("cannot write to standard output", result.stderr)
        self.expect_files("hello.mojo")


class InternalErrors(CommandLineTest):
    def handles_faults(self, process):
        """Whether it has come as far as its own signal handlers."""
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
        return caught >> (signal.SIGSEGV - 1) & 1

    def test_crash_leaves_a_report(self):
        """A fault of the compiler itself, made by a signal from outside while it evaluates an endless loop."""
        self.write("spin.mojo", SPIN)
        command = [support.FORNAX, "check", "--comptime-budget", str(1 << 60), "spin.mojo"]
        process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        while not self.handles_faults(process.pid):
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGSEGV)
        _, said = process.communicate(timeout=support.TIME_LIMIT)
        self.assertEqual(process.returncode, 70, said)
        self.assertIn("internal error", said)
        report = self.folder / f"fornax-crash-{process.pid}"
        self.assertIn("spin.mojo", (report / "report.txt").read_text())
        self.assertEqual((report / "000-spin.mojo").read_text(), SPIN)
