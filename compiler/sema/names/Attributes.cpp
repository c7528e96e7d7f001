#include "sema/names/Attributes.h"
#include "syntax/Literals.h"
#include <llvm/ADT/StringSwitch.h>

namespace fornax::sema {

const ast::Decorator *findDecorator(llvm::ArrayRef<const ast::Decorator *> decorators, llvm::StringRef name) {
  for (const ast::Decorator *decorator : decorators)
    if (decorator->path.size() == 1 && decorator->path[0].name == name)
      return decorator;
  return nullptr;
}

UseAttributes useAttributes(llvm::ArrayRef<const ast::Decorator *> decorators) {
  return {findDecorator(decorators, "deprecated"), findDecorator(decorators, "unavailable")};
}

std::string literalText(const ast::Expr *expr) {
  auto *literal = llvm::dyn_cast_or_null<ast::StringLiteral>(expr);
  return literal ? syntax::stringValue(*literal) : std::string();
}

static const ast::Expr *firstArgument(const ast::Decorator &decorator) {
  return decorator.arguments.empty() ? nullptr : decorator.arguments[0].value;
}

static InlineKind inlineLevel(llvm::StringRef level) {
  return llvm::StringSwitch<InlineKind>(level)
      .Case("always", InlineKind::Always)
      .Case("nodebug", InlineKind::NoDebug)
      .Case("builtin", InlineKind::Builtin)
      .Case("never", InlineKind::Never)
      .Default(InlineKind::Automatic);
}

/// `@inline(.always)`, `@inline(InlineLevel.always)`.
static llvm::StringRef levelName(const ast::Expr *expr) {
  if (auto *contextual = llvm::dyn_cast_or_null<ast::ContextualMember>(expr))
    return contextual->member.name.str();
  if (auto *member = llvm::dyn_cast_or_null<ast::Member>(expr))
    return member->member.name.str();
  return {};
}

void readAttributes(Function &function, const ast::Function &syntax) {
  function.use = useAttributes(syntax.decorators);
  function.isStatic = syntax.name.name == "__init__";
  for (const ast::Decorator *decorator : syntax.decorators) {
    if (decorator->path.size() != 1)
      continue;
    llvm::StringRef name = decorator->path[0].name.str();
    if (name == "staticmethod")
      function.isStatic = true;
    else if (name == "no_inline")
      function.inlining = InlineKind::Never;
    else if (name == "always_inline")
      function.inlining = decorator->arguments.empty() ? InlineKind::Always : inlineLevel(literalText(firstArgument(*decorator)));
    else if (name == "inline")
      function.inlining = inlineLevel(levelName(firstArgument(*decorator)));
    else if (name == "export") {
      function.isExported = true;
      function.exportName = decorator->arguments.empty() ? syntax.name.name.str().str() : literalText(firstArgument(*decorator));
    } else if (name == "extern") {
      function.isExtern = true;
      function.externName = decorator->arguments.empty() ? syntax.name.name.str().str() : literalText(firstArgument(*decorator));
    } else if (name == "__unsafe_nested_origins_read_only")
      function.keepsInterior = true;
  }
}

void readAttributes(Struct &structure, const ast::Struct &syntax) {
  structure.use = useAttributes(syntax.decorators);
  if (const ast::Decorator *fieldwise = findDecorator(syntax.decorators, "fieldwise_init")) {
    structure.isFieldwiseInit = true;
    structure.isFieldwiseImplicit = literalText(firstArgument(*fieldwise)) == "implicit";
  }
  if (const ast::Decorator *abandon = findDecorator(syntax.decorators, "explicit_destroy"))
    structure.abandonMessage = literalText(firstArgument(*abandon));
}

} // namespace fornax::sema
