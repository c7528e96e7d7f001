#pragma once
// Makes the rows of declarations from the syntax tree: the name part of entities.

#include "sema/entities/Program.h"
#include "syntax/AST.h"

namespace fornax::sema {

FunctionId addFunction(Context &, const ast::Function &, Entity owner, ModuleId);
ComptimeId addComptime(Context &, const ast::ComptimeDecl &, Entity owner, ModuleId);
/// Adds to a scope's names; reports a second declaration (D39, D40). Functions of one name form a set.
void declareFunction(Context &, NameMap &, Name, SourceRange, FunctionId);
void declareEntity(Context &, NameMap &, Name, SourceRange, Entity);
/// Adds the members of an extension to a struct whose members are known already, or will be.
void addExtension(Context &, StructId, const ast::Extension &, ModuleId);

} // namespace fornax::sema
