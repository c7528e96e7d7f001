#!/usr/bin/env python3
"""Checks the messages: every code is reported somewhere, has a page in docs/errors and occurs in a test. Pages without a code are stale.

A page whose programs are marked `mojo` is a test: tests/diagnostics/check_pages.py checks that they give the code.
tools/diagnostics-without-test.txt lists the codes that no test reaches yet, with the reason; a code that is tested must not stand there.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFINITION = re.compile(r"^(ERROR|WARNING)\((\w+),", re.MULTILINE)
EXCUSES = ROOT / "tools" / "diagnostics-without-test.txt"


def page_name(code: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: "-" + letter.group().lower(), code) + ".md"


def excuses() -> set:
    if not EXCUSES.exists():
        return set()
    return {line.split()[0] for line in EXCUSES.read_text().splitlines() if line.strip() and not line.startswith("#")}


def main():
    definitions = {}
    for path in sorted((ROOT / "compiler").rglob("Diagnostics.def")):
        for _, code in DEFINITION.findall(path.read_text()):
            definitions[code] = path.relative_to(ROOT)
    sources = "\n".join(path.read_text(errors="replace") for path in (ROOT / "compiler").rglob("*.cpp"))
    sources += "\n".join(path.read_text(errors="replace") for path in (ROOT / "compiler").rglob("*.def") if path.name != "Diagnostics.def")
    tests = "\n".join(path.read_text(errors="replace") for path in (ROOT / "tests").rglob("*") if path.suffix in {".mojo", ".mlir", ".py", ".txt"})
    tests += "\n".join(path.read_text(errors="replace") for path in (ROOT / "compiler").rglob("*Test.cpp"))
    shown = {page.name for page in (ROOT / "docs" / "errors").glob("*.md") if "```mojo" in page.read_text()}
    excused = excuses()
    failed = False

    def complain(text):
        nonlocal failed
        failed = True
        print(text)

    for code, where in definitions.items():
        if not re.search(rf"\b{code}\b", sources):
            complain(f"{where}: `{code}` is never reported")
        if not (ROOT / "docs" / "errors" / page_name(code)).exists():
            complain(f"{where}: `{code}` has no page docs/errors/{page_name(code)}")
        tested = page_name(code) in shown or re.search(rf"\b{code}\b", tests) is not None
        if not tested and code not in excused:
            complain(f"{where}: `{code}` occurs in no test")
        if tested and code in excused:
            complain(f"{EXCUSES.name}: `{code}` is tested now; take it off the list")
    known = {page_name(code) for code in definitions}
    for page in sorted((ROOT / "docs" / "errors").glob("*.md")):
        if page.name not in known and page.name != "README.md":
            complain(f"docs/errors/{page.name}: no diagnostic has that code")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
