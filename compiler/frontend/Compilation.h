#pragma once
// One compilation: sources, options, the checked program and, on demand, its code. Driver, REPL, Python and language server all go through it.
// No header of MLIR or LLVM code generation is included here.

#include "basic/Options.h"
#include "basic/Sources.h"
#include "diagnostics/Engine.h"
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/Support/raw_ostream.h>
#include <memory>

namespace fornax::frontend {

enum class Phase : uint8_t { Lex, Parse, Check, Instantiate, Own, Lower, Emit };

/// Text forms of what a phase made.
enum class EmitKind : uint8_t { Tokens, Ast, Checked, Fx, Llvm, Asm, Ptx, Obj };

/// What the program becomes.
enum class Product : uint8_t {
  Program /* `main` is the root */,
  SharedLibrary /* exports are the roots */,
  Module /* only checked: `main` if there is one */
};

/// What the code is for, which says what its kernels are compiled for when no accelerator is asked for by name.
enum class Use : uint8_t { Check /* the simulator */, Run /* the device of this machine */, Keep /* a device of any machine, and the simulator */ };

class Compilation {
public:
  explicit Compilation(Options options, Use = Use::Check);
  ~Compilation();

  const Sources &sources() const;
  diag::Engine &diagnostics();

  /// Reads the program's file, or the `__init__` of a package folder. Reports what stands in the way.
  bool load(llvm::StringRef path);
  FileId mainFile() const;

  // Each phase runs the ones before it if they have not run, and returns whether there are still no errors.
  bool parse();
  bool check();
  bool instantiate(Product = Product::Program);
  bool own();
  bool lower();

  /// Writes a text form (or an object file) of the phase's result; runs what it needs. False if there were errors.
  bool emit(EmitKind, llvm::raw_ostream &out);
  /// Runs the program in this process; gives its exit code, or nothing if it could not be compiled. A program may end the process itself, so
  /// what has to be done before it has the last word is done by `beforeStart`.
  std::optional<int> run(llvm::ArrayRef<std::string> arguments, llvm::function_ref<void()> beforeStart);
  /// Links a native executable or shared library. Leaves no partial file behind.
  bool build(llvm::StringRef output, Product);

  /// One line per phase: name and milliseconds.
  void printTimings(llvm::raw_ostream &out) const;

  struct State; // State.h: for this folder only

private:
  std::unique_ptr<State> state;
};

} // namespace fornax::frontend
