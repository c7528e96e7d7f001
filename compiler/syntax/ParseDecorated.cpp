// Decorators and what they stand on.
#include "syntax/OldSpellings.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

using llvm::SmallVector;

static bool isNamed(const ast::Decorator *decorator, llvm::StringRef name) {
  return decorator->path.size() == 1 && decorator->path.front().name == name;
}

/// `@name.path(arguments)` and the end of its line.
static ast::Decorator *parseDecorator(Parser &p) {
  p.statementStart = p.position;
  uint32_t start = p.advance();
  auto *decorator = p.make<ast::Decorator>(SourceRange());
  SmallVector<ast::Ident, 2> path;
  if (!p.atEnd() && p.atLineStart()) {
    if (p.column() == p.statementColumn && isName(p.rawKind(p.position))) { // the name stands on the next line: read on
      report(p, p.tokenRange(), messages::lineBreakAfter(TokenKind::At));
      p.statementStart = p.position;
    } else {
      failAt(p, p.tokenRange(), messages::lineBreakAfter(TokenKind::At));
    }
  }
  path.push_back(parseName(p));
  while (p.accept(TokenKind::Dot))
    path.push_back(parseMemberName(p));
  decorator->path = p.keep(path);
  if (p.is(TokenKind::LeftParen)) {
    uint32_t opening = open(p, TokenKind::LeftParen);
    decorator->hasArgumentList = true;
    decorator->arguments = parseCallArguments(p, TokenKind::RightParen, ArgumentList::Call);
    close(p, TokenKind::RightParen, opening);
  }
  ast::NodeFactory::place(*decorator, decorator->id(), p.since(start));
  if (!p.hasFailed && !p.atLineStart() && !p.isAny(TokenKind::EndOfStatement, TokenKind::EndOfFile)) // a deeper line: parseDecorated reports it
    failAt(p, p.tokenRange(), messages::expectedLineEnd(p.found()));
  return decorator;
}

/// Reports decorators of earlier releases. True: the decorator goes away.
static bool rewriteOld(Parser &p, ast::Decorator *decorator) {
  if (decorator->path.size() != 1)
    return false;
  ast::Ident name = decorator->path.front();
  const OldSpelling *old = findOldSpelling(OldPlace::Decorator, name.name.str());
  if (!old)
    return false;
  reportOldSpelling(p, *old, name.range);
  if (old->replacement.empty())
    return true;
  SmallVector<ast::Ident, 1> path{{p.names.intern(old->replacement), name.range, false}};
  decorator->path = p.keep(path);
  return false;
}

/// `@parameter if`, `@parameter for`: now `comptime`.
static bool isOldComptime(const Parser &p, llvm::ArrayRef<ast::Decorator *> decorators) {
  return p.isAny(TokenKind::If, TokenKind::For) && decorators.size() == 1 && isNamed(decorators.front(), "parameter");
}

static void reportOldComptime(Parser &p, const ast::Decorator *decorator) {
  SourceRange upToKeyword{decorator->range().file, decorator->range().begin, p.tokenRange().begin};
  report(p, decorator->range(), messages::oldSpelling("@parameter", "comptime")).fix(messages::replaceSpelling("comptime"), upToKeyword, "comptime ");
}

static bool decoratesImport(llvm::ArrayRef<ast::Decorator *> decorators) {
  return llvm::any_of(decorators, [](const ast::Decorator *d) { return isNamed(d, "__doc_inline") || isNamed(d, "stable"); });
}

static void parseDeclaration(Parser &p, Context context, int column, llvm::ArrayRef<ast::Decorator *> all, StmtList &out) {
  if (isOldComptime(p, all)) {
    reportOldComptime(p, all.front());
    out.push_back(parseCompound(p, column, RunsAt::CompileTime));
    return;
  }
  SmallVector<const ast::Decorator *, 4> kept;
  for (ast::Decorator *decorator : all)
    if (!rewriteOld(p, decorator))
      kept.push_back(decorator);
  Decorators decorators = p.keep(kept);
  TokenKind kind = p.peek();
  if (kind == TokenKind::Def || kind == TokenKind::Fn || kind == TokenKind::Async || p.isWord("__async")) {
    out.push_back(parseFunction(p, context, column, decorators));
  } else if (kind == TokenKind::Struct) {
    out.push_back(parseStruct(p, context, column, decorators));
  } else if (kind == TokenKind::Trait) {
    out.push_back(parseTrait(p, context, column, decorators));
  } else if (kind == TokenKind::Var && (context == Context::Struct || context == Context::Extension)) {
    out.push_back(parseField(p, decorators));
    parseLineEnd(p);
  } else if (kind == TokenKind::From && decoratesImport(all)) {
    out.push_back(parseFromImport(p, decorators));
    parseLineEnd(p);
  } else if (kind == TokenKind::Comptime && p.peek(1) != TokenKind::If && p.peek(1) != TokenKind::For && p.peek(1) != TokenKind::Assert) {
    if (context == Context::Body)
      report(p, all.front()->range(), messages::misplacedDecorator());
    out.push_back(parseComptimeDecl(p, context, decorators));
    parseLineEnd(p);
  } else {
    // The statement itself may be in order.
    if (!p.hasFailed)
      report(p, all.empty() ? p.missingRange() : all.front()->range(), messages::misplacedDecorator());
    if (!p.atEnd() && kind != TokenKind::EndOfStatement && kind != TokenKind::EndOfFile)
      parseStatement(p, context, out);
  }
}

void parseDecorated(Parser &p, Context context, int column, StmtList &out) {
  SmallVector<ast::Decorator *, 4> decorators;
  while (!p.hasFailed && p.rawKind(p.position) == TokenKind::At && p.atLineStart() && p.column() == column)
    decorators.push_back(parseDecorator(p));
  flushMisplaced(p);
  if (p.hasFailed)
    return;
  if (p.atEnd() || p.column() < column) {
    failAt(p, decorators.back()->range(), messages::decoratorOnNothing());
    return;
  }
  if (p.column() != column)
    report(p, p.tokenRange(), messages::decoratorColumn());
  p.statementStart = p.position;
  parseDeclaration(p, context, column, decorators, out);
}

} // namespace fornax::syntax
