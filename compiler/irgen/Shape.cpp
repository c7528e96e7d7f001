// Operand classes by convention: how a signature becomes an `fx` function type.

#include "irgen/Shape.h"
#include "irgen/Closures.h"
#include "irgen/Frame.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;

fx::Conv lowerConvention(Convention convention) {
  switch (convention) {
  case Convention::Imm: return fx::Conv::Imm;
  case Convention::Mut: return fx::Conv::Mut;
  case Convention::Ref: return fx::Conv::Ref;
  case Convention::Var: return fx::Conv::Var;
  case Convention::Deinit: return fx::Conv::Deinit;
  case Convention::Out: return fx::Conv::Out;
  }
  llvm_unreachable("unknown convention");
}

/// Whether a type or origin names the place of an argument.
static bool namesArgument(Term term, unsigned argument) {
  if (!term || !hasFlag(term, HasOrigin))
    return false;
  if (isKind(term, TermKind::OriginArgument))
    return term->payload == argument;
  return llvm::any_of(term->operands(), [&](Term operand) { return namesArgument(operand, argument); });
}

/// Whether the result, the error or another argument names the place of this one: then it has an address also if it fits a register.
template <class AnySignature> static bool namesPlaceOf(const AnySignature &signature, unsigned index) {
  if (namesArgument(signature.result, index) || namesArgument(signature.resultOrigin, index) || namesArgument(signature.raises, index))
    return true;
  for (auto [other, argument] : llvm::enumerate(signature.arguments))
    if (other != index && (namesArgument(argument.type, index) || namesArgument(argument.origin, index)))
      return true;
  return false;
}

namespace {
/// One argument or result before it is given a place in the function type.
struct Described {
  Convention convention = Convention::Imm;
  Type type; // substituted and settled
  unsigned space = 0;
  bool byAddress = false, isMut = true; // isMut: of a `ref`, whether writing through it is allowed
};
struct Description {
  llvm::SmallVector<Described, 4> arguments;
  int outArgument = -1;
  Type result, raises;
  bool returnsReference = false;
  unsigned resultSpace = 0;
  fx::CallConv cc = fx::CallConv::Fx;
};

struct ShapeBuilder {
  Instances &instances;
  TargetIndex target;
  Site site;
  FunctionShape shape;
  llvm::SmallVector<mlir::Type, 6> inputs;
  llvm::SmallVector<fx::ArgConv, 6> convs;

  mlir::Type lower(Type type) { return isError(type) ? mlir::Type() : lowerType(instances, type, target, site); }
  unsigned add(mlir::Type type, fx::ArgConv conv) {
    inputs.push_back(type);
    convs.push_back(conv);
    return unsigned(inputs.size() - 1);
  }
  bool argument(const Described &described);
  bool result(const Description &description);
  bool error(const Description &description);
  std::optional<FunctionShape> build(const Description &description);
};
} // namespace

bool ShapeBuilder::argument(const Described &described) {
  ArgumentShape argument;
  argument.source = described.type;
  argument.type = lower(described.type);
  if (!argument.type)
    return false;
  fx::Conv conv = lowerConvention(described.convention);
  mlir::Type ref = fx::RefType::get(argument.type, described.space);
  if (conv == fx::Conv::Mut || conv == fx::Conv::Ref || described.space) {
    argument.passed = ref;
  } else if (fx::isEmpty(argument.type)) {
    argument.passed = {};
  } else if (mlir::Type leaf = fx::leafOf(argument.type)) {
    argument.passed = described.byAddress ? ref : leaf;
  } else {
    argument.passed = ref;
  }
  bool isPlace = conv == fx::Conv::Mut || conv == fx::Conv::Ref;
  bool byAddress = described.byAddress && argument.passed == ref && !isPlace;
  argument.conv = fx::ArgConv(conv, byAddress, conv == fx::Conv::Ref && described.isMut);
  if (argument.passed)
    argument.index = add(argument.passed, argument.conv);
  shape.arguments.push_back(argument);
  return true;
}

bool ShapeBuilder::result(const Description &description) {
  shape.isNever = isNever(instances.ctx, description.result);
  shape.returnsReference = description.returnsReference;
  shape.result = lower(description.result);
  if (!shape.result)
    return false;
  if (shape.isNever)
    return true;
  if (shape.returnsReference)
    shape.leafResult = fx::RefType::get(shape.result, description.resultSpace);
  else if (fx::isEmpty(shape.result))
    return true;
  else if (mlir::Type leaf = fx::leafOf(shape.result); leaf && !description.resultSpace)
    shape.leafResult = leaf;
  else
    shape.outIndex = int(add(fx::RefType::get(shape.result, description.resultSpace), fx::Conv::Out));
  return true;
}

bool ShapeBuilder::error(const Description &description) {
  if (isNever(instances.ctx, description.raises))
    return true;
  shape.error = lower(description.raises);
  if (!shape.error)
    return false;
  if (!fx::isEmpty(shape.error))
    shape.errorIndex = int(add(fx::RefType::get(shape.error), fx::Conv::Error));
  return true;
}

std::optional<FunctionShape> ShapeBuilder::build(const Description &description) {
  shape.outArgument = description.outArgument;
  shape.cc = description.cc;
  for (auto [index, described] : llvm::enumerate(description.arguments)) {
    if (int(index) == description.outArgument) {
      shape.arguments.push_back({});
      shape.arguments.back().conv = fx::Conv::Out;
    } else if (!argument(described)) {
      return std::nullopt;
    }
  }
  if (!result(description) || !error(description))
    return std::nullopt;
  llvm::SmallVector<mlir::Type, 1> results;
  if (shape.leafResult)
    results.push_back(shape.leafResult);
  shape.type = mlir::FunctionType::get(&instances.mlir, inputs, results);
  shape.convs = fx::ConvsAttr::get(&instances.mlir, convs);
  llvm::ArrayRef<fx::ArgConv> callConvs = convs;
  shape.callConvs = shape.errorIndex >= 0 ? fx::ConvsAttr::get(&instances.mlir, callConvs.drop_back()) : shape.convs;
  return std::move(shape);
}

/// The type that a variadic argument has in the body: the library's list or pack.
static Type variadicType(Context &ctx, FunctionId function, unsigned argument) {
  CheckedBody *body = bodyOf(ctx, function);
  if (!body)
    return {};
  for (const Local &local : body->locals)
    if (local.kind == LocalKind::Argument && local.argument == argument)
      return body->type(local.type);
  return {};
}

static Description describeSignature(Instances &instances, const InstanceKey &key, Site site) {
  Context &ctx = instances.ctx;
  const Signature &signature = signatureOf(ctx, key.function);
  Bindings bindings = bindingsOf(instances, key);
  auto settled = [&](Term term) {
    if (term && hasFlag(term, HasTarget))
      instances.rows[site.instance].touchesTarget = true;
    return term ? settle(instances, substitute(ctx, term, bindings), key.target, site) : Term();
  };
  auto settledType = [&](Term term) { return term ? Type(settled(term).node()) : errorType(ctx); };
  Description description;
  description.outArgument = signature.outIndex;
  for (auto [index, argument] : llvm::enumerate(signature.arguments)) {
    Described described;
    bool variadic = argument.kind == ArgumentKind::Variadic || argument.kind == ArgumentKind::KeywordVariadic;
    described.type = settledType(variadic ? Term(variadicType(ctx, key.function, unsigned(index))) : Term(argument.type));
    described.convention = argument.convention;
    if (variadic) // the list object itself: owned with its elements, or lent
      described.convention = argument.convention == Convention::Var ? Convention::Var : Convention::Imm;
    described.space = argument.addressSpace ? spaceOf(settled(argument.addressSpace)) : 0;
    described.byAddress = namesPlaceOf(signature, unsigned(index));
    if (argument.convention == Convention::Ref && argument.origin)
      described.isMut = asBool(settled(originMutability(ctx, argument.origin))).value_or(true);
    description.arguments.push_back(described);
  }
  for (Type closure : environmentsOf(ctx, key)) {
    Described environment;
    environment.type = closure;
    description.arguments.push_back(environment);
  }
  description.result = settledType(signature.outIndex >= 0 ? signature.arguments[unsigned(signature.outIndex)].type : signature.result);
  if (signature.outIndex >= 0 && signature.arguments[unsigned(signature.outIndex)].addressSpace)
    description.resultSpace = spaceOf(settled(signature.arguments[unsigned(signature.outIndex)].addressSpace));
  description.raises = settledType(signature.raises);
  description.returnsReference = signature.returnsReference();
  if (signature.resultSpace)
    description.resultSpace = spaceOf(settled(signature.resultSpace));
  if (signature.abi == Abi::C)
    description.cc = fx::CallConv::C;
  return description;
}

bool shapeInstance(Instances &instances, InstanceId id) {
  if (instances.rows[id].shape)
    return true;
  InstanceKey key = instances.rows[id].key;
  Site site{id, instances.ctx.program.functions[key.function].range};
  std::optional<FunctionShape> shape;
  switch (key.role) {
  case Role::Body:
  case Role::SelfCheck: shape = ShapeBuilder{instances, key.target, site, {}, {}, {}}.build(describeSignature(instances, key, site)); break;
  case Role::ClosureInit:
  case Role::ClosureCopy:
  case Role::ClosureMove:
  case Role::ClosureDestroy: shape = shapeOfClosureMember(instances, key, site); break;
  case Role::Thunk:
    shape = shapeOfSignature(instances, readSignature(instances.ctx, signatureOfPointer(asType(key.arguments.back()))), key.target, site);
    break;
  }
  if (!shape)
    return false;
  if (instances.rows[id].isKernel)
    shape->cc = fx::CallConv::Kernel;
  instances.rows[id].shape = std::make_shared<const FunctionShape>(std::move(*shape));
  return true;
}

std::optional<FunctionShape> shapeOfSignature(Instances &instances, const SignatureTerm &signature, TargetIndex target, Site site) {
  auto settled = [&](Term term) { return Type(settle(instances, term, target, site).node()); };
  Description description;
  for (auto [index, argument] : llvm::enumerate(signature.arguments)) {
    Described described;
    described.type = settled(argument.type);
    described.convention = argument.convention;
    described.space = argument.addressSpace ? spaceOf(settled(argument.addressSpace)) : 0;
    described.byAddress = namesPlaceOf(signature, unsigned(index));
    if (argument.convention == Convention::Ref && argument.origin)
      described.isMut = asBool(settled(originMutability(instances.ctx, argument.origin))).value_or(true);
    description.arguments.push_back(described);
  }
  description.result = settled(signature.result);
  description.raises = settled(signature.raises);
  description.returnsReference = bool(signature.resultOrigin);
  description.resultSpace = signature.resultSpace ? spaceOf(settled(signature.resultSpace)) : 0;
  description.cc = signature.abi == Abi::C ? fx::CallConv::C : fx::CallConv::Fx;
  return ShapeBuilder{instances, target, site, {}, {}, {}}.build(description);
}

std::optional<FunctionShape> shapeOf(Instances &instances, llvm::ArrayRef<PlainArgument> arguments, mlir::Type result) {
  FunctionShape shape;
  llvm::SmallVector<mlir::Type, 6> inputs;
  llvm::SmallVector<fx::ArgConv, 6> convs;
  auto add = [&](mlir::Type type, fx::Conv conv) {
    inputs.push_back(type);
    convs.push_back(conv);
    return unsigned(inputs.size() - 1);
  };
  for (const PlainArgument &plain : arguments) {
    ArgumentShape argument;
    argument.conv = plain.conv;
    argument.type = plain.type;
    bool byReference = plain.conv == fx::Conv::Mut || plain.conv == fx::Conv::Ref;
    if (byReference || (!fx::isEmpty(plain.type) && fx::isMemoryClass(plain.type)))
      argument.passed = fx::RefType::get(plain.type);
    else if (!fx::isEmpty(plain.type))
      argument.passed = fx::leafOf(plain.type);
    if (argument.passed)
      argument.index = add(argument.passed, plain.conv);
    shape.arguments.push_back(argument);
  }
  shape.result = result;
  llvm::SmallVector<mlir::Type, 1> results;
  if (result && !fx::isEmpty(result)) {
    if (mlir::Type leaf = fx::leafOf(result))
      results.push_back(shape.leafResult = leaf);
    else
      shape.outIndex = int(add(fx::RefType::get(result), fx::Conv::Out));
  }
  shape.type = mlir::FunctionType::get(&instances.mlir, inputs, results);
  shape.convs = shape.callConvs = fx::ConvsAttr::get(&instances.mlir, convs);
  return shape;
}

} // namespace fornax::irgen
