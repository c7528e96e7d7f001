// Source text is UTF-8 throughout, also in comments and strings: what the program prints and what messages show comes from here.
#include "syntax/Diagnostics.h"
#include "syntax/LexerState.h"
#include <cstring>
#include <llvm/Support/ConvertUTF.h>

namespace fornax::syntax {

/// Index of the first byte that is not ASCII.
static size_t skipAscii(llvm::StringRef text, size_t at) {
  for (uint64_t word; at + sizeof(word) <= text.size(); at += sizeof(word)) {
    memcpy(&word, text.data() + at, sizeof(word));
    if (word & 0x8080808080808080)
      break;
  }
  while (at < text.size() && uint8_t(text[at]) < 0x80)
    ++at;
  return at;
}

void checkEncoding(Lexer &lexer) {
  llvm::StringRef text = lexer.text;
  for (size_t at = skipAscii(text, 0); at < text.size(); at = skipAscii(text, at)) {
    const auto *bytes = reinterpret_cast<const llvm::UTF8 *>(text.data()) + at;
    unsigned size = llvm::getNumBytesForUTF8(*bytes);
    if (size <= text.size() - at && llvm::isLegalUTF8Sequence(bytes, bytes + size)) {
      at += size;
      continue;
    }
    lexer.diags.report(lexer.range(uint32_t(at), uint32_t(at + 1)), messages::notUtf8(fmt::format("{:02x}", *bytes)));
    return; // a file in another encoding has hundreds
  }
}

} // namespace fornax::syntax
