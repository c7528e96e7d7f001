#include "syntax/Parser.h"
#include "syntax/Lexer.h"
#include "syntax/ParserState.h"

namespace fornax::syntax {

struct ParsedModule::BodySlot {
  Arena arena;
  ParsedBody body;
};

ParsedModule::ParsedModule(TokenBuffer tokens, NameTable &names) : buffer(std::move(tokens)), names(names) {}
ParsedModule::~ParsedModule() = default;

std::unique_ptr<ParsedModule> parseModule(const Sources &sources, FileId file, NameTable &names, diag::Engine &diags) {
  return parseDeclarations(lex(sources, file, diags), names, diags);
}

std::unique_ptr<ParsedModule> parseDeclarations(TokenBuffer tokens, NameTable &names, diag::Engine &diags) {
  auto module = std::make_unique<ParsedModule>(std::move(tokens), names);
  Parser p{.tokens = module->buffer, .names = names, .arena = module->arena, .diags = diags, .deferred = &module->bodyOwners};
  p.limit = module->buffer.fileTokens - 1; // its EndOfFile
  module->root = parseFile(p);
  module->declarationNodes = p.nodeCount;
  module->bodies.resize(module->bodyOwners.size());
  return module;
}

/// The column of the line on which the function's header begins.
static int headerColumn(const TokenBuffer &tokens, const ast::Function &function) {
  auto first = std::lower_bound(tokens.starts.begin(), tokens.starts.begin() + tokens.fileTokens, function.headerRange.begin);
  return int(tokens.columns[size_t(first - tokens.starts.begin())]);
}

static const ast::Block *parseBody(Parser &p, const ast::Function &function) {
  if (function.bodyTokens.begin == function.bodyTokens.end)
    return p.make<ast::Block>(function.bodyRange);
  uint32_t start = function.bodyTokens.begin;
  int column = headerColumn(p.tokens, function);
  p.position = start + 1;
  p.limit = function.bodyTokens.end;
  p.statementColumn = column;
  StmtList statements;
  const ast::StringLiteral *docString = parseSuiteBehindColon(p, Context::Body, column, statements);
  if (p.hasFailed)
    recover(p, p.position, column);
  // What is left, after an inline suite, are lines deeper than the header.
  while (!p.atEnd()) {
    if (p.reportedIndent != p.position && p.rawKind(p.position) != TokenKind::Error)
      report(p, p.tokenRange(), messages::unexpectedIndent());
    parseStatement(p, Context::Body, statements);
  }
  auto *block = p.make<ast::Block>(p.since(start));
  block->statements = p.keep(statements);
  block->docString = docString;
  return block;
}

const ParsedBody &ParsedModule::body(const ast::Function &function, diag::Engine &diags) {
  assert(function.bodyIndex < bodies.size() && bodyOwners[function.bodyIndex] == &function && "a function of this module, not nested in another");
  std::unique_ptr<BodySlot> &slot = bodies[function.bodyIndex];
  if (slot)
    return slot->body;
  slot = std::make_unique<BodySlot>();
  Parser p{.tokens = buffer, .names = names, .arena = slot->arena, .diags = diags, .deferred = nullptr};
  slot->body.block = parseBody(p, function);
  slot->body.nodeCount = p.nodeCount;
  return slot->body;
}

void ParsedModule::parseAllBodies(diag::Engine &diags) {
  for (const ast::Function *function : bodyOwners)
    body(*function, diags);
}

} // namespace fornax::syntax
