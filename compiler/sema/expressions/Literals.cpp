// Literals: values of the zero-size literal types, whose parameter carries the value; t-strings: the library call they stand for.

#include "syntax/Literals.h"
#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

static Draft *literalDraft(BodyContext &bc, const ast::Expr &expr, ContractItem item, Term value) {
  if (isError(value))
    return errorDraft(bc, &expr, expr.range());
  Type type = contractType(bc.ctx, item, {value});
  if (isError(type))
    return errorDraft(bc, &expr, expr.range());
  return doneDraft(bc, constantOf(bc, makeValue(bc.ctx, type, {}), expr.range()), &expr);
}

Draft *analyseInt(BodyContext &bc, const ast::IntLiteral &literal) {
  return literalDraft(bc, literal, ContractItem::IntLiteral, makeIntLiteral(bc.ctx, syntax::intValue(literal)));
}

Draft *analyseFloat(BodyContext &bc, const ast::FloatLiteral &literal) {
  return literalDraft(bc, literal, ContractItem::FloatLiteral, makeFloatLiteral(bc.ctx, syntax::floatText(literal)));
}

Draft *analyseString(BodyContext &bc, const ast::StringLiteral &literal) {
  return literalDraft(bc, literal, ContractItem::StringLiteral, makeString(bc.ctx, syntax::stringValue(literal)));
}

/// `t"a{x}"` is `__make_tstring["a{}"](x)`.
Draft *analyseTString(BodyContext &bc, const ast::TString &literal) {
  llvm::SmallVector<CallOperand, 4> operands;
  for (const ast::TStringPart &part : literal.parts) {
    if (!part.hole)
      continue;
    CallOperand operand;
    operand.draft = analyse(bc, *part.hole);
    operand.range = part.hole->range();
    operands.push_back(operand);
  }
  llvm::ArrayRef<FunctionId> functions = contractFunctions(bc.ctx, ContractItem::MakeTString);
  if (functions.empty() || hasErrorOperand(bc, operands))
    return errorDraft(bc, &literal, literal.range());
  Term pattern = makeString(bc.ctx, syntax::formatText(literal));
  // The parameter may be the text itself, or a StringLiteral value that wraps it.
  const Signature &signature = signatureOf(bc.ctx, functions.front());
  for (ParameterId id : signature.parameters) {
    const Parameter &row = bc.ctx.program.parameters[id];
    if (row.group != ParameterGroup::Positional && row.group != ParameterGroup::PositionalOnly)
      continue;
    if (isKind(row.type, TermKind::Struct)) {
      Type type = contractType(bc.ctx, ContractItem::StringLiteral, {pattern});
      if (!isError(type))
        pattern = makeValue(bc.ctx, type, {});
    }
    break;
  }
  return doneDraft(bc, callFunction(bc, functions, {pattern}, operands, literal.range()), &literal);
}

} // namespace fornax::sema
