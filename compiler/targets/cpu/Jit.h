#pragma once
// Runs code in this process: objects go in, addresses come out. Nothing is linked before something that needs it is looked up.

#include <functional>
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class MemoryBuffer;
}

namespace fornax::targets::cpu {

/// A symbol that generated code may use and that lives in this process.
struct NativeSymbol {
  const char *name;
  void *address;
};

struct JitOptions {
  std::vector<NativeSymbol> symbols;  // beside those of the runtime
  std::vector<std::string> libraries; // shared libraries whose symbols `external_call` may name
  bool debuggerSupport = false;       // registers code with gdb and lldb
};

class Jit {
public:
  /// What was added together and can be removed together: a cell of the REPL. 0 is the program itself and cannot be removed.
  using Cell = uint32_t;
  /// Makes an object when one of its symbols is first needed; may ask a cache, or lower and compile.
  using MakeObject = std::function<llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>()>;

  static llvm::Expected<std::unique_ptr<Jit>> create(const JitOptions &options);
  ~Jit();

  Cell openCell();
  llvm::Error removeCell(Cell cell);

  llvm::Error addObject(std::unique_ptr<llvm::MemoryBuffer> object, Cell cell = 0);
  /// `symbols` are all that the object defines. Each symbol must be defined once in the process of linking: there is no merging of weak ones.
  llvm::Error addLazily(llvm::ArrayRef<std::string> symbols, MakeObject make, Cell cell = 0);

  /// Links what `name` reaches and gives its address. The error names what is missing.
  llvm::Expected<void *> lookup(llvm::StringRef name);

  /// The function that an address lies in, and how far behind its beginning. Nothing for code that was not linked here.
  struct Place {
    std::string symbol;
    uint64_t offset;
  };
  std::optional<Place> find(const void *address) const;

private:
  struct State;
  std::unique_ptr<State> state;
  explicit Jit(std::unique_ptr<State> state);
};

/// Every function of runtime/RuntimeFunctions.def, and the arithmetic helpers that LLVM calls.
llvm::ArrayRef<NativeSymbol> runtimeSymbols();

} // namespace fornax::targets::cpu
