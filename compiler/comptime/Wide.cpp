#include "comptime/Wide.h"
#include "comptime/Diagnostics.h"
#include "comptime/Interpreter.h"
#include "ir/Semantics.h"

namespace fornax::comptime {

using namespace ir::semantics;

static llvm::APInt readWide(uint32_t bits, const uint32_t *&list, const uint64_t *r) {
  llvm::SmallVector<uint64_t, 4> words;
  for (uint32_t k = 0; k < wordsOf(bits); ++k)
    words.push_back(r[*list++]);
  return llvm::APInt(bits, words);
}

bool Execution::runWide(const uint32_t *list, uint64_t *r, uint32_t result) {
  auto kind = WideKind(list[0]);
  uint32_t operation = list[1], bits = list[2], resultBits = list[3];
  list += 4;
  llvm::APInt a = readWide(bits, list, r);
  std::optional<llvm::APInt> value;
  switch (kind) {
  case WideKind::Binary: value = apply(IntOp(operation), a, readWide(bits, list, r)); break;
  case WideKind::Compare: value = llvm::APInt(1, compare(Compare(operation), a, readWide(bits, list, r))); break;
  case WideKind::ExtendS: value = a.sext(resultBits); break;
  }
  if (!value)
    return stop(messages::undefinedResult("division or shift"));
  for (uint32_t k = 0; k < wordsOf(resultBits); ++k)
    r[result + k] = value->getRawData()[k];
  return true;
}

} // namespace fornax::comptime
