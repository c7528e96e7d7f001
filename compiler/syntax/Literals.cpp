#include "syntax/Literals.h"
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/ConvertUTF.h>

namespace fornax::syntax {

// ---- Numbers

/// Radix 2, 8 or 16: every digit is some bits.
static llvm::APInt valueOfBits(llvm::StringRef digits, unsigned bitsPerDigit) {
  llvm::SmallVector<uint64_t> words(digits.size() * bitsPerDigit / 64 + 1);
  size_t at = 0;
  for (char c : llvm::reverse(digits)) {
    uint64_t digit = llvm::hexDigitValue(c);
    words[at / 64] |= digit << at % 64;
    if (at % 64 + bitsPerDigit > 64)
      words[at / 64 + 1] |= digit >> (64 - at % 64);
    at += bitsPerDigit;
  }
  return llvm::APInt(unsigned(words.size() * 64), words);
}

/// Eighteen digits at a time, over the words that have a value so far: APInt goes digit by digit over the whole width.
static llvm::APInt valueOfDecimal(llvm::StringRef digits) {
  llvm::SmallVector<uint64_t> words;
  while (!digits.empty()) {
    llvm::StringRef part = digits.take_front(18);
    digits = digits.drop_front(part.size());
    uint64_t carry = 0, scale = 1;
    for (char c : part) {
      carry = carry * 10 + unsigned(c - '0');
      scale *= 10;
    }
    for (uint64_t &word : words) {
      unsigned __int128 product = (unsigned __int128)word * scale + carry;
      word = uint64_t(product);
      carry = uint64_t(product >> 64);
    }
    if (carry != 0)
      words.push_back(carry);
  }
  if (words.empty())
    words.push_back(0);
  return llvm::APInt(unsigned(words.size() * 64), words);
}

llvm::APInt intValue(llvm::StringRef text) {
  unsigned bitsPerDigit = 0; // 0: decimal
  if (text.starts_with_insensitive("0x"))
    bitsPerDigit = 4;
  else if (text.starts_with_insensitive("0o"))
    bitsPerDigit = 3;
  else if (text.starts_with_insensitive("0b"))
    bitsPerDigit = 1;
  llvm::SmallString<32> digits;
  for (char c : bitsPerDigit == 0 ? text : text.drop_front(2))
    if (c != '_')
      digits += c;
  if (digits.empty())
    return llvm::APInt(64, 0);
  llvm::APInt value = bitsPerDigit == 0 ? valueOfDecimal(digits) : valueOfBits(digits, bitsPerDigit);
  return value.zextOrTrunc(std::max(64u, value.getActiveBits() + 1));
}

std::string floatText(llvm::StringRef text) {
  std::string result;
  result.reserve(text.size() + 2);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_')
      continue;
    if (text[i] == '.' && result.empty())
      result += '0';
    result += text[i];
    bool isBareDot = text[i] == '.' && (i + 1 == text.size() || !llvm::isDigit(text[i + 1]));
    if (isBareDot)
      result += '0';
  }
  return result;
}

llvm::APFloat floatValue(llvm::StringRef text, const llvm::fltSemantics &semantics) {
  llvm::APFloat value(semantics);
  if (auto status = value.convertFromString(floatText(text), llvm::APFloat::rmNearestTiesToEven); !status)
    llvm::consumeError(status.takeError());
  return value;
}

// ---- Strings

static void appendCodePoint(std::string &out, uint32_t codePoint) {
  char bytes[UNI_MAX_UTF8_BYTES_PER_CODE_POINT];
  char *end = bytes;
  if (llvm::ConvertCodePointToUTF8(codePoint, end))
    out.append(bytes, end);
}

/// The character an escape of one letter stands for; 0: it is none of these.
static char simpleEscape(char letter) {
  switch (letter) {
  case '\\':
  case '\'':
  case '"': return letter;
  case 'a': return '\a';
  case 'b': return '\b';
  case 'f': return '\f';
  case 'v': return '\v';
  case 'n': return '\n';
  case 'r': return '\r';
  case 't': return '\t';
  default: return '\0';
  }
}

static uint32_t takeDigits(llvm::StringRef &text, unsigned count, unsigned radix) {
  unsigned digits = 0;
  while (digits < count && digits < text.size() && llvm::isHexDigit(text[digits]) && llvm::hexDigitValue(text[digits]) < radix)
    ++digits;
  uint32_t value = 0;
  text.take_front(digits).getAsInteger(radix, value);
  text = text.drop_front(digits);
  return value;
}

/// `text` begins behind the backslash.
static void appendEscape(std::string &out, llvm::StringRef &text) {
  if (text.empty())
    return;
  char letter = text.front();
  if (letter >= '0' && letter <= '7')
    return appendCodePoint(out, takeDigits(text, 3, 8));
  text = text.drop_front();
  if (char c = simpleEscape(letter)) {
    out += c;
    return;
  }
  switch (letter) {
  case 'x': return appendCodePoint(out, takeDigits(text, 2, 16));
  case 'u': return appendCodePoint(out, takeDigits(text, 4, 16));
  case 'U': return appendCodePoint(out, takeDigits(text, 8, 16));
  case '\r': text.consume_front("\n"); return;
  default: return; // a line break, which joins lines
  }
}

static std::string unescape(llvm::StringRef text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    size_t backslash = text.find('\\');
    out += text.take_front(backslash);
    if (backslash == llvm::StringRef::npos)
      break;
    text = text.drop_front(backslash + 1);
    appendEscape(out, text);
  }
  return out;
}

std::string stringValue(llvm::StringRef piece) {
  size_t prefix = piece.find_first_of("'\"");
  bool isRaw = piece.take_front(prefix).contains_insensitive('r');
  llvm::StringRef quoted = piece.drop_front(prefix);
  size_t quotes = quoted.size() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\"")) ? 3 : 1;
  llvm::StringRef text = quoted.drop_front(quotes).drop_back(quotes);
  return isRaw ? text.str() : unescape(text);
}

std::string stringValue(const ast::StringLiteral &literal) {
  std::string value;
  for (llvm::StringRef piece : literal.pieces)
    value += stringValue(piece);
  return value;
}

/// Doubled braces are one; then every brace is doubled.
static void appendFormat(std::string &out, llvm::StringRef text, bool isRaw) {
  std::string plain;
  while (!text.empty()) {
    char c = text.front();
    if ((c == '{' || c == '}') && text.size() > 1 && text[1] == c) {
      plain += c;
      text = text.drop_front(2);
    } else if (c == '\\' && !isRaw) {
      text = text.drop_front();
      appendEscape(plain, text);
    } else {
      plain += c;
      text = text.drop_front();
    }
  }
  for (char c : plain) {
    out += c;
    if (c == '{' || c == '}')
      out += c;
  }
}

std::string formatText(const ast::TString &string) {
  std::string format;
  for (const ast::TStringPart &part : string.parts) {
    if (part.hole)
      format += "{}";
    else
      appendFormat(format, part.text, part.isRaw);
  }
  return format;
}

} // namespace fornax::syntax
