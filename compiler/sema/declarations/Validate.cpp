#include "sema/declarations/Validate.h"
#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/proofs/Conformance.h"
#include "syntax/AST.h"

namespace fornax::sema {

// ---- Overload sets

static bool isOwned(Convention convention) { return convention == Convention::Var || convention == Convention::Deinit; }

/// The terms of `b` with its parameters replaced by those of `a` in order.
static Bindings renaming(Context &ctx, const Signature &a, const Signature &b) {
  Bindings bindings;
  for (auto [pa, pb] : llvm::zip(a.parameters, b.parameters))
    bindings.bind(pb, makeParam(ctx, pa));
  return bindings;
}

static bool sameArgument(Context &ctx, const Argument &a, const Argument &b, const Bindings &rename) {
  if (a.kind != b.kind && (a.kind == ArgumentKind::Variadic || b.kind == ArgumentKind::Variadic))
    return false;
  bool keywordOnly = a.kind == ArgumentKind::KeywordOnly || b.kind == ArgumentKind::KeywordOnly;
  if (keywordOnly && (a.kind != b.kind || a.name != b.name))
    return false;
  if (isOwned(a.convention) != isOwned(b.convention) || (a.convention == Convention::Out) != (b.convention == Convention::Out))
    return false;
  if (a.isPack != b.isPack)
    return false;
  Term ta = a.isPack ? a.pack : Term(a.type), tb = b.isPack ? b.pack : Term(b.type);
  return isError(ta) || isError(tb) || ta == substitute(ctx, tb, rename);
}

/// Identity of a member of an overload set.
static bool sameIdentity(Context &ctx, const Signature &a, const Signature &b) {
  if (a.parameters.size() != b.parameters.size() || a.arguments.size() != b.arguments.size() || a.wheres.size() != b.wheres.size())
    return false;
  Bindings rename = renaming(ctx, a, b);
  for (auto [pa, pb] : llvm::zip(a.parameters, b.parameters)) {
    const Parameter &ra = ctx.program.parameters[pa], &rb = ctx.program.parameters[pb];
    if (ra.isVariadic != rb.isVariadic || !ra.type || !rb.type || substitute(ctx, rb.type, rename) != ra.type)
      return false;
  }
  for (auto [aa, ab] : llvm::zip(a.arguments, b.arguments))
    if (!sameArgument(ctx, aa, ab, rename))
      return false;
  for (auto [wa, wb] : llvm::zip(a.wheres, b.wheres))
    if (wa.condition != substitute(ctx, wb.condition, rename))
      return false;
  return true;
}

/// `@fieldwise_init` beside a written initialiser that takes the same.
static void checkFieldwise(Context &ctx, llvm::ArrayRef<FunctionId> overloads) {
  const Function &first = ctx.program.functions[overloads[0]];
  if (first.name != "__init__" || !first.owner.is(Entity::Kind::Struct))
    return;
  FunctionId made = synthesised(ctx, first.owner.structure(), SynthesisKind::FieldwiseInit);
  if (!made)
    return;
  for (FunctionId id : overloads)
    if (sameIdentity(ctx, signatureOf(ctx, made), signatureOf(ctx, id)))
      ctx.diags.report(ctx.program.functions[id].range, messages::fieldwiseTwice());
}

void checkOverloads(Context &ctx, llvm::ArrayRef<FunctionId> overloads) {
  if (!overloads.empty())
    checkFieldwise(ctx, overloads);
  for (size_t i = 1; i < overloads.size(); ++i)
    for (size_t k = 0; k < i; ++k) {
      const Function &first = ctx.program.functions[overloads[k]], &second = ctx.program.functions[overloads[i]];
      if (first.isStatic != second.isStatic || !sameIdentity(ctx, signatureOf(ctx, overloads[k]), signatureOf(ctx, overloads[i])))
        continue;
      ctx.diags.report(second.range, messages::sameSignature(second.name)).note(first.range, messages::firstDeclared());
      break;
    }
}

// ---- Special methods

static bool isInPlaceOperator(llvm::StringRef name) {
  static constexpr llvm::StringLiteral Names[] = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__ifloordiv__", "__imod__",   "__ipow__",
                                                  "__iand__", "__ior__",  "__ixor__", "__ilshift__",  "__irshift__",   "__imatmul__"};
  return llvm::is_contained(Names, name);
}

/// How many operands the language passes to a special method; none for other names and for those that take any number.
static std::optional<size_t> operandsOf(llvm::StringRef name) {
  static constexpr llvm::StringLiteral Unary[] = {"__neg__",  "__pos__",  "__invert__",   "__bool__",  "__len__",
                                                  "__iter__", "__next__", "__has_next__", "__enter__", "__hash_seed__"};
  static constexpr llvm::StringLiteral Binary[] = {"add",    "sub", "mul", "truediv", "floordiv", "mod",
                                                   "matmul", "and", "or",  "xor",     "lshift",   "rshift"};
  static constexpr llvm::StringLiteral Compare[] = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__"};
  if (llvm::is_contained(Unary, name))
    return 0;
  if (llvm::is_contained(Compare, name) || isInPlaceOperator(name))
    return 1;
  if (!name.consume_front("__") || !name.consume_back("__"))
    return std::nullopt;
  bool isBinary = llvm::is_contained(Binary, name) || (name.consume_front("r") && llvm::is_contained(Binary, name));
  return isBinary ? std::optional<size_t>(1) : std::nullopt;
}

/// An operator must be callable with the operands that the language passes.
static void checkOperands(Context &ctx, const Function &row, const Signature &signature) {
  std::optional<size_t> wanted = operandsOf(row.name.str());
  if (!wanted || signature.arguments.empty() || row.isStatic)
    return;
  size_t required = 0, most = 0;
  for (const Argument &argument : llvm::ArrayRef(signature.arguments).drop_front()) {
    bool isPositional = argument.kind == ArgumentKind::Positional || argument.kind == ArgumentKind::PositionalOnly;
    bool isVariadic = argument.kind == ArgumentKind::Variadic;
    if (argument.convention == Convention::Out)
      continue;
    most += isPositional ? 1 : isVariadic ? 100 : 0;
    required += !isVariadic && argument.kind != ArgumentKind::KeywordVariadic && !argument.defaultValue;
  }
  if (required > *wanted || most < *wanted)
    ctx.diags.report(row.range, messages::operandCount(row.name, *wanted ? "one operand" : "no operands"));
}

static void checkDestructor(Context &ctx, const Function &row, const Signature &signature) {
  bool takesSelf = signature.arguments.size() == 1 && signature.arguments[0].convention == Convention::Deinit;
  if (!takesSelf)
    ctx.diags.report(row.range, messages::destructorShape(row.name));
  if (!isError(signature.raises) && !isNever(ctx, signature.raises))
    ctx.diags.report(row.range, messages::mustNotRaise(row.name));
  if (row.name == "__del__")
    ctx.diags.report(row.range, messages::oldDestructor()).fix(messages::renameTo("__deinit__"), row.range, "__deinit__");
}

static void checkInitialiser(Context &ctx, const Function &row, const Signature &signature) {
  bool isLifecycle = llvm::any_of(signature.arguments, [](const Argument &argument) {
    return argument.kind == ArgumentKind::KeywordOnly && (argument.name == "copy" || argument.name == "move");
  });
  if (isLifecycle && signature.arguments.size() == 2 && !isError(signature.raises) && !isNever(ctx, signature.raises))
    ctx.diags.report(row.range, messages::mustNotRaise(row.name));
  size_t positional = 0;
  for (const Argument &argument : signature.arguments)
    positional +=
        argument.convention != Convention::Out && argument.kind != ArgumentKind::KeywordOnly && argument.kind != ArgumentKind::KeywordVariadic;
  bool hasRequiredKeyword = llvm::any_of(
      signature.arguments, [](const Argument &argument) { return argument.kind == ArgumentKind::KeywordOnly && !argument.defaultValue; });
  if (signature.isImplicit && row.role != FunctionRole::Synthesised && (positional == 0 || hasRequiredKeyword))
    ctx.diags.report(row.range, messages::implicitShape());
}

void checkSpecialMethods(Context &ctx, llvm::ArrayRef<FunctionId> overloads) {
  for (FunctionId id : overloads) {
    const Function &row = ctx.program.functions[id];
    const Signature &signature = signatureOf(ctx, id);
    if (!row.owner.is(Entity::Kind::Struct) && !row.owner.is(Entity::Kind::Trait)) {
      if (signature.isImplicit)
        ctx.diags.report(row.range, messages::implicitShape());
      continue;
    }
    llvm::StringRef name = row.name.str();
    checkOperands(ctx, row, signature);
    if (name == "__deinit__" || name == "__del__")
      checkDestructor(ctx, row, signature);
    else if (name == "__init__")
      checkInitialiser(ctx, row, signature);
    else if (isInPlaceOperator(name) && !isError(signature.result) && !isNone(ctx, signature.result))
      ctx.diags.report(row.range, messages::inPlaceResult(row.name));
    else if (signature.isImplicit)
      ctx.diags.report(row.range, messages::implicitShape());
  }
}

// ---- `main`

void checkMain(Context &ctx, ModuleId module) {
  if (ctx.program.modules[module].isPackage || ctx.program.modules[module].parent)
    return;
  const NameMap &names = namesOf(ctx, module);
  auto it = names.find(ctx.names.intern("main"));
  if (it == names.end())
    return;
  auto report = [&](SourceRange range) { ctx.diags.report(range, messages::badMain()); };
  if (it->second.overloads.size() != 1)
    return report(it->second.range);
  const Function &row = ctx.program.functions[it->second.overloads[0]];
  const Signature &signature = signatureOf(ctx, it->second.overloads[0]);
  bool badResult = !isError(signature.result) && !isNone(ctx, signature.result);
  bool badError = !isError(signature.raises) && !isNever(ctx, signature.raises) && !isContractStruct(ctx, signature.raises, ContractItem::Error);
  if (!signature.arguments.empty() || !signature.parameters.empty() || badResult || badError)
    report(row.range);
}

// ---- Lifecycle

/// Reports the first field of which a question is answered with no.
static void requireFields(Context &ctx, StructId id, Env env, const diag::Message &message, llvm::function_ref<bool(Type)> holds) {
  const Struct &row = ctx.program.structs[id];
  for (FieldId field : row.fields) {
    const FieldInfo &info = ctx.program.fields[field];
    if (isError(info.type) || holds(info.type))
      continue;
    ctx.diags.report(info.range, message).note(row.range, messages::fieldType(TypeText{print(ctx, info.type)}));
    return;
  }
}

namespace {
struct Listed {
  const ConformanceClause *copyable = nullptr, *implicit = nullptr, *registerPassable = nullptr, *trivial = nullptr;
};
} // namespace

static Listed listedTraits(Context &ctx, const StructHeader &header) {
  Listed listed;
  for (const ConformanceClause &clause : header.conformances) {
    if (!isKind(clause.trait, TermKind::Trait) || asBool(clause.condition) == false)
      continue;
    auto is = [&](ContractItem item) { return contractTrait(ctx, item) == traitOf(clause.trait); };
    if (is(ContractItem::Copyable))
      listed.copyable = &clause;
    else if (is(ContractItem::ImplicitlyCopyable))
      listed.implicit = &clause;
    else if (is(ContractItem::RegisterPassable))
      listed.registerPassable = &clause;
    else if (is(ContractItem::TrivialRegisterPassable))
      listed.trivial = &clause;
  }
  return listed;
}

static void checkLifecycleOf(Context &ctx, StructId id) {
  const Struct &row = ctx.program.structs[id];
  const StructHeader &header = headerOf(ctx, id);
  const Lifecycle &lifecycle = lifecycleOf(ctx, id);
  Env env = nullptr;
  for (const WhereClause &where : header.wheres)
    env = extend(ctx, env, where.condition, where.range);
  auto under = [&](const ConformanceClause *clause) { return extend(ctx, env, clause->condition, clause->range); };
  if (row.isFieldwiseInit)
    requireFields(ctx, id, env, messages::fieldwiseField(), [&](Type t) { return isMovable(ctx, t, env) || isCopyable(ctx, t, env); });
  Listed listed = listedTraits(ctx, header);
  if (listed.trivial) {
    Env with = under(listed.trivial);
    if (lifecycle.copy || lifecycle.move || lifecycle.deinit)
      ctx.diags.report(row.range, messages::trivialWithLifecycle(row.name));
    return requireFields(ctx, id, with, messages::trivialField(), [&](Type t) { return isTrivialRegisterPassable(ctx, t, with); });
  }
  if (listed.registerPassable) {
    Env with = under(listed.registerPassable);
    if (lifecycle.move)
      ctx.diags.report(row.range, messages::registerPassableMove(row.name));
    requireFields(ctx, id, with, messages::registerPassableField(), [&](Type t) { return isRegisterPassable(ctx, t, with); });
  }
  if (lifecycle.copy)
    return;
  if (listed.implicit) {
    Env with = under(listed.implicit);
    requireFields(ctx, id, with, messages::implicitCopyField(), [&](Type t) { return isImplicitlyCopyable(ctx, t, with); });
  } else if (listed.copyable) {
    Env with = under(listed.copyable);
    requireFields(ctx, id, with, messages::copyField(), [&](Type t) { return isCopyable(ctx, t, with); });
  }
}

bool checkLifecycle(Context &ctx, StructId id) {
  unsigned errors = ctx.diags.errorCount();
  checkLifecycleOf(ctx, id);
  return ctx.diags.errorCount() == errors;
}

} // namespace fornax::sema
