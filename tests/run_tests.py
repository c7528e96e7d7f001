#!/usr/bin/env python3
"""Runs the language tests: programs with expectations in comments. docs/testing.md describes the kinds.

tests/run, tests/gpu    `# expect: LINE` (all of them, in order, are standard output; `{file}` is the test), `# expect-error: TEXT` (occurs in standard error),
                        `# exit: CODE` (default 0), `# args: …` (for the program; `{here}` is the test's folder), `# stdin: LINE`, `# options: …` (for fornax)
tests/check             `fornax check --verify`: `# expected-error [code]` comments
tests/stdlib, examples  must exit with 0; they check themselves

`# library: small` runs a test with the small library in tests/prelude.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT = 120
DIRECTIVE = re.compile(r"#\s*(expect|expect-error|exit|args|stdin|options|library|device):[ ]?(.*)$")


@dataclass
class Test:
    path: Path
    kind: str  # run, check, self
    expected: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    exit_code: int = 0
    args: list = field(default_factory=list)
    stdin: list = field(default_factory=list)
    options: list = field(default_factory=list)
    library: str = ""
    device: str = ""  # the only one whose behaviour is tested


def read_test(path: Path) -> Test:
    top = path.relative_to(ROOT).parts
    kind = {"check": "check", "run": "run", "gpu": "run"}.get(top[1] if top[0] == "tests" else "", "self")
    test = Test(path, kind)
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        found = DIRECTIVE.search(line)
        if not found:
            continue
        name, value = found.groups()
        if name == "expect":
            test.expected.append(value.rstrip().replace("{file}", str(path)))
        elif name == "expect-error":
            test.errors.append(value.strip())
        elif name == "exit":
            test.exit_code = int(value)
        elif name == "stdin":
            test.stdin.append(value)
        elif name in ("library", "device"):
            setattr(test, name, value.strip())
        else:
            getattr(test, name).extend(shlex.split(value.replace("{here}", str(path.parent))))
    return test


def command_of(test: Test, fornax: Path) -> list:
    if test.kind == "check":
        return [fornax, "check", "--verify", *test.options, test.path]
    return [fornax, "run", "--verify-ir", *test.options, test.path, *test.args]


def judge(test: Test, result) -> list:
    """What is wrong, line by line; empty if the test passed."""
    problems = []
    if test.kind == "check":
        return [result.stderr] if result.returncode else []
    if result.returncode != test.exit_code:
        problems.append(f"exit code {result.returncode}, expected {test.exit_code}")
    if test.kind == "run" and (test.expected or not test.errors):
        actual = [line.rstrip() for line in result.stdout.splitlines()]
        if actual != test.expected:
            problems.append("standard output differs:")
            for i in range(max(len(actual), len(test.expected))):
                wanted = test.expected[i] if i < len(test.expected) else "<nothing>"
                got = actual[i] if i < len(actual) else "<nothing>"
                if wanted != got:
                    problems.append(f"  line {i + 1}: expected {wanted!r}, got {got!r}")
    problems += [f"standard error lacks {text!r}" for text in test.errors if text not in result.stderr]
    if problems and result.stderr:
        problems.append(result.stderr[-4000:])
    return problems


def run_test(test: Test, fornax: Path) -> list:
    environment = dict(os.environ, FORNAX_DEVICE=test.device or os.environ.get("FORNAX_DEVICE", "sim"))
    if test.library == "small":
        environment["FORNAX_LIBRARY"] = str(ROOT / "tests" / "prelude")
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = subprocess.run([str(part) for part in command_of(test, fornax)], cwd=folder, env=environment, capture_output=True,
                                    text=True, errors="replace", input="\n".join(test.stdin), timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return [f"ran longer than {TIME_LIMIT} s"]
    return judge(test, result)


def update(test: Test, fornax: Path):
    """Rewrites the `# expect:` lines at the end of the file with what the program prints."""
    result = subprocess.run([str(part) for part in command_of(test, fornax)], capture_output=True, text=True)
    lines = [line for line in test.path.read_text().splitlines() if not re.match(r"#\s*expect:", line)]
    while lines and not lines[-1].strip():
        lines.pop()
    lines += [""] + [f"# expect: {line}" for line in result.stdout.splitlines()]
    test.path.write_text("\n".join(lines) + "\n")


def find_tests(paths: list) -> list:
    files = []
    for path in paths:
        files += sorted(path.rglob("*.mojo")) if path.is_dir() else [path]
    # A folder `support` beside tests holds modules that they import.
    return [read_test(file) for file in files if "support" not in file.parts and file.name != "__init__.mojo"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("path", nargs="*", type=lambda text: Path(text).resolve())
    arguments = parser.parse_args()
    fornax = (arguments.build / "bin" / "fornax").resolve()
    tests = find_tests(arguments.path or [ROOT / "tests" / name for name in ("run", "check", "gpu", "stdlib")] + [ROOT / "examples"])
    if arguments.update:
        for test in tests:
            update(test, fornax)
        return
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for test, problems in zip(tests, pool.map(lambda test: run_test(test, fornax), tests)):
            if not problems:
                continue
            failed += 1
            print(f"FAILED {test.path.relative_to(ROOT)}")
            for problem in problems:
                print("  " + problem.rstrip().replace("\n", "\n  "))
            print("  repeat with: " + shlex.join(str(part) for part in command_of(test, fornax)))
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not tests else 0)


if __name__ == "__main__":
    main()
