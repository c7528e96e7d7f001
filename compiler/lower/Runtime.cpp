#include "lower/Runtime.h"
#include "runtime/Table.h"

using namespace mlir;

namespace fornax::lower {

bool isRuntimeData(StringRef symbol) {
  static constexpr StringLiteral names[] = {
#define FX(NAME, RESULT, ARGUMENTS, ATTRIBUTES, COMPTIME)
#define FX_DATA(NAME) #NAME,
#include "runtime/RuntimeFunctions.def"
  };
  return llvm::is_contained(names, symbol);
}

void addRuntimeAttributes(LLVM::LLVMFuncOp function, SmallVectorImpl<Attribute> &passthrough) {
  StringRef name = function.getSymName();
  if (!name.starts_with("fx_"))
    return;
  const runtime::Function *entry = runtime::findFunction(name.data(), name.size());
  if (!entry)
    return;
  Builder builder(function.getContext());
  auto add = [&](StringRef attribute) { passthrough.push_back(builder.getStringAttr(attribute)); };
  auto addPair = [&](StringRef key, StringRef value) { passthrough.push_back(builder.getStrArrayAttr({key, value})); };
  uint32_t attributes = entry->attributes;
  if (attributes & runtime::WillReturn)
    function.setWillReturn(true);
  if (attributes & runtime::NoReturn)
    add("noreturn");
  if (attributes & runtime::Cold)
    add("cold");
  auto unit = builder.getUnitAttr();
  if (attributes & runtime::AllocLike) {
    addPair("alloc-family", "fx_alloc");
    addPair("allocsize", std::to_string(uint64_t(0xffffffff))); // argument 0 is the size, no count
    function.setArgAttr(1, "llvm.allocalign", unit);
    addPair("allockind", std::to_string(1 | 8 | 32)); // alloc, uninitialized, aligned: llvm::AllocFnKind
  }
  if (attributes & runtime::FreeLike) {
    addPair("alloc-family", "fx_alloc");
    addPair("allockind", std::to_string(4)); // free
    function.setArgAttr(0, "llvm.allocptr", unit);
  }
  if (attributes & runtime::NoAliasResult)
    function.setResAttrsAttr(builder.getArrayAttr({builder.getDictionaryAttr(builder.getNamedAttr("llvm.noalias", unit))}));
}

} // namespace fornax::lower
