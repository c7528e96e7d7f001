#!/usr/bin/env python3
"""Memory bandwidth of c = a + b on a GPU: a fornax program against PyTorch and Triton, on the same machine.

usage: vector_add.py PROGRAM [--power 28]
PROGRAM is programs/vector_add.mojo, built by `fornax build --accelerator …`. Prints a Markdown table; what is not installed is left out.
"""
import argparse
import re
import subprocess
import sys


def fornax(program, power):
    result = subprocess.run([program, str(power)], capture_output=True, text=True)
    found = re.search(r"GB/s: ([0-9.e+]+)", result.stdout)
    if not found:
        sys.exit(f"{program} failed:\n{result.stdout}{result.stderr}")
    return float(found.group(1))


def torch_bandwidth(torch, count, add, rounds=50):
    """The best of `rounds`, as in the program: events around one launch."""
    a, b = torch.rand(count, device="cuda"), torch.rand(count, device="cuda")
    c = torch.empty_like(a)
    times = []
    for _ in range(rounds):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        add(a, b, c)
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    assert bool((c == a + b).all())
    return count * 12 / min(times) / 1e6


def triton_add(triton, tl):
    @triton.jit
    def kernel(a, b, c, count, block: tl.constexpr):
        at = tl.program_id(0) * block + tl.arange(0, block)
        inside = at < count
        tl.store(c + at, tl.load(a + at, mask=inside) + tl.load(b + at, mask=inside), mask=inside)

    return lambda a, b, c: kernel[(triton.cdiv(a.numel(), 1024),)](a, b, c, a.numel(), block=1024)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--power", type=int, default=28, help="the number of floats is two to this power")
    options = parser.parse_args()
    count = 1 << options.power
    # Twice each: the difference says how much to believe.
    rows = [("fornax", [fornax(options.program, options.power) for _ in range(2)])]
    try:
        import torch

        rows.append(("PyTorch", [torch_bandwidth(torch, count, lambda a, b, c: torch.add(a, b, out=c)) for _ in range(2)]))
        try:
            import triton
            import triton.language as tl

            add = triton_add(triton, tl)
            rows.append(("Triton", [torch_bandwidth(torch, count, add) for _ in range(2)]))
        except ImportError:
            pass
    except ImportError:
        print("(PyTorch is not installed)")
    print(f"| vector add, 2^{options.power} floats | GB/s | again |\n|---|---|---|")
    for name, values in rows:
        print(f"| {name} | {values[0]:.0f} | {values[1]:.0f} |")


if __name__ == "__main__":
    main()
