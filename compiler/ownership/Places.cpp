// Finds the roots, the paths that operations name, which of them are split, and numbers the cells.

#include "ownership/Places.h"

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership {

Places::Places(FuncOp func) {
  addArguments(func);
  addPaths(func);
  markSplit(func);
  for (Root &root : roots)
    numberCells(root.node);
}

RootId Places::addRoot(RootKind kind, Value ref, StringRef name, OriginsAttr holds, std::optional<unsigned> place) {
  RootId id = RootId(roots.size());
  NodeId node = nodes.push({id, {}, 0, 1, cast<RefType>(ref.getType()).getPointee(), false, {}, {}});
  roots.push({kind, node, ref, name, holds, place});
  byValue[ref] = node;
  if (place)
    byPlace[*place] = id;
  return id;
}

static RootKind kindOfArgument(FuncOp func, unsigned index) {
  switch (func.getConv(index)) {
  case Conv::Imm: return RootKind::Imm;
  case Conv::Ref: return RootKind::Behind;
  case Conv::Mut: return RootKind::Mut;
  case Conv::Var: return RootKind::Var;
  case Conv::Deinit: return RootKind::Deinit;
  case Conv::Out: return func.getInitializer() ? RootKind::OutSelf : RootKind::Result;
  case Conv::Error: return RootKind::Error;
  }
  llvm_unreachable("unknown convention");
}

/// Arguments in order of declaration: an initialiser's `self` is the first one, though it is passed last.
void Places::addArguments(FuncOp func) {
  SmallVector<unsigned> order;
  for (unsigned i = 0, n = unsigned(func.getNumArguments()); i != n; ++i)
    if (func.getPlaceOf(i))
      order.push_back(i);
  llvm::stable_sort(
      order, [&](unsigned a, unsigned b) { return (kindOfArgument(func, a) == RootKind::OutSelf) > (kindOfArgument(func, b) == RootKind::OutSelf); });
  for (unsigned i : order) {
    StringRef name = func.getArgName(i);
    addRoot(kindOfArgument(func, i), func.getArgument(i), name, func.getArgHolds(i), func.getPlaceOf(i));
  }
}

/// Variables in order of their numbers, then the field references; a reference's base is defined in a block that dominates it.
void Places::addPaths(FuncOp func) {
  SmallVector<VarOp> variables;
  SmallVector<FieldOp> fields;
  for (Block &block : func.getBody())
    for (Operation &op : block) {
      if (auto variable = dyn_cast<VarOp>(op))
        variables.push_back(variable);
      else if (auto field = dyn_cast<FieldOp>(op))
        fields.push_back(field);
    }
  llvm::stable_sort(variables, [](VarOp a, VarOp b) { return a.getPlace().value_or(~0u) < b.getPlace().value_or(~0u); });
  for (VarOp variable : variables) {
    StringRef name = variable.getName().value_or("");
    addRoot(name.empty() ? RootKind::Temporary : RootKind::Local, variable.getRef(), name, variable.getHoldsAttr(), variable.getPlace());
  }
  // Blocks may stand in any order, so a base can come after its field in the text; go on until nothing is added.
  for (bool changed = true; changed;) {
    changed = false;
    for (FieldOp field : fields) {
      NodeId base = byValue.lookup(field.getBase());
      if (!base || byValue.contains(field.getRef()))
        continue;
      byValue[field.getRef()] = child(base, field.getIndex());
      changed = true;
    }
  }
}

NodeId Places::child(NodeId parent, unsigned field) {
  auto structType = cast<StructType>(nodes[parent].type);
  ArrayRef<FieldInfo> fields = structType.getBody().getFields();
  if (nodes[parent].children.size() < fields.size())
    nodes[parent].children.resize(fields.size());
  if (NodeId known = nodes[parent].children[field])
    return known;
  NodeId id = nodes.push({nodes[parent].root, parent, field, nodes[parent].depth + 1, fields[field].type, false, {}, {}});
  nodes[parent].children[field] = id;
  return id;
}

/// Every path strictly above one that is moved out of, initialised or assigned is split.
void Places::markSplit(FuncOp func) {
  auto splitArguments = [&](ConvsAttr convs, OperandRange args) {
    for (auto [arg, value] : llvm::zip(convs.getArgs(), args))
      if ((arg.conv == Conv::Var || arg.conv == Conv::Deinit || arg.conv == Conv::Out))
        splitAbove(value);
  };
  for (Block &block : func.getBody())
    for (Operation &op : block) {
      if (auto store = dyn_cast<StoreOp>(op)) {
        splitAbove(store.getRef());
      } else if (auto copy = dyn_cast<CopyOp>(op)) {
        splitAbove(copy.getTo());
      } else if (auto move = dyn_cast<MoveOp>(op)) {
        splitAbove(move.getFrom());
        splitAbove(move.getTo());
      } else if (isa<DestroyOp, ForgetOp>(op)) {
        splitAbove(op.getOperand(0));
      } else if (auto call = dyn_cast<CallOp>(op)) {
        splitArguments(call.getConvs(), call.getArgs());
      } else if (auto invoke = dyn_cast<InvokeOp>(op)) {
        splitArguments(invoke.getConvs(), invoke.getArgs());
        if (invoke.getInto())
          splitAbove(invoke.getInto());
      }
    }
  for (RootId id(0); id.value != roots.size(); ++id.value)
    if (roots[id].kind == RootKind::OutSelf || roots[id].kind == RootKind::Deinit)
      split(roots[id].node);
}

void Places::splitAbove(Value ref) {
  NodeId node = of(ref);
  if (!node || !isOwned(kindOf(node)))
    return;
  for (NodeId above = nodes[node].parent; above; above = nodes[above].parent)
    split(above);
}

void Places::split(NodeId node) {
  if (nodes[node].split)
    return;
  nodes[node].split = true;
  // A type without known fields (an opaque `self`) is split into nothing but its object.
  auto structType = dyn_cast<StructType>(nodes[node].type);
  if (structType && structType.hasBody())
    for (unsigned i = 0, n = unsigned(structType.getBody().getFields().size()); i != n; ++i)
      child(node, i);
}

void Places::numberCells(NodeId id) {
  Cell first = cellCount();
  if (!isOwned(kindOf(id)))
    return; // no cells, and none for its fields
  cells.push_back({id, nodes[id].split, !nodes[id].split && lifecycleOf(nodes[id].type).trivialDestroy});
  if (nodes[id].split) {
    for (unsigned i = 0; i != nodes[id].children.size(); ++i)
      if (!isEmpty(nodes[nodes[id].children[i]].type)) // nothing is ever written to an empty field: it is always there
        numberCells(nodes[id].children[i]);
    nodes[id].cells = {first, cellCount()};
    return;
  }
  nodes[id].cells = {first, first + 1};
  // Paths below an unsplit one share its cell.
  SmallVector<NodeId> below(nodes[id].children.begin(), nodes[id].children.end());
  while (!below.empty()) {
    NodeId inner = below.pop_back_val();
    if (!inner)
      continue;
    nodes[inner].cells = {first, first + 1};
    below.append(nodes[inner].children.begin(), nodes[inner].children.end());
  }
}

NodeId Places::of(OriginAttr origin) const {
  if (origin.getKind() != OriginKind::Place)
    return {};
  auto root = byPlace.find(origin.getPlace());
  if (root == byPlace.end())
    return {};
  NodeId node = roots[root->second].node;
  for (OriginStep step : origin.getSteps()) {
    if (step.kind != StepKind::Field || !nodes[node].split)
      break;
    auto structType = dyn_cast<StructType>(nodes[node].type);
    auto field = structType && structType.hasBody() ? structType.findField(step.name.getValue()) : std::nullopt;
    if (!field)
      break;
    node = nodes[node].children[*field];
  }
  return node;
}

bool Places::isWithin(NodeId node, NodeId above) const {
  for (; node; node = nodes[node].parent)
    if (node == above)
      return true;
  return false;
}

std::string Places::spell(NodeId node) const {
  if (!nodes[node].parent) {
    StringRef name = rootOf(node).name;
    return name.empty() ? "temporary" : name.str();
  }
  auto structType = cast<StructType>(nodes[nodes[node].parent].type);
  return spell(nodes[node].parent) + "." + structType.getBody().getFields()[nodes[node].field].name.str();
}

} // namespace fornax::ownership
