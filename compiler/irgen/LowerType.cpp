// Structs, closures, functions as values: layout and lifecycle.

#include "irgen/LowerType.h"
#include "ir/Layout.h"
#include "irgen/Closures.h"
#include "irgen/Frame.h"
#include "irgen/SelfCheck.h"
#include "irgen/Trace.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"
#include "sema/terms/FunctionTypes.h"

namespace fornax::irgen {

using namespace sema;

unsigned spaceOf(Term space) { return space ? unsigned(asInt64(space).value_or(0)) : 0; }

/// Sets the body of a struct type and writes it into the target's module. Its location carries the name for debuggers.
void setBody(Instances &instances, TargetIndex target, fx::StructType type, fx::BodyAttr body, llvm::StringRef displayName) {
  mlir::OpBuilder builder(&instances.mlir);
  mlir::Block *module = moduleOf(instances, target).getBody();
  builder.setInsertionPoint(module, module->begin());
  auto op = llvm::find_if_not(*module, [](mlir::Operation &op) { return llvm::isa<fx::StructOp>(op); });
  builder.setInsertionPoint(module, op); // fields' structs stand before the structs that hold them
  mlir::Location location = builder.getUnknownLoc();
  if (!displayName.empty())
    location = mlir::NameLoc::get(builder.getStringAttr(displayName));
  fx::StructOp::create(builder, location, type, body);
}

static unsigned allTrivial() {
  using enum fx::BodyFlag;
  return RegisterPassable | TrivialRegisterPassable | TrivialCopy | TrivialMove | TrivialDestroy | ImplicitCopy | Movable | Deinitable;
}

/// A zero-size type: literal types of functions.
static mlir::Type lowerEmpty(Instances &instances, TargetIndex target, llvm::StringRef key) {
  auto type = fx::StructType::get(&instances.mlir, key);
  setBody(instances, target, type, fx::BodyAttr::get(&instances.mlir, 0, 1, {}, nullptr, nullptr, nullptr, allTrivial(), nullptr));
  return type;
}

namespace {
/// Gathers the lifecycle part of a struct's body.
struct LifecycleReader {
  Instances &instances;
  TargetIndex target;
  Site site;
  Type type;
  unsigned flags = 0;
  mlir::FlatSymbolRefAttr copy, move, destroy;

  bool holds(Term condition, const Bindings &bindings) {
    if (!condition)
      return false;
    Term settled = settle(instances, substitute(instances.ctx, condition, bindings), target, site);
    return asBool(settled).value_or(false);
  }
  void set(fx::BodyFlag flag, bool on) {
    if (on)
      flags |= unsigned(flag);
  }
  mlir::FlatSymbolRefAttr symbol(FunctionId function, SynthesisKind kind) {
    StructId structure = structOf(type);
    if (!function.isValid())
      function = synthesised(instances.ctx, structure, kind);
    if (!function.isValid())
      return nullptr;
    InstanceId id = name(instances, function, argumentsOf(type), target, site);
    return mlir::FlatSymbolRefAttr::get(&instances.mlir, instances.rows[id].symbol);
  }
  void read(const Bindings &bindings);
};
} // namespace

void LifecycleReader::read(const Bindings &bindings) {
  using enum fx::BodyFlag;
  Context &ctx = instances.ctx;
  const Lifecycle &life = sema::lifecycleOf(ctx, structOf(type));
  bool copyable = isCopyable(ctx, type, nullptr), movable = isMovable(ctx, type, nullptr), deinitable = isDeinitable(ctx, type, nullptr);
  bool trivialCopy = copyable && holds(life.trivialCopy, bindings);
  bool trivialMove = holds(life.trivialMove, bindings);
  bool trivialDestroy = deinitable && holds(life.trivialDeinit, bindings);
  set(RegisterPassable, isRegisterPassable(ctx, type, nullptr));
  set(TrivialRegisterPassable, isTrivialRegisterPassable(ctx, type, nullptr));
  set(TrivialCopy, trivialCopy);
  set(TrivialMove, trivialMove);
  set(TrivialDestroy, trivialDestroy);
  set(ImplicitCopy, copyable && isImplicitlyCopyable(ctx, type, nullptr));
  set(Movable, movable);
  set(Deinitable, deinitable);
  if (copyable && !trivialCopy)
    copy = symbol(life.copy, SynthesisKind::Copy);
  if (movable && !trivialMove)
    move = symbol(life.move, SynthesisKind::Move);
  if (deinitable && !trivialDestroy)
    destroy = symbol(life.deinit, SynthesisKind::Deinit);
}

/// `@align(N)` of a struct, 1 without. Nothing after a report.
static std::optional<uint64_t> alignmentOf(Instances &instances, const Struct &entity, const Bindings &bindings, TargetIndex target, Site site) {
  if (!entity.alignment)
    return 1;
  Term settled = settle(instances, substitute(instances.ctx, entity.alignment, bindings), target, site);
  int64_t value = asInt64(settled).value_or(0);
  if (value > 0 && llvm::isPowerOf2_64(uint64_t(value)))
    return uint64_t(value);
  report(instances, site, messages::invalidAlignment(value));
  return std::nullopt;
}

static mlir::Type lowerStruct(Instances &instances, Type type, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  StructId id = structOf(type);
  Bindings bindings = bindingsFor(ctx, id, argumentsOf(type));
  bindings.target = instances.targets[target]->term;
  llvm::SmallVector<mlir::Type, 8> types;
  llvm::ArrayRef<FieldId> fields = fieldsOf(ctx, id);
  for (FieldId field : fields) {
    Term fieldType = settle(instances, substitute(ctx, ctx.program.fields[field].type, bindings), target, site);
    mlir::Type lowered = isError(fieldType) ? mlir::Type() : lowerType(instances, asType(fieldType), target, site);
    if (!lowered)
      return {};
    types.push_back(lowered);
  }
  std::optional<uint64_t> alignment = alignmentOf(instances, ctx.program.structs[id], bindings, target, site);
  if (!alignment)
    return {};
  ir::FieldOffsets place = ir::Layout(instances.targets[target]->machine).place(types, *alignment);
  llvm::SmallVector<fx::FieldInfo, 8> infos;
  for (auto [index, field] : llvm::enumerate(fields))
    infos.push_back({mlir::StringAttr::get(&instances.mlir, ctx.program.fields[field].name.str()), types[index], place.offsets[index]});
  LifecycleReader life{instances, target, site, type, 0, {}, {}, {}};
  life.read(bindings);
  const std::string &abandon = ctx.program.structs[id].abandonMessage;
  auto message = abandon.empty() ? mlir::StringAttr() : mlir::StringAttr::get(&instances.mlir, abandon);
  // In generic forms parameters of one name are not one parameter.
  std::string key = printKey(ctx, type) + (hasFlag(type, HasParam | HasTarget) ? fmt::format("#{}", type->id) : "");
  auto result = fx::StructType::get(&instances.mlir, key);
  bool forDebugger = ctx.options.debugInfo == DebugInfo::Full;
  setBody(instances, target, result,
          fx::BodyAttr::get(&instances.mlir, place.size, place.align, infos, life.copy, life.move, life.destroy, life.flags, message),
          forDebugger ? print(ctx, type) : std::string());
  return result;
}

static mlir::FlatSymbolRefAttr closureSymbol(Instances &instances, Type type, Role role, TargetIndex target, Site site) {
  InstanceKey key = closureKey(instances, type, role, target);
  return mlir::FlatSymbolRefAttr::get(&instances.mlir, instances.rows[name(instances, std::move(key), site)].symbol);
}

mlir::Type lowerClosureType(Instances &instances, Type type, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  const Closure &closure = ctx.program.closures[closureOf(type)];
  llvm::SmallVector<Type, 2> environments = environmentsOf(ctx, type);
  if (closure.captures.empty() && environments.empty())
    return lowerEmpty(instances, target, printKey(ctx, type));
  llvm::SmallVector<mlir::Type, 8> types;
  bool trivialCopy = true, trivialMove = true, trivialDestroy = true, copyable = true;
  for (auto [index, capture] : llvm::enumerate(closure.captures)) {
    mlir::Type lowered = lowerCapture(instances, type, unsigned(index), target, site);
    if (!lowered)
      return {};
    fx::Lifecycle life = fx::lifecycleOf(lowered);
    trivialCopy &= life.trivialCopy;
    trivialMove &= life.trivialMove;
    trivialDestroy &= life.trivialDestroy;
    copyable &= !capture.isMove || life.implicitCopy;
    types.push_back(lowered);
  }
  for (Type environment : environments) {
    mlir::Type lowered = lowerType(instances, environment, target, site);
    if (!lowered)
      return {};
    types.push_back(fx::RefType::get(lowered));
  }
  ir::FieldOffsets place = ir::Layout(instances.targets[target]->machine).place(types);
  llvm::SmallVector<fx::FieldInfo, 8> infos;
  for (auto [index, capture] : llvm::enumerate(closure.captures))
    infos.push_back({mlir::StringAttr::get(&instances.mlir, capture.name.str()), types[index], place.offsets[index]});
  for (size_t index = closure.captures.size(); index < types.size(); ++index)
    infos.push_back({mlir::StringAttr::get(&instances.mlir, "environment"), types[index], place.offsets[index]});
  // Always of memory class: the body may change owned captures through an `imm` receiver, and references must not lie in a spill.
  unsigned flags = fx::BodyFlag::Movable | fx::BodyFlag::Deinitable;
  flags |= copyable ? unsigned(fx::BodyFlag::ImplicitCopy) : 0u;
  flags |= copyable && trivialCopy ? unsigned(fx::BodyFlag::TrivialCopy) : 0u;
  flags |= trivialMove ? unsigned(fx::BodyFlag::TrivialMove) : 0u;
  flags |= trivialDestroy ? unsigned(fx::BodyFlag::TrivialDestroy) : 0u;
  mlir::FlatSymbolRefAttr copy, move, destroy;
  if (copyable && !trivialCopy)
    copy = closureSymbol(instances, type, Role::ClosureCopy, target, site);
  if (!trivialMove)
    move = closureSymbol(instances, type, Role::ClosureMove, target, site);
  if (!trivialDestroy)
    destroy = closureSymbol(instances, type, Role::ClosureDestroy, target, site);
  auto result = fx::StructType::get(&instances.mlir, printKey(ctx, type));
  setBody(instances, target, result, fx::BodyAttr::get(&instances.mlir, place.size, place.align, infos, copy, move, destroy, flags, nullptr));
  return result;
}

static mlir::Type lowerNew(Instances &instances, Type type, TargetIndex target, Site site) {
  switch (type->kind) {
  case TermKind::Struct: return lowerStruct(instances, type, target, site);
  case TermKind::FunctionItem: return lowerEmpty(instances, target, printKey(instances.ctx, type));
  case TermKind::ClosureType: return lowerClosureType(instances, type, target, site);
  case TermKind::Pointer:
    if (isCapturing(type))
      break; // the function has no form at run time, its environment goes along as an argument
    return mlir::LLVM::LLVMPointerType::get(&instances.mlir);
  case TermKind::Mlir: return lowerMachineType(instances, type, target, site);
  default: break;
  }
  // Types as values, traits, lists of types: no bytes at run time, so a value of such a type is empty.
  if (isKind(type, TermKind::Traits) || isKind(type, TermKind::TraitMeta))
    return lowerEmpty(instances, target, printKey(instances.ctx, type));
  if (!isError(type))
    report(instances, site, messages::noRunTimeForm(print(instances.ctx, type)));
  return {};
}

mlir::Type lowerType(Instances &instances, Type type, TargetIndex target, Site site) {
  if (isSelfCheck(instances, site) && hasFlag(type, HasParam | HasTarget) && !isKind(type, TermKind::Struct))
    return isError(type) ? mlir::Type() : lowerOpaque(instances, type);
  Type erased = Type(eraseOrigins(instances.ctx, type).node());
  llvm::DenseMap<Term, mlir::Type> &known = instances.targets[target]->types;
  if (auto found = known.find(erased); found != known.end())
    return found->second;
  mlir::Type lowered = lowerNew(instances, erased, target, site);
  if (lowered)
    instances.targets[target]->types[erased] = lowered;
  return lowered;
}

} // namespace fornax::irgen
