"""Programs that run: arguments, exit codes, executables and shared libraries, ends by fault."""

import ctypes
import shutil

from support import ABORT, FAULT, CommandLineTest

HELLO = 'def main():\n    print("hello")\n'
ARGUMENTS = """from std.sys import argv, exit


def main():
    for argument in argv():
        print(argument)
    exit(len(argv()))
"""
CLOSURES = """def run[F: def(Int) -> Int](f: F) -> Int:
    return f(1) + f(2)


def main():
    var n = 3
    var m = 4

    def reads(i: Int) {n, var m} -> Int:
        return i * n + m

    def counts(i: Int) {var m} -> Int:
        m += i
        return m

    def chooses[k: Int](i: Int) {var m} -> Int:
        comptime if k > 1:
            m += k
        return m

    print(run(reads), run(counts), chooses[1](1), chooses[2](2), chooses[1](1), end=" ")

    def refers[k: Int](i: Int) {mut m} -> Int:
        comptime if k > 1:
            m += i
        return m + k

    print(refers[1](0) + refers[2](6) + refers[1](0) - 9)
"""


class Running(CommandLineTest):
    def test_arguments_and_exit_code(self):
        self.write("show.mojo", ARGUMENTS)
        for before in ((), ("run",), ("run", "-O0", "-I", "."), ("run", "--define", "X=1", "-g"), ("run", "--")):
            with self.subTest(before):
                result = self.expect(self.fornax(*before, "show.mojo", "--help", "a b", "-O3"), 4)
                self.assertEqual(result.stdout, "show.mojo\n--help\na b\n-O3\n")

    def test_folders_of_modules(self):
        self.write("parts/shapes/__init__.mojo", "from .square import area\n")
        self.write("parts/shapes/square.mojo", "def area(side: Int) -> Int:\n    return side * side\n")
        self.write("area.mojo", "from shapes import area\n\n\ndef main():\n    print(area(7))\n")
        self.expect(self.fornax("run", "area.mojo"), 1, "[unknownModule]")
        for option in (("-I", "parts"), ("-Iparts",), ("--include=parts",), ("-I", "nowhere", "-I", "parts")):
            with self.subTest(option):
                self.assertEqual(self.expect(self.fornax("run", *option, "area.mojo"), 0).stdout, "49\n")

    def test_defines(self):
        self.write("width.mojo", 'from std.sys import get_defined_int, is_defined\n\n\ndef main():\n    print(get_defined_int["WIDTH", 7](), is_defined["DEEP"]())\n')
        self.assertEqual(self.expect(self.fornax("run", "width.mojo"), 0).stdout, "7 False\n")
        self.assertEqual(self.expect(self.fornax("run", "-D", "WIDTH=-12", "-DDEEP", "width.mojo"), 0).stdout, "-12 True\n")
        for wrong in ("wide", "", "1.5", "99999999999999999999"):
            with self.subTest(wrong):
                self.expect(self.fornax("run", "-D", "WIDTH=" + wrong, "width.mojo"), 1, "[comptimeAssertFailed]", "not a whole number")

    def test_closures_that_only_read(self):
        self.write("closures.mojo", CLOSURES)
        self.assertEqual(self.expect(self.fornax("run", "closures.mojo"), 0).stdout, "17 12 4 6 6 19\n")
        form = self.expect(self.fornax("build", "--emit=fx", "closures.mojo"), 0).stdout
        marked = {line.split(".__call__")[0].split("main.")[1].split("@")[0] for line in form.splitlines() if "fx.constant_environment" in line}
        self.assertEqual(marked, {"reads", "refers"})

    def test_uncaught_error(self):
        self.write("raise.mojo", 'def main() raises:\n    print("before")\n    raise Error("went wrong")\n')
        result = self.expect(self.fornax("run", "raise.mojo"), 1)
        self.assertEqual(result.stdout, "before\n")
        self.assertIn("went wrong", result.stderr)
        self.assertEqual(self.expect(self.fornax("build", "raise.mojo"), 0).stderr, "")
        self.expect(self.run_program("./raise"), 1, "before", "went wrong")

    def test_index_out_of_bounds(self):
        self.write("bounds.mojo", "def main():\n    var all: List[Int] = [1, 2, 3]\n    for i in range(10):\n        print(all[i])\n")
        result = self.fornax("run", "bounds.mojo")
        self.assertTrue(self.died_of(result, ABORT), result.returncode)
        self.assertTrue(result.stdout.startswith("1\n2\n3\n"), result.stdout)
        self.assertIn("index 3 is out of bounds", result.stdout + result.stderr)
        self.expect_files("bounds.mojo")

    def test_backtrace(self):
        self.write("calls.mojo", "def pick(all: List[Int], i: Int) -> Int:\n    return all[i]\n\n\ndef main():\n    print(pick([1, 2], 5))\n")
        self.environment["FORNAX_BACKTRACE"] = "1"
        for level in ("-O0", "-O2"):  # with and without inlined calls
            result = self.fornax("run", "-g", level, "calls.mojo")
            self.assertTrue(self.died_of(result, ABORT), result.returncode)
            self.assertRegex(result.stderr, r"#\d+ +pick at calls\.mojo:2(,|\n)")
            self.assertRegex(result.stderr, r"main at calls\.mojo:6(,|\n)")
            self.assertNotIn("fornax::", result.stderr)
            self.assertNotIn("_ZN", result.stderr)
        self.expect(self.fornax("build", "-O0", "-g", "calls.mojo"), 0)
        result = self.run_program("./calls")
        self.assertTrue(self.died_of(result, ABORT), result.returncode)
        self.assertRegex(result.stderr, r"#\d+ +calls\.pick at calls\.mojo:2\n.*#\d+ +calls\.main at calls\.mojo:6\n")

    def test_fault(self):
        self.write("fault.mojo", "def main():\n    Pointer[Int, MutUntrackedOrigin](unsafe_from_address=8)[] = 3\n")
        result = self.fornax("run", "-O0", "fault.mojo")
        self.assertTrue(self.died_of(result, FAULT), f"{result.returncode} {result.stderr}")
        self.assertNotIn("internal error", result.stderr)
        self.expect_files("fault.mojo")


class Building(CommandLineTest):
    def test_levels(self):
        self.write("hello.mojo", HELLO)
        for option in ("-O0", "-O1", "-O2", "-O3", "-g"):
            with self.subTest(option):
                result = self.expect(self.fornax("build", option, "hello.mojo", "-o", "program"), 0)
                self.assertEqual(result.stdout + result.stderr, "")
                self.assertEqual(self.expect(self.run_program("./program"), 0).stdout, "hello\n")
        self.expect_files("hello.mojo", "program")

    def test_default_name(self):
        self.write("source/hello.mojo", HELLO)
        self.expect(self.fornax("build", "source/hello.mojo"), 0)
        self.expect_files("hello", "source")

    def test_needs_libc_only(self):
        self.write("show.mojo", ARGUMENTS)
        self.expect(self.fornax("build", "show.mojo"), 0)
        needed = self.run_program("ldd", "./show").stdout
        names = {line.split()[0].split("/")[-1].split(".")[0] for line in needed.splitlines()}
        self.assertLessEqual(names, {"linux-vdso", "libc", "libm", "ld-linux-x86-64"}, needed)
        self.expect(self.run_program("./show", "x", env={}), 2, "./show\nx\n")

    def test_runtime_is_beside_the_program(self):
        """FORNAX_LIBRARY may hold a library without a runtime."""
        self.write("hello.mojo", HELLO)
        self.environment["FORNAX_LIBRARY"] = str(self.folder / "mine")
        found = support_library()
        (self.folder / "mine").mkdir()
        for package in ("std", "max"):
            (self.folder / "mine" / package).symlink_to(found / package)
        self.expect(self.fornax("build", "hello.mojo"), 0)
        self.assertEqual(self.expect(self.run_program("./hello"), 0).stdout, "hello\n")

    def test_program_without_a_runtime(self):
        """A copy of the program alone, somewhere else, says what it lacks."""
        from support import FORNAX

        (self.folder / "bin").mkdir()
        shutil.copy(FORNAX, self.folder / "bin" / "fornax")
        self.write("hello.mojo", HELLO)
        self.expect(self.run_program("bin/fornax", "run", "hello.mojo"), 1, "[libraryNotFound]", "lib/fornax")
        self.environment["FORNAX_LIBRARY"] = str(self.folder / "mine")
        (self.folder / "mine").mkdir()
        (self.folder / "mine" / "std").symlink_to(support_library() / "std")
        self.expect(self.run_program("bin/fornax", "build", "hello.mojo"), 1, "[runtimeNotFound]")
        self.expect_files("bin", "hello.mojo", "mine")

    def test_broken_runtime(self):
        self.write("hello.mojo", HELLO)
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "std").symlink_to(support_library() / "std")
        (mine / "libfornax_rt.a").write_text("this is no archive")
        self.environment["FORNAX_LIBRARY"] = str(mine)
        self.expect(self.fornax("build", "hello.mojo", "-o", "program"), 1, "[linkFailed]", "libfornax_rt.a")
        self.expect_files("hello.mojo", "mine")

    def test_shared_library(self):
        self.write("sums.mojo", '@export("sum_of")\ndef add(a: Int32, b: Int32) abi("C") -> Int32:\n    return a + hidden(b)\n\n\ndef hidden(b: Int32) -> Int32:\n    return b\n')
        self.expect(self.fornax("build", "--shared", "sums.mojo"), 0)
        self.expect_files("libsums.so", "sums.mojo")
        library = ctypes.CDLL(str(self.folder / "libsums.so"))
        self.assertEqual(library.sum_of(40, 2), 42)
        exported = [line.split()[-1] for line in self.run_program("/usr/lib/llvm-22/bin/llvm-nm", "-D", "--defined-only", "libsums.so").stdout.splitlines()]
        self.assertEqual(exported, ["sum_of"])


def support_library():
    from support import FORNAX

    return FORNAX.parent.parent / "lib" / "fornax"
