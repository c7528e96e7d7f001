#!/usr/bin/env python3
"""Compares dumps with the files beside the programs: tests/parse/*.mojo with their trees and diagnostics, tests/lex/*.mojo with their tokens.

  golden.py --parse-dump PROGRAM [--update]
"""

import argparse
import difflib
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parse-dump", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    failures = 0
    for kind, flags in (("parse", []), ("lex", ["--tokens"])):
        for program in sorted((TESTS / kind).glob("*.mojo")):
            dump = subprocess.run([options.parse_dump, *flags, program.name], cwd=program.parent, capture_output=True, check=True).stdout.decode()
            expected = program.with_suffix(".dump")
            if options.update:
                expected.write_text(dump)
                continue
            old = expected.read_text() if expected.exists() else ""
            if old != dump:
                failures += 1
                print("".join(difflib.unified_diff(old.splitlines(True), dump.splitlines(True), str(expected), "now")))
    if failures:
        print(f"{failures} dumps differ; {Path(sys.argv[0]).name} --update accepts them")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
