#!/usr/bin/env python3
"""Checks what libfornax_rt.a asks of the programs it is linked into: libc and libm, nothing else, and no code that runs before main.

usage: check-symbols.py ARCHIVE [--nm NM] [--readelf READELF]
"""
import argparse
import ctypes.util
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def archive_symbols(nm, archive):
    """(defined, undefined) names of all members together."""
    defined, undefined = set(), set()
    for line in run(nm, "--format=posix", archive).splitlines():
        parts = line.split()
        if len(parts) >= 2 and len(parts[1]) == 1:
            (undefined if parts[1] in "Uw" else defined).add(parts[0])
    return defined, undefined - defined


def library_symbols(nm):
    names = set()
    for library in ("c", "m"):
        path = ctypes.util.find_library(library)
        for folder in ("/lib/x86_64-linux-gnu/", "/usr/lib/x86_64-linux-gnu/", "/lib64/", "/usr/lib64/", "/lib/aarch64-linux-gnu/", "/usr/lib/", ""):
            try:
                text = run(nm, "--dynamic", "--defined-only", "--format=posix", folder + path)
            except (subprocess.CalledProcessError, FileNotFoundError, TypeError):
                continue
            names |= {line.split()[0].split("@")[0] for line in text.splitlines() if line.strip()}
            break
        else:
            sys.exit(f"cannot read the symbols of lib{library}")
    return names


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    parser.add_argument("--nm", default="llvm-nm-22")
    parser.add_argument("--readelf", default="llvm-readelf-22")
    options = parser.parse_args()

    _, undefined = archive_symbols(options.nm, options.archive)
    # The dynamic linker's part of libc; the linker itself.
    allowed = library_symbols(options.nm) | {"__tls_get_addr", "_GLOBAL_OFFSET_TABLE_"}
    problems = [f"needs `{name}`, which is not in libc or libm" for name in sorted(undefined - allowed)]

    sections = run(options.readelf, "--sections", "--wide", options.archive)
    if re.search(r"\.(init_array|ctors)\b", sections):
        problems.append("has code that runs before main (.init_array)")
    names = run(options.nm, "--format=posix", options.archive)
    if re.search(r"^_ZT[IV]", names, re.MULTILINE):
        problems.append("has virtual tables or type information")

    for problem in problems:
        print(f"{options.archive}: {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
