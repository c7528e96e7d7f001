#pragma once
// What a program is made of. A row has a name part, set when it is made, and lazy parts, computed on demand (Demand.h).

#include "sema/entities/Ids.h"
#include <llvm/ADT/MapVector.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace fornax::ast { // the syntax tree, see syntax/AST.h
struct Expr;
struct Decorator;
} // namespace fornax::ast
namespace fornax::syntax {
class ParsedModule;
}

namespace fornax::sema {

struct CheckedBody;
struct ConformanceRecord;

template <class T> struct Lazy {
  enum State : uint8_t { NotStarted, InProgress, Done, Failed };
  State state = NotStarted;
  T value{};
  bool isDone() const { return state == Done; }
};

enum class Convention : uint8_t { Imm, Mut, Ref, Var, Deinit, Out };
enum class ArgumentKind : uint8_t { PositionalOnly, Positional, Variadic, KeywordOnly, KeywordVariadic };
enum class ParameterGroup : uint8_t { InferOnly, PositionalOnly, Positional, Variadic, KeywordOnly, Hidden, Loop, TraitSelf };
enum class Abi : uint8_t { Mojo, C };
enum class InlineKind : uint8_t { Automatic, Always, NoDebug, Builtin, Never };

/// Names of one scope: module level, members of a struct or trait. Functions of one name form a set.
struct NameEntry {
  Entity entity;                              // not Function
  llvm::SmallVector<FunctionId, 2> overloads; // entity is None
  SourceRange range;
};
using NameMap = llvm::MapVector<Name, NameEntry>;

struct ImportRow; // names/Imports.h

struct Module {
  Name name;        // last component
  std::string path; // dotted, from the root: "std.builtin.int"
  FileId file;
  std::string folder;                   // of a package: where its members are looked for
  ModuleId parent;                      // package it lies in
  bool isPackage = false;               // has an __init__, or is a plain folder (then without a file)
  bool isLibrary = false;               // found below the library path
  const void *syntax = nullptr;         // ast::Module; null for a plain folder, and before namesOf
  syntax::ParsedModule *tree = nullptr; // owned by Program::syntaxTrees; gives the bodies of functions
  Lazy<NameMap> names;
  std::vector<std::shared_ptr<ImportRow>> imports; // in order of writing; local ones of bodies too (ImportRow::isLocal)
  llvm::DenseMap<Name, const NameEntry *> found;   // memo of lookupInModule
  std::map<const void *, NameEntry> reachable;     // submodules seen through `import a.b`, by Name::opaque of the dotted path
};

/// Attributes of a declaration that any use of it asks about.
struct UseAttributes {
  const ast::Decorator *deprecated = nullptr, *unavailable = nullptr;
};

struct Parameter {
  Name name;
  Entity owner;       // Struct, Function, Comptime, Trait (Self), Closure (loop variables: the function)
  uint32_t index = 0; // in the owner's list
  ParameterGroup group = ParameterGroup::Positional;
  Type type; // set when the list is processed; element type or metatype for a variadic (then the term is a list)
  bool isVariadic = false;
  const ast::Expr *defaultValue = nullptr;
  Lazy<Term> defaultTerm; // ask defaultOf
  SourceRange range;
  std::string origin; // how a hidden parameter is printed: "xs.T", "type of x"
};

struct WhereClause {
  Term condition; // i1
  std::string message;
  SourceRange range;
};

struct FieldInfo {
  Name name;
  StructId owner;
  uint32_t index = 0;
  const void *syntax = nullptr; // ast node of the declaration
  SourceRange range;
  Type type; // after fieldsOf
};

/// A line of a struct's conformance list, flattened to one trait (or callable signature) each.
struct ConformanceClause {
  Term trait;     // Trait or Signature
  Term condition; // i1; true if unconditional
  SourceRange range;
  bool isInherited = false; // an ancestor of a listed trait
};

struct StructHeader {
  std::vector<ConformanceClause> conformances;
  std::vector<WhereClause> wheres;
  Term movableCondition, deinitableCondition; // null: computed from the fields
};

/// How a struct copies, moves and is destroyed. Null FunctionId: field by field (synthesised on demand) if the condition allows it.
struct Lifecycle {
  FunctionId copy, move, deinit;                  // hand-written ones
  Term trivialCopy, trivialMove, trivialDeinit;   // i1 terms: nothing but the bytes
  Term registerPassable, trivialRegisterPassable; // i1 terms
};

struct Struct {
  Name name;
  ModuleId module;
  const void *syntax = nullptr; // ast::Struct
  SourceRange range;            // of the name
  UseAttributes use;
  Lazy<std::vector<ParameterId>> parameters;
  Lazy<StructHeader> header;
  Lazy<NameMap> members;       // fields, methods, comptime members by name
  std::vector<FieldId> fields; // in order, after `members`
  Lazy<bool> fieldTypes;
  Lazy<Lifecycle> lifecycle;
  llvm::MapVector<Term, ConformanceRecord *> records; // by Trait or Signature term
  FunctionId synthesised[6];                          // by SynthesisKind, made when first asked for
  uint8_t synthesisAsked = 0;                         // bit set of SynthesisKind
  Term alignment;                                     // @align, null if none
  std::string abandonMessage;                         // @explicit_destroy
  Type nonmaterializable;                             // @nonmaterializable(T)
  bool isFieldwiseInit = false, isFieldwiseImplicit = false;
  size_t extensionsRead = 0;                                 // whose conformances are in `header`
  std::vector<std::pair<const void *, ModuleId>> extensions; // ast::Extension nodes that apply, and where they are written
};

/// One thing a trait asks for.
struct Requirement {
  Name name;
  TraitId trait;
  FunctionId function; // a method; its body is the default if it has one
  ComptimeId comptime; // or a comptime member; its value is the default
  bool hasDefault = false;
};

struct Trait {
  Name name;
  ModuleId module;
  const void *syntax = nullptr; // ast::Trait
  SourceRange range;
  UseAttributes use;
  ParameterId self;                // the conforming type, a parameter whose bound is this trait
  Lazy<std::vector<Term>> parents; // all ancestors, flattened (Trait and Signature terms), without itself
  Lazy<NameMap> members;           // own requirements by name (Requirement entities; overloads as Function sets)
  std::vector<RequirementId> requirements;
};

struct Argument {
  Name name;
  Convention convention = Convention::Imm;
  ArgumentKind kind = ArgumentKind::Positional;
  bool isPack = false;       // `*xs: *Ts`: `type` is then the list term's element metatype, `pack` the list
  Type type;                 // element type of a homogeneous variadic
  Term pack;                 // list term of a heterogeneous pack
  Term origin, addressSpace; // of a `ref`; null otherwise
  const ast::Expr *defaultValue = nullptr;
  SourceRange range, typeRange;
};

struct Signature {
  std::vector<ParameterId> parameters; // own: hidden first, then as written
  std::vector<Argument> arguments;     // as written, `self` included, the `out` one too
  int outIndex = -1;                   // of the `out` argument, which is not a call argument
  Type result;                         // NoneType if not written
  Term resultOrigin, resultSpace;      // `-> ref[…] T`
  Type raises;                         // Never if it cannot raise
  Abi abi = Abi::Mojo;
  std::vector<WhereClause> wheres;
  bool isImplicit = false; // @implicit
  bool returnsReference() const { return bool(resultOrigin); }
};

enum class FunctionRole : uint8_t { Ordinary, Requirement, ClosureCall, Thunk, Synthesised };
enum class SynthesisKind : uint8_t { None, FieldwiseInit, Copy, Move, Deinit, CopyMethod };

struct Function {
  Name name;
  Entity owner; // Module, Struct, Trait, Closure; for a thunk the function or module it was written in
  ModuleId module;
  const void *syntax = nullptr; // ast::Function (ast::Lambda for lambdas, ast::Expr for thunks)
  FunctionRole role = FunctionRole::Ordinary;
  SynthesisKind synthesis = SynthesisKind::None;
  SourceRange range; // of the name
  UseAttributes use;
  bool isStatic = false; // @staticmethod, and __init__
  InlineKind inlining = InlineKind::Automatic;
  std::string exportName, externName;
  bool isExported = false, isExtern = false, keepsInterior = false; // @__unsafe_nested_origins_read_only
  /// Parameters that come before the own ones: the struct's, the trait's Self, a closure's context, a thunk's free parameters.
  Lazy<std::vector<ParameterId>> outerParameters;
  Lazy<Signature> signature;
  Lazy<CheckedBody *> body;
  RequirementId requirement; // of a trait's method
};

struct Comptime {
  Name name;
  Entity owner; // Module, Struct, Trait, Function
  ModuleId module;
  const void *syntax = nullptr; // ast::ComptimeDecl
  uint32_t element = 0;         // of an unpacking declaration
  SourceRange range;
  UseAttributes use;
  Lazy<std::vector<ParameterId>> parameters;
  std::vector<WhereClause> wheres;
  Lazy<Term> value; // a Lambda over the parameters if there are any
  Type type;        // declared type or metatype; set together with `value`
  RequirementId requirement;
};

struct Capture {
  Name name;
  LocalId outerLocal;                      // in the enclosing body, or
  int outerCapture = -1;                   // a capture of the enclosing closure
  Convention convention = Convention::Imm; // Imm, Mut, Ref: by reference; Var: copied or moved in
  bool isMove = false;                     // `x^`
  bool isListed = false;
  Type type;
  Term origin;       // of the captured place, for reference captures
  SourceRange range; // of the entry, or of the first use
};

struct Closure {
  Name name;                        // empty for a lambda
  const void *syntax = nullptr;     // ast::Function or ast::Lambda
  FunctionId outer, call;           // the body it is written in; its `__call__`
  std::vector<ParameterId> context; // every compile-time parameter in scope
  std::vector<Capture> captures;
  bool hasCaptureList = false;
  SourceRange range;
};

} // namespace fornax::sema
