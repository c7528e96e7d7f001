#pragma once
// Parameter lists, and the hidden parameters that open types in argument positions become.

#include "sema/evaluation/CompileTime.h"
#include "syntax/AST.h"

namespace fornax::sema {

/// The parameters of one declaration while it is read; `hidden` come before `own`.
struct ParameterList {
  Entity owner;
  std::vector<ParameterId> hidden, own;
  std::vector<ParameterId> all() const {
    std::vector<ParameterId> ids = hidden;
    ids.insert(ids.end(), own.begin(), own.end());
    return ids;
  }
};

/// Reads `[…]` and declares each parameter in the innermost scope.
void readParameters(BodyContext &, llvm::ArrayRef<const ast::Parameter *>, ParameterList &);
/// A new hidden parameter. `printed` is how messages spell it.
ParameterId addHidden(Context &, ParameterList &, Name, Type, bool isVariadic, std::string printed, SourceRange);
/// Replaces the holes of a term by hidden parameters; `printed` names what has the type.
Term hideHoles(BodyContext &, ParameterList &, Term, llvm::ArrayRef<HoleInfo>, llvm::StringRef printed, SourceRange);
/// Gives every parameter its position.
void numberParameters(Context &, llvm::ArrayRef<ParameterId>);

} // namespace fornax::sema
