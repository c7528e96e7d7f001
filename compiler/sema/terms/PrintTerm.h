#pragma once
// What the printers of terms share.

#include "sema/terms/Terms.h"
#include <string>

namespace fornax::sema {

struct CheckedBody;

/// Text in quotes, with escapes.
std::string quoted(llvm::StringRef);
/// The name of a type as programs see it by reflection.
std::string printReflected(Context &, Term);
/// `f`, `Struct.method`: a function's name below its module.
std::string qualifiedItem(Context &, FunctionId);
/// The name of a local; empty for temporaries.
std::string localNameIn(const CheckedBody &, LocalId);

} // namespace fornax::sema
