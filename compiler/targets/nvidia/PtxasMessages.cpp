#include "targets/nvidia/Emit.h"
#include <llvm/ADT/StringExtras.h>

namespace fornax::targets::nvidia {

static unsigned numberBefore(llvm::StringRef line, llvm::StringRef unit);

// ptxas info    : Compiling entry function 'flip' for 'sm_90a'
// ptxas info    : Function properties for flip
//     0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
// ptxas info    : Used 12 registers, used 1 barriers, 1024 bytes smem, 364 bytes cmem[0]
// nvJitLink prints the same lines with "info" in place of "ptxas info".
ResourceUse readResourceUse(llvm::StringRef log, llvm::StringRef entry) {
  ResourceUse use;
  bool isOurs = false;
  for (llvm::StringRef rest = log; !rest.empty();) {
    llvm::StringRef line;
    std::tie(line, rest) = rest.split('\n');
    if (line.contains("Compiling entry function"))
      isOurs = line.contains(("'" + entry + "'").str());
    if (line.contains("Function properties for"))
      isOurs = line.rtrim().ends_with((" " + entry).str());
    if (!isOurs)
      continue;
    if (line.contains("bytes stack frame")) {
      use.stackBytes = numberBefore(line, " bytes stack frame");
      use.spillStoreBytes = numberBefore(line, " bytes spill stores");
      use.spillLoadBytes = numberBefore(line, " bytes spill loads");
    }
    if (line.contains(" registers")) {
      use.isKnown = true;
      use.registers = numberBefore(line, " registers");
      use.barriers = numberBefore(line, " barriers");
      use.sharedBytes = numberBefore(line, " bytes smem");
    }
  }
  return use;
}

// ptxas /tmp/x.ptx, line 12; error   : Unknown symbol 'a'
// ptxas info    : (C7510) Potential Performance Loss: wgmma.mma_async instructions are serialized due to … in function 'gemm'
std::vector<AssemblerMessage> readMessages(llvm::StringRef log) {
  std::vector<AssemblerMessage> messages;
  for (llvm::StringRef rest = log; !rest.empty();) {
    llvm::StringRef line;
    std::tie(line, rest) = rest.split('\n');
    AssemblerMessage message{false, 0, "", ""};
    if (size_t at = line.find(", line "); at != llvm::StringRef::npos)
      line.drop_front(at + 7).consumeInteger(10, message.ptxLine);
    size_t colon = line.find(" : ");
    llvm::StringRef text = colon == llvm::StringRef::npos ? line : line.drop_front(colon + 3).trim();
    llvm::StringRef head = line.take_front(colon == llvm::StringRef::npos ? 0 : colon);
    if (text.starts_with("(C")) {
      auto [code, words] = text.drop_front().split(')');
      message.code = code.str();
      text = words.trim();
    }
    message.isError = head.contains("error") || head.contains("fatal");
    bool isWarning = head.contains("warning");
    if (!message.isError && !isWarning && message.code.empty())
      continue;
    message.text = text.str();
    messages.push_back(std::move(message));
  }
  return messages;
}

static unsigned numberBefore(llvm::StringRef line, llvm::StringRef unit) {
  size_t at = line.find(unit);
  if (at == llvm::StringRef::npos)
    return 0;
  llvm::StringRef digits = line.take_front(at);
  size_t start = digits.find_last_not_of("0123456789");
  unsigned number = 0;
  digits.drop_front(start == llvm::StringRef::npos ? 0 : start + 1).getAsInteger(10, number);
  return number;
}

} // namespace fornax::targets::nvidia
