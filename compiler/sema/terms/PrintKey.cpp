// Terms for symbols and keys: structural, complete, the same in every run; and a raw form for debugging.
#include "sema/checked/Checked.h"
#include "sema/terms/Arithmetic.h"
#include "sema/terms/Machine.h"
#include "sema/terms/PrintTerm.h"
#include "sema/terms/Rational.h"
#include "sema/terms/TermTable.h"
#include <fmt/format.h>

using llvm::ArrayRef;
using llvm::StringRef;

namespace fornax::sema {

static const char *const kindNames[] = {
#define TERM(KIND) #KIND,
#include "sema/terms/TermKinds.def"
};

std::string qualifiedItem(Context &ctx, FunctionId id) {
  const Function &row = ctx.program.functions[id];
  std::string own = row.name.empty() ? std::string("<lambda>") : row.name.str().str();
  switch (row.owner.kind) {
  case Entity::Kind::Struct: return ctx.program.structs[row.owner.structure()].name.str().str() + "." + own;
  case Entity::Kind::Trait: return ctx.program.traits[row.owner.trait()].name.str().str() + "." + own;
  default: return own;
  }
}

std::string localNameIn(const CheckedBody &body, LocalId id) {
  return id.value < body.locals.size() ? body.locals[id].name.str().str() : std::string();
}

namespace {
struct KeyPrinter {
  Context &ctx;

  std::string list(ArrayRef<Term> terms) {
    std::string text;
    for (Term t : terms)
      text += (text.empty() ? "" : ",") + (t ? key(t) : std::string("-"));
    return text;
  }
  std::string with(std::string head, ArrayRef<Term> terms) { return terms.empty() ? head : head + "[" + list(terms) + "]"; }

  /// Operands whose order is that of creation are ordered by their spelling.
  std::string sorted(const char *head, ArrayRef<Term> terms) {
    std::vector<std::string> parts;
    for (Term t : terms)
      parts.push_back(key(t));
    std::sort(parts.begin(), parts.end());
    return fmt::format("{}({})", head, fmt::join(parts, ","));
  }

  std::string sum(Term t) {
    Polynomial p = readPolynomial(t, ringOf(t->type));
    std::vector<std::string> parts;
    for (const auto &s : p.terms)
      parts.push_back(fmt::format("{}*{}", number(s.coefficient), key(s.atom)));
    std::sort(parts.begin(), parts.end());
    return fmt::format("({}+{})", fmt::join(parts, "+"), number(p.constant));
  }

  static std::string number(const llvm::APInt &value) {
    llvm::SmallString<32> text;
    value.toString(text, 10, true);
    return text.str().str();
  }

  /// The function is part of what makes an overload; its argument types tell overloads of one name apart.
  std::string function(FunctionId id) {
    const Function &row = ctx.program.functions[id];
    std::string text = qualifiedName(ctx.program, id);
    if (row.role == FunctionRole::Thunk)
      return text + fmt::format("#{}", row.range.begin);
    if (row.range.isValid() && row.owner && !row.owner.is(Entity::Kind::Closure))
      text += fmt::format("@{}", ctx.sources.position(row.range.file, row.range.begin).line);
    return text;
  }

  std::string mlir(Term t) {
    std::string text;
    ArrayRef<StringRef> pieces = mlirPieces(t);
    for (size_t i = 0; i < pieces.size(); ++i) {
      text += pieces[i];
      if (i < t->count)
        text += key(t->operand(unsigned(i)));
    }
    return text;
  }

  std::string object(Term t) {
    std::string text = "object{";
    for (const auto &block : objectOf(t).blocks) {
      text += "<";
      for (unsigned char c : block.bytes)
        text += fmt::format("{:02x}", c);
      for (const auto &r : block.relocations)
        text += r.function ? fmt::format("@{}={}", r.offset, key(r.function)) : fmt::format("@{}={}+{}", r.offset, r.block, r.addend);
      text += ">";
    }
    return text + "}:" + key(t->type);
  }

  std::string bytes(Term t) {
    std::string text = "bytes<";
    for (unsigned char c : textOf(t))
      text += fmt::format("{:02x}", c);
    return text + ">:" + key(t->type);
  }

  std::string key(Term t) {
    if (t->count == 0)
      return spell(t);
    if (auto known = tableOf(ctx).keys.find(t.node()); known != tableOf(ctx).keys.end())
      return known->second.str();
    std::string text = spell(t);
    tableOf(ctx).keys[t.node()] = tableOf(ctx).intern(text);
    return text;
  }

  std::string spell(Term t) {
    switch (t->kind) {
    case TermKind::Struct: return with(qualifiedName(ctx.program, structOf(t)), t->operands());
    case TermKind::FunctionItem: return with(function(functionOf(t)), t->operands());
    case TermKind::ClosureType: return with(qualifiedName(ctx.program, closureOf(t)), t->operands());
    case TermKind::Signature: return signature(t);
    case TermKind::Trait: return qualifiedName(ctx.program, traitOf(t));
    case TermKind::Traits: return sorted("&", t->operands());
    case TermKind::Mlir: return mlir(t);
    case TermKind::Param: return fmt::format("{}", std::string_view(ctx.program.parameters[parameterOf(t)].name.str()));
    case TermKind::Bound: return fmt::format("${}.{}", boundDepth(t), boundIndex(t));
    case TermKind::Witness: return with(qualifiedName(ctx.program, requirementOf(t)), t->operands());
    case TermKind::Int: return number(intOf(t)) + (t->type == int64Machine(ctx) || isBoolMachine(t->type) ? "" : ":" + key(t->type));
    case TermKind::Float: {
      if (isFloatLiteralMachine(t->type))
        return toKey(rationalOf(t));
      llvm::SmallString<32> bits;
      floatOf(t).bitcastToAPInt().toString(bits, 16, false);
      return "0x" + bits.str().str() + ":" + key(t->type);
    }
    case TermKind::String: return quoted(textOf(t));
    case TermKind::Bytes: return bytes(t);
    case TermKind::Object: return object(t);
    case TermKind::Value: return key(t->type) + "{" + list(t->operands()) + "}";
    case TermKind::Sum: return sum(t);
    case TermKind::Product: return sorted("*", t->operands());
    case TermKind::And: return sorted("and", t->operands());
    case TermKind::Or: return sorted("or", t->operands());
    case TermKind::Call: return with(function(functionOf(t)), argumentsOf(t)) + "(" + list(callArguments(t)) + ")";
    case TermKind::OriginUnion: return sorted("union", t->operands());
    case TermKind::OriginInterior: return "interior[" + key(t->operand(0)) + "," + quoted(textOf(t)) + "]";
    case TermKind::OriginField: return key(t->operand(0)) + "." + ctx.program.fields[fieldOfOrigin(t)].name.str().str();
    case TermKind::Apply: {
      ComptimeId alias(uint32_t(t->payload));
      return alias.isValid() ? with(qualifiedName(ctx.program, alias), t->operands()) : with("apply", t->operands());
    }
    default: break;
    }
    // Kinds whose payload is a small number.
    return with(fmt::format("{}{}", kindNames[size_t(t->kind)], t->payload), t->operands());
  }

  std::string signature(Term t) {
    const SignatureShape &shape = tableOf(ctx).signatureShape(uint32_t(t->payload));
    std::string text = "def<";
    for (const auto &a : shape.arguments)
      text += fmt::format("{}{}{}", int(a.convention), int(a.kind == ArgumentKind::PositionalOnly ? ArgumentKind::Positional : a.kind),
                          a.isPack ? "*" : "");
    return text + (shape.abi == Abi::C ? "C>" : ">") + "(" + list(t->operands()) + ")";
  }
};
} // namespace

std::string printKey(Context &ctx, Term t) { return KeyPrinter{ctx}.key(t); }

std::string dump(Term t) {
  if (!t)
    return "null";
  std::string text = fmt::format("{}#{}", kindNames[size_t(t->kind)], t->id);
  switch (t->kind) {
  case TermKind::Int: text += ":" + KeyPrinter::number(intOf(t)); break;
  case TermKind::String: text += ":" + quoted(textOf(t)); break;
  case TermKind::Mlir: text += ":" + fmt::format("{}", std::string_view(mlirPieces(t)[0])); break;
  default:
    if (t->payload < (1u << 20))
      text += fmt::format(":{}", t->payload);
  }
  if (t->count) {
    text += "(";
    for (unsigned i = 0; i < t->count; ++i)
      text += (i ? ", " : "") + dump(t->operand(i));
    text += ")";
  }
  return text;
}

} // namespace fornax::sema
