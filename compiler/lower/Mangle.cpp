#include "lower/Mangle.h"
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/BLAKE3.h>

namespace fornax::lower {

static constexpr size_t longest = 120, keptOfLong = 90, hashDigits = 16;

struct Escape {
  llvm::StringLiteral text;
  char letter;
};
// `->` comes before `-` and `>`: the first match wins.
static constexpr Escape escapes[] = {{"->", 't'}, {"[", 'b'}, {"]", 'e'},  {"(", 'o'}, {")", 'p'}, {",", 'c'},
                                     {" ", 's'},  {"-", 'm'}, {"\"", 'q'}, {"*", 'a'}, {"$", '$'}};

static std::string mangleWith(llvm::StringRef readable, bool keepDots);

std::string mangle(llvm::StringRef readable) { return mangleWith(readable, /*keepDots=*/true); }
std::string manglePtx(llvm::StringRef readable) { return mangleWith(readable, /*keepDots=*/false); }

std::string demangle(llvm::StringRef symbol) {
  std::string out;
  for (size_t at = 0; at < symbol.size(); ++at) {
    if (symbol[at] != '$') {
      out += symbol[at];
      continue;
    }
    if (++at == symbol.size())
      return symbol.str();
    char letter = symbol[at];
    auto escape = llvm::find_if(escapes, [&](const Escape &e) { return e.letter == letter; });
    if (escape != std::end(escapes)) {
      out += escape->text;
    } else if (letter == 'd') {
      out += '.';
    } else if (letter == 'h' && symbol.size() == at + 1 + hashDigits) {
      out += "…" + symbol.substr(at + 1).str();
      return out;
    } else if (unsigned byte; letter == 'x' && !symbol.substr(at + 1, 2).getAsInteger(16, byte)) {
      out += char(byte);
      at += 2;
    } else {
      return symbol.str();
    }
  }
  return out;
}

static std::string mangleWith(llvm::StringRef readable, bool keepDots) {
  std::string out;
  for (llvm::StringRef rest = readable; !rest.empty();) {
    char c = rest.front();
    if (llvm::isAlnum(c) || c == '_' || (c == '.' && keepDots)) {
      out += c;
      rest = rest.drop_front();
      continue;
    }
    auto escape = llvm::find_if(escapes, [&](const Escape &e) { return rest.starts_with(e.text); });
    if (escape != std::end(escapes)) {
      out += '$';
      out += escape->letter;
      rest = rest.drop_front(escape->text.size());
      continue;
    }
    out += c == '.' ? "$d" : "$x" + llvm::toHex(rest.take_front(1));
    rest = rest.drop_front();
  }
  if (out.size() <= longest)
    return out;
  llvm::BLAKE3 hash;
  hash.update(readable);
  size_t cut = keptOfLong;
  // Not inside an escape: `$xHH` is the longest.
  if (size_t dollar = out.rfind('$', cut - 1); dollar != std::string::npos && dollar + (out[dollar + 1] == 'x' ? 4 : 2) > cut)
    cut = dollar;
  return out.substr(0, cut) + "$h" + llvm::toHex(hash.final<hashDigits / 2>(), /*LowerCase=*/true);
}

} // namespace fornax::lower
