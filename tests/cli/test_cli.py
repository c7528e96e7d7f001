#!/usr/bin/env python3
"""The command line: exit codes and messages for wrong usage and bad input. Usage: test_cli.py FORNAX"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FORNAX = Path(sys.argv.pop(1)).resolve()
ENVIRONMENT = dict(os.environ, FORNAX_LIBRARY=str(ROOT / "tests" / "prelude"), FORNAX_DEVICE="sim")


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def fornax(self, *arguments):
        return subprocess.run([FORNAX, *arguments], cwd=self.folder.name, env=ENVIRONMENT, capture_output=True, text=True, errors="replace", timeout=120)

    def write(self, name, content):
        path = Path(self.folder.name) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def expect(self, result, code, text):
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertIn(text, result.stdout + result.stderr)

    def test_version_and_help(self):
        self.expect(self.fornax("--version"), 0, "compatible with Mojo 1.x")
        self.expect(self.fornax("--help"), 0, "run")
        self.expect(self.fornax("build", "--help"), 0, "--output")

    def test_wrong_usage(self):
        self.expect(self.fornax(), 2, "subcommand")
        self.expect(self.fornax("run"), 2, "file")
        self.expect(self.fornax("check", "--no-such-option", "x.mojo"), 2, "--no-such-option")
        self.expect(self.fornax("explain", "noSuchCode"), 2, "noSuchCode")

    def test_missing_file(self):
        self.expect(self.fornax("run", "nowhere.mojo"), 1, "[fileNotFound]")

    def test_folder(self):
        (Path(self.folder.name) / "package").mkdir()
        self.expect(self.fornax("check", "package"), 1, "[fileIsFolder]")

    def test_binary_file(self):
        self.write("picture.mojo", b"\x89PNG\r\n\x1a\n\0\0\0")
        self.expect(self.fornax("check", "picture.mojo"), 1, "[fileIsBinary]")

    def test_no_main(self):
        self.write("empty.mojo", "")
        self.expect(self.fornax("run", "empty.mojo"), 1, "[noMain]")

    def test_deep_nesting(self):
        self.write("deep.mojo", "def main():\n    _ = " + "(" * 10000 + "1" + ")" * 10000 + "\n")
        result = self.fornax("check", "deep.mojo")
        self.assertEqual(result.returncode, 1, result.stderr[-500:])

    def test_unknown_name_in_json(self):
        self.write("name.mojo", "def main():\n    print(thing)\n")
        result = self.fornax("check", "--json", "name.mojo")
        self.assertEqual(result.returncode, 1)
        self.assertIn('"code":"unknownName"', result.stdout)

    def test_hello(self):
        self.write("hello.mojo", 'def main():\n    print("hello")\n')
        self.expect(self.fornax("run", "hello.mojo"), 0, "hello")

    def test_failed_build_leaves_no_file(self):
        self.write("wrong.mojo", "def main():\n    print(thing)\n")
        result = self.fornax("build", "wrong.mojo", "-o", "wrong")
        self.assertEqual(result.returncode, 1)
        self.assertFalse((Path(self.folder.name) / "wrong").exists())


if __name__ == "__main__":
    unittest.main()
