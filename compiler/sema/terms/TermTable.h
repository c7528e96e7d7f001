#pragma once
// The uniquing table of terms and of what their payloads point to. Only terms/ creates nodes; everyone else uses the make* functions.

#include "basic/Arena.h"
#include "sema/entities/Program.h"
#include "sema/terms/Rational.h"
#include "sema/terms/Terms.h"
#include <deque>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringMap.h>
#include <map>

namespace fornax::sema {

/// MLIR text with splices: pieces.size() == operands of the node + 1.
struct MlirPieces {
  llvm::SmallVector<llvm::StringRef, 2> pieces;
  bool isAttribute = false;
};

/// What of a signature is no term. Names and positional-only marks are no part of its identity, except names of keyword-only arguments
///; the first spelling that was met is kept for printing and keyword calls.
struct SignatureShape {
  struct Own {
    Name name;
    ParameterGroup group = ParameterGroup::Positional;
    bool hasDefault = false;
  };
  struct Argument {
    Name name;
    Convention convention = Convention::Imm;
    ArgumentKind kind = ArgumentKind::Positional;
    bool isPack = false, hasOrigin = false, hasSpace = false;
  };
  llvm::SmallVector<Own, 2> own;
  llvm::SmallVector<Argument, 4> arguments;
  bool hasResultOrigin = false, hasResultSpace = false;
  unsigned wheres = 0;
  Abi abi = Abi::Mojo;
};

/// The names of a generator's parameters: the first spelling that was met (equality is up to renaming).
using LambdaNames = llvm::SmallVector<Name, 2>;

class TermTable {
  llvm::SmallVector<const Node *, 0> slots; // open addressing, a power of two
  uint32_t used = 0;
  void grow();

public:
  Arena arena;
  TermTable();
  TermTable(const TermTable &) = delete;

  struct Key {
    TermKind kind;
    uint64_t payload = 0;
    Type type;
    llvm::ArrayRef<Term> operands;
    uint16_t ownFlags = 0;  // besides those of type and operands
    uint8_t looseDepth = 0; // of the node itself (Bound)
    uint8_t binders = 0;    // 1 if the node binds one level over its operands (Lambda, Signature)
  };
  Term get(const Key &);
  uint32_t size() const { return used; }

  // Payloads: equal content, equal pointer.
  const llvm::APInt *intern(const llvm::APInt &);
  const llvm::APFloat *intern(const llvm::APFloat &);
  const Rational *intern(const Rational &);
  llvm::StringRef intern(llvm::StringRef);
  const void *internText(llvm::StringRef text) { return &*texts.try_emplace(text).first; }
  const MlirPieces *intern(llvm::ArrayRef<llvm::StringRef> pieces, bool isAttribute);
  const ObjectGraph *intern(ObjectGraph &&);
  uint32_t intern(const SignatureShape &);
  const SignatureShape &signatureShape(uint32_t index) const { return shapes[index]; }

  llvm::DenseMap<const Node *, LambdaNames> lambdaNames;
  llvm::DenseMap<const Node *, Type> types; // memo of typeOf where it is computed on demand
  llvm::DenseMap<const Node *, Term> erased;
  llvm::DenseMap<const Node *, llvm::StringRef> keys; // memo of printKey
  llvm::StringMap<Type> machineTypes;                 // those without terms in them, by text
  unsigned recursion = 0;                             // depth of recursive aliases being expanded

private:
  llvm::StringMap<char> texts;
  llvm::DenseMap<llvm::APInt, const llvm::APInt *> ints;
  std::deque<llvm::APInt> intRows;
  std::map<std::pair<const llvm::fltSemantics *, std::string>, llvm::APFloat> floats;
  std::map<std::string, Rational> rationals;
  std::map<std::string, MlirPieces> mlir;
  std::map<std::string, ObjectGraph> objects;
  std::map<std::string, uint32_t> shapeIndex;
  std::deque<SignatureShape> shapes;
};

inline TermTable &tableOf(Context &ctx) { return *ctx.program.terms; }

} // namespace fornax::sema
