#!/usr/bin/env python3
"""Checks the programs on the pages of docs/errors with the program itself, so that no page goes stale.

A page shows, in blocks marked `mojo`, first a wrong program and then mended ones. The wrong one must give the page's code and no other error; the
mended ones must check and not give the code. Words behind `mojo` are options: ```mojo --accelerator sim. A block marked ```mojo run is run,
```mojo build is built; NAME=value before that sets a variable of the environment. Pages of messages that no single program gives (missing files, say) have blocks of other kinds only; tests elsewhere cover them.
"""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```mojo([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIME_LIMIT = 120


def code_of(page: Path) -> str:
    head, *rest = page.stem.split("-")
    return head + "".join(word.capitalize() for word in rest)


def reported(fornax: Path, words: list, program: str):
    """Exit code and [(severity, code)] of a program."""
    commands = {"check", "build", "run"}
    variables = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
    words = words[len(variables):]
    command = words[0] if words and words[0] in commands else "check"
    options = words[1:] if words and words[0] in commands else words
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.mojo"
        path.write_text(program, encoding="utf-8")
        output = ["-o", str(Path(folder) / "example")] if command == "build" else []
        environment = {**os.environ, "FORNAX_DEVICE": "sim", **variables}
        result = subprocess.run([str(fornax), command, "--json", *options, *output, str(path)], capture_output=True, text=True, errors="replace",
                                timeout=TIME_LIMIT, cwd=folder, env=environment)
    found = []
    for line in result.stdout.splitlines():
        if line.startswith("{"):
            item = json.loads(line)
            found.append((item["severity"], item["code"], f"{item['severity']}: {item['message']} [{item['code']}]"))
    return result.returncode, found, result.stderr


def check_page(fornax: Path, page: Path) -> list:
    code = code_of(page)
    text = page.read_text(encoding="utf-8")
    problems = [] if text.startswith(f"# {code}\n") else [f"the page must begin with `# {code}`"]
    for number, (info, program) in enumerate(BLOCK.findall(text)):
        try:
            status, found, errors = reported(fornax, info.split(), program)
        except subprocess.TimeoutExpired:
            problems.append(f"program {number + 1} took longer than {TIME_LIMIT} s")
            continue
        listing = "\n    ".join([""] + [shown for _, _, shown in found])
        gives = any(each == code for _, each, _ in found)
        others = [each for severity, each, _ in found if severity == "error" and each != code]
        if status not in (0, 1):
            problems.append(f"program {number + 1}: exit code {status}: {errors[-500:]}")
        elif number == 0 and not gives:
            problems.append(f"the wrong program does not give the code, but:{listing}")
        elif number == 0 and others:
            problems.append(f"the wrong program gives other errors too:{listing}")
        elif number > 0 and (status or gives):
            problems.append(f"mended program {number} gives:{listing}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fornax", type=Path, default=ROOT / "build" / "bin" / "fornax")
    parser.add_argument("page", nargs="*", type=Path)
    arguments = parser.parse_args()
    fornax = arguments.fornax.resolve()
    pages = arguments.page or sorted((ROOT / "docs" / "errors").glob("*.md"))
    pages = [page for page in pages if page.name != "README.md"]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for page, problems in zip(pages, pool.map(lambda page: check_page(fornax, page), pages)):
            failed += bool(problems)
            for problem in problems:
                print(f"{page.name}: {problem}")
    print(f"{len(pages) - failed} pages right, {failed} wrong")
    sys.exit(1 if failed or not pages else 0)


if __name__ == "__main__":
    main()
