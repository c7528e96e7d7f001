// The machine behind Execute.h.

#include "ownership/testing/Execute.h"
#include <gtest/gtest.h>

namespace fornax::ownership::testing {

static bool ownedKind(RootKind kind) { return kind != RootKind::Imm && kind != RootKind::Behind; }
static bool presentAtEntry(RootKind kind) {
  return kind == RootKind::Var || kind == RootKind::Deinit || kind == RootKind::Mut || kind == RootKind::Imm || kind == RootKind::Behind;
}
static bool isExit(const Op &op) { return op.kind == OpKind::Return || op.kind == OpKind::Raise; }
/// What must be whole at an exit and belongs to the caller afterwards.
static bool neededAt(const Op &op, RootKind kind) {
  if (op.kind == OpKind::Return)
    return kind == RootKind::Result || kind == RootKind::OutSelf || kind == RootKind::Mut;
  return kind == RootKind::Error || kind == RootKind::Mut;
}

// ---- searches

bool Search::touches(const Op &op, const Path &path) const {
  if (op.kind == OpKind::Var)
    return false;
  if (isExit(op))
    return neededAt(op, program.roots[path.front()].kind);
  std::vector<Path> direct;
  for (const Arg &arg : op.args)
    direct.push_back(arg.path);
  if (op.src)
    direct.push_back(*op.src);
  for (const Path &each : direct)
    if (overlap(each, path))
      return true;
  if (op.dst) {
    bool below = op.dst->size() > path.size() && overlap(*op.dst, path);
    bool overwritesDeinit = program.roots[path.front()].kind == RootKind::Deinit && *op.dst == rootOf(path);
    if (below || overwritesDeinit)
      return true;
    direct.push_back(*op.dst);
  }
  if (op.kind == OpKind::Extend)
    return false;
  for (const Path &each : direct) {
    auto [held, any] = program.held(each.front());
    if (any)
      return true;
    for (const Path &one : held)
      if (overlap(one, path))
        return true;
  }
  return false;
}

static bool isPrefix(const Path &shorter, const Path &path) { return shorter.size() <= path.size() && overlap(shorter, path); }

bool Search::walk(const BasicBlock &start, unsigned index, const Path &path, llvm::function_ref<bool(const Op &)> goal) const {
  std::set<unsigned> seen;
  std::vector<std::pair<const BasicBlock *, unsigned>> work{{&start, index}};
  while (!work.empty()) {
    auto [block, first] = work.back();
    work.pop_back();
    if (first == 0 && !seen.insert(block->number).second)
      continue;
    bool ended = false;
    for (unsigned i = first; i != block->size() && !ended; ++i) {
      const Op &op = block->op(i);
      if (goal(op))
        return true;
      ended = op.dst && isPrefix(*op.dst, path);
    }
    if (ended)
      continue;
    for (unsigned k = 0; k != block->successors.size(); ++k) {
      bool overwritten = k == 1 && block->terminator->into && isPrefix(*block->terminator->into, path);
      if (!overwritten)
        work.push_back({block->successors[k], 0});
    }
  }
  return false;
}

bool Search::usedLater(const BasicBlock &block, unsigned index, const Path &path) {
  auto [it, isNew] = answers.try_emplace({false, block.number, index, path});
  if (isNew)
    it->second = walk(block, index, path, [&](const Op &op) { return touches(op, path); });
  return it->second;
}

bool Search::reachesNever(const BasicBlock &block, unsigned index, const Path &path) {
  auto [it, isNew] = answers.try_emplace({true, block.number, index, path});
  if (isNew)
    it->second = walk(block, index, path, [](const Op &op) { return op.kind == OpKind::Unreachable; });
  return it->second;
}

bool Search::onlyNever(const BasicBlock &block, std::set<unsigned> &path) {
  if (path.count(block.number))
    return false;
  if (block.successors.empty())
    return block.terminator->kind == OpKind::Unreachable;
  path.insert(block.number);
  bool all = true;
  for (const BasicBlock *successor : block.successors)
    all = all && onlyNever(*successor, path);
  path.erase(block.number);
  return all;
}

bool Search::onlyNever(const BasicBlock &block) {
  auto known = never.find(block.number);
  if (known != never.end())
    return known->second;
  std::set<unsigned> path;
  return never[block.number] = onlyNever(block, path);
}

// ---- memory

namespace {

/// What a variable consists of: leaves (without fields) and objects.
struct Parts {
  std::vector<Path> leaves, objects;
};

struct Machine {
  const Program &program;
  const Insertions *own;
  Search &search;
  Run run;
  std::map<Path, bool> leaf, object, moved;

  Machine(const Program &program, const Insertions *own, Search &search);
  void go(const Choose &choose, unsigned limit);

  bool failed() const { return !run.fault.empty(); }
  void bad(std::string what) {
    if (!failed())
      run.fault = std::move(what);
  }
  RootKind kindOf(const Path &path) const { return program.roots[path.front()].kind; }
  void collect(const Path &path, Parts &parts) const;
  Parts partsOf(const Path &path) const;
  bool whole(const Path &path) const;
  void set(const Path &path, bool value, bool isMove = false);
  void complete();
  void need(const Path &path, const std::string &what);
  void needHeld(int root, const std::string &what);
  void initialize(const Path &path, const std::string &what, bool never);
  void destroy(const Path &path);
  void destroyList(const std::vector<Path> &paths, const BasicBlock &block, unsigned index, bool never, const BasicBlock *edgeOf, unsigned edge);
  void checkOrder(const std::vector<Path> &paths);
  void checkPrompt(const BasicBlock &block, unsigned index);
  void checkPromptAt(const Path &path, const BasicBlock &block, unsigned index);
  void checkPartial(const BasicBlock &block, unsigned index);
  void checkExit(const Op &op);
  bool anyLive(const Path &path, bool skipOwnObject) const;
  bool mayStay(const Path &path) const { return program.typeOf(path).trivial; }
  void checkOperands(const Op &op);
  void step(const BasicBlock &block, unsigned index, bool never);
  void target(const Op &op, bool never, bool drop);
  const BasicBlock *takeEdge(const BasicBlock &block, const Choose &choose);
  const std::vector<Path> &list(const std::map<Insertions::Where, std::vector<Path>> &lists, unsigned block, unsigned index) const;
};

} // namespace

Machine::Machine(const Program &program, const Insertions *own, Search &search) : program(program), own(own), search(search) {
  for (int i = 0; i != int(program.roots.size()); ++i)
    set({i}, presentAtEntry(program.roots[i].kind));
  complete();
}

void Machine::collect(const Path &path, Parts &parts) const {
  const TypeSpec &type = program.typeOf(path);
  if (type.fields.empty()) {
    parts.leaves.push_back(path);
    return;
  }
  parts.objects.push_back(path);
  for (int i = 0; i != int(type.fields.size()); ++i)
    collect(at(path, i), parts);
}

Parts Machine::partsOf(const Path &path) const {
  Parts parts;
  collect(path, parts);
  return parts;
}

bool Machine::whole(const Path &path) const {
  Parts parts = partsOf(path);
  for (const Path &each : parts.leaves)
    if (!leaf.at(each))
      return false;
  for (const Path &each : parts.objects)
    if (!object.at(each))
      return false;
  return true;
}

void Machine::set(const Path &path, bool value, bool isMove) {
  Parts parts = partsOf(path);
  for (const Path &each : parts.leaves)
    leaf[each] = value, moved[each] = isMove;
  for (const Path &each : parts.objects)
    object[each] = value, moved[each] = isMove;
  if (!value && kindOf(path) == RootKind::OutSelf && object.count(rootOf(path)))
    object[rootOf(path)] = false;
}

/// An initialiser's self is an object as soon as all fields are there.
void Machine::complete() {
  for (int i = 0; i != int(program.roots.size()); ++i) {
    if (program.roots[i].kind != RootKind::OutSelf)
      continue;
    bool all = true;
    for (int f = 0; f != int(program.roots[i].type->fields.size()); ++f)
      all = all && whole({i, f});
    if (all)
      object[{i}] = true;
  }
}

void Machine::need(const Path &path, const std::string &what) {
  if (!whole(path))
    bad(what + ": " + program.nameOf(path) + " is not whole");
}

void Machine::needHeld(int root, const std::string &what) {
  for (const Path &held : program.held(root).first)
    need(held, what + " through " + program.roots[root].name);
}

bool Machine::anyLive(const Path &path, bool skipOwnObject) const {
  Parts parts = partsOf(path);
  for (const Path &each : parts.leaves)
    if (leaf.at(each) && !mayStay(each))
      return true;
  for (const Path &each : parts.objects)
    if (object.at(each) && !(skipOwnObject && each == path))
      return true;
  return false;
}

void Machine::initialize(const Path &path, const std::string &what, bool never) {
  bool wholeDeinit = kindOf(path) == RootKind::Deinit && path.size() == 1;
  if (own && !never && anyLive(path, wholeDeinit)) // where only Never is reached, a value may leak
    bad(what + " overwrites live " + program.nameOf(path));
  for (size_t n = 1; n != path.size(); ++n)
    if (moved[Path(path.begin(), path.begin() + long(n))])
      bad("field store after move");
  set(path, true);
  complete();
}

void Machine::destroy(const Path &path) {
  if (program.typeOf(path).destructorLooks)
    needHeld(path.front(), "destructor");
  need(path, "destroy");
  set(path, false);
  if (!mayStay(path))
    run.log.push_back("~" + program.nameOf(path));
}

/// Variables in reverse order of declaration, fields in theirs.
void Machine::checkOrder(const std::vector<Path> &paths) {
  for (size_t i = 1; i < paths.size(); ++i) {
    Path before = paths[i - 1], after = paths[i];
    before[0] = -before[0];
    after[0] = -after[0];
    if (after <= before)
      bad("order of " + program.nameOf(paths[i]));
  }
}

/// Destructor calls at one point; (block, index) is where control goes on, `never`: from here only Never calls are reached.
void Machine::destroyList(const std::vector<Path> &paths, const BasicBlock &block, unsigned index, bool never, const BasicBlock *edgeOf,
                          unsigned edge) {
  std::vector<Path> wholeSelves;
  for (int i = 0; i != int(program.roots.size()); ++i)
    if (program.roots[i].kind == RootKind::OutSelf && !program.roots[i].type->fields.empty() && object[{i}])
      wholeSelves.push_back({i});
  checkOrder(paths);
  for (const Path &path : paths) {
    if (never && search.reachesNever(block, index, path))
      bad(program.nameOf(path) + " destroyed although only Never is reached");
    if (edgeOf && path.size() == 1) {
      const Op &op = *edgeOf->terminator;
      bool isTarget = (op.dst && rootOf(*op.dst) == path) || (op.into && *op.into == path);
      bool elsewhere = false;
      for (unsigned k = 0; k != edgeOf->successors.size(); ++k)
        elsewhere = elsewhere || (k != edge && search.usedLater(*edgeOf->successors[k], 0, path));
      if (!isTarget && !elsewhere)
        bad(program.nameOf(path) + " should die before the edges part");
    }
    destroy(path);
  }
  for (const Path &self : wholeSelves) {
    bool left = false;
    for (const Path &each : partsOf(self).leaves)
      left = left || leaf[each];
    if (llvm::find(paths, self) == paths.end() && !left && !search.usedLater(block, index, self))
      bad("self was whole and died field by field");
  }
}

void Machine::checkPromptAt(const Path &path, const BasicBlock &block, unsigned index) {
  const TypeSpec &type = program.typeOf(path);
  bool deinitRoot = path.size() == 1 && kindOf(path) == RootKind::Deinit;
  bool alive = type.fields.empty() ? leaf[path] : object[path] && !deinitRoot;
  if (alive) {
    const Path &asked = kindOf(path) == RootKind::OutSelf ? rootOf(path) : path;
    if (!type.trivial && !search.usedLater(block, index, asked))
      bad(program.nameOf(path) + " is kept too long");
    return;
  }
  for (int i = 0; i != int(type.fields.size()); ++i)
    checkPromptAt(at(path, i), block, index);
}

/// Nothing stays alive that no path uses again.
void Machine::checkPrompt(const BasicBlock &block, unsigned index) {
  for (int i = 0; i != int(program.roots.size()); ++i)
    if (ownedKind(program.roots[i].kind))
      checkPromptAt({i}, block, index);
}

/// Without insertions: an object that would have to die here, though a part of it is missing.
void Machine::checkPartial(const BasicBlock &block, unsigned index) {
  for (const auto &[path, there] : object) {
    RootKind kind = kindOf(path);
    bool exempt = path.size() == 1 && (kind == RootKind::Deinit || kind == RootKind::OutSelf);
    if (there && ownedKind(kind) && !exempt && !whole(path) && !search.usedLater(block, index, path))
      bad("partial");
  }
}

void Machine::checkExit(const Op &op) {
  for (int i = 0; i != int(program.roots.size()); ++i) {
    RootKind kind = program.roots[i].kind;
    if (neededAt(op, kind))
      need({i}, op.name);
    else if (own && ownedKind(kind) && anyLive({i}, kind == RootKind::Deinit))
      bad(op.name + " leaks " + program.roots[i].name);
  }
}

/// Everything that the operation names, and everything that is reached through it, is whole.
void Machine::checkOperands(const Op &op) {
  for (const Arg &arg : op.args)
    need(arg.path, op.name);
  for (const Arg &arg : op.args)
    needHeld(arg.path.front(), op.name);
  if (op.src && op.kind != OpKind::Extend) {
    need(*op.src, op.name);
    needHeld(op.src->front(), op.name);
  }
  if (op.dst && op.kind != OpKind::Var)
    needHeld(op.dst->front(), op.name);
}

const std::vector<Path> &Machine::list(const std::map<Insertions::Where, std::vector<Path>> &lists, unsigned block, unsigned index) const {
  static const std::vector<Path> none;
  auto it = lists.find({block, index});
  return it == lists.end() ? none : it->second;
}

/// What becomes of the operation's target.
void Machine::target(const Op &op, bool never, bool drop) {
  if (op.kind == OpKind::Var) {
    if (own && anyLive(*op.dst, false))
      bad("leak at var " + op.name);
    set(*op.dst, false);
  } else if (op.dst && op.kind == OpKind::Invoke) {
    if (own && !never)
      for (const Path &each : partsOf(*op.dst).leaves)
        if (leaf[each] && !mayStay(each))
          bad("invoke overwrites " + program.nameOf(*op.dst));
    set(*op.dst, false);
  } else if (op.dst && !drop) {
    initialize(*op.dst, op.name, never);
  }
}

void Machine::step(const BasicBlock &block, unsigned index, bool never) {
  const Op &op = block.op(index);
  checkOperands(op);
  bool isMove = op.kind == OpKind::Move || (own && own->moves.count({block.number, index}));
  for (const Arg &arg : op.args)
    if (arg.consume) {
      need(arg.path, op.name);
      set(arg.path, false, true);
    }
  if (isMove)
    set(*op.src, false, true);
  if (own)
    for (const Path &path : list(own->before, block.number, index))
      destroy(path);
  bool wholeDeinit = op.dst && op.dst->size() == 1 && kindOf(*op.dst) == RootKind::Deinit;
  if (!own && wholeDeinit)
    for (const Path &each : partsOf(*op.dst).objects)
      if (each != *op.dst && object[each] && !whole(each))
        bad("partial");
  bool isCall = op.kind == OpKind::Call || op.kind == OpKind::Invoke;
  if (isCall && op.dst)
    for (const Arg &arg : op.args) {
      std::vector<Path> reached = program.held(arg.path.front()).first;
      reached.push_back(arg.path);
      for (const Path &path : reached)
        if (overlap(path, *op.dst))
          bad(op.name + " builds over its own argument");
    }
  if (isCall)
    run.log.push_back(op.name);
  bool drop = own && own->drops.count({block.number, index});
  if ((op.kind == OpKind::Copy || op.kind == OpKind::Move) && !drop)
    run.log.push_back((isMove ? "move " : "copy ") + program.nameOf(*op.src) + "->" + program.nameOf(*op.dst));
  target(op, never, drop);
}

const BasicBlock *Machine::takeEdge(const BasicBlock &block, const Choose &choose) {
  const Op &op = *block.terminator;
  unsigned edge = block.successors.size() > 1 ? choose(unsigned(block.successors.size())) : 0;
  const BasicBlock &next = *block.successors[edge];
  if (op.kind == OpKind::Invoke) {
    for (std::string &line : llvm::reverse(run.log))
      if (line.back() == '?') {
        line.pop_back();
        line += edge == 0 ? " ok" : " raised";
        break;
      }
    if (auto &path = edge == 0 ? op.dst : op.into)
      initialize(*path, op.name, search.onlyNever(block));
  }
  if (own) {
    destroyList(list(own->onEdge, block.number, edge), next, 0, search.onlyNever(next), op.kind == OpKind::Invoke ? &block : nullptr, edge);
    if (!search.onlyNever(next))
      checkPrompt(next, 0);
  } else {
    checkPartial(next, 0);
  }
  return &next;
}

void Machine::go(const Choose &choose, unsigned limit) {
  const BasicBlock *block = program.blocks.front().get();
  if (own) {
    destroyList(own->entry, *block, 0, search.onlyNever(*block), nullptr, 0);
    if (!search.onlyNever(*block))
      checkPrompt(*block, 0);
  }
  for (unsigned steps = 0; steps < limit && !failed();) {
    bool never = search.onlyNever(*block);
    for (unsigned i = 0; i != block->size() && !failed(); ++i, ++steps) {
      const Op &op = block->op(i);
      step(*block, i, never);
      if (isExit(op)) {
        checkExit(op);
        run.end = op.kind == OpKind::Return ? End::Return : End::Raise;
        return;
      }
      if (op.kind == OpKind::Unreachable) {
        run.end = End::Never;
        return;
      }
      bool last = i + 1 == block->size();
      if (own) {
        size_t logged = run.log.size();
        destroyList(list(own->after, block->number, i), *block, last ? i : i + 1, never && !last, nullptr, 0);
        if (op.kind == OpKind::Invoke)
          run.log[logged - 1] += "?";
        if (!last && !never)
          checkPrompt(*block, i + 1);
      } else if (!last) {
        checkPartial(*block, i + 1);
      }
    }
    if (!failed())
      block = takeEdge(*block, choose);
  }
}

Run execute(const Program &program, const Insertions *insertions, const Choose &choose, Search &search, unsigned limit) {
  Machine machine(program, insertions, search);
  machine.go(choose, limit);
  return std::move(machine.run);
}

TEST(Execute, seesLeaksAndDoubleDestruction) {
  Program program;
  Path a = program.root("a", types.L);
  program.call("make", {}, a);
  program.ret();
  Search search(program);
  auto first = [](unsigned) { return 0u; };
  Insertions none, twice;
  EXPECT_EQ(execute(program, &none, first, search).fault, "a is kept too long");
  twice.after[{0, 1}] = {a, a};
  EXPECT_EQ(execute(program, &twice, first, search).fault, "order of a");
  Insertions right;
  right.after[{0, 1}] = {a};
  EXPECT_EQ(execute(program, &right, first, search).fault, "");
}

} // namespace fornax::ownership::testing
