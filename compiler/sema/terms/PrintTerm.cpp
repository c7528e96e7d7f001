// Terms in source syntax, for messages, hover and reflected names.
#include "sema/terms/PrintTerm.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "sema/terms/Arithmetic.h"
#include "sema/terms/FunctionTypes.h"
#include "sema/terms/Machine.h"
#include "sema/terms/Rational.h"
#include "sema/terms/TermTable.h"
#include <fmt/format.h>

using llvm::APInt;
using llvm::ArrayRef;
using llvm::StringRef;

namespace fornax::sema {

// Binding strength of what was printed, to know where parentheses are needed.
enum Strength { Lowest, Conditional, Disjunction, Conjunction, Negation, Comparing, BitOr, Shift, Adding, Multiplying, Unary, Primary };

std::string quoted(StringRef text) {
  std::string result = "\"";
  for (char c : text)
    switch (c) {
    case '"': result += "\\\""; break;
    case '\\': result += "\\\\"; break;
    case '\n': result += "\\n"; break;
    case '\t': result += "\\t"; break;
    default:
      if (uint8_t(c) < 0x20 || c == 0x7f)
        result += fmt::format("\\x{:02x}", uint8_t(c));
      else
        result += c;
    }
  return result + "\"";
}

static std::string integer(const APInt &value, Type type) {
  std::optional<Scalar> scalar = scalarOf(type);
  llvm::SmallString<32> text;
  value.toString(text, 10, !scalar || scalar->kind == Scalar::Kind::Signed);
  return text.str().str();
}

namespace {
struct Printer {
  Context &ctx;
  PrintOrigins origins;
  /// As programs see types: `Int` is spelled out as `SIMD[DType.int, 1]`.
  bool isReflected = false;
  /// Names of the parameters that enclosing binders introduce, innermost last.
  llvm::SmallVector<llvm::SmallVector<std::string, 4>, 2> binders;

  std::string wrap(std::string text, Strength own, Strength needed) { return own < needed ? "(" + text + ")" : text; }

  std::string list(ArrayRef<Term> terms) {
    std::string result;
    for (Term t : terms)
      result += (result.empty() ? "" : ", ") + term(t);
    return result;
  }

  // ---- Structs

  /// `Int`, `Float32`, `Scalar[dt]` for one lane of SIMD.
  std::string scalarName(Term type) {
    if (!isContractStruct(ctx, type, ContractItem::Simd) || argumentsOf(type).size() < 2 || asInt64(argumentsOf(type)[1]) != 1)
      return {};
    Term dtype = argumentsOf(type)[0];
    std::optional<Scalar> scalar = scalarOfDType(dtype);
    if (!scalar || scalar->name == "bool" || scalar->name.starts_with("float8") || scalar->name.starts_with("float4"))
      return "Scalar[" + term(dtype) + "]";
    StringRef name = scalar->name;
    if (name.consume_front("uint"))
      return "UInt" + name.str();
    if (name.consume_front("int"))
      return "Int" + name.str();
    if (name.consume_front("bfloat"))
      return "BFloat" + name.str();
    if (name.consume_front("float"))
      return "Float" + name.str();
    return {};
  }

  std::string structType(Term t) {
    if (isReflected && isContractStruct(ctx, t, ContractItem::Simd) && t->count == 2)
      if (std::optional<int64_t> length = asInt64(t->operand(1)))
        return fmt::format("SIMD[{}, {}]", term(t->operand(0)), *length);
    if (std::string name = isReflected ? std::string() : scalarName(t); !name.empty())
      return name;
    const Struct &row = ctx.program.structs[structOf(t)];
    ArrayRef<ParameterId> parameters = parametersOf(ctx, structOf(t));
    std::string inside;
    for (size_t i = 0; i < t->count && i < parameters.size(); ++i) {
      const Parameter &parameter = ctx.program.parameters[parameters[i]];
      Term argument = t->operand(unsigned(i));
      bool isHidden = parameter.group == ParameterGroup::InferOnly || parameter.group == ParameterGroup::Hidden;
      bool isHiddenOrigin = origins == PrintOrigins::Hide && isOrigin(ctx, argument);
      if ((isHidden || isHiddenOrigin) && !(origins == PrintOrigins::Show && isHidden))
        continue;
      if (parameter.defaultTerm.isDone() && parameter.defaultTerm.value && i + 1 == t->count &&
          substitute(ctx, parameter.defaultTerm.value, bindingsFor(ctx, structOf(t), t->operands())) == argument)
        continue;
      std::string text;
      if (parameter.isVariadic && isKind(argument, TermKind::List))
        text = list(argument->operands());
      else
        text = (parameter.isVariadic ? "*" : "") + term(argument);
      if (parameter.group == ParameterGroup::KeywordOnly || isHidden)
        text = fmt::format("{}={}", std::string_view(parameter.name.str()), text);
      if (!text.empty())
        inside += (inside.empty() ? "" : ", ") + text;
    }
    return inside.empty() ? row.name.str().str() : row.name.str().str() + "[" + inside + "]";
  }

  std::string value(Term t, Strength needed) {
    Type type = typeOf(ctx, t);
    if (isContractStruct(ctx, type, ContractItem::Bool) && t->count == 1) {
      if (std::optional<bool> known = asBool(t))
        return *known ? "True" : "False";
      return term(t->operand(0), needed);
    }
    if (isContractStruct(ctx, type, ContractItem::DType))
      if (std::optional<Scalar> scalar = scalarOfDType(t))
        return "DType." + scalar->name.str();
    if (isNone(ctx, type))
      return "None";
    if (t->count == 1 && (isContractStruct(ctx, type, ContractItem::Simd) || isContractStruct(ctx, type, ContractItem::Int)))
      return term(t->operand(0), needed);
    if (t->count == 0) { // what a literal or an empty struct carries is in its type
      if (isContractStruct(ctx, type, ContractItem::IntLiteral) || isContractStruct(ctx, type, ContractItem::FloatLiteral) ||
          isContractStruct(ctx, type, ContractItem::StringLiteral))
        return term(argumentsOf(type)[0], needed);
      return term(type) + "()";
    }
    ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(type));
    std::string inside;
    for (unsigned i = 0; i < t->count; ++i) {
      std::string name = i < fields.size() ? ctx.program.fields[fields[i]].name.str().str() : std::to_string(i);
      inside += (i ? ", " : "") + name + "=" + term(t->operand(i));
    }
    return term(type) + "(" + inside + ")";
  }

  // ---- Parameters and generators

  std::string parameter(Term t) {
    const Parameter &row = ctx.program.parameters[parameterOf(t)];
    return row.origin.empty() ? row.name.str().str() : row.origin;
  }

  std::string bound(Term t) {
    size_t depth = boundDepth(t);
    if (depth < binders.size()) {
      auto &names = binders[binders.size() - 1 - depth];
      if (boundIndex(t) < names.size())
        return names[boundIndex(t)];
    }
    return fmt::format("_{}", boundIndex(t));
  }

  std::string lambda(Term t) {
    ArrayRef<Name> names = lambdaNamesOf(ctx, t);
    llvm::SmallVector<std::string, 4> own;
    for (unsigned i = 0; i < t->payload; ++i)
      own.push_back(i < names.size() && names[i] ? names[i].str().str() : fmt::format("_{}", i));
    binders.push_back(own);
    std::string text;
    for (unsigned i = 0; i < t->payload; ++i)
      text += (i ? ", " : "") + own[i] + ": " + term(t->operand(i));
    std::string body = term(t->operands().back());
    binders.pop_back();
    return "[" + text + "] " + body;
  }

  std::string signature(Term t, const char *effect) {
    SignatureTerm s = readSignature(ctx, t);
    llvm::SmallVector<std::string, 4> own;
    for (size_t i = 0; i < s.parameters.size(); ++i)
      own.push_back(s.parameters[i].name ? s.parameters[i].name.str().str() : fmt::format("_{}", i));
    binders.push_back(own);
    std::string text = "def";
    std::string inside;
    for (size_t i = 0; i < s.parameters.size(); ++i)
      inside += (i ? ", " : "") + own[i] + ": " + term(s.parameters[i].type);
    if (!inside.empty())
      text += "[" + inside + "]";
    inside.clear();
    for (const auto &argument : s.arguments)
      inside += (inside.empty() ? "" : ", ") + argumentText(argument);
    text += "(" + inside + ")";
    if (!isNever(ctx, s.raises))
      text += " raises" + (isContractStruct(ctx, s.raises, ContractItem::Error) ? std::string() : " " + term(s.raises));
    text += effect;
    if (s.abi == Abi::C)
      text += " abi(\"C\")";
    text += s.resultOrigin ? " -> ref[" + term(s.resultOrigin) + "] " : std::string(" -> ");
    text += isNone(ctx, s.result) ? "None" : term(s.result);
    binders.pop_back();
    return text;
  }

  std::string argumentText(const SignatureTerm::Argument &argument) {
    std::string text;
    switch (argument.convention) {
    case Convention::Imm: break;
    case Convention::Mut: text = "mut "; break;
    case Convention::Ref: text = argument.origin && origins == PrintOrigins::Show ? "ref[" + term(argument.origin) + "] " : "ref "; break;
    case Convention::Var: text = "var "; break;
    case Convention::Deinit: text = "deinit "; break;
    case Convention::Out: text = "out "; break;
    }
    if (argument.kind == ArgumentKind::Variadic || argument.kind == ArgumentKind::KeywordVariadic)
      text += argument.kind == ArgumentKind::Variadic ? "*" : "**";
    if (argument.name && argument.kind != ArgumentKind::PositionalOnly)
      text += argument.name.str().str() + ": ";
    return text + (argument.isPack ? "*" : "") + term(argument.type);
  }

  // ---- Numbers and booleans

  std::string summand(const APInt &coefficient, Term atom, Type type, bool isFirst) {
    bool isNegative = coefficient.isNegative();
    APInt size = isNegative ? -coefficient : coefficient;
    std::string text = size.isOne() ? term(atom, Multiplying) : integer(size, type) + " * " + term(atom, Multiplying);
    return isFirst ? (isNegative ? "-" : "") + text : (isNegative ? " - " : " + ") + text;
  }

  std::string sum(Term t) {
    Polynomial p = readPolynomial(t, ringOf(t->type));
    // Positive terms first, otherwise in the order of their spelling: ids differ between runs.
    llvm::sort(p.terms, [&](const auto &a, const auto &b) {
      if (a.coefficient.isNegative() != b.coefficient.isNegative())
        return b.coefficient.isNegative();
      return term(a.atom) < term(b.atom);
    });
    std::string text;
    bool constantFirst = p.terms[0].coefficient.isNegative() && !p.constant.isZero() && !p.constant.isNegative();
    if (constantFirst)
      text = integer(p.constant, t->type);
    for (const auto &s : p.terms)
      text += summand(s.coefficient, s.atom, t->type, text.empty());
    if (!constantFirst && !p.constant.isZero()) {
      bool isNegative = p.constant.isNegative();
      text += (isNegative ? " - " : " + ") + integer(isNegative ? -p.constant : p.constant, t->type);
    }
    return text;
  }

  std::string joined(Term t, const char *separator, Strength strength) {
    std::vector<std::string> parts;
    for (Term operand : t->operands())
      parts.push_back(term(operand, strength));
    if (t->kind != TermKind::Member)
      std::sort(parts.begin(), parts.end());
    return fmt::format("{}", fmt::join(parts, separator));
  }

  std::string comparison(Term t) {
    static const char *const spellings[] = {"==", "!=", "<", "<=", ">", ">=", "<", "<=", ">", ">="};
    auto predicate = ComparePredicate(t->payload);
    Term a = t->operand(0), b = t->operand(1);
    // A constant reads better on the right.
    if (isKind(a, TermKind::Int) && !isKind(b, TermKind::Int)) {
      std::swap(a, b);
      if (predicate == ComparePredicate::Lt || predicate == ComparePredicate::ULt)
        predicate = ComparePredicate::Gt;
      else if (predicate == ComparePredicate::Le || predicate == ComparePredicate::ULe)
        predicate = ComparePredicate::Ge;
    }
    return term(a, BitOr) + " " + spellings[size_t(predicate)] + " " + term(b, BitOr);
  }

  std::string operation(Term t, Strength needed) {
    static const char *const names[] = {
#define SIMD_OP(NAME, OPERANDS, RESULT) #NAME,
#include "sema/entities/SimdOps.def"
    };
    auto binary = [&](const char *op, Strength own) {
      return wrap(term(t->operand(0), own) + " " + op + " " + term(t->operand(1), Strength(own + 1)), own, needed);
    };
    switch (SimdOp(t->payload)) {
    case SimdOp::Op_add: return binary("+", Adding);
    case SimdOp::Op_sub: return binary("-", Adding);
    case SimdOp::Op_mul: return binary("*", Multiplying);
    case SimdOp::Op_div: return binary("/", Multiplying);
    case SimdOp::Op_floordiv: return binary("//", Multiplying);
    case SimdOp::Op_mod: return binary("%", Multiplying);
    case SimdOp::Op_shl: return binary("<<", Shift);
    case SimdOp::Op_shr: return binary(">>", Shift);
    case SimdOp::Op_and: return binary("&", BitOr);
    case SimdOp::Op_or: return binary("|", BitOr);
    case SimdOp::Op_xor: return binary("^", BitOr);
    case SimdOp::Op_neg: return wrap("-" + term(t->operand(0), Unary), Unary, needed);
    case SimdOp::Op_cast:
    case SimdOp::Op_splat:
    case SimdOp::Op_bitcast: return term(t->operand(0), needed);
    default: return std::string(names[t->payload]) + "(" + list(t->operands()) + ")";
    }
  }

  /// A library call reads as it was written: `f[p](a)`.
  std::string call(Term t) {
    const Function &row = ctx.program.functions[functionOf(t)];
    if (row.role == FunctionRole::Thunk)
      return thunk(t, row);
    std::string parameters = list(argumentsOf(t));
    return row.name.str().str() + (parameters.empty() ? "" : "[" + parameters + "]") + "(" + list(callArguments(t)) + ")";
  }

  std::string thunk(Term, const Function &row) {
    StringRef text = row.range.isValid() ? ctx.sources.text(row.range) : StringRef("…");
    if (text.contains('\n'))
      return text.take_until([](char c) { return c == '\n'; }).str() + "…";
    return text.str();
  }

  std::string member(Term t) {
    Term base = t->operand(0);
    Type type = typeOf(ctx, base);
    // The number inside an Int reads as the Int.
    if (isKind(type, TermKind::Struct)) {
      ArrayRef<FieldId> fields = fieldsOf(ctx, structOf(type));
      if (fields.size() == 1 && isKind(typeOf(ctx, t), TermKind::Mlir))
        return term(base, Primary);
      if (t->payload < fields.size())
        return term(base, Primary) + "." + ctx.program.fields[fields[t->payload]].name.str().str();
    }
    return term(base, Primary) + "." + std::to_string(t->payload);
  }

  std::string mlir(Term t) {
    std::string text;
    ArrayRef<StringRef> pieces = mlirPieces(t);
    for (size_t i = 0; i < pieces.size(); ++i) {
      text += pieces[i];
      if (i < t->count)
        text += term(t->operand(unsigned(i)));
    }
    return text;
  }

  std::string question(Term t) {
    static const char *const kinds[] = {"field_count",
                                        "field_name",
                                        "field_type",
                                        "field_index",
                                        "type_name",
                                        "is_struct",
                                        "base_name",
                                        "function_name",
                                        "source_name",
                                        "literal_fits",
                                        "literal_text",
                                        "string_length",
                                        "string_concat",
                                        "is_trivially_copyable",
                                        "is_trivially_movable",
                                        "is_trivially_deletable",
                                        "kernel_argument_count",
                                        "kernel_argument_type",
                                        "define_text",
                                        "is_defined"};
    static_assert(std::size(kinds) == size_t(ReflectKind::IsDefined) + 1);
    static const char *const queries[] = {"size_of",      "align_of",    "field_offset", "simd_width",   "triple",        "arch",
                                          "cpu",          "has_feature", "os",           "is_gpu",       "is_nvidia_gpu", "is_amd_gpu",
                                          "pointer_bits", "wave_size",   "accelerator",  "is_big_endian"};
    if (t->kind == TermKind::Reflect)
      return std::string(kinds[t->payload]) + "[" + list(t->operands()) + "]";
    return std::string(queries[t->payload]) + "[" + list(t->operands().drop_front()) + "]()";
  }

  // ---- Origins

  std::string origin(Term t) {
    auto flag = [&](const char *name, Term mut) {
      std::optional<bool> value = asBool(mut);
      return (!value ? "" : *value ? "Mut" : "Imm") + std::string(name);
    };
    switch (t->kind) {
    case TermKind::OriginLocal: return localName(t);
    case TermKind::OriginArgument: return fmt::format("argument {}", t->payload + 1);
    case TermKind::OriginStatic: return flag("StaticOrigin", t->operand(0));
    case TermKind::OriginAny: return flag("UnsafeAnyOrigin", t->operand(0));
    case TermKind::OriginUntracked: return flag("UntrackedOrigin", t->operand(0));
    case TermKind::OriginUnion: return joined(t, ", ", Lowest);
    case TermKind::OriginField: return origin(t->operand(0)) + "." + ctx.program.fields[fieldOfOrigin(t)].name.str().str();
    case TermKind::OriginInterior: return origin(t->operand(0)) + "[" + quoted(textOf(t)) + "]";
    case TermKind::OriginSubtree: return origin(t->operand(0)) + ".subtree";
    case TermKind::OriginMutCast: return flag(" ", t->operand(1)) + origin(t->operand(0));
    case TermKind::OriginErased: return flag("Origin", t->operand(0));
    default: return term(t);
    }
  }

  std::string localName(Term t) {
    Entity owner = ownerOfOrigin(t);
    if (owner.is(Entity::Kind::Function) && owner.function().value < ctx.program.functions.size()) {
      const Signature &signature = ctx.program.functions[owner.function()].signature.value;
      if (size_t index = localOfOrigin(t).value; index < signature.arguments.size() && signature.arguments[index].name)
        return signature.arguments[index].name.str().str(); // arguments are the first locals
      if (const CheckedBody *body = ctx.program.functions[owner.function()].body.value)
        if (std::string name = localNameIn(*body, localOfOrigin(t)); !name.empty())
          return name;
    }
    return "a local variable";
  }

  std::string term(Term t, Strength needed = Lowest);
};

std::string Printer::term(Term t, Strength needed) {
  if (!t)
    return "<none>";
  switch (t->kind) {
  case TermKind::Struct: return structType(t);
  case TermKind::FunctionItem: {
    std::string arguments = list(t->operands());
    return qualifiedItem(ctx, functionOf(t)) + (arguments.empty() ? "" : "[" + arguments + "]");
  }
  case TermKind::ClosureType: {
    Name name = ctx.program.closures[closureOf(t)].name;
    return name ? "type of " + name.str().str() : "type of a lambda";
  }
  case TermKind::Pointer: return signature(t->operand(0), isCapturing(t) ? " capturing" : " thin");
  case TermKind::Signature: return signature(t, "");
  case TermKind::Traits: return t->count == 0 ? "AnyType" : joined(t, " & ", Lowest);
  case TermKind::Trait: return ctx.program.traits[traitOf(t)].name.str().str();
  case TermKind::TraitMeta: return "type_of(AnyType)";
  case TermKind::Mlir: return mlir(t);
  case TermKind::Param: return parameter(t);
  case TermKind::Bound: return bound(t);
  case TermKind::Lambda: return lambda(t);
  case TermKind::Apply: {
    ComptimeId alias(uint32_t(t->payload));
    if (alias.isValid())
      return ctx.program.comptimes[alias].name.str().str() + "[" + list(t->operands()) + "]";
    return term(t->operand(0), Primary) + "[" + list(t->operands().drop_front()) + "]";
  }
  case TermKind::Witness: {
    std::string text = term(t->operand(0), Primary) + "." + ctx.program.requirements[requirementOf(t)].name.str().str();
    return argumentsOf(t).empty() ? text : text + "[" + list(argumentsOf(t)) + "]";
  }
  case TermKind::Member: return member(t);
  case TermKind::Int: {
    if (isBoolMachine(t->type))
      return intOf(t).isZero() ? "False" : "True";
    return integer(intOf(t), t->type);
  }
  case TermKind::Float: {
    if (isFloatLiteralMachine(t->type))
      return toText(rationalOf(t));
    llvm::SmallString<32> text;
    floatOf(t).toString(text);
    return text.str().str();
  }
  case TermKind::String: return quoted(textOf(t));
  case TermKind::Bytes:
  case TermKind::Object: return "a value of type " + term(t->type);
  case TermKind::Value: return value(t, needed);
  case TermKind::Sum: return wrap(sum(t), Adding, needed);
  case TermKind::Product: return wrap(joined(t, " * ", Multiplying), Multiplying, needed);
  case TermKind::Op: return operation(t, needed);
  case TermKind::Compare: return wrap(comparison(t), Comparing, needed);
  case TermKind::And: return wrap(joined(t, " and ", Conjunction), Conjunction, needed);
  case TermKind::Or: return wrap(joined(t, " or ", Disjunction), Disjunction, needed);
  case TermKind::Not: return wrap("not " + term(t->operand(0), Negation), Negation, needed);
  case TermKind::Cond:
    return wrap(term(t->operand(1), Disjunction) + " if " + term(t->operand(0), Disjunction) + " else " + term(t->operand(2), Conditional),
                Conditional, needed);
  case TermKind::Call: return call(t);
  case TermKind::TypeEq: return wrap(term(t->operand(0), BitOr) + " == " + term(t->operand(1), BitOr), Comparing, needed);
  case TermKind::Conforms: return "conforms_to(" + list(t->operands()) + ")";
  case TermKind::AllConform: return term(t->operand(0), Primary) + ".all_conforms_to[" + term(t->operand(1)) + "]()";
  case TermKind::OriginHas: return origin(t->operand(0)) + ".contains(" + origin(t->operand(1)) + ")";
  case TermKind::List: return "[" + list(t->operands()) + "]";
  case TermKind::Concat: {
    std::string text;
    for (Term segment : t->operands())
      text += (text.empty() ? "" : ", ") + (isKind(segment, TermKind::List) ? list(segment->operands()) : "*" + term(segment, Primary));
    return "[" + text + "]";
  }
  case TermKind::ListGet: return term(t->operand(0), Primary) + "[" + term(t->operand(1)) + "]";
  case TermKind::ListLen: return "len(" + term(t->operand(0)) + ")";
  case TermKind::Tabulate: return "tabulate[" + list(t->operands()) + "]";
  case TermKind::Reduce: return "reduce[" + list(t->operands()) + "]";
  case TermKind::Reflect:
  case TermKind::TargetQuery: return question(t);
  case TermKind::Target: return "the target";
  case TermKind::OriginLocal:
  case TermKind::OriginArgument:
  case TermKind::OriginStatic:
  case TermKind::OriginAny:
  case TermKind::OriginUntracked:
  case TermKind::OriginUnion:
  case TermKind::OriginField:
  case TermKind::OriginInterior:
  case TermKind::OriginSubtree:
  case TermKind::OriginMutCast:
  case TermKind::OriginErased: return origin(t);
  case TermKind::Hole: return t->payload & 1 ? "..." : "_";
  case TermKind::Error: return "<error>";
  }
  return {};
}
} // namespace

std::string print(Context &ctx, Term t, PrintOrigins origins) { return Printer{ctx, origins, false, {}}.term(t); }
std::string printReflected(Context &ctx, Term t) { return Printer{ctx, PrintOrigins::Hide, true, {}}.term(t); }

} // namespace fornax::sema
