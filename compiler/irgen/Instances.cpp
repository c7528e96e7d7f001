// The table of instances and its work list.

#include "irgen/Instances.h"
#include "ir/Locations.h"
#include "irgen/Emit.h"
#include "irgen/Key.h"
#include "irgen/LowerType.h"
#include "irgen/SelfCheck.h"
#include "irgen/Trace.h"
#include "sema/entities/Demand.h"
#include <llvm/Support/SaveAndRestore.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlow.h>
#include <mlir/Dialect/Math/IR/Math.h>
#include <mlir/Dialect/UB/IR/UBOps.h>

namespace fornax::irgen {

using namespace sema;

static constexpr unsigned MaxDepth = 512; // links from a root to an instance

void loadDialects(mlir::MLIRContext &context) {
  context.loadDialect<fx::FxDialect, mlir::arith::ArithDialect, mlir::math::MathDialect, mlir::vector::VectorDialect, mlir::cf::ControlFlowDialect,
                      mlir::ub::UBDialect, mlir::LLVM::LLVMDialect>();
}

Instances::Instances(Context &ctx, mlir::MLIRContext &mlir, llvm::ArrayRef<ir::Machine> machines) : ctx(ctx), mlir(mlir) {
  loadDialects(mlir);
  for (const ir::Machine &machine : machines)
    addTarget(*this, machine);
}

TargetIndex addTarget(Instances &instances, const ir::Machine &machine) {
  auto target = std::make_unique<TargetState>();
  target->machine = machine;
  target->module = mlir::ModuleOp::create(mlir::UnknownLoc::get(&instances.mlir));
  target->term = makeTargetIndex(instances.ctx, uint32_t(instances.targets.size()));
  instances.targets.push_back(std::move(target));
  return TargetIndex(instances.targets.size() - 1);
}

Instances::~Instances() = default;

void demandAccelerators(Instances &instances) {
  if (auto find = std::exchange(instances.findAccelerators, nullptr))
    find();
}

static InstanceId find(Instances &instances, const InstanceKey &key, uint64_t hash) {
  for (InstanceId id : instances.byKey[hash])
    if (instances.rows[id].key == key)
      return id;
  return {};
}

static InstanceId intern(Instances &instances, InstanceKey key, Site from) {
  uint64_t hash = hashOf(key);
  if (InstanceId known = find(instances, key, hash); known.isValid())
    return known;
  Instance instance;
  instance.symbol = symbolFor(instances, key);
  instance.displayName = displayNameFor(instances, key);
  instance.from = from;
  // An instance without arguments is the only one of its function: no endless chain goes through it.
  if (from.instance.isValid() && !key.arguments.empty())
    instance.depth = instances.rows[from.instance].depth + 1;
  TargetIndex target = key.target;
  instance.key = std::move(key);
  std::string symbol = instance.symbol;
  InstanceId id = instances.rows.push(std::move(instance));
  instances.targets[target]->bySymbol[symbol] = id;
  instances.byKey[hash].push_back(id);
  return id;
}

InstanceId name(Instances &instances, InstanceKey key, Site from) { return intern(instances, std::move(key), from); }

InstanceId name(Instances &instances, FunctionId function, llvm::ArrayRef<Term> arguments, TargetIndex target, Site from) {
  return intern(instances, makeKey(instances, function, arguments, target, from), from);
}

/// An instance that failed under a condition is needed for sure.
static void reportWithheld(Instances &instances) {
  if (instances.ctx.conditionDepth)
    return;
  for (diag::Diagnostic &diagnostic : instances.withheld)
    instances.ctx.diags.report(std::move(diagnostic));
  instances.withheld.clear();
}

/// Makes the declaration and puts the instance on the work list.
static bool activate(Instances &instances, InstanceId id, Site from) {
  Instance::State state = instances.rows[id].state;
  if (state == Instance::State::Failed)
    reportWithheld(instances);
  if (state != Instance::State::Named)
    return state != Instance::State::Failed;
  const InstanceKey &key = instances.rows[id].key;
  if (key.role != Role::SelfCheck && llvm::any_of(key.arguments, [](Term argument) { return hasFlag(argument, HasParam); }))
    return false; // a generic form mentions it
  instances.rows[id].from = from;
  if (from.instance.isValid())
    instances.rows[id].isOnlyChecked = instances.rows[from.instance].isOnlyChecked;
  if (instances.rows[id].depth > MaxDepth) {
    instances.rows[id].state = Instance::State::Failed;
    report(instances, from, messages::infiniteInstantiation(describe(instances, id)));
    return false;
  }
  instances.rows[id].state = Instance::State::Pending;
  if (!shapeInstance(instances, id) || !declare(instances, id)) {
    instances.rows[id].state = Instance::State::Failed;
    return false;
  }
  instances.pending.push_back(id);
  return true;
}

InstanceId request(Instances &instances, FunctionId function, llvm::ArrayRef<Term> arguments, TargetIndex target, Site from) {
  InstanceId id = name(instances, function, arguments, target, from);
  return activate(instances, id, from) ? id : InstanceId();
}

InstanceId request(Instances &instances, InstanceKey key, Site from) {
  InstanceId id = intern(instances, std::move(key), from);
  return activate(instances, id, from) ? id : InstanceId();
}

InstanceId requestRoot(Instances &instances, FunctionId function, TargetIndex target) {
  return request(instances, function, {}, target, {InstanceId(), instances.ctx.program.functions[function].range});
}

InstanceId requestCheck(Instances &instances, FunctionId function) {
  Site from{InstanceId(), instances.ctx.program.functions[function].range};
  InstanceId id = name(instances, function, {}, 0, from);
  if (instances.rows[id].state == Instance::State::Named)
    instances.rows[id].isOnlyChecked = true;
  return activate(instances, id, from) ? id : InstanceId();
}

namespace {
/// What is said while a generic form is made is about forms that nobody runs.
class Unsaid {
  Instances &instances;
  size_t mark, withheld;
  llvm::SaveAndRestore<unsigned> depth;

public:
  explicit Unsaid(Instances &instances)
      : instances(instances), mark(instances.ctx.diags.mark()), withheld(instances.withheld.size()),
        depth(instances.ctx.conditionDepth, instances.ctx.conditionDepth + 1) {}
  ~Unsaid() {
    instances.ctx.diags.takeSince(mark);
    instances.withheld.resize(withheld);
  }
};
} // namespace

InstanceId requestSelfCheck(Instances &instances, FunctionId function) {
  Context &ctx = instances.ctx;
  if (!canSelfCheck(ctx, function))
    return {};
  Unsaid unsaid(instances);
  InstanceKey key;
  key.function = function;
  llvm::SmallVector<ParameterId, 8> parameters = allParameters(ctx, function);
  llvm::SmallVector<Term, 8> identity = identityArguments(ctx, parameters);
  key.arguments.append(identity.begin(), identity.end());
  key.role = Role::SelfCheck;
  return request(instances, std::move(key), {InstanceId(), ctx.program.functions[function].range});
}

/// The start function whose parameter takes a `main` that raises, or does not.
static FunctionId pickStart(Context &ctx, llvm::ArrayRef<FunctionId> overloads, bool raises) {
  for (FunctionId candidate : overloads) {
    const Signature &signature = signatureOf(ctx, candidate);
    if (signature.parameters.empty())
      continue;
    Type bound = ctx.program.parameters[signature.parameters.back()].type;
    Term expected = isKind(bound, TermKind::Pointer) ? signatureOfPointer(bound) : Term();
    if (isKind(bound, TermKind::Traits))
      for (Term member : bound->operands())
        if (isKind(member, TermKind::Signature))
          expected = member;
    if (expected && !isNever(ctx, readSignature(ctx, expected).raises) == raises)
      return candidate;
  }
  return overloads.size() == 1 ? overloads.front() : FunctionId();
}

InstanceId requestMain(Instances &instances, FunctionId main) {
  Context &ctx = instances.ctx;
  ModuleId startup = findModule(ctx, "std.builtin._startup");
  const NameEntry *entry = startup.isValid() ? lookupExport(ctx, startup, ctx.names.intern("run_main")) : nullptr;
  if (!entry) {
    findContract(ctx, ContractItem::RunMain); // reports what the library lacks
    return {};
  }
  llvm::SmallVector<FunctionId, 2> overloads = entry->overloads;
  if (overloads.empty() && entry->entity.is(Entity::Kind::Function))
    overloads.push_back(entry->entity.function());
  FunctionId start = pickStart(ctx, overloads, !isNever(ctx, signatureOf(ctx, main).raises));
  if (!start.isValid()) {
    findContract(ctx, ContractItem::RunMain);
    return {};
  }
  Term argument = makeFunctionItem(ctx, main, {});
  return request(instances, start, {argument}, 0, {InstanceId(), ctx.program.functions[main].range});
}

fx::FuncOp define(Instances &instances, InstanceId id) {
  switch (instances.rows[id].state) {
  case Instance::State::Named:
    if (!activate(instances, id, instances.rows[id].from))
      return {};
    return define(instances, id);
  case Instance::State::Pending: break;
  case Instance::State::Done: return instances.rows[id].op;
  case Instance::State::Failed: reportWithheld(instances); return {};
  case Instance::State::Emitting: return {};
  }
  instances.rows[id].state = Instance::State::Emitting;
  bool good;
  if (instances.rows[id].key.role == Role::SelfCheck) {
    Unsaid unsaid(instances);
    good = emitInstance(instances, id);
  } else {
    good = emitInstance(instances, id);
  }
  instances.rows[id].state = good ? Instance::State::Done : Instance::State::Failed;
  return good ? instances.rows[id].op : fx::FuncOp();
}

fx::FuncOp define(Instances &instances, llvm::StringRef symbol, TargetIndex target) {
  auto found = instances.targets[target]->bySymbol.find(symbol);
  return found == instances.targets[target]->bySymbol.end() ? fx::FuncOp() : define(instances, found->second);
}

fx::FuncOp next(Instances &instances) {
  while (instances.nextPending < instances.pending.size()) {
    InstanceId id = instances.pending[instances.nextPending++];
    if (instances.rows[id].state != Instance::State::Pending)
      continue; // compile-time evaluation was faster
    fx::FuncOp op = define(instances, id);
    if (op && !op.isDeclaration())
      return op;
  }
  return {};
}

static void requestSymbol(Instances &instances, mlir::FlatSymbolRefAttr symbol, TargetIndex target, Site from) {
  if (!symbol)
    return;
  auto found = instances.targets[target]->bySymbol.find(symbol.getValue());
  if (found != instances.targets[target]->bySymbol.end())
    activate(instances, found->second, from);
}

void requestLifecycle(Instances &instances, fx::FuncOp func) {
  TargetIndex target = 0;
  while (target < instances.targets.size() && func->getParentOp() != moduleOf(instances, target).getOperation())
    ++target;
  if (target == instances.targets.size() || func.getSelfCheck())
    return;
  auto self = instances.targets[target]->bySymbol.find(func.getSymName());
  InstanceId asker = self == instances.targets[target]->bySymbol.end() ? InstanceId() : self->second;
  func.walk([&](mlir::Operation *op) {
    Site from{asker, ir::rangeOf(op->getLoc())};
    auto lifecycle = [](mlir::Value ref) { return fx::lifecycleOf(llvm::cast<fx::RefType>(ref.getType()).getPointee()); };
    if (auto copy = llvm::dyn_cast<fx::CopyOp>(op))
      requestSymbol(instances, lifecycle(copy.getFrom()).copy, target, from);
    else if (auto move = llvm::dyn_cast<fx::MoveOp>(op))
      requestSymbol(instances, lifecycle(move.getFrom()).move, target, from);
    else if (auto destroy = llvm::dyn_cast<fx::DestroyOp>(op))
      requestSymbol(instances, lifecycle(destroy.getRef()).destroy, target, from);
  });
}

static constexpr llvm::StringLiteral OwnedAttribute = "owned";

void markOwned(fx::FuncOp func) { func->setAttr(OwnedAttribute, mlir::UnitAttr::get(func.getContext())); }
bool isOwned(fx::FuncOp func) { return func->hasAttr(OwnedAttribute); }

llvm::DenseSet<mlir::StringAttr> reachableFrom(mlir::ModuleOp module, llvm::ArrayRef<mlir::StringAttr> roots) {
  llvm::DenseSet<mlir::StringAttr> seen(roots.begin(), roots.end());
  llvm::SmallVector<mlir::StringAttr> work(roots.begin(), roots.end());
  mlir::SymbolTable table(module);
  auto reach = [&](mlir::SymbolRefAttr symbol) {
    if (seen.insert(symbol.getRootReference()).second)
      work.push_back(symbol.getRootReference());
  };
  llvm::DenseSet<mlir::Attribute> visited; // attributes are unique, and most are met often
  auto visit = [&](mlir::Attribute attribute) {
    if (!visited.insert(attribute).second)
      return;
    attribute.walk(reach);
    attribute.walk([&](fx::BytesAttr bytes) {
      for (const fx::Relocation &relocation : bytes.getRelocs())
        reach(relocation.symbol);
    });
  };
  while (!work.empty()) {
    mlir::Operation *op = table.lookup(work.pop_back_val());
    if (!op)
      continue;
    op->walk([&](mlir::Operation *inner) {
      for (mlir::NamedAttribute attribute : inner->getAttrs())
        visit(attribute.getValue());
      for (mlir::Value operand : inner->getOperands()) // copies, moves and destroys name their function through the type
        if (auto ref = llvm::dyn_cast<fx::RefType>(operand.getType()); ref && llvm::isa<fx::CopyOp, fx::MoveOp, fx::DestroyOp>(inner)) {
          fx::Lifecycle life = fx::lifecycleOf(ref.getPointee());
          for (mlir::FlatSymbolRefAttr symbol : {life.copy, life.move, life.destroy})
            if (symbol)
              visit(symbol);
        }
    });
  }
  return seen;
}

} // namespace fornax::irgen
