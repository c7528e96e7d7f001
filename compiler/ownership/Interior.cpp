// Invalidation of interior references: forward, one bit for each SSA value and variable whose origins go through an interior tag. Obtaining it
// clears the bit, a mutation of the base sets it, a use with the bit set is an error. Union at joins, so "maybe" is an error too.

#include "ir/Locations.h"
#include "ownership/Diagnostics.h"
#include "ownership/Exclusive.h"
#include "ownership/Terms.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

namespace {

/// A value or variable that refers to the inside of something.
struct Holder {
  Value value; // an SSA value, or
  RootId root;
  SmallVector<Term, 2> terms;
  bool isSubtree = false; // a mutation through it may replace what it points to
};

/// What one operation does to the holders.
struct Events {
  SmallVector<Term, 2> mutations;
  SmallVector<unsigned, 2> uses, obtained, throughSubtree;
};

struct InteriorCheck {
  const Flow &flow;
  diag::Engine &diags;
  Terms terms;
  std::vector<Holder> holders;
  llvm::DenseMap<Value, unsigned> byValue;
  llvm::DenseMap<RootId, unsigned> byRoot;
  std::vector<std::vector<Events>> events; // by block and operation
  std::vector<Operation *> culprit;        // by holder: the mutation met first

  InteriorCheck(const Flow &flow, diag::Engine &diags) : flow(flow), diags(diags), terms(flow.places, const_cast<Flow &>(flow).effects) {}
  bool run();
  void findHolders();
  void addHolder(OriginsAttr origins, Value value, RootId root);
  Events eventsOf(Operation *op, const Effect &effect);
  void addUse(Value value, Events &out);
  void addCall(ValueRange args, ConvsAttr convs, bool keepsInterior, Events &out);
  void mutate(Value ref, Events &out);
  void step(Operation *op, const Events &each, Cells &invalid);
  void report(Operation *op, unsigned holder);
};

} // namespace

void InteriorCheck::addHolder(OriginsAttr origins, Value value, RootId root) {
  if (!origins || llvm::none_of(origins.getTerms(), [](OriginAttr term) { return term.hasInterior(); }))
    return;
  Holder holder{value, root, {}, false};
  for (OriginAttr term : origins.getTerms()) {
    holder.terms.push_back(terms.termOf(term));
    holder.isSubtree |= llvm::any_of(term.getSteps(), [](OriginStep step) { return step.kind == StepKind::Subtree; });
  }
  if (value)
    byValue[value] = unsigned(holders.size());
  else
    byRoot[root] = unsigned(holders.size());
  holders.push_back(std::move(holder));
}

void InteriorCheck::findHolders() {
  Effects &effects = const_cast<Flow &>(flow).effects;
  for (RootId root(0); root.value != flow.places.roots.size(); ++root.value)
    addHolder(flow.places.roots[root].holds, {}, root);
  FuncOp func = flow.func;
  for (BlockArgument arg : func.getBody().getArguments())
    if (!flow.places.of(arg))
      addHolder(effects.originsOf(arg), arg, {});
  for (const FlowBlock &block : flow.blocks)
    for (Operation *op : block.ops)
      for (Value result : op->getResults())
        if (!flow.places.of(result))
          addHolder(effects.originsOf(result), result, {});
}

void InteriorCheck::addUse(Value value, Events &out) {
  if (NodeId node = flow.places.of(value)) {
    if (auto known = byRoot.find(flow.places.nodes[node].root); known != byRoot.end())
      out.uses.push_back(known->second);
  } else if (auto known = byValue.find(value); known != byValue.end()) {
    out.uses.push_back(known->second);
  }
}

/// The place behind a reference changes.
void InteriorCheck::mutate(Value ref, Events &out) {
  for (Term &term : terms.placesOf(ref))
    out.mutations.push_back(std::move(term));
  auto known = byValue.find(ref);
  if (known != byValue.end() && holders[known->second].isSubtree)
    out.throughSubtree.push_back(known->second);
}

void InteriorCheck::addCall(ValueRange args, ConvsAttr convs, bool keepsInterior, Events &out) {
  for (auto [arg, value] : llvm::zip(convs.getArgs(), args)) {
    bool isPlace = isa<RefType>(value.getType());
    if (arg.conv == Conv::Out) {
      mutate(value, out);
      continue;
    }
    addUse(value, out);
    if ((arg.conv == Conv::Var || arg.conv == Conv::Deinit) && isPlace)
      mutate(value, out);
    if (keepsInterior)
      continue;
    if (arg.conv == Conv::Mut)
      mutate(value, out);
    // A mutable reference inside a leaf, or inside a holder that the callee may change, can be written through.
    if (arg.conv == Conv::Mut || !isPlace)
      for (Access &held : terms.heldBy(value))
        if (held.writes)
          out.mutations.push_back(std::move(held.term));
  }
}

Events InteriorCheck::eventsOf(Operation *op, const Effect &effect) {
  Events out;
  if (auto call = dyn_cast<CallOp>(op)) {
    addCall(call.getArgs(), call.getConvs(), call.getKeepsInterior(), out);
  } else if (auto invoke = dyn_cast<InvokeOp>(op)) {
    addCall(invoke.getArgs(), invoke.getConvs(), invoke.getKeepsInterior(), out);
  } else if (auto store = dyn_cast<StoreOp>(op)) {
    addUse(store.getValue(), out);
    mutate(store.getRef(), out);
  } else if (isa<CopyOp, MoveOp>(op)) {
    addUse(op->getOperand(0), out);
    if (isa<MoveOp>(op))
      mutate(op->getOperand(0), out);
    mutate(op->getOperand(1), out);
  } else if (isa<DestroyOp, ForgetOp>(op)) {
    addUse(op->getOperand(0), out);
    mutate(op->getOperand(0), out);
  } else if (!isa<FieldOp, DebugOp, ExtendOp, VarOp>(op)) {
    for (Value operand : op->getOperands())
      addUse(operand, out);
  }
  if (isa<ReturnOp>(op)) // what the caller handed in must come back valid
    for (unsigned i = 0; i != holders.size(); ++i) {
      bool argument = holders[i].value ? isa<BlockArgument>(holders[i].value) : isa<BlockArgument>(flow.places.roots[holders[i].root].ref);
      RootKind kind = holders[i].value ? RootKind::Imm : flow.places.roots[holders[i].root].kind;
      if (argument && kind != RootKind::Var && kind != RootKind::Deinit)
        out.uses.push_back(i);
    }
  for (Value result : op->getResults())
    if (auto known = byValue.find(result); known != byValue.end())
      out.obtained.push_back(known->second);
  if (effect.initPath || effect.isVar) {
    NodeId node = effect.isVar ? flow.places.of(op->getResult(0)) : effect.initPath;
    if (auto known = byRoot.find(flow.places.nodes[node].root); known != byRoot.end() && flow.places.isRoot(node))
      out.obtained.push_back(known->second);
  }
  return out;
}

void InteriorCheck::step(Operation *op, const Events &each, Cells &invalid) {
  for (const Term &changed : each.mutations)
    for (unsigned i = 0; i != holders.size(); ++i)
      if (llvm::any_of(holders[i].terms, [&](const Term &held) { return invalidates(changed, held); })) {
        invalid.set(i);
        if (!culprit[i])
          culprit[i] = op;
      }
  for (unsigned i : each.throughSubtree)
    invalid.set(i);
  for (unsigned i : each.obtained)
    invalid.reset(i);
}

void InteriorCheck::report(Operation *op, unsigned index) {
  const Holder &holder = holders[index];
  bool hasName = !holder.value && flow.places.roots[holder.root].kind != RootKind::Temporary;
  std::string name = hasName ? flow.places.spell(flow.places.roots[holder.root].node) : terms.spell(holder.terms.front());
  diag::Builder builder = diags.report(ir::rangeOf(op->getLoc()), messages::interiorInvalidated(name));
  if (culprit[index])
    builder.note(ir::rangeOf(culprit[index]->getLoc()), messages::mutatedHere());
  Operation *source = holder.value ? holder.value.getDefiningOp() : flow.places.roots[holder.root].ref.getDefiningOp();
  if (source)
    builder.note(ir::rangeOf(source->getLoc()), messages::obtainedHere());
}

bool InteriorCheck::run() {
  findHolders();
  if (holders.empty())
    return true;
  culprit.assign(holders.size(), nullptr);
  for (const FlowBlock &block : flow.blocks) {
    events.emplace_back();
    for (unsigned i = 0; i != block.size(); ++i)
      events.back().push_back(eventsOf(block.ops[i], block.effects[i]));
  }
  unsigned count = unsigned(flow.blocks.size());
  std::vector<Cells> in(count, Cells(unsigned(holders.size())));
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned b = 0; b != count; ++b) {
      Cells invalid = in[b];
      for (unsigned i = 0; i != flow.blocks[b].size(); ++i)
        step(flow.blocks[b].ops[i], events[b][i], invalid);
      for (unsigned successor : flow.blocks[b].successors)
        if (!in[successor].contains(invalid)) {
          in[successor] |= invalid;
          changed = true;
        }
    }
  }
  Cells reported(unsigned(holders.size()));
  for (unsigned b = 0; b != count; ++b) {
    Cells invalid = in[b];
    for (unsigned i = 0; i != flow.blocks[b].size(); ++i) {
      for (unsigned holder : events[b][i].uses)
        if (invalid[holder] && !reported[holder]) {
          reported.set(holder);
          report(flow.blocks[b].ops[i], holder);
        }
      step(flow.blocks[b].ops[i], events[b][i], invalid);
    }
  }
  return reported.none();
}

bool checkInterior(const Flow &flow, diag::Engine &diags) { return InteriorCheck(flow, diags).run(); }

} // namespace fornax::ownership
