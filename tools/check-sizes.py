#!/usr/bin/env python3
"""Checks sizes (docs/style.md): a file stops at 800 lines, a function at 100 unless it is one flat switch or list."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LIMIT, FUNCTION_LIMIT = 800, 100
SUFFIXES = {".cpp", ".h", ".td", ".py", ".mojo", ".def"}


def files():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\n") if name and Path(name).suffix in SUFFIXES and (ROOT / name).exists()]


def long_functions(text: str):
    """(line, length) of function bodies at the outermost level: from a line that ends in `{` at column 0 to its closing `}`."""
    start = None
    for number, line in enumerate(text.splitlines(), 1):
        if start is None and line.endswith("{") and line[:1] not in " }/#\t" and "(" in line and not line.startswith(("namespace", "struct", "class", "enum", "union")):
            start = number
        elif start is not None and line.startswith("}"):
            yield start, number - start + 1
            start = None


def is_flat(body: list) -> bool:
    """A function that is largely `case` labels or entries of a list."""
    entries = sum(1 for line in body if re.match(r"\s*(case |\{|\.Case|FX\(|return |void operator|\w+\()", line))
    return entries * 3 > len(body)


def main():
    failed = False
    for path in files():
        name = str(path.relative_to(ROOT))
        text = path.read_text(errors="replace")
        lines = text.splitlines()
        if len(lines) > FILE_LIMIT:
            failed = True
            print(f"{name}: {len(lines)} lines; split it by subject")
        if path.suffix == ".cpp" and not name.endswith("Test.cpp"):
            for start, length in long_functions(text):
                if length > FUNCTION_LIMIT and not is_flat(lines[start:start + length]):
                    failed = True
                    print(f"{name}:{start}: a function of {length} lines")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
