#!/usr/bin/env python3
"""Makes dist/fornax-VERSION-linux-x86_64.tar.xz: the static program, the library, the runtime and the explanations, in one folder that runs anywhere."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-release"
LIMIT = 40 << 20  # bytes of the archive
SYSTEM = {"linux-vdso", "libc", "libm", "libdl", "librt", "libpthread", "ld-linux-x86-64"}  # what every Linux with glibc has
HELLO = 'def main():\n    print("hello from somewhere else")\n'


def run(*command):
    result = subprocess.run([str(part) for part in command], cwd=ROOT)
    if result.returncode:
        sys.exit(result.returncode)


def version() -> str:
    return re.search(r"project\(fornax VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def check_needs(program: Path):
    """The program must need nothing but the C library."""
    listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    needed = {line.split()[0].split("/")[-1].split(".")[0] for line in listed.splitlines() if line.strip()}
    if needed - SYSTEM:
        sys.exit(f"{program.name} needs {', '.join(sorted(needed - SYSTEM))}:\n{listed}")


def check_elsewhere(archive: Path, name: str):
    """Unpacks the archive in a strange folder and uses the program there, with an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-C", folder, "-xf", archive], check=True)
        (Path(folder) / "hello.mojo").write_text(HELLO)
        program = f"{name}/bin/fornax"
        for command in ([program, "run", "hello.mojo"], [program, "build", "hello.mojo", "-o", "hello"], ["./hello"], [program, "explain", "useAfterMove"]):
            result = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True)
            good = result.returncode == 0 and ("hello" not in command[-1] or command[1:2] == ["build"] or result.stdout.startswith("hello from"))
            if not good:
                sys.exit(f"{' '.join(command)} in the unpacked archive: exit code {result.returncode}\n{result.stdout}{result.stderr}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 2)
    jobs = parser.parse_args().jobs
    run("cmake", "--preset", "release")
    run("cmake", "--build", BUILD, "--target", "fornax", "fornax-rt", "-j", jobs)
    name = f"fornax-{version()}-linux-x86_64"
    folder = ROOT / "dist" / name
    shutil.rmtree(folder, ignore_errors=True)
    library = folder / "lib" / "fornax"
    library.mkdir(parents=True)
    (folder / "bin").mkdir()
    shutil.copy(BUILD / "bin" / "fornax", folder / "bin" / "fornax")
    run("/usr/lib/llvm-22/bin/llvm-strip", folder / "bin" / "fornax")
    check_needs(folder / "bin" / "fornax")
    shutil.copy(BUILD / "lib" / "libfornax_rt.a", library)
    packages = [path.name for path in (ROOT / "stdlib").iterdir() if (path / "__init__.mojo").exists()]
    for package in packages:
        shutil.copytree(ROOT / "stdlib" / package, library / package)
    shutil.copytree(ROOT / "docs" / "errors", library / "errors")
    shutil.copytree(ROOT / "tools" / "gdb", library / "gdb", ignore=shutil.ignore_patterns("__pycache__"))
    for text in ("README.md", "LICENSE"):
        shutil.copy(ROOT / text, folder)
    archive = ROOT / "dist" / f"{name}.tar.xz"
    run("tar", "-C", ROOT / "dist", "--sort=name", "--owner=0", "--group=0", "-I", "xz -9e -T0", "-cf", archive, name)
    check_elsewhere(archive, name)
    size = archive.stat().st_size
    print(f"{archive.relative_to(ROOT)}: {size / (1 << 20):.1f} MiB; the program alone {(folder / 'bin' / 'fornax').stat().st_size / (1 << 20):.1f} MiB")
    if size > LIMIT:
        sys.exit(f"the archive is larger than {LIMIT >> 20} MiB")


if __name__ == "__main__":
    main()
