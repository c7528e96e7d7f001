// Target queries and closed calls inside terms become values, for one target.

#include "ir/Layout.h"
#include "irgen/Frame.h"
#include "irgen/Kernels.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"
#include "sema/proofs/Conformance.h"
#include "sema/terms/Machine.h"
#include "sema/terms/Rewrite.h"

namespace fornax::irgen {

using namespace sema;

namespace {
struct Settler {
  Instances &instances;
  TargetIndex target;
  Site site;
  EvalResult failure; // the first
  bool failed = false;

  Context &ctx() { return instances.ctx; }
  Term settle(Term);
  Term evaluate(Term call);
  Term query(Term query, llvm::ArrayRef<Term> operands);
  Term condition(Term);
};
} // namespace

/// Kinds whose inside is not looked at: leaves, origins, and what binds variables.
static bool isAtom(Term term) {
  switch (term->kind) {
  case TermKind::Struct:
  case TermKind::FunctionItem:
  case TermKind::ClosureType:
  case TermKind::Mlir:
  case TermKind::Apply:
  case TermKind::Witness:
  case TermKind::Member:
  case TermKind::Value:
  case TermKind::Sum:
  case TermKind::Product:
  case TermKind::Op:
  case TermKind::Compare:
  case TermKind::And:
  case TermKind::Or:
  case TermKind::Not:
  case TermKind::Cond:
  case TermKind::Call:
  case TermKind::TypeEq:
  case TermKind::Conforms:
  case TermKind::AllConform:
  case TermKind::List:
  case TermKind::Concat:
  case TermKind::ListGet:
  case TermKind::ListLen:
  case TermKind::Tabulate:
  case TermKind::Reduce:
  case TermKind::Reflect:
  case TermKind::TargetQuery: return term->count == 0 && !isKind(term, TermKind::Call) && !isKind(term, TermKind::TargetQuery);
  case TermKind::Pointer:
  case TermKind::Signature:
  case TermKind::Traits:
  case TermKind::Trait:
  case TermKind::TraitMeta:
  case TermKind::Param:
  case TermKind::Bound:
  case TermKind::Lambda:
  case TermKind::Int:
  case TermKind::Float:
  case TermKind::String:
  case TermKind::Bytes:
  case TermKind::Object:
  case TermKind::Target:
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
  case TermKind::OriginErased:
  case TermKind::OriginHas:
  case TermKind::Hole:
  case TermKind::Error: return true;
  }
  llvm_unreachable("unknown kind of term");
}

/// Constants without operands, in whose types queries and calls may stand all the same.
static bool isTypedConstant(Term term) {
  return isKind(term, TermKind::Int) || isKind(term, TermKind::Float) || isKind(term, TermKind::Bytes) || isKind(term, TermKind::Object);
}

Term Settler::settle(Term term) {
  if (!term || (isAtom(term) && !isTypedConstant(term)))
    return term;
  llvm::DenseMap<Term, Term> &memo = instances.targets[target]->settled;
  if (auto known = memo.find(term); known != memo.end())
    return known->second;
  Term result;
  if (isKind(term, TermKind::Cond)) {
    result = condition(term);
  } else {
    llvm::SmallVector<Term, 8> operands;
    Type type = term->type ? Type(settle(term->type).node()) : Type();
    bool changed = type != term->type;
    for (Term operand : term->operands()) {
      operands.push_back(settle(operand));
      changed |= operands.back() != operand;
    }
    if (isKind(term, TermKind::TargetQuery))
      result = query(term, operands);
    else
      result = changed ? rebuild(ctx(), term, type, operands) : term;
    if (isKind(result, TermKind::Call))
      result = evaluate(result);
    else if (result != term && !isAtom(result))
      result = settle(result); // folding may have uncovered a query or call
  }
  if (!failed)
    memo[term] = result;
  return result;
}

Term Settler::condition(Term term) {
  Term chosen = settle(term->operand(0));
  if (std::optional<bool> known = asBool(chosen))
    return settle(term->operand(*known ? 1 : 2));
  return chosen == term->operand(0) ? term : makeCond(ctx(), chosen, term->operand(1), term->operand(2));
}

/// The call by what it is known to be: a requirement met by a type, a "builtin" function. Null if it must be run.
static Term resolveCall(Context &ctx, Term call) {
  FunctionId function = functionOf(call);
  llvm::ArrayRef<Term> parameters = argumentsOf(call);
  RequirementId requirement = ctx.program.functions[function].requirement;
  if (requirement && !isKind(parameters[0], TermKind::Param)) {
    std::optional<ResolvedWitness> found = resolveWitness(ctx, asType(parameters[0]), requirement, parameters.drop_front());
    if (found && found->function != function)
      return makeCall(ctx, found->function, found->arguments, callArguments(call), call->type);
  }
  return {};
}

Term Settler::evaluate(Term call) {
  if (!isClosed(call) || failed)
    return call;
  if (Term resolved = resolveCall(ctx(), call))
    return settle(resolved);
  EvalResult result = ctx().evaluator.call(ctx(), call, target);
  if (result)
    return settle(result.value);
  if (result.failure == EvalResult::Failure::NotNow)
    return call;
  failed = true;
  failure = std::move(result);
  return call;
}

/// An explicit target is one of the compilation's, by number or by the name of its architecture.
static std::optional<TargetIndex> findTarget(Instances &instances, Term term) {
  for (auto [index, target] : llvm::enumerate(instances.targets))
    if (target->term == term || (isKind(term, TermKind::String) && textOf(term) == target->machine.arch))
      return TargetIndex(index);
  return std::nullopt;
}

static std::string osOf(const ir::Machine &machine) {
  return machine.isDevice && machine.kind != ir::MachineKind::Simulator ? "none"
         : llvm::StringRef(machine.triple).contains("darwin")           ? "macos"
                                                                        : "linux";
}

static uint64_t simdBits(const ir::Machine &machine, Term element, Context &ctx) {
  if (!element)
    return machine.vectorBits;
  auto scalar = scalarOfDType(element);
  return scalar && scalar->bits ? std::max<uint64_t>(1, machine.vectorBits / std::max(8u, scalar->bits)) : machine.vectorBits;
}

/// Which device the program's kernels are compiled for first: its name, or a yes or no about it.
static Term answerAccelerator(Instances &instances, llvm::ArrayRef<Term> operands) {
  Context &ctx = instances.ctx;
  demandAccelerators(instances);
  if (operands.empty())
    return makeString(ctx, instances.targets.size() > 1 ? instances.targets[1]->machine.arch : "");
  const ir::Machine *primary = instances.targets.size() > 1 ? &instances.targets[1]->machine : nullptr;
  llvm::StringRef question = textOf(operands[0]);
  if (question == "has_accelerator")
    return makeBool(ctx, primary != nullptr);
  bool isAmd = primary && primary->kind == ir::MachineKind::Amd;
  return makeBool(ctx, question == "accelerator_is_amd" ? isAmd : primary && !isAmd); // the simulator answers as an NVIDIA device
}

/// Host code asks for the device that its kernels will run on.
static unsigned waveSize(Instances &instances, const ir::Machine &machine) {
  if (!machine.isDevice)
    demandAccelerators(instances);
  return machine.isDevice || instances.targets.size() < 2 ? machine.waveSize : instances.targets[1]->machine.waveSize;
}

Term answerQuery(Instances &instances, QueryKind kind, llvm::ArrayRef<Term> operands, Type type, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  const ir::Machine &machine = instances.targets[target]->machine;
  auto number = [&](uint64_t value) {
    auto scalar = scalarOf(type);
    return makeInt(ctx, llvm::APInt(scalar ? scalar->bits : 64, value), type);
  };
  auto layout = [&](auto read) -> Term {
    mlir::Type lowered = lowerType(instances, asType(operands[0]), target, site);
    return lowered ? number(read(ir::Layout(machine), lowered)) : makeError(ctx);
  };
  using enum ir::MachineKind;
  switch (kind) {
  case QueryKind::SizeOf: return layout([](const ir::Layout &l, mlir::Type t) { return l.sizeOf(t); });
  case QueryKind::AlignOf: return layout([](const ir::Layout &l, mlir::Type t) { return l.alignOf(t); });
  case QueryKind::FieldOffset:
    if (isKind(operands[0], TermKind::FunctionItem)) {
      std::optional<int64_t> offset = argumentOffset(instances, operands[0], asInt64(operands[1]).value_or(-1), site);
      return offset ? number(uint64_t(*offset)) : makeError(ctx);
    }
    return layout([&](const ir::Layout &, mlir::Type t) -> uint64_t {
      auto structType = llvm::dyn_cast<fx::StructType>(t);
      size_t field = size_t(asInt64(operands[1]).value_or(0));
      if (!structType || field >= structType.getBody().getFields().size())
        return 0;
      return structType.getBody().getFields()[field].offset;
    });
  case QueryKind::SimdWidth: return number(simdBits(machine, operands.empty() ? Term() : operands[0], ctx));
  case QueryKind::Triple: return makeString(ctx, machine.triple);
  case QueryKind::Arch: return makeString(ctx, machine.arch);
  case QueryKind::Cpu: return makeString(ctx, machine.cpu);
  case QueryKind::HasFeature: return makeBool(ctx, llvm::is_contained(machine.features, textOf(operands[0]).str()));
  case QueryKind::Os: return makeString(ctx, osOf(machine));
  case QueryKind::IsGpu: return makeBool(ctx, machine.isDevice);
  case QueryKind::IsNvidia: return makeBool(ctx, machine.kind == Nvidia || machine.kind == Simulator); // the simulator answers as an NVIDIA device
  case QueryKind::IsAmd: return makeBool(ctx, machine.kind == Amd);
  case QueryKind::PointerBits: return number(machine.pointerBits);
  case QueryKind::WaveSize: return number(waveSize(instances, machine));
  case QueryKind::Accelerator: return answerAccelerator(instances, operands);
  case QueryKind::IsBigEndian: return makeBool(ctx, !machine.isLittleEndian);
  }
  llvm_unreachable("unknown query");
}

Term Settler::query(Term term, llvm::ArrayRef<Term> operands) {
  std::optional<TargetIndex> index = findTarget(instances, operands[0]);
  if (!index || !llvm::all_of(operands, isClosed))
    return makeTargetQuery(ctx(), QueryKind(term->payload), operands, term->type);
  Term answer = answerQuery(instances, QueryKind(term->payload), operands.drop_front(), term->type, *index, site);
  if (isError(answer)) {
    failed = true;
    failure.failure = EvalResult::Failure::BrokenBody; // reported where the type was lowered
  }
  return answer;
}

Term trySettle(Instances &instances, Term term, TargetIndex target, EvalResult &failure) {
  Settler settler{instances, target, {}, {}, false};
  Term result = settler.settle(term);
  failure = std::move(settler.failure);
  return settler.failed ? Term() : result;
}

Term settle(Instances &instances, Term term, TargetIndex target, Site site) {
  if (!term)
    return term;
  Settler settler{instances, target, site, {}, false};
  Term result = settler.settle(term);
  if (!settler.failed)
    return result;
  if (settler.failure.failure == EvalResult::Failure::Error)
    report(instances, site,
           settler.failure.reason.definition ? std::move(settler.failure.reason) : messages::evaluationFailed(settler.failure.message));
  return makeError(instances.ctx);
}

} // namespace fornax::irgen
