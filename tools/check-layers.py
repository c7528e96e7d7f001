#!/usr/bin/env python3
"""Checks every #include of the compiler and the runtime against the table of layers in cmake/Layers.cmake."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
WITHOUT_MLIR = {"basic", "diagnostics", "syntax", "sema"}
RUNTIME_READERS = {"lower", "targets", "comptime", "frontend", "driver", "irgen"}


def read_layers():
    text = (ROOT / "cmake" / "Layers.cmake").read_text()
    return {name: set(allowed.replace('"', "").split()) for name, allowed in re.findall(r"set\(FORNAX_LAYER_(\w+) (.*)\)", text)}


def problems_of(path: Path, layers) -> list:
    parts = path.relative_to(ROOT).parts
    layer = parts[1] if parts[0] == "compiler" else parts[0]
    found = []
    for include in INCLUDE.findall(path.read_text(errors="replace")):
        top = include.split("/")[0]
        if layer in WITHOUT_MLIR and top == "mlir":
            found.append(f"{layer} must not know MLIR: {include}")
        if layer == "runtime" and top in layers:
            found.append(f"the runtime must not know the compiler: {include}")
        if layer in layers and top in layers and top != layer and top not in layers[layer]:
            found.append(f"{layer} must not include {include}")
        if layer in layers and top == "runtime" and layer not in RUNTIME_READERS:
            found.append(f"{layer} must not include {include}")
        if layer == "targets" and top == "targets" and len(parts) > 3:
            other = include.split("/")[1]
            if other in {"cpu", "nvidia", "amd", "simulator"} and other != parts[2]:
                found.append(f"no target includes another: {include}")
    return found


def main():
    layers = read_layers()
    failed = False
    for folder in ("compiler", "runtime"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".cpp", ".h", ".def", ".td"}:
                continue
            for problem in problems_of(path, layers):
                failed = True
                print(f"{path.relative_to(ROOT)}: {problem}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
