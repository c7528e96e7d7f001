#pragma once
// Inside of statements/: one function per kind of statement, by subject.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/expressions/Expressions.h"
#include "sema/names/Scope.h"
#include "syntax/AST.h"

namespace fornax::sema {

using StmtList = llvm::SmallVectorImpl<const checked::Stmt *>;

/// A scope for one suite; ends with the object.
class ScopeGuard {
  BodyContext &b;
  Scope scope;
  Scope *outer;
  Env env;

public:
  explicit ScopeGuard(BodyContext &b) : b(b), outer(b.scope), env(b.env) {
    scope.outer = outer;
    b.scope = &scope;
  }
  ~ScopeGuard() {
    b.scope = outer;
    b.env = env; // facts of asserts in the suite do not leak
  }
};

TypeText typeText(Context &, Term);

void checkStmt(BodyContext &, const ast::Stmt &, StmtList &into);
/// A suite in a scope of its own.
const checked::Block *checkSuite(BodyContext &, const ast::Block &);
/// Also used with names declared before the suite (loops, handlers): the caller has made the scope.
const checked::Block *checkSuiteInScope(BodyContext &, const ast::Block &);
const checked::Block *makeBlock(BodyContext &, llvm::ArrayRef<const checked::Stmt *>, SourceRange);

// ---- Variables.cpp
void checkVar(BodyContext &, const ast::VarStmt &, StmtList &into);
/// A new variable in the innermost scope; reports a second declaration of the name in that scope.
LocalId declareLocal(BodyContext &, Name, SourceRange, LocalKind, Type);
void declareName(BodyContext &, Name, ScopeEntry);
/// The place of a local.
checked::Expr *localPlace(BodyContext &, LocalId, SourceRange);
const checked::Stmt *makeInit(BodyContext &, LocalId, const checked::Expr *value, SourceRange);
/// One element of a tuple, by the tuple's own subscript with a compile-time index.
checked::Expr *tupleElement(BodyContext &, checked::Expr *place, unsigned index, SourceRange);
/// A place to take several parts from: what is no variable yet is evaluated by a statement of its own.
checked::Expr *evaluateOnce(BodyContext &, checked::Expr *source, StmtList &into);
/// Reports a tuple of another length than the names it is taken apart into.
bool checkElementCount(BodyContext &, checked::Expr *source, size_t names, SourceRange target);
const checked::Stmt *makeBindRef(BodyContext &, LocalId, const checked::Expr *place, SourceRange);

// ---- Assign.cpp
void checkAssign(BodyContext &, const ast::Assign &, StmtList &into);
void checkAugAssign(BodyContext &, const ast::AugAssign &, StmtList &into);
/// Stores a built place or value in a target (of a chain).
void storeBuilt(BodyContext &, const ast::Expr &target, checked::Expr *source, StmtList &into);

// ---- Loops.cpp
void checkWhile(BodyContext &, const ast::While &, StmtList &into);
void checkFor(BodyContext &, const ast::For &, StmtList &into);

// ---- Errors.cpp
void checkTry(BodyContext &, const ast::Try &, StmtList &into);
void checkRaise(BodyContext &, const ast::Raise &, StmtList &into);

// ---- With.cpp
void checkWith(BodyContext &, const ast::With &, StmtList &into);

// ---- ComptimeStatements.cpp
void checkComptimeIf(BodyContext &, const ast::If &, StmtList &into);
void checkComptimeFor(BodyContext &, const ast::For &, StmtList &into);
void checkAssert(BodyContext &, const ast::Assert &, StmtList &into);
void checkLocalComptime(BodyContext &, const ast::ComptimeDecl &);

/// The text of an assertion's message: a string term, or its printed form.
std::string assertText(Context &, Term message);
void checkLocalUnpack(BodyContext &, const ast::ComptimeUnpack &);

// ---- Errors.cpp
/// The caught error on its way on, as a value of the type that is raised from here; null where it needs no conversion.
const checked::Stmt *raiseConverted(BodyContext &, LocalId error, SourceRange);

// ---- Returns.cpp
/// `return e` of a function that returns a reference: a place whose origin the declared one contains.
checked::Expr *checkReturnedPlace(BodyContext &, const ast::Expr &);

// ---- Flow.cpp
/// Whether control can reach the end of the block.
bool fallsThrough(const checked::Block &, const CheckedBody &);
/// The same for what follows a statement.
bool passes(const checked::Stmt &, const CheckedBody &);

} // namespace fornax::sema
