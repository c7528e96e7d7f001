#!/usr/bin/env python3
"""Measures fornax and prints the tables of docs/benchmarks.md. See README.md.

usage: bench.py [--build FOLDER] [--rounds N] [start|check|size|kernel|cpu|runtime|gpu …]
"""
import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "examples"


class Failed(Exception):
    pass


class Run:
    """One process: its time, its peak memory, what it printed."""

    def __init__(self, command, environment=None):
        started = time.perf_counter()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=subprocess.STDOUT, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = time.perf_counter() - started
            output.seek(0)
            self.output = output.read().decode(errors="replace")
        self.megabytes = usage.ru_maxrss / 1024
        if process.returncode != 0:
            raise Failed(f"`{' '.join(str(part) for part in command)}` ended with {process.returncode}:\n{self.output.strip()[-2000:]}")


class Bench:
    def __init__(self, options):
        self.fornax = options.build / "bin" / "fornax"
        self.conformance = options.build / "bin" / "runtime-conformance"
        self.rounds = options.rounds
        self.folder = Path(tempfile.mkdtemp(prefix="fornax-bench-"))
        self.cache = self.folder / "cache"
        self.environment = dict(os.environ, FORNAX_CACHE=str(self.cache))

    def clear_cache(self):
        shutil.rmtree(self.cache, ignore_errors=True)

    def repeat(self, command, before=None, rounds=None):
        """The runs of a command; `before` runs each time and is not measured."""
        runs = []
        for _ in range(rounds or self.rounds):
            if before:
                before()
            runs.append(Run(command, self.environment))
        return runs

    def build(self, source, *options):
        output = self.folder / Path(source).stem
        Run([self.fornax, "build", *options, source, "-o", output], self.environment)
        return output


def milliseconds(runs):
    return statistics.median(run.seconds for run in runs) * 1000


def spread(runs):
    """Median, and in brackets the fastest: on a busy machine they differ."""
    return f"{milliseconds(runs):.1f} ({min(run.seconds for run in runs) * 1000:.1f})"


def table(title, *rows):
    print(f"| {' | '.join(title)} |\n|{'---|' * len(title)}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")
    print(flush=True)


def find(*names):
    return next((found for name in names if (found := shutil.which(name))), None)


def start(bench):
    hello = EXAMPLES / "cpu" / "hello.mojo"
    cold = bench.repeat([bench.fornax, "run", hello], before=bench.clear_cache)
    bench.clear_cache()
    Run([bench.fornax, "run", hello], bench.environment)
    warm = bench.repeat([bench.fornax, "run", hello])
    program = bench.build(hello)
    rows = [
        ("`fornax run hello.mojo`, empty cache", spread(cold), f"{max(run.megabytes for run in cold):.0f}"),
        ("the same, filled cache", spread(warm), f"{max(run.megabytes for run in warm):.0f}"),
        ("the built executable", *columns(bench.repeat([program]))),
    ]
    clang = find("clang-22", "clang")
    if clang:
        output = bench.folder / "hello-c"
        script = f"{clang} -O2 {HERE / 'rivals' / 'hello.c'} -o {output} && {output}"
        rows.append(("C: clang -O2, link and run", *columns(bench.repeat(["sh", "-c", script]))))
    rows.append(("Python: run", *columns(bench.repeat([sys.executable, HERE / "rivals" / "hello.py"]))))
    table(("Start", "ms: median (best)", "peak MB"), *rows)


def columns(runs):
    return spread(runs), f"{max(run.megabytes for run in runs):.0f}"


def generated_program(lines):
    """Structs, generic functions and loops: about as dense as a real program. Each unit is 20 lines."""
    unit = """
struct Point{i}(Copyable, Movable):
    var x: Int
    var y: Int

    def __init__(out self, x: Int, y: Int):
        self.x = x
        self.y = y

    def dot(self, other: Self) -> Int:
        return self.x * other.x + self.y * other.y


def sum{i}(count: Int) -> Int:
    var total = 0
    for j in range(count):
        var p = Point{i}(j, j + {i})
        if p.x % 2 == 0:
            total += p.dot(Point{i}(1, 2))
    return total
"""
    units = lines // unit.count("\n")
    body = "".join(unit.replace("{i}", str(i)) for i in range(units))
    calls = "".join(f"    total += sum{i}(3)\n" for i in range(units))
    return f"{body}\n\ndef main():\n    var total = 0\n{calls}    print(total)\n"


def check(bench):
    rows = []
    for lines in (1000, 10000):
        source = bench.folder / f"lines{lines}.mojo"
        source.write_text(generated_program(lines))
        count = source.read_text().count("\n")
        runs = bench.repeat([bench.fornax, "check", source], rounds=max(3, bench.rounds // 3))
        rows.append((f"`fornax check`, {count} lines", *columns(runs)))
    table(("Check", "ms: median (best)", "peak MB"), *rows)


def size(bench):
    program = bench.build(EXAMPLES / "cpu" / "hello.mojo")
    rows = [("hello, as built", program.stat().st_size)]
    strip = find("llvm-strip-22", "strip")
    if strip:
        stripped = bench.folder / "hello-stripped"
        subprocess.run([strip, str(program), "-o", str(stripped)], check=True)
        rows.append(("hello, stripped", stripped.stat().st_size))
    rows.append(("the compiler itself", bench.fornax.stat().st_size))
    table(("Size", "bytes"), *rows)


def kernel(bench):
    source = EXAMPLES / "gpu" / "vector_add.mojo"
    command = [bench.fornax, "build", "--accelerator", "sm_90a", "--emit", "ptx", source]
    rows = [("`fornax build --accelerator sm_90a --emit ptx`, empty cache", *columns(bench.repeat(command, before=bench.clear_cache)))]
    nvcc = find("nvcc", "/usr/local/cuda/bin/nvcc")
    if nvcc:
        command = [nvcc, "-ptx", "-arch=sm_90a", HERE / "rivals" / "vector_add.cu", "-o", bench.folder / "vector_add.ptx"]
        rows.append(("nvcc -ptx of the kernel alone", *columns(bench.repeat(command, rounds=3))))
    table(("GPU kernel: vector add, source to PTX", "ms: median (best)", "peak MB"), *rows)


def same_numbers(first, second):
    # Compilers join a*b+c into one operation at different places, so points at the edge of the set escape a step earlier or later.
    left, right = first.split(), second.split()
    return len(left) == len(right) and all(abs(float(a) - float(b)) <= 1e-5 * max(1, abs(float(b))) for a, b in zip(left, right))


def cpu(bench):
    clang = find("clang-22", "clang")
    if not clang:
        raise Failed("clang-22 is needed for the C programs")
    rows = []
    for name, argument in (("mandelbrot", "1200"), ("nbody", "5000000")):
        ours = bench.build(HERE / "programs" / f"{name}.mojo", "-O3", "--target-cpu", "native")
        rival = bench.folder / f"{name}-c"
        subprocess.run([clang, "-O3", "-march=native", str(HERE / "rivals" / f"{name}.c"), "-o", str(rival), "-lm"], check=True)
        rounds = max(3, bench.rounds // 2)
        mine, theirs = bench.repeat([ours, argument], rounds=rounds), bench.repeat([rival, argument], rounds=rounds)
        if not same_numbers(mine[0].output, theirs[0].output):
            raise Failed(f"{name} {argument} prints\n{mine[0].output}but the C program\n{theirs[0].output}")
        ratio = min(run.seconds for run in mine) / min(run.seconds for run in theirs)
        rows.append((f"{name} {argument}", spread(mine), spread(theirs), f"{ratio:.2f}"))
    table(("CPU", "fornax -O3, ms", "clang-22 -O3 -march=native, ms", "best to best"), *rows)


def runtime(bench):
    run = Run([bench.conformance, "--benchmark"], bench.environment)
    rows = []
    for line in run.output.splitlines():
        what, _, value = line.rpartition(" ")
        rows.append((what.strip(), value) if value.replace(".", "").isdigit() else (line, ""))
    table(("Runtime", "value"), *rows)


def gpu(bench):
    devices = Run([bench.fornax, "devices"], bench.environment).output
    arch = next((line.rsplit("(", 1)[1].split(")")[0] for line in devices.splitlines() if line.startswith("cuda:") and "(" in line), None)
    if not arch:
        print("GPU: no device, skipped\n")
        return
    program = bench.build(HERE / "programs" / "vector_add.mojo", "--accelerator", arch)
    print(Run([sys.executable, HERE / "vector_add.py", program], bench.environment).output)


BENCHMARKS = {function.__name__: function for function in (start, check, size, kernel, cpu, runtime, gpu)}


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="build folder (default: build)")
    parser.add_argument("--rounds", type=int, default=11, help="how often each command runs (default: 11)")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    bench = Bench(options)
    print(f"{processor()}, {os.cpu_count()} threads; load {os.getloadavg()[0]:.1f}\n", flush=True)
    failures = 0
    try:
        for name in options.names or BENCHMARKS:
            try:
                BENCHMARKS[name](bench)
            except (Failed, FileNotFoundError, subprocess.CalledProcessError) as problem:
                failures += 1
                print(f"{name}: not measured: {problem}\n", flush=True)
    finally:
        shutil.rmtree(bench.folder, ignore_errors=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
