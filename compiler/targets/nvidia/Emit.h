#pragma once
// LLVM IR of one kernel → PTX text → machine code.

#include "basic/Options.h"
#include "targets/Image.h"
#include "targets/nvidia/Architectures.h"
#include "targets/ObjectCache.h"
#include <llvm/Support/Error.h>
#include <memory>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace fornax::targets::nvidia {

std::unique_ptr<llvm::TargetMachine> makeMachine(const Architecture &arch);

/// Optimises and prints. The module's kernels are functions with the `ptx_kernel` convention.
llvm::Expected<llvm::SmallVector<char, 0>> emitPtx(llvm::Module &module, const Architecture &arch, const Options &options);

enum class Assembler { None, Library, Process };

struct Cubin {
  Assembler assembler = Assembler::None; // None: no assembler on this machine; the driver will compile the PTX
  llvm::SmallVector<char, 0> bytes;
  std::string log; // what the assembler printed: resource use, performance warnings
};

/// By nvJitLink in process, else by a `ptxas` process, else not at all. The error is the assembler's text.
llvm::Expected<Cubin> assemble(llvm::StringRef ptx, const Architecture &arch, const Options &options, const ObjectCache &cache);

/// Reads "Used 32 registers, …" and its relatives for `entry`.
ResourceUse readResourceUse(llvm::StringRef log, llvm::StringRef entry);

/// A performance warning or error of the assembler, with the line of the PTX text that it names (0: none).
struct AssemblerMessage {
  bool isError;
  unsigned ptxLine;
  std::string code; // "C7510", may be empty
  std::string text;
};
std::vector<AssemblerMessage> readMessages(llvm::StringRef log);

} // namespace fornax::targets::nvidia
