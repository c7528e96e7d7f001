#pragma once
// Ids of the entities of a program, and the two handles of compile-time terms.

#include "basic/Index.h"
#include "basic/Name.h"
#include "basic/SourceRange.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/Hashing.h>
#include <llvm/ADT/SmallVector.h>

namespace fornax::sema {

using ModuleId = Id<struct ModuleTag>;
using StructId = Id<struct StructTag>;
using TraitId = Id<struct TraitTag>;
using FunctionId = Id<struct FunctionTag>; // functions, methods, closures' `__call__`, thunks, synthesised bodies
using ComptimeId = Id<struct ComptimeTag>; // `comptime` declarations: module, struct, trait and local ones
using ParameterId = Id<struct ParameterTag>;
using FieldId = Id<struct FieldTag>;
using ClosureId = Id<struct ClosureTag>;
using RequirementId = Id<struct RequirementTag>;
using LocalId = Id<struct LocalTag>; // index into CheckedBody::locals

struct Node;

/// A compile-time value, or an expression for one. Uniqued: equality is identity of the node.
class Term {
protected:
  const Node *n = nullptr;

public:
  constexpr Term() = default;
  constexpr explicit Term(const Node *n) : n(n) {}
  constexpr explicit operator bool() const { return n; }
  const Node *node() const { return n; }
  const Node *operator->() const { return n; }
  friend bool operator==(Term a, Term b) { return a.n == b.n; }
};

/// A term known to denote a type.
class Type : public Term {
public:
  constexpr Type() = default;
  constexpr explicit Type(const Node *n) : Term(n) {}
};

/// Any named thing.
struct Entity {
  enum class Kind : uint8_t { None, Module, Struct, Trait, Function, Comptime, Parameter, Field, Closure, Requirement, Local };
  Kind kind = Kind::None;
  uint32_t id = ~0u;

  Entity() = default;
  Entity(Kind kind, uint32_t id) : kind(kind), id(id) {}
  Entity(ModuleId i) : Entity(Kind::Module, i.value) {}
  Entity(StructId i) : Entity(Kind::Struct, i.value) {}
  Entity(TraitId i) : Entity(Kind::Trait, i.value) {}
  Entity(FunctionId i) : Entity(Kind::Function, i.value) {}
  Entity(ComptimeId i) : Entity(Kind::Comptime, i.value) {}
  Entity(ParameterId i) : Entity(Kind::Parameter, i.value) {}
  Entity(FieldId i) : Entity(Kind::Field, i.value) {}
  Entity(ClosureId i) : Entity(Kind::Closure, i.value) {}
  Entity(RequirementId i) : Entity(Kind::Requirement, i.value) {}
  Entity(LocalId i) : Entity(Kind::Local, i.value) {}

  explicit operator bool() const { return kind != Kind::None; }
  bool is(Kind k) const { return kind == k; }
  ModuleId module() const { return get<ModuleId>(Kind::Module); }
  StructId structure() const { return get<StructId>(Kind::Struct); }
  TraitId trait() const { return get<TraitId>(Kind::Trait); }
  FunctionId function() const { return get<FunctionId>(Kind::Function); }
  ComptimeId comptime() const { return get<ComptimeId>(Kind::Comptime); }
  ParameterId parameter() const { return get<ParameterId>(Kind::Parameter); }
  FieldId field() const { return get<FieldId>(Kind::Field); }
  ClosureId closure() const { return get<ClosureId>(Kind::Closure); }
  RequirementId requirement() const { return get<RequirementId>(Kind::Requirement); }
  LocalId local() const { return get<LocalId>(Kind::Local); }
  friend bool operator==(const Entity &, const Entity &) = default;

private:
  template <class I> I get(Kind wanted) const {
    assert(kind == wanted);
    return I(id);
  }
};

} // namespace fornax::sema

template <> struct llvm::DenseMapInfo<fornax::sema::Term> {
  using Pointer = DenseMapInfo<const void *>;
  static fornax::sema::Term getEmptyKey() { return fornax::sema::Term(static_cast<const fornax::sema::Node *>(Pointer::getEmptyKey())); }
  static fornax::sema::Term getTombstoneKey() { return fornax::sema::Term(static_cast<const fornax::sema::Node *>(Pointer::getTombstoneKey())); }
  static unsigned getHashValue(fornax::sema::Term t) { return Pointer::getHashValue(t.node()); }
  static bool isEqual(fornax::sema::Term a, fornax::sema::Term b) { return a == b; }
};
