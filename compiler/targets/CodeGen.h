#pragma once
// The part of emission that all targets share: a TargetMachine, a pass pipeline, a file in memory.

#include "basic/Options.h"
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/CodeGen.h>
#include <llvm/Support/Error.h>
#include <memory>

namespace llvm {
class Module;
class PassBuilder;
class TargetMachine;
} // namespace llvm

namespace fornax::targets {

/// What a TargetMachine is made of, as plain data. Also part of the key of cached objects.
struct MachineSpec {
  std::string triple, cpu, features;
  OptLevel level = OptLevel::O2;
  bool positionIndependent = true;
};

enum class Processor {
  Baseline, // what runs nearly everywhere
  Host,     // this very machine
};
/// The host's machine; what the options leave open is filled in by `processor`.
MachineSpec hostSpec(Processor processor, const Options &options);

/// What is wrong with the triple, CPU or features that the options ask for, in words; empty if nothing is. LLVM itself warns and goes on.
std::string problemOfHost(const Options &options);

/// Null with an error text if the back end of the triple is not in this program.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> makeTargetMachine(const MachineSpec &spec);

/// Runs the pipeline of a level: nothing at O0, a short list at O1, LLVM's own at O2 and O3. `extend` registers the target's callbacks.
void optimise(llvm::Module &module, llvm::TargetMachine &machine, OptLevel level, llvm::function_ref<void(llvm::PassBuilder &)> extend = {});

/// Assembly text or an object file. Consumes the module's IR (code generation rewrites it).
llvm::Expected<llvm::SmallVector<char, 0>> emitFile(llvm::Module &module, llvm::TargetMachine &machine, llvm::CodeGenFileType type);

} // namespace fornax::targets
