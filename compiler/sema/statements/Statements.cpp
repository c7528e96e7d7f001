#include "sema/statements/Statements.h"
#include "sema/names/Imports.h"
#include <llvm/Support/SaveAndRestore.h>

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

TypeText typeText(Context &ctx, Term term) { return {print(ctx, term)}; }

const Block *makeBlock(BodyContext &b, llvm::ArrayRef<const Stmt *> statements, SourceRange range) {
  auto *block = b.build.stmt<Block>(range);
  block->statements = b.build.list(statements);
  return block;
}

const Block *checkSuiteInScope(BodyContext &b, const ast::Block &suite) {
  llvm::SmallVector<const Stmt *, 8> statements;
  checkBlock(b, suite, statements);
  return makeBlock(b, statements, suite.range());
}

const Block *checkSuite(BodyContext &b, const ast::Block &suite) {
  ScopeGuard scope(b);
  return checkSuiteInScope(b, suite);
}

void checkBlock(BodyContext &b, const ast::Block &suite, StmtList &into) {
  bool isLibrary = b.ctx.program.modules[b.module].isLibrary;
  const Stmt *leaves = nullptr; // what ends the suite before its end
  for (const ast::Stmt *stmt : suite.statements) {
    if (leaves && !isLibrary && !llvm::isa<ast::Pass, ast::ErrorStmt, ast::Function>(stmt)) {
      b.ctx.diags.report(stmt->range(), messages::unreachableCode()).note(leaves->range, messages::controlLeaves());
      isLibrary = true; // once for each suite
    }
    size_t before = into.size();
    checkStmt(b, *stmt, into);
    for (const Stmt *made : llvm::ArrayRef(into).drop_front(std::min(before, into.size())))
      if (!leaves && !passes(*made, b.build.body))
        leaves = made;
  }
}

static void checkExprStmt(BodyContext &b, const ast::ExprStmt &stmt, StmtList &into) {
  const ast::Expr *value = ast::stripParens(stmt.value);
  if (llvm::isa<ast::Ellipsis>(value) || llvm::isa<ast::StringLiteral>(value))
    return; // filler, and docstrings out of place
  Expr *expr = check(b, *stmt.value, {Type(), FitMode::Discard});
  if (!expr)
    return;
  Type type = b.build.typeOf(expr);
  bool isQuiet =
      isError(type) || expr->category == Category::None || expr->category == Category::Never || isNone(b.ctx, type) || llvm::isa<ast::Walrus>(value);
  isQuiet = isQuiet || hasErrorIn(b.ctx, stmt.range());
  bool isFunction = isKind(type, TermKind::FunctionItem) && llvm::isa<ast::Identifier, ast::Subscript, ast::Member>(value);
  if (!isQuiet && isFunction)
    b.ctx.diags.report(stmt.value->range(), messages::functionNotCalled(b.ctx.sources.text(value->range()).str()))
        .fix(messages::insertCall(), stmt.value->range().atEnd(), "()");
  else if (!isQuiet && expr->category == Category::Value)
    b.ctx.diags.report(stmt.value->range(), messages::unusedValue(typeText(b.ctx, type)));
  auto *discard = b.build.stmt<Discard>(stmt.range());
  discard->expr = expr;
  into.push_back(discard);
}

static Expr *checkReturnedValue(BodyContext &b, const ast::Expr &value) {
  size_t mark = b.ctx.diags.mark();
  Expr *built = check(b, value, {b.resultType, FitMode::Value});
  if (built->kind != ExprKind::Error || !isNone(b.ctx, b.resultType))
    return built;
  // The value is in order, but nothing is declared that it could become.
  for (diag::Diagnostic &diagnostic : b.ctx.diags.takeSince(mark)) {
    if (diagnostic.code() == messages::cannotConvert.name && diagnostic.range == value.range())
      b.ctx.diags.report(value.range(), messages::valueReturned()).note(messages::declareResult());
    else
      b.ctx.diags.report(std::move(diagnostic));
  }
  return built;
}

static void checkReturn(BodyContext &b, const ast::Return &stmt, StmtList &into) {
  auto *result = b.build.stmt<Return>(stmt.range());
  const Signature &signature = signatureOf(b.ctx, b.function);
  bool hasNamedResult = signature.outIndex >= 0;
  if (isNever(b.ctx, b.resultType)) {
    b.ctx.diags.report(stmt.range(), messages::returnFromNever());
    into.push_back(result);
    return;
  }
  if (stmt.value) {
    if (b.returnsReference)
      result->value = checkReturnedPlace(b, *stmt.value);
    else
      result->value = checkReturnedValue(b, *stmt.value);
  } else if (!hasNamedResult && !isNone(b.ctx, b.resultType) && !isError(b.resultType)) {
    b.ctx.diags.report(stmt.range(), messages::returnWithoutValue(typeText(b.ctx, b.resultType)));
  }
  into.push_back(result);
}

/// A condition of a run-time `if` whose value is known.
static void warnConstant(BodyContext &b, const Expr &condition, const ast::Expr &written) {
  auto *constant = llvm::dyn_cast<Constant>(&condition);
  std::optional<bool> value = constant ? asBool(b.build.body.term(constant->value)) : std::nullopt;
  if (value && !b.ctx.program.modules[b.module].isLibrary)
    b.ctx.diags.report(written.range(), messages::constantCondition(*value ? "true" : "false")).note(messages::useComptimeIf());
}

static void checkIf(BodyContext &b, llvm::ArrayRef<ast::IfArm> arms, const ast::Block *elseBody, SourceRange range, StmtList &into) {
  auto *branch = b.build.stmt<If>(range);
  branch->condition = checkCondition(b, *arms[0].condition);
  warnConstant(b, *branch->condition, *arms[0].condition);
  branch->then = checkSuite(b, *arms[0].body);
  if (arms.size() > 1) {
    llvm::SmallVector<const Stmt *, 1> rest;
    checkIf(b, arms.drop_front(), elseBody, arms[1].keywordRange.to(range), rest);
    branch->otherwise = makeBlock(b, rest, arms[1].keywordRange);
  } else if (elseBody) {
    branch->otherwise = checkSuite(b, *elseBody);
  }
  into.push_back(branch);
}

template <class T> static void checkJump(BodyContext &b, const ast::Stmt &stmt, llvm::StringRef word, StmtList &into) {
  if (b.loopDepth == 0)
    b.ctx.diags.report(stmt.range(), messages::outsideLoop(word));
  else
    into.push_back(b.build.stmt<T>(stmt.range()));
}

static void checkNestedFunction(BodyContext &b, const ast::Function &function, StmtList &into) {
  Expr *closure = checkClosure(b, function);
  if (!closure)
    return; // a plain function: its name has been declared
  LocalId local = declareLocal(b, function.name.name, function.name.range, LocalKind::Variable, b.build.typeOf(closure));
  into.push_back(makeInit(b, local, closure, function.range()));
}

void checkStmt(BodyContext &b, const ast::Stmt &stmt, StmtList &into) {
  using ast::NodeKind;
  llvm::SaveAndRestore pending(b.pending, &into);
  switch (stmt.kind()) {
  case NodeKind::ExprStmt: return checkExprStmt(b, llvm::cast<ast::ExprStmt>(stmt), into);
  case NodeKind::Return: return checkReturn(b, llvm::cast<ast::Return>(stmt), into);
  case NodeKind::VarStmt: return checkVar(b, llvm::cast<ast::VarStmt>(stmt), into);
  case NodeKind::Assign: return checkAssign(b, llvm::cast<ast::Assign>(stmt), into);
  case NodeKind::AugAssign: return checkAugAssign(b, llvm::cast<ast::AugAssign>(stmt), into);
  case NodeKind::If: {
    auto &branch = llvm::cast<ast::If>(stmt);
    return branch.isComptime ? checkComptimeIf(b, branch, into) : checkIf(b, branch.arms, branch.elseBody, branch.range(), into);
  }
  case NodeKind::While: return checkWhile(b, llvm::cast<ast::While>(stmt), into);
  case NodeKind::For: {
    auto &loop = llvm::cast<ast::For>(stmt);
    return loop.isComptime ? checkComptimeFor(b, loop, into) : checkFor(b, loop, into);
  }
  case NodeKind::Try: return checkTry(b, llvm::cast<ast::Try>(stmt), into);
  case NodeKind::Raise: return checkRaise(b, llvm::cast<ast::Raise>(stmt), into);
  case NodeKind::With: return checkWith(b, llvm::cast<ast::With>(stmt), into);
  case NodeKind::Assert: return checkAssert(b, llvm::cast<ast::Assert>(stmt), into);
  case NodeKind::Break: return checkJump<Break>(b, stmt, "break", into);
  case NodeKind::Continue: return checkJump<Continue>(b, stmt, "continue", into);
  case NodeKind::Function: return checkNestedFunction(b, llvm::cast<ast::Function>(stmt), into);
  case NodeKind::ComptimeDecl: return checkLocalComptime(b, llvm::cast<ast::ComptimeDecl>(stmt));
  case NodeKind::ComptimeUnpack: return checkLocalUnpack(b, llvm::cast<ast::ComptimeUnpack>(stmt));
  case NodeKind::Import:
  case NodeKind::FromImport: return importIntoScope(b.ctx, b.module, stmt, *b.scope);
  case NodeKind::Match:
    if (!hasErrorIn(b.ctx, stmt.range()))
      b.ctx.diags.report(llvm::cast<ast::Match>(stmt).keywordRange, messages::matchUnsupported());
    return;
  case NodeKind::MlirRegion: b.ctx.diags.report(stmt.range().atBegin(), messages::regionUnsupported()); return;
  case NodeKind::Pass: return;
  case NodeKind::ErrorStmt: // the parser has reported these
  case NodeKind::Struct:
  case NodeKind::Trait:
  case NodeKind::Extension: return;
  case NodeKind::Field: return; // stands in types only
  default: llvm_unreachable("not a statement");
  }
}

} // namespace fornax::sema
