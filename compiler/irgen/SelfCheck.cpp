// Generic forms: opaque types, calls by signature, compile-time flow as run-time flow on unknown conditions.

#include "irgen/SelfCheck.h"
#include "irgen/Closures.h"
#include "irgen/LowerType.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Conformance.h"
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>

namespace fornax::irgen {

using namespace sema;

static bool needsFacts(Term term) {
  if (!term)
    return false;
  switch (term->kind) {
  case TermKind::Conforms:
  case TermKind::AllConform:
  case TermKind::TypeEq:
  case TermKind::ClosureType: return true; // what a closure captures is laid out by its own rules
  default: return llvm::any_of(term->operands(), needsFacts);
  }
}

static bool hasConstraints(Context &ctx, FunctionId function) {
  if (!signatureOf(ctx, function).wheres.empty())
    return true;
  Entity owner = ctx.program.functions[function].owner;
  return owner.kind == Entity::Kind::Struct && !headerOf(ctx, owner.structure()).wheres.empty();
}

bool canSelfCheck(Context &ctx, FunctionId function) {
  const CheckedBody *body = bodyOf(ctx, function);
  if (!body || !body->root || body->hasError || hasConstraints(ctx, function))
    return false;
  return llvm::none_of(body->terms, [](const auto &slot) { return needsFacts(slot.term); });
}

bool isSelfCheck(const Instances &instances, Site site) {
  return site.instance.isValid() && instances.rows[site.instance].key.role == Role::SelfCheck;
}

mlir::Type lowerOpaque(Instances &instances, Type type) {
  Context &ctx = instances.ctx;
  using enum fx::OpaqueFlag;
  unsigned flags = 0;
  auto set = [&](fx::OpaqueFlag flag, bool on) { flags |= on ? unsigned(flag) : 0; };
  bool isRaw = isKind(type, TermKind::Mlir); // storage, which nobody has to destroy
  set(Copy, isRaw || isCopyable(ctx, type, nullptr));
  set(ImplicitCopy, isRaw || isImplicitlyCopyable(ctx, type, nullptr));
  set(Move, isRaw || isMovable(ctx, type, nullptr));
  set(Deinit, isRaw || isDeinitable(ctx, type, nullptr));
  set(RegisterPassable, isRegisterPassable(ctx, type, nullptr));
  return fx::OpaqueType::get(&instances.mlir, print(ctx, type), flags);
}

// ---- calls

static llvm::SmallVector<Term, 8> argumentsOfCall(Emitter &e, const checked::Call &call) {
  llvm::SmallVector<Term, 8> arguments;
  for (checked::Slot slot : call.callee.arguments)
    arguments.push_back(termOf(*e.frame, slot, call.range));
  return arguments;
}

/// The function that a call is written against: itself, the witness of a known type, or the requirement of an unknown one.
static bool findGenericCallee(Emitter &e, const checked::Call &call, InstanceKey &key) {
  key.target = e.target;
  key.role = Role::SelfCheck;
  llvm::SmallVector<Term, 8> own = argumentsOfCall(e, call);
  if (call.callee.kind == checked::Callee::Kind::Direct) {
    key.function = call.callee.function;
    key.arguments.append(own.begin(), own.end());
    return true;
  }
  if (call.callee.kind != checked::Callee::Kind::Witness)
    return false;
  Type base = typeOf(*e.frame, call.callee.base, call.range);
  if (isError(base))
    return false;
  if (std::optional<ResolvedWitness> witness = resolveWitness(e.ctx, base, call.callee.requirement, own)) {
    if (witness->adaptations)
      return false;
    key.function = witness->function;
    key.arguments.append(witness->arguments.begin(), witness->arguments.end());
    return true;
  }
  key.function = e.ctx.program.requirements[call.callee.requirement].function;
  key.arguments.push_back(base);
  key.arguments.append(own.begin(), own.end());
  return true;
}

Value emitGenericCall(Emitter &e, const checked::Call &call, Value into) {
  InstanceKey key;
  if (!findGenericCallee(e, call, key) || key.arguments.size() != allParameters(e.ctx, key.function).size()) {
    fail(e);
    return deadValue(e, {});
  }
  Callee callee;
  callee.function = key.function;
  callee.arguments.assign(key.arguments.begin(), key.arguments.end());
  InstanceId id = name(e.instances, std::move(key), e.site(call.range));
  if (!shapeInstance(e.instances, id)) {
    fail(e);
    return deadValue(e, {});
  }
  CallTarget target;
  target.symbol = e.instances.rows[id].symbol;
  target.shape = e.instances.rows[id].shape;
  target.keepsInterior = e.ctx.program.functions[callee.function].keepsInterior;
  return finishCall(e, call, callee, target, into);
}

// ---- compile-time flow

static void branchOnUnknown(Emitter &e, mlir::Block *then, mlir::Block *otherwise) { branchIf(e, deadValue(e, e.b.getI1Type()), then, otherwise); }

void emitGenericIf(Emitter &e, const checked::ComptimeIf &stmt) {
  mlir::Block *after = newBlock(e);
  for (const checked::ComptimeArm &arm : stmt.arms) {
    mlir::Block *next = after;
    if (arm.condition.isValid()) {
      mlir::Block *then = newBlock(e);
      next = newBlock(e);
      branchOnUnknown(e, then, next);
      start(e, then);
    }
    emitBlock(e, arm.body);
    branch(e, after);
    if (next == after)
      break;
    start(e, next);
  }
  branch(e, after);
  start(e, after);
}

void emitGenericFor(Emitter &e, const checked::ComptimeFor &loop) {
  mlir::Block *head = newBlock(e), *body = newBlock(e), *done = newBlock(e), *after = newBlock(e);
  branch(e, head);
  start(e, head);
  branchOnUnknown(e, body, done);
  start(e, body);
  Exit exit;
  exit.kind = Exit::Kind::Loop;
  exit.breakTo = after;
  exit.continueTo = head;
  e.exits.push_back(std::move(exit));
  emitBlock(e, loop.body);
  e.exits.pop_back();
  branch(e, head);
  start(e, done);
  emitBlock(e, loop.otherwise);
  branch(e, after);
  start(e, after);
}

} // namespace fornax::irgen
