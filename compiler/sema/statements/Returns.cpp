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
  if (!b.resultOrigin || isError(b.resultOrigin) || isError(origin) || originContains(b.ctx, b.resultOrigin, origin))
    return place;
  const Expr *root = place;
  while (auto *field = llvm::dyn_cast_if_present<FieldPlace>(root))
    root = field->base;
  auto *local = llvm::dyn_cast_if_present<LocalPlace>(root);
  bool isLocal = local && b.build.body.locals[local->local].name; // its place has no name of its own yet
  std::string from = isLocal ? b.build.body.locals[local->local].name.str().str() : print(b.ctx, origin, PrintOrigins::Show);
  b.ctx.diags.report(value.range(), messages::returnedOrigin(TypeText{from}, TypeText{print(b.ctx, b.resultOrigin, PrintOrigins::Show)}));
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
