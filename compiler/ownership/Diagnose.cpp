// Chooses the message for each problem and looks for the operations that its notes point to.

#include "ownership/Diagnose.h"
#include "ir/Locations.h"
#include "ownership/Diagnostics.h"
#include "ownership/Terms.h"
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

namespace {
struct Reporter {
  const Flow &flow;
  diag::Engine &diags;

  const Places &places() const { return flow.places; }
  SourceRange rangeAt(Operation *op) const { return ir::rangeOf(op ? op->getLoc() : const_cast<Flow &>(flow).func.getLoc()); }
  SourceRange rangeOfUse(Operation *op, CellRange cells) const;
  void report(const Problem &problem);
  void reportUninitialized(const Problem &problem);
  void reportAtExit(const Problem &problem);
  SourceRange declarationOf(NodeId node) const;
  void noteDeclaration(diag::Builder &builder, NodeId node) const;
  State stateBefore(Point point) const;
  Operation *findBefore(Point point, llvm::function_ref<bool(const Effect &)> wanted, llvm::function_ref<bool(const Effect &)> stops) const;
  Operation *findMove(NodeId node, Point point) const;
  bool isHeldByTemporary(Operation *op, NodeId node) const;
  Operation *findAddressOf(Operation *op, CellRange cells) const;
  bool comesBefore(Operation *first, Point point) const;
  NodeId missingPart(NodeId node, const State &state) const;
  void noteUninitializedEdge(diag::Builder &builder, Cell cell, Point point) const;
};
} // namespace

bool diagnose(const Flow &flow, const Problems &problems, diag::Engine &diags) {
  Reporter reporter{flow, diags};
  // One error for each variable: what follows from the first is noise.
  llvm::SmallVector<RootId> seen;
  for (const Problem &problem : problems) {
    RootId root = flow.places.nodes[problem.node].root;
    bool isConsequence = problem.kind == ProblemKind::DestructorUses && llvm::is_contained(seen, flow.places.nodes[problem.other].root);
    if (isConsequence || llvm::is_contained(seen, root))
      continue;
    seen.push_back(root);
    reporter.report(problem);
  }
  return false;
}

static bool covers(const Ranges &ranges, CellRange cells) {
  return llvm::any_of(ranges, [&](CellRange range) { return range.begin < cells.end && cells.begin < range.end; });
}

template <class Call> static std::optional<SourceRange> rangeOfArgument(const Places &places, Call call, CellRange cells) {
  ArrayAttr positions = call.getPositionsAttr();
  for (auto [index, arg] : llvm::enumerate(call.getArgs())) {
    NodeId node = places.of(arg);
    CellRange own = node ? places.cellsOf(node) : CellRange();
    auto position = positions ? dyn_cast<PosAttr>(positions[index]) : PosAttr();
    if (position && own.begin < cells.end && cells.begin < own.end)
      return ir::rangeOf(position);
  }
  return std::nullopt;
}

/// The operand that names the cells, if its range is known; else the whole operation.
SourceRange Reporter::rangeOfUse(Operation *op, CellRange cells) const {
  std::optional<SourceRange> argument;
  if (auto call = dyn_cast<CallOp>(op))
    argument = rangeOfArgument(places(), call, cells);
  else if (auto invoke = dyn_cast<InvokeOp>(op))
    argument = rangeOfArgument(places(), invoke, cells);
  return argument ? *argument : rangeAt(op);
}

State Reporter::stateBefore(Point point) const {
  State state = flow.in[point.block];
  for (unsigned i = 0; i != point.at; ++i)
    flow.step(flow.blocks[point.block].effects[i], state);
  return state;
}

/// The nearest operation, going backwards from a point over all paths, that is `wanted`; paths end where one `stops`.
Operation *Reporter::findBefore(Point point, llvm::function_ref<bool(const Effect &)> wanted, llvm::function_ref<bool(const Effect &)> stops) const {
  llvm::SmallVector<std::pair<unsigned, unsigned>> work{{point.block, point.at}}; // block, operations before this index
  std::vector<bool> seen(flow.blocks.size(), false);
  for (size_t next = 0; next != work.size(); ++next) {
    auto [b, end] = work[next];
    const FlowBlock &block = flow.blocks[b];
    bool stopped = false;
    for (unsigned i = end; i-- != 0 && !stopped;) {
      if (wanted(block.effects[i]))
        return block.ops[i];
      stopped = stops(block.effects[i]);
    }
    if (stopped)
      continue;
    for (unsigned predecessor : block.predecessors)
      if (!seen[predecessor]) {
        seen[predecessor] = true;
        work.push_back({predecessor, flow.blocks[predecessor].size()});
      }
  }
  return nullptr;
}

Operation *Reporter::findMove(NodeId node, Point point) const {
  CellRange cells = places().cellsOf(node);
  return findBefore(
      point, [&](const Effect &effect) { return covers(effect.consume, cells); },
      [&](const Effect &effect) { return covers(effect.init, cells) || covers(effect.kill, cells); });
}

/// Where the variable is declared; invalid for what has no name.
SourceRange Reporter::declarationOf(NodeId node) const {
  const Root &root = places().rootOf(node);
  if (root.name.empty())
    return {};
  Operation *definition = root.ref.getDefiningOp();
  return ir::rangeOf(definition ? definition->getLoc() : cast<BlockArgument>(root.ref).getLoc());
}

void Reporter::noteDeclaration(diag::Builder &builder, NodeId node) const {
  if (SourceRange range = declarationOf(node); range.isValid())
    builder.note(range, messages::declaredHere(places().rootOf(node).name));
}

/// The part to name: the first missing field, if only some of the fields are missing.
NodeId Reporter::missingPart(NodeId node, const State &state) const {
  CellRange cells = places().cellsOf(node);
  NodeId first;
  bool all = true;
  for (Cell cell = cells.begin; cell != cells.end; ++cell) {
    const CellInfo &info = places().cells[cell];
    if (info.isObject)
      continue;
    bool isMissing = state.uninit[cell];
    all &= isMissing;
    if (isMissing && !first)
      first = info.node;
  }
  return first && !all ? first : node;
}

/// The branch that leads past the initialisation: a predecessor of the join that brings nothing, up to where control parted.
void Reporter::noteUninitializedEdge(diag::Builder &builder, Cell cell, Point point) const {
  std::vector<bool> seen(flow.blocks.size(), false);
  llvm::SmallVector<unsigned> work{point.block};
  for (size_t next = 0; next != work.size(); ++next)
    for (unsigned predecessor : flow.blocks[work[next]].predecessors) {
      if (seen[predecessor])
        continue;
      seen[predecessor] = true;
      work.push_back(predecessor);
      if (flow.in[predecessor].init[cell] || !flow.in[work[next]].init[cell])
        continue;
      unsigned target = work[next];
      const FlowBlock *block = &flow.blocks[predecessor];
      while (block->successors.size() == 1 && block->predecessors.size() == 1) {
        target = unsigned(block - flow.blocks.data());
        block = &flow.blocks[block->predecessors.front()];
      }
      auto branch = dyn_cast<cf::CondBranchOp>(block->terminator());
      if (!branch || block->successors[0] == block->successors[1])
        continue;
      bool outcome = block->successors[0] == target;
      builder.note(rangeAt(branch), messages::notInitializedWhen(outcome ? "true" : "false"));
      return;
    }
}

/// What is missing where the function is left: the result, `self`, or a `mut` argument.
void Reporter::reportAtExit(const Problem &problem) {
  SourceRange range = rangeAt(problem.op);
  if (range.size() == 0) // the end of the function, where no `return` stands
    range = rangeAt(nullptr);
  std::string place = places().spell(missingPart(problem.node, stateBefore(problem.point)));
  diag::Builder builder = [&] {
    switch (places().kindOf(problem.node)) {
    case RootKind::OutSelf: return diags.report(range, messages::selfNotInitialized(place));
    case RootKind::Mut: return diags.report(range, messages::argumentNotRestored(place));
    case RootKind::Result:
    case RootKind::Local:
    case RootKind::Temporary:
    case RootKind::Var:
    case RootKind::Deinit:
    case RootKind::Error:
    case RootKind::Imm:
    case RootKind::Behind: return diags.report(range, messages::resultNotInitialized());
    }
    llvm_unreachable("unknown root kind");
  }();
  if (Operation *move = findMove(problem.node, problem.point))
    builder.note(rangeOfUse(move, places().cellsOf(problem.node)), messages::movedHere());
}

/// Does control pass `point` before it reaches `first`? Then a move there happened in an earlier turn of a loop.
bool Reporter::comesBefore(Operation *first, Point point) const {
  const FlowBlock &block = flow.blocks[point.block];
  for (unsigned i = 0; i != point.at; ++i)
    if (block.ops[i] == first)
      return false;
  return first == block.ops[point.at] || first->getBlock() == block.block;
}

/// Does the operation reach the place only through what was made for it, as the pack of `print(x)`? Then it is the program that names the place.
bool Reporter::isHeldByTemporary(Operation *op, NodeId node) const {
  Terms terms(places(), const_cast<Flow &>(flow).effects);
  RootId root = places().nodes[node].root;
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    NodeId holder = places().of(operand);
    return holder && places().kindOf(holder) == RootKind::Temporary &&
           llvm::any_of(terms.heldBy(operand), [&](const Access &held) { return held.term.root == root; });
  });
}

/// Where the program names the element of a pack: its address is taken shortly before.
Operation *Reporter::findAddressOf(Operation *op, CellRange cells) const {
  for (; op; op = op->getPrevNode())
    if (auto taken = dyn_cast<AddressOfOp>(op))
      if (NodeId node = places().of(taken.getOperand()))
        if (CellRange own = places().cellsOf(node); own.begin < cells.end && cells.begin < own.end)
          return op;
  return nullptr;
}

void Reporter::reportUninitialized(const Problem &problem) {
  const Effect &effect = flow.blocks[problem.point.block].effects[problem.point.at];
  CellRange cells = places().cellsOf(problem.node);
  bool direct = covers(effect.use, cells) || covers(effect.consume, cells);
  if (isa<ReturnOp, RaiseOp>(problem.op) && direct) {
    reportAtExit(problem);
    return;
  }
  SourceRange range = rangeOfUse(problem.op, cells);
  State state = stateBefore(problem.point);
  NodeId part = missingPart(problem.node, state);
  std::string place = places().spell(part);
  Operation *move = findMove(problem.node, problem.point);
  bool isAgain = move && comesBefore(move, problem.point);
  bool maybe = state.init.any(places().cellsOf(part)) && !isAgain;
  if (!direct && isHeldByTemporary(problem.op, problem.node)) {
    direct = true;
    if (Operation *taken = findAddressOf(problem.op, cells))
      range = rangeAt(taken);
  }
  diag::Builder builder = !direct ? diags.report(range, messages::indirectUseOfUninitialized(place))
                          : maybe ? diags.report(range, messages::useMaybeUninitialized(place))
                          : move  ? diags.report(range, messages::useAfterMove(place))
                                  : diags.report(range, messages::useOfUninitialized(place));
  if (move)
    builder.note(rangeOfUse(move, cells), isAgain ? messages::movedInPreviousIteration() : messages::movedHere());
  else if (maybe)
    noteUninitializedEdge(builder, cells.begin, problem.point);
  noteDeclaration(builder, problem.node);
}

/// `List[String]` of `std.collections.list.List[std.collections.string.String]`.
static std::string withoutPaths(StringRef key) {
  std::string text;
  size_t begin = 0; // of the path at hand
  for (char c : key) {
    bool continues = llvm::isAlnum(c) || c == '_' || (c == '.' && text.size() > begin && !llvm::isDigit(text[begin]));
    if (c == '.' && continues) {
      text.resize(begin);
      continue;
    }
    text += c;
    if (!continues)
      begin = text.size();
  }
  return text;
}

void Reporter::report(const Problem &problem) {
  SourceRange range = rangeAt(problem.op);
  std::string place = places().spell(problem.node);
  Type type = places().nodes[problem.node].type;
  switch (problem.kind) {
  case ProblemKind::Uninitialized: reportUninitialized(problem); return;
  case ProblemKind::FieldUsedLater: {
    Operation *move = findMove(problem.node, problem.point);
    const Effect &store = flow.blocks[problem.point.block].effects[problem.point.at];
    NodeId field = store.initPath && places().isWithin(store.initPath, problem.node) ? store.initPath : store.intoPath;
    diags.report(move ? rangeOfUse(move, places().cellsOf(problem.node)) : range, messages::movedFieldUsedLater(place, places().spell(field)))
        .note(range, messages::storedHere());
    return;
  }
  case ProblemKind::PartiallyMoved: {
    Point before = problem.point;
    before.at = problem.point.kind == Point::After ? problem.point.at + 1 : flow.blocks[problem.point.block].size();
    Operation *move = findMove(problem.node, before);
    SourceRange declared = declarationOf(problem.node);
    diag::Builder builder = diags.report(declared.isValid() ? declared : range, messages::partiallyMoved(place));
    if (move)
      builder.note(rangeOfUse(move, places().cellsOf(problem.node)), messages::movedHere());
    builder.note(range, messages::valueDiesHere());
    return;
  }
  case ProblemKind::SplitWhole: diags.report(range, messages::splitWhole(place)); return;
  case ProblemKind::Abandoned: {
    if (auto opaque = dyn_cast<fx::OpaqueType>(type)) {
      diag::Builder builder = diags.report(range, messages::notImplicitlyDestructible(place, opaque.getName().getValue()));
      builder.note(messages::addDeinitable(opaque.getName().getValue()));
      return;
    }
    StringAttr message = lifecycleOf(type).abandonMessage;
    std::string key = isa<StructType>(type) ? withoutPaths(cast<StructType>(type).getKey()) : "the value";
    std::string text = message ? message.str() : fmt::format("`{}` must be consumed", key);
    diag::Builder builder = diags.report(range, messages::abandoned(place, text));
    if (problem.point.kind == Point::Edge && problem.point.at == 1 && isa<InvokeOp>(problem.op))
      builder.note(range, messages::whenThisRaises());
    noteDeclaration(builder, problem.node);
    return;
  }
  case ProblemKind::AbandonedByAssignment: diags.report(range, messages::abandonedByAssignment(place)); return;
  case ProblemKind::DestructorUses: diags.report(range, messages::destructorUsesUninitialized(place, places().spell(problem.other))); return;
  case ProblemKind::Internal: diags.report(range, messages::inconsistentLifetimes(place)); return;
  }
}

} // namespace fornax::ownership
