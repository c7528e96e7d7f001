#!/usr/bin/env python3
"""Makes dist/fornax-VERSION-linux-x86_64.tar.xz: the static program, the library, the runtime and the explanations, in one folder that runs anywhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-release"


def run(*command):
    result = subprocess.run([str(part) for part in command], cwd=ROOT)
    if result.returncode:
        sys.exit(result.returncode)


def version() -> str:
    return re.search(r"project\(fornax VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def main():
    run("cmake", "--preset", "release")
    run("cmake", "--build", BUILD, "--target", "fornax", "fornax-rt")
    name = f"fornax-{version()}-linux-x86_64"
    folder = ROOT / "dist" / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bin").mkdir(parents=True)
    library = folder / "lib" / "fornax"
    library.mkdir(parents=True)
    shutil.copy(BUILD / "bin" / "fornax", folder / "bin" / "fornax")
    run("/usr/lib/llvm-22/bin/llvm-strip", folder / "bin" / "fornax")
    shutil.copy(BUILD / "lib" / "libfornax_rt.a", library)
    for package in ("std", "max", "layout"):
        shutil.copytree(ROOT / "stdlib" / package, library / package)
    shutil.copytree(ROOT / "docs" / "errors", library / "errors")
    for text in ("README.md", "LICENSE"):
        shutil.copy(ROOT / text, folder)
    archive = ROOT / "dist" / f"{name}.tar.xz"
    run("tar", "-C", ROOT / "dist", "-I", "xz -9e -T0", "-cf", archive, name)
    print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / (1 << 20):.1f} MiB")


if __name__ == "__main__":
    main()
