// Building programs, turning them into fx, and translating plans back.

#include "ownership/testing/Program.h"
#include "ownership/Own.h"
#include <gtest/gtest.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlowOps.h>
#include <mlir/Dialect/UB/IR/UBOps.h>
#include <mlir/IR/Verifier.h>

using namespace mlir;
using namespace fornax::fx;

namespace fornax::ownership::testing {

const Types types;

// ---- paths

bool overlap(const Path &a, const Path &b) { return std::equal(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin()); }

Path at(Path path, int field) {
  path.push_back(field);
  return path;
}

Path rootOf(const Path &path) { return {path.front()}; }

// ---- building

BasicBlock *Program::block() {
  blocks.push_back(std::make_unique<BasicBlock>());
  blocks.back()->number = unsigned(blocks.size() - 1);
  return blocks.back().get();
}

Path Program::root(std::string name, const TypeSpec &type, RootKind kind, std::vector<Held> holds) {
  int number = int(roots.size());
  roots.push_back({name, &type, kind, std::move(holds)});
  if (kind == RootKind::Local || kind == RootKind::Temporary)
    current->ops.push_back({.kind = OpKind::Var, .name = name, .dst = Path{number}});
  return {number};
}

void Program::call(std::string name, std::vector<Arg> args, std::optional<Path> dst) {
  current->ops.push_back({.kind = OpKind::Call, .name = std::move(name), .args = std::move(args), .dst = std::move(dst)});
}
void Program::copy(Path src, Path dst, bool implicit) {
  current->ops.push_back({.kind = OpKind::Copy, .name = "copy", .dst = std::move(dst), .src = std::move(src), .implicit = implicit});
}
void Program::move(Path src, Path dst) {
  current->ops.push_back({.kind = OpKind::Move, .name = "move", .dst = std::move(dst), .src = std::move(src)});
}
void Program::extend(Path path) { current->ops.push_back({.kind = OpKind::Extend, .name = "extend", .src = std::move(path)}); }

void Program::finish(Op op, std::vector<BasicBlock *> successors) {
  current->terminator = std::move(op);
  current->successors = std::move(successors);
}
void Program::branch(BasicBlock *target) { finish({.kind = OpKind::Branch, .name = "br"}, {target}); }
void Program::cond(BasicBlock *a, BasicBlock *b) { finish({.kind = OpKind::Cond, .name = "cond"}, {a, b}); }
void Program::ret() { finish({.kind = OpKind::Return, .name = "ret"}, {}); }
void Program::raise() { finish({.kind = OpKind::Raise, .name = "raise"}, {}); }
void Program::unreachable() { finish({.kind = OpKind::Unreachable, .name = "unreachable"}, {}); }

void Program::invoke(std::string name, std::vector<Arg> args, BasicBlock *ok, BasicBlock *error, std::optional<Path> dst, std::optional<Path> into) {
  finish({.kind = OpKind::Invoke, .name = std::move(name), .args = std::move(args), .dst = std::move(dst), .into = std::move(into)}, {ok, error});
}

bool Program::buildsInPlace(const Path &target, const std::vector<Arg> &args, const Assign &how) const {
  if (how.registerResult)
    return false;
  for (const Arg &arg : args) {
    std::vector<Path> reached = held(arg.path.front()).first;
    reached.push_back(arg.path);
    for (const Path &path : reached)
      if (overlap(path, target))
        return false;
  }
  const Variable &variable = roots[target.front()];
  if (how.error && target.size() > 1)
    return variable.kind == RootKind::OutSelf;
  bool mustKeep = variable.kind == RootKind::Mut || variable.kind == RootKind::Behind || (how.caught && variable.type->movable);
  return !(how.error && mustKeep);
}

void Program::assign(std::string name, Path target, std::vector<Arg> args, Assign how) {
  bool inPlace = buildsInPlace(target, args, how);
  Path destination = inPlace ? target : root("t" + std::to_string(roots.size()), typeOf(target), RootKind::Temporary);
  if (how.error) {
    BasicBlock *ok = block();
    invoke(std::move(name), std::move(args), ok, how.error, destination, how.into);
    current = ok;
  } else {
    call(std::move(name), std::move(args), destination);
  }
  if (!inPlace)
    move(destination, target);
}

const TypeSpec &Program::typeOf(const Path &path) const {
  const TypeSpec *type = roots[path.front()].type;
  for (size_t i = 1; i != path.size(); ++i)
    type = type->fields[path[i]].second;
  return *type;
}

std::string Program::nameOf(const Path &path) const {
  std::string name = roots[path.front()].name;
  const TypeSpec *type = roots[path.front()].type;
  for (size_t i = 1; i != path.size(); ++i) {
    name += "." + type->fields[path[i]].first;
    type = type->fields[path[i]].second;
  }
  return name;
}

void Program::held(int number, std::set<int> &seen, std::vector<Path> &paths, bool &any) const {
  if (!seen.insert(number).second)
    return;
  for (const Held &held : roots[number].holds) {
    if (held.any) {
      any = true;
      continue;
    }
    paths.push_back(held.path);
    this->held(held.path.front(), seen, paths, any);
  }
}

std::pair<std::vector<Path>, bool> Program::held(int number) const {
  std::set<int> seen;
  std::vector<Path> paths;
  bool any = false;
  held(number, seen, paths, any);
  return {paths, any};
}

unsigned Insertions::destroys() const {
  unsigned count = unsigned(entry.size());
  for (const auto *lists : {&before, &after, &onEdge})
    for (const auto &[where, list] : *lists)
      count += unsigned(list.size());
  return count;
}

// ---- to fx

static std::unique_ptr<MLIRContext> makeContext() {
  DialectRegistry registry;
  registry.insert<FxDialect, cf::ControlFlowDialect, ub::UBDialect>();
  auto context = std::make_unique<MLIRContext>(registry, MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  for (const TypeSpec *type : types.all()) {
    SmallVector<FieldInfo> fields;
    for (auto &[name, field] : type->fields)
      fields.push_back({StringAttr::get(context.get(), name), StructType::get(context.get(), field->name), fields.size() * 8});
    unsigned flags = (type->deinitable ? unsigned(BodyFlag::Deinitable) : 0) | (type->movable ? unsigned(BodyFlag::Movable) : 0) |
                     (type->implicitCopy ? unsigned(BodyFlag::ImplicitCopy) : 0);
    if (type->trivial)
      flags = flags | BodyFlag::TrivialCopy | BodyFlag::TrivialMove | BodyFlag::TrivialDestroy;
    auto symbol = [&](StringRef what) { return FlatSymbolRefAttr::get(context.get(), (type->name + "." + what).str()); };
    auto body = BodyAttr::get(context.get(), std::max<size_t>(1, fields.size()) * 8, 8, fields, symbol("copy"), symbol("move"), symbol("destroy"),
                              flags, StringAttr());
    [[maybe_unused]] LogicalResult set = StructType::get(context.get(), type->name).setBody(body);
  }
  return context;
}

MLIRContext &context() {
  static std::unique_ptr<MLIRContext> one = makeContext();
  return *one;
}

namespace {
/// The emission of one program.
struct Emitter {
  const Program &program;
  Emitted result;
  OpBuilder builder{&context()};
  Location loc = UnknownLoc::get(&context());
  std::vector<unsigned> places; // of the roots
  std::vector<Value> refs;
  std::vector<Block *> blocks;

  explicit Emitter(const Program &program) : program(program) {}
  void run();
  void declare();
  Conv convOf(RootKind kind) const;
  bool isArgument(RootKind kind) const { return kind != RootKind::Local && kind != RootKind::Temporary; }
  StructType typeFor(const TypeSpec &type) { return StructType::get(&context(), type.name); }
  OriginsAttr origins(const std::vector<Held> &holds);
  Value reference(const Path &path);
  Operation *emit(const Op &op, const BasicBlock &block);
  Operation *emitCall(const Op &op, const BasicBlock &block);
};
} // namespace

Conv Emitter::convOf(RootKind kind) const {
  switch (kind) {
  case RootKind::Var: return Conv::Var;
  case RootKind::Deinit: return Conv::Deinit;
  case RootKind::Mut: return Conv::Mut;
  case RootKind::OutSelf:
  case RootKind::Result: return Conv::Out;
  case RootKind::Error: return Conv::Error;
  case RootKind::Imm: return Conv::Imm;
  case RootKind::Behind:
  case RootKind::Local:
  case RootKind::Temporary: return Conv::Ref;
  }
  llvm_unreachable("unknown root kind");
}

/// The function, with its arguments in fx's order: `out` and `error` last.
void Emitter::declare() {
  SmallVector<unsigned> order;
  for (unsigned i = 0; i != program.roots.size(); ++i)
    if (isArgument(program.roots[i].kind))
      order.push_back(i);
  auto rank = [&](unsigned i) {
    RootKind kind = program.roots[i].kind;
    return kind == RootKind::Error ? 2 : kind == RootKind::OutSelf || kind == RootKind::Result ? 1 : 0;
  };
  llvm::stable_sort(order, [&](unsigned a, unsigned b) { return rank(a) < rank(b); });
  SmallVector<Type> inputs;
  SmallVector<ArgConv> convs;
  places.resize(program.roots.size());
  bool initializer = false;
  for (unsigned i = 0; i != program.roots.size(); ++i)
    places[i] = i; // variables come after all arguments in the program
  for (unsigned i : order) {
    places[i] = unsigned(inputs.size());
    inputs.push_back(RefType::get(typeFor(*program.roots[i].type)));
    convs.push_back(convOf(program.roots[i].kind));
    initializer |= program.roots[i].kind == RootKind::OutSelf;
  }
  result.module = ModuleOp::create(loc);
  builder.setInsertionPointToEnd(result.module->getBody());
  result.func = FuncOp::create(builder, loc, "program", builder.getFunctionType(inputs, {}), ConvsAttr::get(&context(), convs), typeFor(types.L));
  result.func.setInitializer(initializer);
  blocks.push_back(result.func.addEntryBlock());
  refs.resize(program.roots.size());
  for (auto [index, i] : llvm::enumerate(order)) {
    refs[i] = result.func.getArgument(unsigned(index));
    result.func.setArgName(unsigned(index), program.roots[i].name);
    if (OriginsAttr holds = origins(program.roots[i].holds))
      result.func.setArgHolds(unsigned(index), holds);
  }
}

OriginsAttr Emitter::origins(const std::vector<Held> &holds) {
  if (holds.empty())
    return {};
  SmallVector<OriginAttr> terms;
  for (const Held &held : holds) {
    if (held.any) {
      terms.push_back(OriginAttr::any(&context(), false));
      continue;
    }
    SmallVector<OriginStep> steps;
    const TypeSpec *type = program.roots[held.path.front()].type;
    for (size_t i = 1; i != held.path.size(); ++i) {
      steps.push_back({StepKind::Field, builder.getStringAttr(type->fields[held.path[i]].first)});
      type = type->fields[held.path[i]].second;
    }
    terms.push_back(OriginAttr::place(&context(), false, places[held.path.front()], steps));
  }
  return OriginsAttr::get(&context(), terms);
}

Value Emitter::reference(const Path &path) {
  Value ref = refs[path.front()];
  for (size_t i = 1; i != path.size(); ++i)
    ref = FieldOp::create(builder, loc, ref, unsigned(path[i]));
  return ref;
}

Operation *Emitter::emitCall(const Op &op, const BasicBlock &block) {
  SmallVector<ArgConv> convs;
  SmallVector<Value> args;
  for (const Arg &arg : op.args) {
    convs.push_back(arg.consume ? Conv::Var : Conv::Imm);
    args.push_back(reference(arg.path));
  }
  if (op.dst) {
    convs.push_back(Conv::Out);
    args.push_back(reference(*op.dst));
    // What is behind a pointer is destroyed by hand, as the front end writes it.
    if (program.roots[op.dst->front()].kind == RootKind::Behind)
      DestroyOp::create(builder, loc, args.back());
  }
  ConvsAttr attr = ConvsAttr::get(&context(), convs);
  StringAttr name = builder.getStringAttr(op.name);
  if (op.kind == OpKind::Call)
    return CallOp::create(builder, loc, name, attr, args);
  Value into = op.into ? refs[op.into->front()] : Value();
  return InvokeOp::create(builder, loc, name, attr, args, Type(), blocks[block.successors[0]->number], blocks[block.successors[1]->number], into);
}

Operation *Emitter::emit(const Op &op, const BasicBlock &block) {
  switch (op.kind) {
  case OpKind::Var: {
    int number = op.dst->front();
    const Variable &variable = program.roots[number];
    StringRef name = variable.kind == RootKind::Temporary ? StringRef() : StringRef(variable.name);
    auto var = VarOp::create(builder, loc, places[number], typeFor(*variable.type), name, origins(variable.holds));
    refs[number] = var.getRef();
    return var;
  }
  case OpKind::Call:
  case OpKind::Invoke: return emitCall(op, block);
  case OpKind::Copy: {
    Value from = reference(*op.src);
    return CopyOp::create(builder, loc, from, reference(*op.dst), op.implicit);
  }
  case OpKind::Move: {
    Value from = reference(*op.src), to = reference(*op.dst);
    if (program.roots[op.dst->front()].kind == RootKind::Behind)
      DestroyOp::create(builder, loc, to);
    return MoveOp::create(builder, loc, from, to, true);
  }
  case OpKind::Extend: return ExtendOp::create(builder, loc, reference(*op.src));
  case OpKind::Branch: return cf::BranchOp::create(builder, loc, blocks[block.successors[0]->number]);
  case OpKind::Cond: {
    Value condition = UnknownOp::create(builder, loc, builder.getI1Type());
    return cf::CondBranchOp::create(builder, loc, condition, blocks[block.successors[0]->number], blocks[block.successors[1]->number]);
  }
  case OpKind::Return: return ReturnOp::create(builder, loc);
  case OpKind::Raise: return RaiseOp::create(builder, loc);
  case OpKind::Unreachable: return ub::UnreachableOp::create(builder, loc);
  }
  llvm_unreachable("unknown operation");
}

void Emitter::run() {
  declare();
  for (unsigned i = 1; i != program.blocks.size(); ++i)
    blocks.push_back(builder.createBlock(&result.func.getBody(), result.func.getBody().end()));
  // A variable is declared in a block that dominates its uses but may stand later in the list: declare all first, in order of blocks.
  std::vector<bool> done(program.blocks.size(), false);
  std::vector<unsigned> work{0};
  auto emitBlock = [&](unsigned number) {
    const BasicBlock &block = *program.blocks[number];
    done[number] = true;
    result.blocks[blocks[number]] = number;
    builder.setInsertionPointToEnd(blocks[number]);
    for (unsigned i = 0; i != block.size(); ++i)
      result.ops[emit(block.op(i), block)] = {number, i};
    for (BasicBlock *successor : block.successors)
      work.push_back(successor->number);
  };
  while (!work.empty()) { // depth first from the entry: a dominator is always met before what it dominates
    unsigned number = work.back();
    work.pop_back();
    if (!done[number])
      emitBlock(number);
  }
  for (unsigned i = 0; i != program.blocks.size(); ++i) {
    if (done[i])
      continue;
    blocks[i]->erase(); // unreachable
  }
  for (unsigned i = 0; i != refs.size(); ++i)
    if (refs[i])
      result.roots[refs[i]] = int(i);
}

Emitted emit(const Program &program) {
  Emitter emitter(program);
  emitter.run();
  return std::move(emitter.result);
}

// ---- and back

static Path pathOf(const Emitted &emitted, const Places &places, NodeId node) {
  const Node &info = places.nodes[node];
  if (!info.parent)
    return {emitted.roots.lookup(info.root.isValid() ? places.roots[info.root].ref : Value())};
  return at(pathOf(emitted, places, info.parent), int(info.field));
}

static void translate(const Program &program, const Emitted &emitted, const Flow &flow, const Plan &plan, Insertions &out) {
  auto paths = [&](const DestroyList &list) {
    std::vector<Path> result;
    for (NodeId node : list)
      result.push_back(pathOf(emitted, flow.places, node));
    return result;
  };
  out.entry = paths(plan.entry);
  for (unsigned b = 0; b != flow.blocks.size(); ++b) {
    const FlowBlock &block = flow.blocks[b];
    unsigned number = emitted.blocks.lookup(block.block);
    for (unsigned i = 0; i != block.size(); ++i) {
      auto where = emitted.ops.find(block.ops[i]);
      if (where == emitted.ops.end()) {
        EXPECT_TRUE(plan.blocks[b].before[i].empty() && plan.blocks[b].after[i].empty()) << "destructor calls at an operation without effect";
        continue;
      }
      std::vector<Path> before = paths(plan.blocks[b].before[i]);
      const Op &op = program.blocks[number]->op(where->second.second);
      if (op.dst && program.roots[op.dst->front()].kind == RootKind::Behind)
        before.push_back(*op.dst);
      if (!before.empty())
        out.before[where->second] = before;
      if (!plan.blocks[b].after[i].empty())
        out.after[where->second] = paths(plan.blocks[b].after[i]);
    }
    for (unsigned e = 0; e != block.successors.size(); ++e)
      out.onEdge[{number, e}] = paths(plan.blocks[b].onEdge[e]);
  }
  for (Operation *op : plan.moves)
    out.moves.insert(emitted.ops.lookup(op));
  for (Operation *op : plan.drops)
    out.drops.insert(emitted.ops.lookup(op));
}

Outcome analyse(const Program &program) {
  Emitted emitted = emit(program);
  Outcome outcome;
  Problems problems;
  Flow flow(emitted.func);
  solveInitialized(flow);
  checkInitialized(flow, problems);
  std::optional<Deaths> deaths;
  if (problems.empty()) {
    findDoomed(flow);
    deaths.emplace(flow);
    deaths->find(problems);
  }
  if (problems.empty()) {
    Plan plan = makePlan(flow, *deaths, problems);
    if (problems.empty())
      translate(program, emitted, flow, plan, outcome.insertions);
  }
  outcome.accepted = problems.empty();
  for (const Problem &problem : problems)
    outcome.problems.push_back(problem.kind);
  return outcome;
}

TEST(Program, emitsValidFx) {
  Program program;
  Path a = program.root("a", types.Pair);
  program.call("make", {}, a);
  program.call("use", {imm(at(a, 1))});
  program.ret();
  Emitted emitted = emit(program);
  EXPECT_TRUE(succeeded(verify(*emitted.module)));
  diag::Engine diags;
  EXPECT_TRUE(own(emitted.func, Mode::Full, diags));
  EXPECT_TRUE(succeeded(verify(*emitted.module)));
  unsigned destroys = 0;
  emitted.func.walk([&](DestroyOp) { ++destroys; });
  EXPECT_EQ(destroys, 1u);
}

} // namespace fornax::ownership::testing
