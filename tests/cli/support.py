"""What the tests of the command line share: a folder of their own, the program, its exit codes."""

import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FORNAX = ROOT / "build" / "bin" / "fornax"  # run.py sets it
TIME_LIMIT = 120  # for machines that do something else as well; every one of these commands ends by itself


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / "work"
        self.folder.mkdir()
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("FORNAX_")}
        self.environment.update(FORNAX_DEVICE="sim", XDG_CACHE_HOME=str(Path(temporary.name) / "cache"))

    def run_program(self, *command, **options):
        options.setdefault("env", self.environment)
        return subprocess.run([str(part) for part in command], cwd=self.folder, capture_output=True, text=True, errors="replace", timeout=TIME_LIMIT, **options)

    def fornax(self, *arguments, **options):
        return self.run_program(FORNAX, *arguments, **options)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def expect(self, result, code, *texts):
        said = result.stdout + result.stderr
        self.assertEqual(result.returncode, code, said[-4000:])
        for text in texts:
            self.assertIn(text, said)
        return result

    def expect_files(self, *names):
        """Nothing lies in the folder but these: no half-written output, no temporary file, no crash report."""
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(names))

    def died_of(self, result, number):
        return result.returncode == -number or result.returncode == 128 + number


ABORT, FAULT = signal.SIGABRT, signal.SIGSEGV
