// Keys of instances and the symbols they get.

#include "irgen/Key.h"
#include "sema/entities/Demand.h"
#include <llvm/ADT/Hashing.h>

namespace fornax::irgen {

using namespace sema;

uint64_t hashOf(const InstanceKey &key) {
  llvm::hash_code hash = llvm::hash_combine(key.function.value, key.target, key.role);
  for (Term argument : key.arguments)
    hash = llvm::hash_combine(hash, argument.node());
  return uint64_t(hash);
}

InstanceKey makeKey(Instances &instances, FunctionId function, llvm::ArrayRef<Term> arguments, TargetIndex target, Site from) {
  InstanceKey key;
  key.function = function;
  key.target = target;
  for (Term argument : arguments)
    key.arguments.push_back(eraseOrigins(instances.ctx, settle(instances, argument, target, from)));
  return key;
}

static llvm::StringRef spell(Convention convention) {
  switch (convention) {
  case Convention::Imm: return "";
  case Convention::Mut: return "mut ";
  case Convention::Ref: return "ref ";
  case Convention::Var: return "var ";
  case Convention::Deinit: return "deinit ";
  case Convention::Out: return "out ";
  }
  llvm_unreachable("unknown convention");
}

/// `f(mut List[Int], Int)`: argument types tell overloads apart.
static std::string argumentText(Context &ctx, const InstanceKey &key) {
  const Signature &signature = signatureOf(ctx, key.function);
  Bindings bindings = bindingsFor(ctx, key.function, key.arguments);
  std::string text = "(";
  for (const Argument &argument : signature.arguments) {
    if (text.size() > 1)
      text += ", ";
    if (argument.kind == ArgumentKind::KeywordOnly)
      text += argument.name.str().str() + ": ";
    text += spell(argument.convention);
    text += argument.kind == ArgumentKind::Variadic ? "*" : argument.kind == ArgumentKind::KeywordVariadic ? "**" : "";
    Term type = argument.isPack && argument.pack ? argument.pack : Term(argument.type);
    if (type)
      text += printKey(ctx, eraseOrigins(ctx, substitute(ctx, type, bindings)));
  }
  return text + ")";
}

static std::string parameterText(Context &ctx, llvm::ArrayRef<Term> arguments) {
  if (arguments.empty())
    return {};
  std::string text = "[";
  for (Term argument : arguments)
    text += (text.size() > 1 ? ", " : "") + printKey(ctx, argument);
  return text + "]";
}

static const char *roleSuffix(Role role) {
  switch (role) {
  case Role::Body: return "";
  case Role::SelfCheck: return " generic";
  case Role::ClosureInit: return ".__init__";
  case Role::ClosureCopy: return ".__init__ copy";
  case Role::ClosureMove: return ".__init__ move";
  case Role::ClosureDestroy: return ".__deinit__";
  case Role::Thunk: return " thunk";
  }
  llvm_unreachable("unknown role");
}

std::string symbolFor(Instances &instances, const InstanceKey &key) {
  Context &ctx = instances.ctx;
  std::string base = qualifiedName(ctx.program, key.function) + parameterText(ctx, key.arguments);
  base += key.role == Role::Body ? argumentText(ctx, key) : roleSuffix(key.role);
  std::string symbol = base;
  llvm::StringMap<InstanceId> &taken = instances.targets[key.target]->bySymbol;
  for (unsigned number = 2; taken.contains(symbol); ++number)
    symbol = base + "'" + std::to_string(number);
  return symbol;
}

std::string displayNameFor(Instances &instances, const InstanceKey &key) {
  Context &ctx = instances.ctx;
  const Function &function = ctx.program.functions[key.function];
  std::string text;
  if (function.owner.is(Entity::Kind::Struct))
    text = ctx.program.structs[function.owner.structure()].name.str().str() + ".";
  else if (function.owner.is(Entity::Kind::Trait))
    text = ctx.program.traits[function.owner.trait()].name.str().str() + ".";
  text += function.name.empty() ? "lambda" : function.name.str().str();
  llvm::SmallVector<ParameterId, 8> parameters = allParameters(ctx, key.function);
  std::string shown;
  for (auto [index, argument] : llvm::enumerate(key.arguments)) {
    if (index >= parameters.size())
      break;
    const Parameter &parameter = ctx.program.parameters[parameters[index]];
    if (parameter.group == ParameterGroup::Hidden || isOrigin(ctx, argument))
      continue;
    shown += (shown.empty() ? "" : ", ") + parameter.name.str().str() + "=" + print(ctx, argument);
  }
  return shown.empty() ? text : text + "[" + shown + "]";
}

} // namespace fornax::irgen
