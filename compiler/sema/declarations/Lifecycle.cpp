// How values of a struct are copied, moved and destroyed, and which of these are trivial.

#include "sema/declarations/DeclContext.h"
#include "sema/declarations/Synthesis.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"

namespace fornax::sema {

// ---- Written members

/// `def __init__(out self, *, copy: Self)`: told by the name of its keyword-only argument, without reading the signature.
static bool takesKeyword(const ast::Function &syntax, llvm::StringRef keyword) {
  bool hasOther = false, hasKeyword = false;
  for (const ast::Argument *argument : syntax.signature.arguments) {
    if (argument->convention == ast::Convention::Out)
      continue;
    bool isIt = argument->name.name == keyword && argument->passing == ast::Passing::KeywordOnly;
    (isIt ? hasKeyword : hasOther) = true;
  }
  return hasKeyword && !hasOther;
}

static FunctionId findMember(Context &ctx, StructId id, llvm::StringRef name, llvm::function_ref<bool(const ast::Function &)> matches) {
  Name interned = ctx.names.find(name);
  if (!interned)
    return {};
  const NameMap &members = membersOf(ctx, id);
  auto it = members.find(interned);
  if (it == members.end())
    return {};
  for (FunctionId function : it->second.overloads)
    if (auto *syntax = static_cast<const ast::Function *>(ctx.program.functions[function].syntax); syntax && matches(*syntax))
      return function;
  return {};
}

FunctionId writtenInitialiser(Context &ctx, StructId id, llvm::StringRef keyword) {
  return findMember(ctx, id, "__init__", [&](const ast::Function &syntax) { return takesKeyword(syntax, keyword); });
}

FunctionId writtenDeinit(Context &ctx, StructId id) {
  auto any = [](const ast::Function &) { return true; };
  FunctionId found = findMember(ctx, id, "__deinit__", any);
  return found ? found : findMember(ctx, id, "__del__", any);
}

// ---- Triviality

/// A flag that the struct states itself (`comptime __del__is_trivial: Bool = …`); null if it does not.
static Term statedFlag(Context &ctx, StructId id, llvm::StringRef name) {
  Name interned = ctx.names.find(name);
  const NameMap &members = membersOf(ctx, id);
  auto it = interned ? members.find(interned) : members.end();
  if (it == members.end() || !it->second.entity.is(Entity::Kind::Comptime))
    return {};
  Term value = valueOf(ctx, it->second.entity.comptime());
  return isError(value) ? Term() : conditionOf(ctx, value);
}

static Term allFields(Context &ctx, StructId id, llvm::function_ref<Term(Type)> ask) {
  llvm::SmallVector<Term, 8> conditions;
  for (FieldId field : fieldsOf(ctx, id)) {
    Type type = ctx.program.fields[field].type;
    if (!isError(type))
      conditions.push_back(ask(type));
  }
  return makeAnd(ctx, conditions);
}

static Term triviality(Context &ctx, StructId id, FunctionId written, llvm::StringRef flag, ReflectKind kind) {
  if (Term stated = statedFlag(ctx, id, flag))
    return stated;
  if (written)
    return makeBool(ctx, false);
  return allFields(ctx, id, [&](Type type) { return makeReflect(ctx, kind, {type}, makeMlirType(ctx, "i1")); });
}

/// `@nonmaterializable(Target)`
static void readMaterialisation(Context &ctx, StructId id) {
  Struct &row = ctx.program.structs[id];
  const ast::Decorator *decorator = findDecorator(static_cast<const ast::Struct *>(row.syntax)->decorators, "nonmaterializable");
  if (!decorator || decorator->arguments.size() != 1)
    return;
  DeclContext decl(ctx, row.module, makeSelf(ctx, id));
  decl.inherit(parametersOf(ctx, id));
  if (Type target = typeFrom(decl.bc, *decorator->arguments[0].value); !isError(target))
    row.nonmaterializable = target;
}

const Lifecycle &lifecycleOf(Context &ctx, StructId id) {
  using State = Lazy<Lifecycle>;
  Struct &row = ctx.program.structs[id];
  if (row.lifecycle.state == State::InProgress) {
    // Asked again through its own fields (behind a generic struct): they add nothing.
    Lifecycle &value = row.lifecycle.value;
    if (!value.trivialCopy)
      value.trivialCopy = value.trivialMove = value.trivialDeinit = value.registerPassable = value.trivialRegisterPassable = makeBool(ctx, true);
    return value;
  }
  if (row.lifecycle.state != State::NotStarted)
    return row.lifecycle.value;
  row.lifecycle.state = State::InProgress;
  DemandGuard guard(ctx, id, "lifecycle", row.range);
  readMaterialisation(ctx, id);
  Lifecycle result;
  result.copy = writtenInitialiser(ctx, id, "copy");
  result.move = writtenInitialiser(ctx, id, "move");
  result.deinit = writtenDeinit(ctx, id);
  result.trivialCopy = triviality(ctx, id, result.copy, "__copy_ctor_is_trivial", ReflectKind::TrivialCopy);
  result.trivialMove = triviality(ctx, id, result.move, "__move_ctor_is_trivial", ReflectKind::TrivialMove);
  result.trivialDeinit = triviality(ctx, id, result.deinit, "__del__is_trivial", ReflectKind::TrivialDeinit);
  if (result.move)
    result.registerPassable = makeBool(ctx, false);
  else
    result.registerPassable = allFields(ctx, id, [&](Type type) { return lifecycleCondition(ctx, type, ContractItem::RegisterPassable); });
  Type self = makeSelf(ctx, id); // a value that may not be copied in silence, or dropped, is never a mere pattern of bits
  result.trivialRegisterPassable =
      makeAnd(ctx, {result.registerPassable, result.trivialCopy, result.trivialMove, result.trivialDeinit,
                    lifecycleCondition(ctx, self, ContractItem::ImplicitlyCopyable), lifecycleCondition(ctx, self, ContractItem::Deinitable)});
  row.lifecycle.value = result;
  row.lifecycle.state = State::Done;
  return row.lifecycle.value;
}

Term foldTriviality(Context &ctx, ReflectKind kind, Type type) {
  switch (type->kind) {
  case TermKind::Struct: {
    if (hasFlag(type, HasHole))
      return {};
    const Lifecycle &lifecycle = lifecycleOf(ctx, structOf(type));
    Term flag = kind == ReflectKind::TrivialCopy   ? lifecycle.trivialCopy
                : kind == ReflectKind::TrivialMove ? lifecycle.trivialMove
                                                   : lifecycle.trivialDeinit;
    return substitute(ctx, flag, bindingsFor(ctx, structOf(type), argumentsOf(type)));
  }
  case TermKind::Mlir:
  case TermKind::Pointer:
  case TermKind::FunctionItem: return makeBool(ctx, true);
  case TermKind::ClosureType: { // by what it owns
    const Closure &closure = ctx.program.closures[closureOf(type)];
    Bindings bindings;
    bindings.bindAll(closure.context, argumentsOf(type));
    llvm::SmallVector<Term, 4> each;
    for (const Capture &capture : closure.captures)
      if (capture.convention == Convention::Var)
        each.push_back(makeReflect(ctx, kind, {substituteType(ctx, capture.type, bindings)}, makeMlirType(ctx, "i1")));
    return makeAnd(ctx, each);
  }
  default: return {};
  }
}

} // namespace fornax::sema
