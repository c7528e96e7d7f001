#pragma once
// Small programs on places, for tests: built by a few calls, turned into fx, owned, and run by Execute.h. A path is a variable's number
// and the fields below it.

#include "ownership/Death.h"
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace fornax::ownership::testing {

struct TypeSpec {
  std::string name;
  std::vector<std::pair<std::string, const TypeSpec *>> fields;
  bool deinitable = true, trivial = false, implicitCopy = false, movable = true;
  bool destructorLooks = false; // the destructor accesses what the value holds
};

/// The types of all tests: L is move only, Tracked is implicitly copyable, Linear has no destructor, Pinned cannot move.
struct Types {
  TypeSpec L{"L", {}}, Tracked{"Tracked", {}}, Ptr{"Ptr", {}}, Guard{"Guard", {}}, Linear{"Linear", {}}, Int{"Int", {}}, Pinned{"Pinned", {}};
  TypeSpec Pair{"Pair", {{"first", &L}, {"second", &L}}}, CopyPair{"CopyPair", {{"a", &Tracked}, {"b", &Tracked}}};
  TypeSpec One{"One", {{"x", &Tracked}}}, Nest{"Nest", {{"p", &Pair}, {"q", &L}}};
  Types() {
    Tracked.implicitCopy = CopyPair.implicitCopy = One.implicitCopy = true;
    Ptr.trivial = Int.trivial = true;
    Guard.destructorLooks = true;
    Linear.deinitable = Pinned.movable = false;
  }
  std::vector<const TypeSpec *> all() const { return {&L, &Tracked, &Ptr, &Guard, &Linear, &Int, &Pinned, &Pair, &CopyPair, &One, &Nest}; }
};
extern const Types types;

using Path = std::vector<int>;
bool overlap(const Path &a, const Path &b);
Path at(Path path, int field);
Path rootOf(const Path &path);

/// What a variable's type refers to: a path, or anything.
struct Held {
  Path path;
  bool any = false;
  Held(Path path) : path(std::move(path)) {}
  static Held anything() {
    Held held{Path{}};
    held.any = true;
    return held;
  }
};

struct Variable {
  std::string name;
  const TypeSpec *type;
  RootKind kind;
  std::vector<Held> holds;
};

enum class OpKind : uint8_t { Var, Call, Copy, Move, Extend, Branch, Cond, Invoke, Return, Raise, Unreachable };

struct Arg {
  bool consume;
  Path path;
};
inline Arg imm(Path path) { return {false, std::move(path)}; }
inline Arg consume(Path path) { return {true, std::move(path)}; }

struct Op {
  OpKind kind;
  std::string name;
  std::vector<Arg> args = {};
  std::optional<Path> dst = {}, into = {}, src = {};
  bool implicit = true;
};

struct BasicBlock {
  unsigned number = 0;
  std::vector<Op> ops; // without the terminator
  std::optional<Op> terminator;
  std::vector<BasicBlock *> successors;
  const Op &op(unsigned index) const { return index < ops.size() ? ops[index] : *terminator; }
  unsigned size() const { return unsigned(ops.size()) + 1; }
};

/// How an assignment is written: where it raises to, and what of it is known.
struct Assign {
  BasicBlock *error = nullptr;
  std::optional<Path> into = {};
  bool caught = false, registerResult = false;
};

class Program {
public:
  std::vector<Variable> roots;
  std::vector<std::unique_ptr<BasicBlock>> blocks;
  BasicBlock *current;

  Program() { current = block(); }
  BasicBlock *block();
  Path root(std::string name, const TypeSpec &type, RootKind kind = RootKind::Local, std::vector<Held> holds = {});
  void call(std::string name, std::vector<Arg> args = {}, std::optional<Path> dst = {});
  void copy(Path src, Path dst, bool implicit = true);
  void move(Path src, Path dst);
  void extend(Path path);
  void branch(BasicBlock *target);
  void cond(BasicBlock *a, BasicBlock *b);
  void invoke(std::string name, std::vector<Arg> args, BasicBlock *ok, BasicBlock *error, std::optional<Path> dst = {},
              std::optional<Path> into = {});
  void ret();
  void raise();
  void unreachable();
  /// `target = name(args)` as instance generation writes it: in place, or by a temporary.
  void assign(std::string name, Path target, std::vector<Arg> args = {}, Assign how = {});

  const TypeSpec &typeOf(const Path &path) const;
  std::string nameOf(const Path &path) const;
  /// Everything that values of a variable may refer to, transitively.
  std::pair<std::vector<Path>, bool> held(int root) const;

private:
  void held(int root, std::set<int> &seen, std::vector<Path> &paths, bool &any) const;
  bool buildsInPlace(const Path &target, const std::vector<Arg> &args, const Assign &how) const;
  void finish(Op op, std::vector<BasicBlock *> successors);
};

/// What the pass decided, in the program's terms; (block, operation) or (block, edge).
struct Insertions {
  using Where = std::pair<unsigned, unsigned>;
  std::vector<Path> entry;
  std::map<Where, std::vector<Path>> before, after, onEdge;
  std::set<Where> moves, drops;
  unsigned destroys() const;
};

struct Outcome {
  bool accepted = false;
  std::vector<ProblemKind> problems;
  Insertions insertions;
};

/// A program as fx, with the way back.
struct Emitted {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  fx::FuncOp func;
  llvm::DenseMap<mlir::Operation *, Insertions::Where> ops;
  llvm::DenseMap<mlir::Block *, unsigned> blocks;
  llvm::DenseMap<mlir::Value, int> roots;
};

/// One context for all tests of a process: types are uniqued, so it does not grow with the programs.
mlir::MLIRContext &context();
Emitted emit(const Program &program);
/// Runs the analyses on the emitted function and translates the plan.
Outcome analyse(const Program &program);

} // namespace fornax::ownership::testing
