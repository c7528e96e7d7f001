#include "sema/statements/Statements.h"

namespace fornax::sema {

using namespace checked;

bool fallsThrough(const Block &block, const CheckedBody &body) {
  return llvm::all_of(block.statements, [&](const Stmt *stmt) { return passes(*stmt, body); });
}

static bool blockPasses(const Block *block, const CheckedBody &body) { return !block || fallsThrough(*block, body); }

static bool isConstantTrue(const Expr *condition, const CheckedBody &body) {
  const auto *constant = llvm::dyn_cast<Constant>(condition);
  return constant && asBool(body.term(constant->value)).value_or(false);
}

/// Whether a `break` in the block leaves the loop the block belongs to.
static bool breaks(const Block *block);
static bool breaks(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Break: return true;
  case StmtKind::Block: return breaks(&llvm::cast<Block>(stmt));
  case StmtKind::If: {
    auto &branch = llvm::cast<If>(stmt);
    return breaks(branch.then) || breaks(branch.otherwise);
  }
  case StmtKind::While: return breaks(llvm::cast<While>(stmt).otherwise);
  case StmtKind::For: return breaks(llvm::cast<For>(stmt).otherwise);
  case StmtKind::ComptimeFor: return breaks(llvm::cast<ComptimeFor>(stmt).otherwise);
  case StmtKind::Try: {
    auto &attempt = llvm::cast<Try>(stmt);
    return breaks(attempt.body) || breaks(attempt.handler) || breaks(attempt.otherwise) || breaks(attempt.finally);
  }
  case StmtKind::With: return breaks(llvm::cast<With>(stmt).body);
  case StmtKind::ComptimeIf: return llvm::any_of(llvm::cast<ComptimeIf>(stmt).arms, [](const ComptimeArm &arm) { return breaks(arm.body); });
  case StmtKind::Discard:
  case StmtKind::Init:
  case StmtKind::Late:
  case StmtKind::BindRef:
  case StmtKind::Assign:
  case StmtKind::Raise:
  case StmtKind::Reraise:
  case StmtKind::Return:
  case StmtKind::Continue:
  case StmtKind::ComptimeAssert:
  case StmtKind::Error: return false;
  }
  return false;
}

static bool breaks(const Block *block) {
  return block && llvm::any_of(block->statements, [](const Stmt *stmt) { return breaks(*stmt); });
}

static bool tryPasses(const Try &attempt, const CheckedBody &body) {
  if (!blockPasses(attempt.finally, body))
    return false;
  bool normal = fallsThrough(*attempt.body, body) && blockPasses(attempt.otherwise, body);
  return normal || (attempt.hasHandler && blockPasses(attempt.handler, body));
}

static bool comptimeIfPasses(const ComptimeIf &branch, const CheckedBody &body) {
  bool hasElse = !branch.arms.empty() && !branch.arms.back().condition.isValid();
  return !hasElse || llvm::any_of(branch.arms, [&](const ComptimeArm &arm) { return blockPasses(arm.body, body); });
}

static bool assertPasses(const ComptimeAssert &check, const CheckedBody &body) { return asBool(body.term(check.condition)).value_or(true); }

static bool isNeverExpr(const Expr *value) { return value && value->category == Category::Never; }

bool passes(const Stmt &stmt, const CheckedBody &body) {
  switch (stmt.kind) {
  case StmtKind::Return:
  case StmtKind::Raise:
  case StmtKind::Reraise:
  case StmtKind::Break:
  case StmtKind::Continue: return false;
  case StmtKind::Block: return fallsThrough(llvm::cast<Block>(stmt), body);
  case StmtKind::If: {
    auto &branch = llvm::cast<If>(stmt);
    return !branch.otherwise || fallsThrough(*branch.then, body) || fallsThrough(*branch.otherwise, body);
  }
  case StmtKind::While: {
    auto &loop = llvm::cast<While>(stmt);
    return breaks(loop.body) || (!isConstantTrue(loop.condition, body) && blockPasses(loop.otherwise, body));
  }
  case StmtKind::For: {
    auto &loop = llvm::cast<For>(stmt);
    return breaks(loop.body) || blockPasses(loop.otherwise, body);
  }
  case StmtKind::ComptimeFor: {
    auto &loop = llvm::cast<ComptimeFor>(stmt);
    return breaks(loop.body) || blockPasses(loop.otherwise, body);
  }
  case StmtKind::Try: return tryPasses(llvm::cast<Try>(stmt), body);
  case StmtKind::With: {
    auto &with = llvm::cast<With>(stmt);
    return with.exitWithError || fallsThrough(*with.body, body);
  }
  case StmtKind::ComptimeIf: return comptimeIfPasses(llvm::cast<ComptimeIf>(stmt), body);
  case StmtKind::ComptimeAssert: return assertPasses(llvm::cast<ComptimeAssert>(stmt), body);
  case StmtKind::Discard: return !isNeverExpr(llvm::cast<Discard>(stmt).expr);
  case StmtKind::Init: return !isNeverExpr(llvm::cast<Init>(stmt).value);
  case StmtKind::Assign: return !isNeverExpr(llvm::cast<Assign>(stmt).value);
  case StmtKind::Late:
  case StmtKind::BindRef:
  case StmtKind::Error: return true;
  }
  return true;
}

} // namespace fornax::sema
