// The generator, and the fuzz test: what is accepted runs without a fault on random paths, what is rejected has a path that goes wrong.

#include "ownership/testing/Generator.h"
#include "ownership/Own.h"
#include "ownership/Rewrite.h"
#include "ownership/testing/Execute.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <mlir/IR/Verifier.h>

namespace fornax::ownership::testing {

// ---- random numbers

Random::Random(uint32_t seed) {
  constexpr unsigned N = 624;
  state[0] = 19650218u;
  for (unsigned i = 1; i != N; ++i)
    state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
  unsigned i = 1;
  for (unsigned k = 0; k != N; ++k) { // the key is the seed alone
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525u)) + seed;
    if (++i == N)
      state[0] = state[N - 1], i = 1;
  }
  for (unsigned k = 0; k != N - 1; ++k) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941u)) - i;
    if (++i == N)
      state[0] = state[N - 1], i = 1;
  }
  state[0] = 0x80000000u;
}

uint32_t Random::next() {
  constexpr unsigned N = 624, M = 397;
  if (index == N) {
    for (unsigned i = 0; i != N; ++i) {
      uint32_t y = (state[i] & 0x80000000u) | (state[(i + 1) % N] & 0x7fffffffu);
      state[i] = state[(i + M) % N] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
    }
    index = 0;
  }
  uint32_t y = state[index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

double Random::real() {
  uint32_t high = next() >> 5, low = next() >> 6;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

uint32_t Random::below(uint32_t n) {
  unsigned bits = 32 - unsigned(__builtin_clz(n));
  uint32_t value = next() >> (32 - bits);
  while (value >= n)
    value = next() >> (32 - bits);
  return value;
}

int Random::between(int low, int high) { return low + int(below(uint32_t(high - low + 1))); }

// ---- programs

namespace {

struct Generator {
  Random random;
  std::unique_ptr<Program> program = std::make_unique<Program>();
  Program &f = *program;
  unsigned counter = 0;
  std::vector<Path> vars;
  std::optional<Path> self, result, error;
  RootKind selfKind = RootKind::Local;
  BasicBlock *raises = nullptr;
  std::vector<std::pair<BasicBlock *, BasicBlock *>> loops; // head, exit
  std::vector<std::pair<BasicBlock *, std::optional<Path>>> handlers;
  const std::vector<const TypeSpec *> usual{&types.L,    &types.L,    &types.Tracked,  &types.Tracked,
                                            &types.Pair, &types.Nest, &types.CopyPair, &types.One};

  explicit Generator(uint32_t seed) : random(seed) {}
  void run();
  std::string name(const char *what) { return what + std::to_string(++counter); }
  bool chance(double p) { return random.chance(p); }
  void finish();
  template <class Predicate> std::optional<Path> place(Predicate wanted);
  std::optional<Path> place() {
    return place([](const TypeSpec &) { return true; });
  }
  bool isMovable(const Path &path) const { return f.roots[path.front()].kind != RootKind::Behind && f.roots[path.front()].holds.empty(); }
  std::vector<Arg> args(const Path &first);
  std::pair<BasicBlock *, std::optional<Path>> handler() const {
    return handlers.empty() ? std::pair<BasicBlock *, std::optional<Path>>(raises, error) : handlers.back();
  }
  void join(BasicBlock *next, BasicBlock *target);
  void body(int count, int depth);
  void statement(int depth);
  void newVariable();
  void assignment(const Path &target);
  void holder(const Path &target);
  void copyOf(const Path &source);
  void conditional(int depth);
  void loop(int depth);
  void tryStatement(int depth);
  void raisingCall(const Path &first);
};

} // namespace

void Generator::run() {
  int kind = random.choice(std::vector<int>{0, 0, 0, 1, 2}); // function, initialiser, deinit method
  if (kind != 0) {
    const TypeSpec *type = random.choice(std::vector<const TypeSpec *>{&types.Pair, &types.Nest, &types.One});
    selfKind = kind == 1 ? RootKind::OutSelf : RootKind::Deinit;
    self = f.root("self", *type, selfKind);
  }
  for (int i = 0, n = random.between(0, 3); i != n; ++i) {
    const TypeSpec *type = random.choice(usual);
    vars.push_back(f.root("arg" + std::to_string(i), *type, random.choice(std::vector<RootKind>{RootKind::Var, RootKind::Mut, RootKind::Mut})));
  }
  if (chance(.1))
    vars.push_back(f.root("there", types.L, RootKind::Behind));
  if (kind == 0 && chance(.5))
    result = f.root("res", *random.choice(std::vector<const TypeSpec *>{&types.L, &types.Tracked}), RootKind::Result);
  if (chance(.5))
    error = f.root("error", types.L, RootKind::Error);
  raises = f.block();
  body(random.between(3, 8), 0);
  if (!f.current->terminator)
    finish();
  f.current = raises;
  f.raise();
  for (size_t i = 0; i != f.blocks.size(); ++i)
    if (!f.blocks[i]->terminator) {
      f.current = f.blocks[i].get();
      f.call("abort");
      f.unreachable();
    }
}

void Generator::finish() {
  if (result) {
    std::vector<Path> sources;
    for (const Path &path : vars)
      if (&f.typeOf(path) == &f.typeOf(*result))
        sources.push_back(path);
    if (!sources.empty() && f.typeOf(*result).implicitCopy)
      f.copy(random.choice(sources), *result);
    else
      f.call("setres", {}, *result);
  }
  if (selfKind == RootKind::OutSelf && chance(.8))
    for (int i = 0; i != int(f.typeOf(*self).fields.size()); ++i)
      f.call("set " + f.typeOf(*self).fields[i].first, {}, at(*self, i));
  f.ret();
}

template <class Predicate> std::optional<Path> Generator::place(Predicate wanted) {
  for (int tries = 0; tries != 6; ++tries) {
    std::vector<Path> candidates = vars;
    if (self)
      candidates.push_back(*self);
    if (candidates.empty())
      return std::nullopt;
    Path path = random.choice(candidates);
    while (!f.typeOf(path).fields.empty() && chance(self && path == *self ? .9 : .5))
      path = at(path, int(random.below(uint32_t(f.typeOf(path).fields.size()))));
    if (wanted(f.typeOf(path)))
      return path;
  }
  return std::nullopt;
}

std::vector<Arg> Generator::args(const Path &first) {
  std::vector<Arg> all{imm(first)};
  while (chance(.45)) {
    Path path = *place();
    bool takes = chance(.15) && isMovable(path);
    for (const Arg &other : all)
      takes = takes && !overlap(path, other.path);
    all.push_back({takes, path});
  }
  std::vector<Arg> kept;
  for (size_t i = 0; i != all.size(); ++i) {
    bool clash = false;
    for (size_t j = 0; j != all.size(); ++j)
      clash = clash || (j != i && all[j].consume && overlap(all[i].path, all[j].path));
    if (!clash || all[i].consume)
      kept.push_back(all[i]);
  }
  return kept;
}

void Generator::join(BasicBlock *next, BasicBlock *target) {
  if (!f.current->terminator)
    f.branch(target);
  f.current = next;
}

void Generator::body(int count, int depth) {
  size_t mark = vars.size();
  for (int i = 0; i != count && !f.current->terminator; ++i)
    statement(depth);
  vars.resize(std::min(mark, vars.size()));
}

void Generator::newVariable() {
  std::vector<const TypeSpec *> choices = usual;
  std::string called = name("v");
  if (chance(.1)) {
    choices.push_back(&types.Linear);
    choices.push_back(&types.Pinned);
  }
  Path path = f.root(called, *random.choice(choices));
  size_t fields = f.typeOf(path).fields.size();
  if (chance(.85))
    f.call(name("mk"), {}, path);
  else if (fields && chance(.5)) {
    std::string call = name("mk");
    f.call(call, {}, at(path, int(random.below(uint32_t(fields)))));
  }
  vars.push_back(path);
}

void Generator::assignment(const Path &target) {
  std::vector<Arg> operands;
  if (chance(.5))
    operands = args(*place());
  for (const Arg &arg : operands)
    if (arg.consume && overlap(arg.path, target) && arg.path != target)
      return;
  if (chance(.4)) {
    auto [block, into] = handler();
    f.assign(name("af"), target, operands, {.error = block, .into = into, .caught = !handlers.empty()});
  } else {
    std::string called = name("af");
    f.assign(called, target, operands, {.registerResult = chance(.1)});
  }
}

void Generator::holder(const Path &target) {
  const TypeSpec *type = random.choice(std::vector<const TypeSpec *>{&types.Ptr, &types.Ptr, &types.Guard});
  std::string called = name("h");
  Held held = chance(.85) ? Held(target) : Held::anything();
  Path path = f.root(called, *type, RootKind::Local, {held});
  f.call(name("ptr"), {imm(target)}, path);
  vars.push_back(path);
}

void Generator::copyOf(const Path &source) {
  std::vector<Path> targets;
  for (const Path &path : vars)
    if (&f.typeOf(path) == &f.typeOf(source) && !overlap(path, source))
      targets.push_back(path);
  Path target;
  if (!targets.empty() && chance(.4)) {
    target = random.choice(targets);
  } else {
    target = f.root(name("c"), f.typeOf(source));
    vars.push_back(target);
  }
  f.copy(source, target, chance(.85));
}

void Generator::conditional(int depth) {
  BasicBlock *a = f.block(), *b = f.block(), *end = f.block();
  f.cond(a, b);
  f.current = a;
  body(random.between(1, 3), depth + 1);
  join(b, end);
  body(random.between(0, 3), depth + 1);
  join(end, end);
}

void Generator::loop(int depth) {
  BasicBlock *head = f.block(), *inner = f.block(), *exit = f.block();
  f.branch(head);
  f.current = head;
  f.cond(inner, exit);
  f.current = inner;
  loops.push_back({head, exit});
  body(random.between(1, 4), depth + 1);
  loops.pop_back();
  join(exit, head);
}

void Generator::tryStatement(int depth) {
  BasicBlock *handlerBlock = f.block(), *end = f.block();
  Path caught = f.root(name("e"), types.L);
  handlers.push_back({handlerBlock, caught});
  body(random.between(1, 4), depth + 1);
  handlers.pop_back();
  join(handlerBlock, end);
  if (chance(.4))
    f.call(name("show"), {imm(caught)});
  body(random.between(0, 2), depth + 1);
  join(end, end);
}

void Generator::raisingCall(const Path &first) {
  std::vector<Arg> operands = args(first);
  std::optional<Path> target;
  if (chance(.5)) {
    std::string called = name("r");
    target = f.root(called, *random.choice(usual), RootKind::Temporary);
  }
  auto [block, into] = handler();
  BasicBlock *ok = f.block();
  f.invoke(name("inv"), operands, ok, block, target, into);
  f.current = ok;
  if (target)
    vars.push_back(*target);
}

void Generator::statement(int depth) {
  double x = random.real();
  std::optional<Path> p = place();
  std::optional<Path> q = place([](const TypeSpec &type) { return type.implicitCopy; });
  if (!p || x < .17) {
    newVariable();
  } else if (x < .33) {
    std::vector<Arg> operands = args(*p);
    f.call(name("use"), operands);
  } else if (x < .39 && isMovable(*p)) {
    f.call(name("sink"), {consume(*p)});
    if (chance(.6))
      f.call(name("re"), {}, *p);
  } else if (x < .50 && f.roots[p->front()].holds.empty()) {
    assignment(*p);
  } else if (x < .55 && !(self && *p == *self)) {
    holder(*p);
  } else if (x < .65 && q) {
    copyOf(*q);
  } else if (x < .72 && depth < 3) {
    conditional(depth);
  } else if (x < .79 && depth < 3) {
    loop(depth);
  } else if (x < .85 && depth < 3) {
    tryStatement(depth);
  } else if (x < .93) {
    raisingCall(*p);
  } else if (x < .95 && !loops.empty()) {
    f.branch(random.below(2) == 0 ? loops.back().first : loops.back().second);
  } else if (x < .965) {
    std::string called = name("abort");
    f.call(called, chance(.5) ? std::vector<Arg>{imm(*p)} : std::vector<Arg>{});
    f.unreachable();
  } else if (x < .975) {
    f.extend(chance(.5) ? *p : rootOf(*p));
  } else if (x < .985) {
    finish();
  }
}

std::unique_ptr<Program> generate(uint32_t seed) {
  Generator generator(seed);
  generator.run();
  return std::move(generator.program);
}

// ---- the fuzz test

namespace {
struct Totals {
  unsigned accepted = 0, rejected = 0, moves = 0, drops = 0, destroys = 0, ends[4] = {};
};
} // namespace

/// Uses in U, partial values and stores after a move have a path that fails when nothing is inserted.
static bool hasWitness(ProblemKind kind) {
  return kind == ProblemKind::Uninitialized || kind == ProblemKind::FieldUsedLater || kind == ProblemKind::PartiallyMoved;
}

static void checkRejected(const Program &program, const Outcome &outcome, uint32_t seed, const Choose &choose, Search &search) {
  if (!hasWitness(outcome.problems.front()))
    return;
  for (int tries = 0; tries != 4000; ++tries)
    if (!execute(program, nullptr, choose, search).fault.empty())
      return;
  ADD_FAILURE() << "program " << seed << " is rejected, but no path fails";
}

/// The function that the compiler would go on with is valid IR. (A program may assign to a pinned value by a temporary: invalid from the start.)
static void checkRewrite(const Program &program, bool accepted, uint32_t seed) {
  Emitted emitted = emit(program);
  mlir::ScopedDiagnosticHandler quiet(&context(), [](mlir::Diagnostic &) { return mlir::success(); });
  bool wasValid = mlir::succeeded(mlir::verify(*emitted.module));
  diag::Engine diags;
  EXPECT_EQ(own(emitted.func, Mode::Insert, diags), accepted) << "program " << seed;
  EXPECT_EQ(diags.hasErrors(), !accepted) << "program " << seed << ": " << (diags.hasErrors() ? diags.all().front().message.text() : "no error");
  if (wasValid)
    EXPECT_TRUE(mlir::succeeded(mlir::verify(*emitted.module))) << "program " << seed;
}

static mlir::Value behind(const Program &program, const Emitted &emitted) {
  for (auto [ref, root] : emitted.roots)
    if (program.roots[root].kind == RootKind::Behind)
      return ref;
  return {};
}

/// A leak is seen where the function is left; a path that gives up or never ends may leak.
static bool alwaysLeaves(const Program &program) {
  std::vector<bool> leaves(program.blocks.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto &block : program.blocks) {
      if (block->terminator->kind == OpKind::Unreachable)
        return false;
      bool now = block->successors.empty() || llvm::any_of(block->successors, [&](BasicBlock *next) { return leaves[next->number]; });
      changed |= now && !leaves[block->number];
      leaves[block->number] = leaves[block->number] || now;
    }
  }
  return llvm::all_of(leaves, [](bool each) { return each; });
}

/// Leaves a destructor call out, or makes one twice, and asks whether the verifier sees it.
static void breakOne(const Program &program, Random &random, unsigned &broken, unsigned &seen) {
  for (bool twice : {false, true}) {
    Emitted emitted = emit(program);
    diag::Engine diags;
    own(emitted.func, Mode::Insert, diags);
    std::vector<fx::DestroyOp> destroys;
    emitted.func.walk([&](fx::DestroyOp op) { // what is behind a pointer is not tracked
      if (op.getRef() != behind(program, emitted))
        destroys.push_back(op);
    });
    if (destroys.empty())
      return;
    fx::DestroyOp chosen = random.choice(destroys);
    if (twice)
      mlir::OpBuilder(chosen).clone(*chosen);
    else
      chosen.erase();
    ++broken;
    seen += findInconsistency(emitted.func).has_value();
  }
}

TEST(Fuzz, theVerifierSeesBrokenFunctions) {
  unsigned broken = 0, seen = 0;
  for (uint32_t seed = 0; seed != 500; ++seed) {
    std::unique_ptr<Program> program = generate(seed);
    Random random(seed);
    if (alwaysLeaves(*program) && analyse(*program).accepted)
      breakOne(*program, random, broken, seen);
  }
  EXPECT_GT(broken, 200u);
  EXPECT_EQ(seen, broken);
}

static void runSeed(uint32_t seed, Totals &totals) {
  std::unique_ptr<Program> program = generate(seed);
  Outcome outcome = analyse(*program);
  Search search(*program);
  Random random(seed);
  Choose choose = [&](unsigned count) { return random.below(count); };
  for (ProblemKind kind : outcome.problems)
    ASSERT_NE(kind, ProblemKind::Internal) << "program " << seed;
  checkRewrite(*program, outcome.accepted, seed);
  if (!outcome.accepted) {
    ++totals.rejected;
    checkRejected(*program, outcome, seed, choose, search);
    return;
  }
  ++totals.accepted;
  totals.moves += unsigned(outcome.insertions.moves.size());
  totals.drops += unsigned(outcome.insertions.drops.size());
  totals.destroys += outcome.insertions.destroys();
  for (int i = 0; i != 30; ++i) {
    Run run = execute(*program, &outcome.insertions, choose, search);
    ASSERT_EQ(run.fault, "") << "program " << seed;
    ++totals.ends[int(run.end)];
  }
}

/// FORNAX_FUZZ_PROGRAMS and FORNAX_FUZZ_SEED run more, and others, than the fixed ones.
static uint32_t fromEnvironment(const char *name, uint32_t otherwise) {
  const char *text = std::getenv(name);
  return text ? uint32_t(std::strtoul(text, nullptr, 10)) : otherwise;
}

TEST(Fuzz, acceptedProgramsRunRejectedOnesFail) {
  uint32_t first = fromEnvironment("FORNAX_FUZZ_SEED", 0), count = fromEnvironment("FORNAX_FUZZ_PROGRAMS", 1000);
  Totals totals;
  for (uint32_t seed = first; seed != first + count && !::testing::Test::HasFailure(); ++seed)
    runSeed(seed, totals);
  if (first != 0 || count != 1000) {
    printf("%u accepted, %u rejected, %u moves, %u drops, %u destroys\n", totals.accepted, totals.rejected, totals.moves, totals.drops,
           totals.destroys);
    return;
  }
  // What the executable model of the algorithm counts on the same programs.
  EXPECT_EQ(totals.accepted, 566u);
  EXPECT_EQ(totals.rejected, 434u);
  EXPECT_EQ(totals.moves, 37u);
  EXPECT_EQ(totals.drops, 193u);
  EXPECT_EQ(totals.destroys, 2888u);
  EXPECT_EQ(totals.ends[int(End::Return)], 8323u);
  EXPECT_EQ(totals.ends[int(End::Raise)], 4587u);
  EXPECT_EQ(totals.ends[int(End::Never)], 4070u);
}

} // namespace fornax::ownership::testing
