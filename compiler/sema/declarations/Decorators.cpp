// Whether decorators are known, stand where they may, and agree with each other (D51, D52, D24).

#include "sema/declarations/Validate.h"
#include "sema/Diagnostics.h"
#include "sema/names/Attributes.h"
#include "syntax/AST.h"

namespace fornax::sema {

namespace {
enum Target : uint8_t { OnFunction = 1, OnMethod = 2, OnStruct = 4, OnTrait = 8, OnField = 16, OnComptime = 32, OnAny = 63 };
struct Row {
  llvm::StringLiteral name;
  uint8_t targets;
  uint8_t minArguments, maxArguments;
};
} // namespace
static constexpr Row Rows[] = {
#define DECORATOR(NAME, TARGETS, MIN, MAX) {NAME, TARGETS, MIN, MAX},
#include "sema/declarations/Decorators.def"
};

using Decorators = llvm::ArrayRef<const ast::Decorator *>;

static void checkDecorator(Context &ctx, const ast::Decorator &decorator, Target target) {
  if (decorator.path.size() != 1) // `@compiler.register("n")`: opaque to the language
    return;
  llvm::StringRef name = decorator.path[0].name.str();
  if (name.empty() || name.starts_with("__"))
    return;
  for (const Row &row : Rows) {
    if (row.name != name)
      continue;
    if (!(row.targets & target))
      ctx.diags.report(decorator.range(), messages::decoratorMisplaced(name));
    else if (decorator.arguments.size() < row.minArguments || decorator.arguments.size() > row.maxArguments)
      ctx.diags.report(decorator.range(), messages::decoratorArguments(name));
    return;
  }
  ctx.diags.report(decorator.range(), messages::unknownDecorator(name));
}

static void checkList(Context &ctx, Decorators decorators, Target target) {
  const ast::Decorator *inlining = nullptr;
  for (const ast::Decorator *decorator : decorators) {
    checkDecorator(ctx, *decorator, target);
    llvm::StringRef name = decorator->path.size() == 1 ? decorator->path[0].name.str() : llvm::StringRef();
    if (name == "always_inline" || name == "no_inline" || name == "inline") {
      if (inlining)
        ctx.diags.report(decorator->range(), messages::inlineTwice()).note(inlining->range(), messages::firstDeclared());
      inlining = decorator;
    }
    for (const ast::Decorator *other : decorators)
      if (other != decorator && other->range().begin < decorator->range().begin && !name.empty() && other->path.size() == 1 &&
          other->path[0].name == decorator->path[0].name)
        ctx.diags.report(decorator->range(), messages::decoratorRepeated(name)).note(other->range(), messages::firstDeclared());
  }
}

static void checkExport(Context &ctx, FunctionId id, const ast::Function &syntax) {
  const Function &row = ctx.program.functions[id];
  if (!row.isExported)
    return;
  const ast::Decorator *decorator = findDecorator(syntax.decorators, "export");
  const Signature &signature = signatureOf(ctx, id);
  if (!signature.parameters.empty() || !outerParametersOf(ctx, id).empty())
    ctx.diags.report(decorator->range(), messages::exportParametric(row.name));
  if (!syntax.signature.abi && row.name != "main")
    ctx.diags.report(decorator->range(), messages::exportWithoutAbi());
}

static void checkFunction(Context &ctx, FunctionId id) {
  const Function &row = ctx.program.functions[id];
  if (row.role != FunctionRole::Ordinary && row.role != FunctionRole::Requirement)
    return;
  auto &syntax = *static_cast<const ast::Function *>(row.syntax);
  bool isMethod = row.owner.is(Entity::Kind::Struct) || row.owner.is(Entity::Kind::Trait);
  checkList(ctx, syntax.decorators, isMethod ? OnMethod : OnFunction);
  checkExport(ctx, id, syntax);
  if (row.isExtern && !syntax.hasEllipsisBody)
    ctx.diags.report(row.range, messages::externWithBody());
  bool mayLackBody = row.isExtern || row.owner.is(Entity::Kind::Trait);
  if (syntax.hasEllipsisBody && !mayLackBody)
    ctx.diags.report(row.range, messages::missingBody(row.name));
}

static void checkMembers(Context &ctx, const NameMap &members) {
  for (const auto &[name, entry] : members) {
    for (FunctionId function : entry.overloads)
      checkFunction(ctx, function);
    if (entry.entity.is(Entity::Kind::Field))
      if (auto *field = static_cast<const ast::Field *>(ctx.program.fields[entry.entity.field()].syntax))
        checkList(ctx, field->decorators, OnField);
  }
}

static void checkStatement(Context &ctx, const ast::Stmt &stmt) {
  if (auto *structure = llvm::dyn_cast<ast::Struct>(&stmt)) {
    checkList(ctx, structure->decorators, OnStruct);
    for (const ast::Stmt *member : structure->members)
      if (auto *comptime = llvm::dyn_cast<ast::ComptimeDecl>(member))
        checkList(ctx, comptime->decorators, OnComptime);
  } else if (auto *trait = llvm::dyn_cast<ast::Trait>(&stmt)) {
    checkList(ctx, trait->decorators, OnTrait);
  } else if (auto *comptime = llvm::dyn_cast<ast::ComptimeDecl>(&stmt)) {
    checkList(ctx, comptime->decorators, OnComptime);
  }
}

void checkDecorators(Context &ctx, ModuleId module) {
  auto *syntax = static_cast<const ast::Module *>(ctx.program.modules[module].syntax);
  if (!syntax)
    return;
  for (const ast::Stmt *stmt : syntax->statements)
    checkStatement(ctx, *stmt);
  for (const auto &[name, entry] : namesOf(ctx, module)) {
    for (FunctionId function : entry.overloads)
      checkFunction(ctx, function);
    if (entry.entity.is(Entity::Kind::Struct))
      checkMembers(ctx, membersOf(ctx, entry.entity.structure()));
    if (entry.entity.is(Entity::Kind::Trait))
      checkMembers(ctx, membersOf(ctx, entry.entity.trait()));
  }
}

} // namespace fornax::sema
