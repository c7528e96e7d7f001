# FileCheck tests of the phases: every .mlir file below tests/ with a RUN line. Other folders add suffixes in their lit.local.cfg.
import os
import lit.formats

config.name = "fornax"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "run", "check", "gpu", "compat"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.fornax_build, "tests", "lit")

binaries = os.path.join(config.fornax_build, "bin")
config.environment["PATH"] = os.pathsep.join([binaries, config.llvm_tools, config.environment.get("PATH", "")])
for tool in ("fornax-opt", "fornax"):
    config.substitutions.append(("%" + tool + r"\b", os.path.join(binaries, tool)))
