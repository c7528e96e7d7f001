#include "sema/statements/Statements.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

Expr *checkReturnedPlace(BodyContext &b, const ast::Expr &value) {
  Expr *place = checkPlace(b, value);
  if (place->kind == ExprKind::Error || isError(b.resultType))
    return place;
  Type actual = b.build.typeOf(place);
  if (compare(b.ctx, actual, b.resultType) == Comparison::Different) {
    b.ctx.diags.report(value.range(), messages::returnedPlaceType(typeText(b.ctx, actual), typeText(b.ctx, b.resultType)));
    return b.build.error(value.range());
  }
  Term origin = originOf(b, place);
  if (b.resultOrigin && !isError(b.resultOrigin) && !isError(origin) && !originContains(b.ctx, b.resultOrigin, origin))
    b.ctx.diags.report(value.range(), messages::returnedOrigin(TypeText{print(b.ctx, origin, PrintOrigins::Show)},
                                                               TypeText{print(b.ctx, b.resultOrigin, PrintOrigins::Show)}));
  return place;
}

std::string assertText(Context &ctx, Term message) {
  // A message is a literal (the text is a parameter of its type) or a text term.
  Type type = typeOf(ctx, message);
  if (isContractStruct(ctx, type, ContractItem::StringLiteral) && isKind(argumentsOf(type)[0], TermKind::String))
    return textOf(argumentsOf(type)[0]).str();
  return isKind(message, TermKind::String) ? textOf(message).str() : print(ctx, message);
}

} // namespace fornax::sema
