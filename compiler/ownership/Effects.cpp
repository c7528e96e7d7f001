// One operation at a time: which cells it uses, consumes, initialises or kills. Origins make uses of a holder uses of what it holds.

#include "ownership/Effects.h"
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/Interfaces/SideEffectInterfaces.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

Effects::Effects(const Places &places, FuncOp func) : places(places), func(func) {}

// ---- origins

/// A pointer taken by `address_of`, seen through arithmetic on it. It keeps its place alive where the place is initialised.
static Value addressedPlace(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (auto address = dyn_cast<AddressOfOp>(op))
      return address.getRef();
    if (auto offset = dyn_cast<OffsetOp>(op))
      value = offset.getPointer();
    else if (auto deref = dyn_cast<DerefOp>(op))
      value = deref.getPointer();
    else if (auto field = dyn_cast<FieldOp>(op))
      value = field.getBase();
    else if (isa<LLVM::GEPOp, LLVM::AddrSpaceCastOp, LLVM::BitcastOp>(op))
      value = op->getOperand(0);
    else
      return {};
  }
  return {};
}

/// The union of two origin sets; either may be null.
static OriginsAttr unite(OriginsAttr a, OriginsAttr b) {
  if (!a || a == b)
    return b;
  if (!b)
    return a;
  SmallVector<OriginAttr> terms(a.getTerms());
  for (OriginAttr term : b.getTerms())
    if (!llvm::is_contained(terms, term))
      terms.push_back(term);
  return OriginsAttr::get(a.getContext(), terms);
}

/// `base` narrowed to one of its fields: the path grows, so that exclusivity sees which part is meant.
static OriginsAttr fieldOf(OriginsAttr base, StringAttr field) {
  if (!base)
    return base;
  SmallVector<OriginAttr> terms;
  for (OriginAttr term : base.getTerms()) {
    SmallVector<OriginStep> steps(term.getSteps());
    bool subtree = !steps.empty() && steps.back().kind == StepKind::Subtree;
    if (term.getKind() == OriginKind::Any || subtree) {
      terms.push_back(term);
      continue;
    }
    steps.push_back({StepKind::Field, field});
    terms.push_back(OriginAttr::get(term.getContext(), term.getKind(), term.getIsMut(), term.getPlace(), term.getParam(), steps));
  }
  return OriginsAttr::get(base.getContext(), terms);
}

OriginsAttr Effects::originsOf(Value value) {
  if (auto arg = dyn_cast<BlockArgument>(value))
    return arg.getOwner()->isEntryBlock() ? func.getArgHolds(arg.getArgNumber()) : OriginsAttr();
  if (auto known = origins.find(value); known != origins.end())
    return known->second;
  Operation *op = value.getDefiningOp();
  OriginsAttr result;
  if (auto load = dyn_cast<LoadOp>(op)) {
    result = load.getOriginsAttr();
  } else if (auto call = dyn_cast<CallOp>(op)) {
    result = call.getOriginsAttr();
  } else if (auto invoke = dyn_cast<InvokeOp>(op)) {
    result = invoke.getOriginsAttr();
  } else if (auto field = dyn_cast<FieldOp>(op)) {
    result = fieldOf(originsOf(field.getBase()), field.getField().name);
  } else if (auto deref = dyn_cast<DerefOp>(op); deref && deref.getOriginsAttr()) {
    result = deref.getOriginsAttr();
  } else if (!isa<VarOp, AddressOfOp, StackOp>(op)) {
    for (Value operand : op->getOperands())
      result = unite(result, originsOf(operand));
  }
  origins[value] = result;
  return result;
}

void Effects::follow(Closure &closure, RootId root, SmallVectorImpl<RootId> &seen) {
  if (llvm::is_contained(seen, root))
    return;
  seen.push_back(root);
  OriginsAttr holds = places.roots[root].holds;
  if (!holds)
    return;
  for (OriginAttr term : holds.getTerms()) {
    if (term.getKind() == OriginKind::Any)
      closure.any = true;
    NodeId node = places.of(term);
    if (!node)
      continue;
    if (!places.cellsOf(node).empty()) {
      closure.ranges.push_back(places.cellsOf(node));
      closure.nodes.push_back(node);
    }
    follow(closure, places.nodes[node].root, seen);
  }
}

const Closure &Effects::closureOf(RootId root) {
  auto [it, isNew] = closures.try_emplace(root);
  if (isNew) {
    Closure closure;
    SmallVector<RootId> seen;
    follow(closure, root, seen);
    it = closures.find(root);
    it->second = std::move(closure);
  }
  return it->second;
}

// ---- pieces of effects

void Effects::touchRoot(Effect &effect, RootId root) {
  const Closure &closure = closureOf(root);
  effect.held.append(closure.ranges.begin(), closure.ranges.end());
  effect.weakAll |= closure.any;
}

void Effects::addressUses(Effect &effect, Value value) {
  Value place = addressedPlace(value);
  NodeId node = place ? places.of(place) : NodeId();
  if (node && !places.cellsOf(node).empty())
    effect.weak.push_back(places.cellsOf(node));
}

/// A leaf, or a reference behind a pointer: what its origins name is used.
void Effects::touchValue(Effect &effect, Value value) {
  addressUses(effect, value);
  OriginsAttr terms = originsOf(value);
  if (!terms)
    return;
  for (OriginAttr term : terms.getTerms()) {
    effect.weakAll |= term.getKind() == OriginKind::Any;
    NodeId node = places.of(term);
    if (!node)
      continue;
    if (!places.cellsOf(node).empty())
      effect.held.push_back(places.cellsOf(node));
    touchRoot(effect, places.nodes[node].root);
  }
}

/// An operand: a path goes into `list`; anything else is used through its origins.
void Effects::access(Effect &effect, Value value, Ranges Effect::*list) {
  NodeId node = places.of(value);
  if (!node) {
    touchValue(effect, value);
    return;
  }
  if (!places.cellsOf(node).empty())
    (effect.*list).push_back(places.cellsOf(node));
  touchRoot(effect, places.nodes[node].root);
}

/// A target: its cells are initialised, the objects above it are used where they exist.
void Effects::initialize(Effect &effect, Value ref) {
  NodeId node = places.of(ref);
  if (!node) {
    touchValue(effect, ref);
    return;
  }
  touchRoot(effect, places.nodes[node].root);
  CellRange cells = places.cellsOf(node);
  if (cells.empty())
    return;
  effect.initPath = node;
  effect.init.push_back(cells);
  for (NodeId above = places.nodes[node].parent; above; above = places.nodes[above].parent)
    effect.weak.push_back({places.objectOf(above), places.objectOf(above) + 1});
  if (places.isRoot(node) && places.kindOf(node) == RootKind::Deinit)
    effect.over = cells;
}

void Effects::addCall(Effect &effect, ValueRange args, ConvsAttr convs, Value pointer, bool raises) {
  if (pointer)
    touchValue(effect, pointer);
  for (auto [arg, value] : llvm::zip(convs.getArgs(), args)) {
    switch (arg.conv) {
    case Conv::Imm:
    case Conv::Mut:
    case Conv::Ref: access(effect, value, &Effect::use); break;
    case Conv::Var:
    case Conv::Deinit: access(effect, value, &Effect::consume); break;
    case Conv::Out: initialize(effect, value); break;
    case Conv::Error: break;
    }
  }
  if (!raises)
    return;
  // The result of a raising call is there on `ok` only; an old value is gone on both edges.
  effect.kill.append(effect.init);
  if (!effect.init.empty())
    effect.edgeInit[0] = effect.init.front();
  effect.init.clear();
}

/// What must be whole where the function is left.
void Effects::addExit(Effect &effect, bool isReturn) {
  for (const Root &root : places.roots) {
    bool atReturn = root.kind == RootKind::Result || root.kind == RootKind::OutSelf;
    bool needed = root.kind == RootKind::Mut || (isReturn ? atReturn : root.kind == RootKind::Error);
    if (needed)
      effect.use.push_back(places.cellsOf(root.node));
  }
}

Effect Effects::of(Operation *op) {
  Effect effect;
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](VarOp variable) {
        effect.isVar = true;
        effect.kill.push_back(places.cellsOf(places.of(variable.getRef())));
      })
      .Case([&](StoreOp store) {
        touchValue(effect, store.getValue());
        initialize(effect, store.getRef());
      })
      .Case([&](CopyOp copy) {
        access(effect, copy.getFrom(), &Effect::use);
        initialize(effect, copy.getTo());
      })
      .Case([&](MoveOp move) {
        access(effect, move.getFrom(), &Effect::consume);
        initialize(effect, move.getTo());
      })
      .Case<DestroyOp, ForgetOp>([&](auto) { access(effect, op->getOperand(0), &Effect::consume); })
      .Case<LoadOp, UseOp>([&](auto) { access(effect, op->getOperand(0), &Effect::use); })
      .Case([&](ExtendOp extend) {
        for (Value ref : extend.getRefs())
          if (NodeId node = places.of(ref); node && !places.cellsOf(node).empty())
            effect.weak.push_back(places.cellsOf(node));
      })
      .Case([&](CallOp call) { addCall(effect, call.getArgs(), call.getConvs(), call.getPointer(), false); })
      .Case([&](InvokeOp invoke) {
        addCall(effect, invoke.getArgs(), invoke.getConvs(), invoke.getPointer(), true);
        if (NodeId into = invoke.getInto() ? places.of(invoke.getInto()) : NodeId()) {
          effect.intoPath = into;
          effect.edgeInit[1] = places.cellsOf(into);
        }
      })
      .Case([&](ReturnOp result) {
        if (Value value = result.getValue())
          access(effect, value, &Effect::use);
        addExit(effect, true);
      })
      .Case([&](RaiseOp) { addExit(effect, false); })
      // Naming a place or a part of it is no access; neither is anything for the debugger.
      .Case<FieldOp, AddressOfOp, DebugOp>([](auto) {})
      .Default([&](Operation *) {
        for (Value operand : op->getOperands())
          touchValue(effect, operand);
      });
  return effect;
}

} // namespace fornax::ownership
