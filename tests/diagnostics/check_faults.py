#!/usr/bin/env python3
"""Checks that each program of faults.txt gives its message at the marked place, and no other error."""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FAULTS = Path(__file__).resolve().parent / "faults.txt"
ITEM = re.compile(r"^## (\S+) (\w+)(.*)\n((?:(?!^## ).*\n?)*)", re.MULTILINE)
TIME_LIMIT = 120


def check(fornax: Path, code: str, text: str) -> list:
    text = text.replace("→", "\t").strip("\n") + "\n"
    before, after = text.split("‹")
    line, column = before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fault.mojo"
        path.write_text(before + after, encoding="utf-8")
        result = subprocess.run([str(fornax), "check", "--json", str(path)], capture_output=True, text=True, errors="replace", timeout=TIME_LIMIT,
                                cwd=folder)
    found = [json.loads(row) for row in result.stdout.splitlines() if row.startswith("{")]
    if result.returncode not in (0, 1):
        return [f"exit code {result.returncode}: {result.stderr[-500:]}"]
    if not any(item["code"] == code and (item["range"]["start"]["line"], item["range"]["start"]["column"]) == (line, column) for item in found):
        return [f"[{code}] is not reported at {line}:{column}, but:"] + shown(found)
    others = [item for item in found if item["severity"] == "error" and item["code"] != code]
    return ["other errors:"] + shown(others) if others else []


def shown(items: list) -> list:
    return [f"  {item['range']['start']['line']}:{item['range']['start']['column']}: {item['message']} [{item['code']}]" for item in items]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fornax", type=Path, default=FAULTS.parent.parent.parent / "build" / "bin" / "fornax")
    arguments = parser.parse_args()
    fornax = arguments.fornax.resolve()
    items = ITEM.findall(FAULTS.read_text(encoding="utf-8"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for item, problems in zip(items, pool.map(lambda item: check(fornax, item[1], item[3]), items)):
            failed += bool(problems)
            for problem in problems:
                print(f"{item[0]}{item[2]}: {problem}")
    print(f"{len(items) - failed} faults right, {failed} wrong")
    sys.exit(1 if failed or not items else 0)


if __name__ == "__main__":
    main()
