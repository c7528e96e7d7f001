// `a.b`: fields, compile-time members of values, dynamic attributes.

#include "sema/expressions/Members.h"
#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"
#include "sema/names/Imports.h"

namespace fornax::sema {

using namespace checked;
namespace ast = fornax::ast;

FieldId fieldNamed(Context &ctx, Type type, Name name) {
  if (!isKind(type, TermKind::Struct))
    return {};
  const NameMap &members = membersOf(ctx, structOf(type));
  auto it = members.find(name);
  return it != members.end() && it->second.entity.is(Entity::Kind::Field) ? it->second.entity.field() : FieldId();
}

static llvm::SmallVector<FunctionId, 4> functionsNamed(BodyContext &bc, Type type, llvm::StringRef name) {
  llvm::SmallVector<FunctionId, 4> functions;
  memberFunctions(bc.ctx, type, intern(bc, name), bc.env, functions);
  return functions;
}

bool hasMember(BodyContext &bc, Type type, llvm::StringRef name) {
  return bool(fieldNamed(bc.ctx, type, intern(bc, name))) || !functionsNamed(bc, type, name).empty();
}

static Term nameLiteral(BodyContext &bc, Name name) {
  Type type = contractType(bc.ctx, ContractItem::StringLiteral, {makeString(bc.ctx, name.str())});
  return isError(type) ? Term(type) : makeValue(bc.ctx, type, {});
}

Expr *nameOperand(BodyContext &bc, Name name, SourceRange range) { return constantOf(bc, nameLiteral(bc, name), range); }

/// `__getattr_param__["name"]()`, then `__getattr__("name")`; null if the type has neither.
static Expr *readAttribute(BodyContext &bc, Expr *base, Name name, SourceRange range) {
  Type type = bc.build.typeOf(base);
  if (auto functions = functionsNamed(bc, type, "__getattr_param__"); !functions.empty()) {
    CallSite site;
    site.range = site.callee = range;
    site.name = intern(bc, "__getattr_param__");
    site.functions = arenaList(bc, llvm::ArrayRef<FunctionId>(functions));
    site.base = type;
    site.receiver = doneDraft(bc, base);
    site.parameters = arenaList(bc, llvm::ArrayRef(nameLiteral(bc, name)));
    return buildCall(bc, site);
  }
  CallOperand operand;
  operand.built = nameOperand(bc, name, range);
  operand.range = range;
  return callMember(bc, base, "__getattr__", {operand}, range);
}

Expr *readMember(BodyContext &bc, Expr *base, Name name, SourceRange range, SourceRange whole) {
  Type type = bc.build.typeOf(base);
  if (FieldId field = fieldNamed(bc.ctx, type, name))
    return fieldPlace(bc, base, field, whole);
  if (Term member = comptimeMemberOf(bc, type, name, range))
    return constantOf(bc, member, whole);
  if (!functionsNamed(bc, type, name.str()).empty())
    return nullptr;
  return readAttribute(bc, base, name, whole);
}

/// The base of a member access as a built expression: contextual forms take their default type.
Expr *memberBase(BodyContext &bc, Draft *base) {
  if (base->form == DraftForm::Term || base->form == DraftForm::Module)
    return nullptr;
  return finish(bc, base);
}

static void reportNoMember(BodyContext &bc, Type type, Name name, SourceRange range) {
  auto report = bc.ctx.diags.report(range, messages::noMember(text(bc.ctx, type), name));
  if (!isKind(type, TermKind::Struct))
    return;
  llvm::SmallVector<llvm::StringRef> known;
  for (const auto &[member, entry] : membersOf(bc.ctx, structOf(type)))
    if (!member.str().starts_with("_"))
      known.push_back(member.str());
  if (std::string near = nearestSpelling(name.str(), known); !near.empty())
    report.fix(messages::didYouMean(near), range, near);
}

Draft *memberDraft(BodyContext &bc, Draft *baseDraft, const ast::Expr &syntax, Name name, SourceRange range) {
  Expr *base = memberBase(bc, baseDraft);
  if (!base) {
    if (baseDraft->denoted && !isError(baseDraft->denoted->term))
      bc.ctx.diags.report(range, messages::noMember(text(bc.ctx, baseDraft->denoted->term), name));
    return errorDraft(bc, &syntax, syntax.range());
  }
  if (hasErrorType(bc, base))
    return errorDraft(bc, &syntax, syntax.range());
  Type type = bc.build.typeOf(base);
  if (FieldId field = fieldNamed(bc.ctx, type, name))
    bc.build.body.answers[&syntax] = {Entity(field), bc.build.slot(type)};
  if (Term member = comptimeMemberOf(bc, type, name, range)) {
    Denoted denoted;
    denoted.kind = isError(member) ? Denoted::Kind::Error : Denoted::Kind::Term;
    denoted.term = member;
    return denotedDraft(bc, denoted, syntax);
  }
  if (Expr *value = readMember(bc, base, name, range, syntax.range()))
    return doneDraft(bc, value, &syntax);
  if (!functionsNamed(bc, type, name.str()).empty())
    bc.ctx.diags.report(range, messages::methodNotCalled(name));
  else
    reportNoMember(bc, type, name, range);
  return errorDraft(bc, &syntax, syntax.range());
}

Draft *analyseMember(BodyContext &bc, const ast::Member &member) {
  Denoted denoted = denote(bc, member);
  if (!denoted.is(Denoted::Kind::RunTime))
    return denotedDraft(bc, denoted, member);
  Draft *base = analyse(bc, *member.base);
  if (base->form == DraftForm::Error)
    return errorDraft(bc, &member, member.range());
  if (base->form == DraftForm::ContextMember)
    return extendChain(bc, base, member);
  return memberDraft(bc, base, member, member.member.name, member.member.range);
}

} // namespace fornax::sema
