#include "syntax/DumpAST.h"
#include "syntax/Visit.h"
#include <llvm/ADT/StringExtras.h>

namespace fornax::syntax {

namespace {
using BodyOf = llvm::function_ref<const ast::Block *(const ast::Function &)>;

/// Prints a node as `Kind word …`, its children below it. Children that need a role are led by `role:`.
struct Dumper {
  llvm::raw_ostream &out;
  DumpRanges ranges;
  BodyOf bodyOf;
  unsigned depth = 0;

  void line(const ast::Node &node, llvm::StringRef role);
  void child(llvm::StringRef role, const ast::Node *node) {
    if (node)
      print(*node, role);
  }
  template <class T> void children(llvm::StringRef role, llvm::ArrayRef<const T *> nodes) {
    for (const T *node : nodes)
      child(role, node);
  }
  void print(const ast::Node &node, llvm::StringRef role);
  void word(llvm::StringRef text) { out << ' ' << text; }
  void flag(bool isSet, llvm::StringRef text) {
    if (isSet)
      word(text);
  }
  void name(const ast::Ident &ident) {
    if (ident)
      out << " `" << ident.name.str() << '`';
  }
  void path(llvm::ArrayRef<ast::Ident> idents) {
    out << ' ';
    llvm::interleave(idents, out, [&](const ast::Ident &ident) { out << ident.name.str(); }, ".");
  }
  void text(llvm::StringRef text) {
    out << " \"";
    llvm::printEscapedString(text, out);
    out << '"';
  }
  void heading(llvm::StringRef text) { out.indent(2 * depth) << text << '\n'; }

  void words(const ast::Node &node);
  void below(const ast::Node &node);
  void arguments(llvm::ArrayRef<ast::CallArgument> arguments);
  void origins(llvm::StringRef role, llvm::ArrayRef<ast::OriginItem> items);
  void signatureWords(const ast::Signature &signature);
  void signatureBelow(const ast::Signature &signature);
};
} // namespace

void Dumper::line(const ast::Node &node, llvm::StringRef role) {
  out.indent(2 * depth);
  if (!role.empty())
    out << role << ": ";
  out << ast::toString(node.kind());
  words(node);
  if (ranges == DumpRanges::Shown)
    out << " [" << node.range().begin << ',' << node.range().end << ')';
  out << '\n';
}

void Dumper::print(const ast::Node &node, llvm::StringRef role) {
  line(node, role);
  ++depth;
  below(node);
  --depth;
}

static llvm::StringRef toString(ast::Passing passing) {
  switch (passing) {
  case ast::Passing::InferOnly: return "infer-only";
  case ast::Passing::PositionalOnly: return "positional-only";
  case ast::Passing::PositionalOrKeyword: return "";
  case ast::Passing::KeywordOnly: return "keyword-only";
  }
  return "";
}

static llvm::StringRef toString(ast::Variadic variadic) {
  switch (variadic) {
  case ast::Variadic::None: return "";
  case ast::Variadic::Star: return "*";
  case ast::Variadic::DoubleStar: return "**";
  }
  return "";
}

static llvm::StringRef toString(ast::CaptureKind kind) {
  switch (kind) {
  case ast::CaptureKind::Bare: return "";
  case ast::CaptureKind::Imm: return "imm";
  case ast::CaptureKind::Mut: return "mut";
  case ast::CaptureKind::Ref: return "ref";
  case ast::CaptureKind::Var: return "var";
  }
  return "";
}

static llvm::StringRef toString(ast::ComprehensionKind kind) {
  switch (kind) {
  case ast::ComprehensionKind::List: return "list";
  case ast::ComprehensionKind::Set: return "set";
  case ast::ComprehensionKind::Dict: return "dict";
  }
  return "";
}

static llvm::StringRef toString(ast::MlirTextKind kind) {
  switch (kind) {
  case ast::MlirTextKind::Type: return "type";
  case ast::MlirTextKind::Attr: return "attr";
  case ast::MlirTextKind::DeferredType: return "deferred-type";
  }
  return "";
}

static llvm::StringRef toString(ast::IntrinsicKind kind) {
  switch (kind) {
#define TOKEN(NAME)
#define MAGIC(NAME, TEXT, INTRINSIC)                                                                                                                 \
  case ast::IntrinsicKind::INTRINSIC: return TEXT;
#include "syntax/Tokens.def"
  }
  return "";
}

static llvm::StringRef toString(ast::BinderKind kind) { return kind == ast::BinderKind::Ref ? "ref" : "var"; }

void Dumper::signatureWords(const ast::Signature &signature) {
  flag(signature.isAsync, "async");
  flag(signature.hasParameterList, "[]");
  flag(signature.raises, "raises");
  flag(signature.abi, "abi");
  flag(signature.isThin, "thin");
  flag(signature.isCapturing, "capturing");
  flag(signature.hasCaptureList, "{}");
  flag(signature.isRefResult, "ref-result");
}

/// What stands on a node's own line.
void Dumper::words(const ast::Node &node) {
  using namespace ast;
  struct Words {
    Dumper &d;
    void operator()(const Identifier &n) const { d.out << " `" << n.name.str() << '`'; }
    void operator()(const Intrinsic &n) const { d.word(toString(n.which)); }
    void operator()(const IntLiteral &n) const { d.word(n.text); }
    void operator()(const FloatLiteral &n) const { d.word(n.text); }
    void operator()(const StringLiteral &n) const {
      for (llvm::StringRef piece : n.pieces)
        d.text(piece);
    }
    void operator()(const BoolLiteral &n) const { d.word(n.value ? "True" : "False"); }
    void operator()(const Tuple &n) const { d.flag(n.isParenthesised, "()"); }
    void operator()(const Comprehension &n) const { d.word(toString(n.which)); }
    void operator()(const Unary &n) const { d.word(ast::toString(n.op)); }
    void operator()(const Binary &n) const { d.word(ast::toString(n.op)); }
    void operator()(const Logical &n) const { d.word(ast::toString(n.op)); }
    void operator()(const Compare &n) const {
      for (const CompareLink &link : n.links)
        d.word(ast::toString(link.op));
    }
    void operator()(const ast::Member &n) const { d.name(n.member); }
    void operator()(const ContextualMember &n) const { d.name(n.member); }
    void operator()(const Binder &n) const { d.word(toString(n.which)); }
    void operator()(const Lambda &n) const {
      d.flag(n.hasArgumentList, "()");
      d.signatureWords(n.signature);
    }
    void operator()(const FunctionType &n) const { d.signatureWords(n.signature); }
    void operator()(const MlirText &n) const { d.word(toString(n.which)); }
    void operator()(const MlirOp &n) const { d.name(n.op); }
    void operator()(const NamePattern &n) const { d.name(n.name); }
    void operator()(const BinderPattern &n) const { d.word(toString(n.which)); }
    void operator()(const AsPattern &n) const { d.name(n.name); }
    void operator()(const Assert &n) const { d.flag(n.isComptime, "comptime"); }
    void operator()(const AugAssign &n) const { d.word(ast::toString(n.op)); }
    void operator()(const If &n) const { d.flag(n.isComptime, "comptime"); }
    void operator()(const For &n) const { d.flag(n.isComptime, "comptime"); }
    void operator()(const Try &n) const { d.name(n.errorName); }
    void operator()(const ast::Match &n) const { d.flag(n.isComptime, "comptime"); }
    void operator()(const MlirRegion &n) const { d.name(n.name); }
    void operator()(const FromImport &n) const {
      d.out << ' ' << std::string(n.dots, '.');
      if (!n.path.empty())
        d.path(n.path);
      d.flag(n.isWildcard, "*");
    }
    void operator()(const ComptimeDecl &n) const {
      d.name(n.name);
      d.flag(n.hasParameterList, "[]");
      d.flag(n.hasErrors, "broken");
    }
    void operator()(const Function &n) const {
      d.name(n.name);
      d.signatureWords(n.signature);
      d.flag(n.hasEllipsisBody, "...");
      d.flag(n.hasErrors, "broken");
    }
    void operator()(const Struct &n) const {
      d.name(n.name);
      d.flag(n.hasParameterList, "[]");
      d.flag(n.hasErrors, "broken");
    }
    void operator()(const Trait &n) const {
      d.name(n.name);
      d.flag(n.hasErrors, "broken");
    }
    void operator()(const Extension &n) const {
      d.name(n.name);
      d.flag(n.hasErrors, "broken");
    }
    void operator()(const Field &n) const { d.name(n.name); }
    void operator()(const Parameter &n) const {
      d.flag(n.variadic != Variadic::None, toString(n.variadic));
      d.name(n.name);
      d.flag(n.passing != Passing::PositionalOrKeyword, toString(n.passing));
    }
    void operator()(const Argument &n) const {
      d.flag(n.convention != Convention::None, ast::toString(n.convention));
      d.flag(n.variadic != Variadic::None, toString(n.variadic));
      d.name(n.name);
      d.flag(n.isPackType, "pack");
      d.flag(n.passing != Passing::PositionalOrKeyword, toString(n.passing));
    }
    void operator()(const Capture &n) const {
      d.flag(n.which != CaptureKind::Bare, toString(n.which));
      d.name(n.name);
      d.flag(n.isMove, "^");
    }
    void operator()(const Conformance &n) const { d.flag(n.isNegated, "not"); }
    void operator()(const Decorator &n) const {
      d.path(n.path);
      d.flag(n.hasArgumentList, "()");
    }
    void operator()(const Node &) const {}
  };
  Words words{*this};
  switch (node.kind()) {
#define WORDS(NAME)                                                                                                                                  \
  case NodeKind::NAME: return words(llvm::cast<ast::NAME>(node));
#define EXPRESSION(NAME) WORDS(NAME)
#define PATTERN(NAME) WORDS(NAME)
#define STATEMENT(NAME) WORDS(NAME)
#define DECLARATION(NAME) WORDS(NAME)
#define PART(NAME) WORDS(NAME)
#include "syntax/Nodes.def"
#undef WORDS
  }
}

void Dumper::arguments(llvm::ArrayRef<ast::CallArgument> arguments) {
  for (const ast::CallArgument &argument : arguments) {
    switch (argument.kind) {
    case ast::PassKind::Positional: child("", argument.value); break;
    case ast::PassKind::Keyword: child((argument.keyword.name.str() + " =").str(), argument.value); break;
    case ast::PassKind::Star: child("*", argument.value); break;
    case ast::PassKind::DoubleStar: child("**", argument.value); break;
    case ast::PassKind::Ref: child("ref", argument.value); break;
    }
  }
}

void Dumper::origins(llvm::StringRef role, llvm::ArrayRef<ast::OriginItem> items) {
  for (const ast::OriginItem &item : items)
    child(item.keyword ? (role + " " + item.keyword.name.str() + " =").str() : role.str(), item.value);
}

void Dumper::signatureBelow(const ast::Signature &signature) {
  children("", signature.parameters);
  children("", signature.arguments);
  child("raises", signature.errorType);
  child("abi", signature.abi);
  children("capturing", signature.capturedOrigins);
  children("", signature.captures);
  origins("origin", signature.resultOrigins);
  child("->", signature.result);
  children("", signature.wheres);
}

/// The children that need a role or are not nodes; all others in source order.
void Dumper::below(const ast::Node &node) {
  using namespace ast;
  switch (node.kind()) {
  case NodeKind::TString:
    for (const TStringPart &part : llvm::cast<TString>(node).parts) {
      if (part.hole)
        child("hole", part.hole);
      else
        (out.indent(2 * depth) << (part.isRaw ? "raw" : "text"), text(part.text), out << '\n');
    }
    return;
  case NodeKind::Comprehension: {
    auto &comprehension = llvm::cast<Comprehension>(node);
    child("key", comprehension.key);
    child("element", comprehension.element);
    for (const ComprehensionClause &clause : comprehension.clauses) {
      child("for", clause.target);
      child(clause.target ? "in" : "if", clause.value);
    }
    return;
  }
  case NodeKind::Ternary: {
    auto &ternary = llvm::cast<Ternary>(node);
    child("", ternary.whenTrue);
    child("if", ternary.condition);
    return child("else", ternary.whenFalse);
  }
  case NodeKind::Call: child("", llvm::cast<Call>(node).callee); return arguments(llvm::cast<Call>(node).arguments);
  case NodeKind::Subscript: child("", llvm::cast<Subscript>(node).base); return arguments(llvm::cast<Subscript>(node).arguments);
  case NodeKind::BraceDisplay: return arguments(llvm::cast<BraceDisplay>(node).arguments);
  case NodeKind::Slice: {
    auto &slice = llvm::cast<Slice>(node);
    child("start", slice.start);
    child("end", slice.end);
    return child("step", slice.step);
  }
  case NodeKind::Lambda: signatureBelow(llvm::cast<Lambda>(node).signature); return child("body", llvm::cast<Lambda>(node).body);
  case NodeKind::FunctionType: return signatureBelow(llvm::cast<FunctionType>(node).signature);
  case NodeKind::MlirText:
    for (const MlirPiece &piece : llvm::cast<MlirText>(node).pieces) {
      if (piece.value)
        child(piece.isBare ? "+" : "", piece.value);
      else
        (out.indent(2 * depth) << "text", text(piece.text), out << '\n');
    }
    return;
  case NodeKind::MlirOp:
    for (const MlirOpItem &item : llvm::cast<MlirOp>(node).items)
      child((item.name.name.str() + " :=").str(), item.value);
    return arguments(llvm::cast<MlirOp>(node).arguments);
  case NodeKind::CallPattern:
    child("", llvm::cast<CallPattern>(node).callee);
    for (const PatternArgument &argument : llvm::cast<CallPattern>(node).arguments)
      child(argument.keyword ? (argument.keyword.name.str() + " =").str() : "", argument.pattern);
    return;
  case NodeKind::VarStmt: {
    auto &var = llvm::cast<VarStmt>(node);
    child("", var.pattern);
    children("type", var.types);
    children("target", var.moreTargets);
    return child("value", var.value);
  }
  case NodeKind::Assign: {
    auto &assign = llvm::cast<Assign>(node);
    children("target", assign.targets);
    child("type", assign.type);
    return child("value", assign.value);
  }
  case NodeKind::If:
    for (const IfArm &arm : llvm::cast<If>(node).arms) {
      child("if", arm.condition);
      child("", arm.body);
    }
    return child("else", llvm::cast<If>(node).elseBody);
  case NodeKind::While: {
    auto &loop = llvm::cast<While>(node);
    child("", loop.condition);
    child("", loop.body);
    return child("else", loop.elseBody);
  }
  case NodeKind::For: {
    auto &loop = llvm::cast<For>(node);
    child("", loop.target);
    child("in", loop.iterable);
    child("", loop.body);
    return child("else", loop.elseBody);
  }
  case NodeKind::Try: {
    auto &attempt = llvm::cast<Try>(node);
    child("", attempt.body);
    child("except", attempt.handler);
    child("else", attempt.elseBody);
    return child("finally", attempt.finallyBody);
  }
  case NodeKind::With:
    for (const WithItem &item : llvm::cast<With>(node).items) {
      child("", item.value);
      child("as", item.target);
    }
    return child("", llvm::cast<With>(node).body);
  case NodeKind::MatchCase: {
    auto &matchCase = llvm::cast<MatchCase>(node);
    child("", matchCase.pattern);
    child("if", matchCase.guard);
    return child("", matchCase.body);
  }
  case NodeKind::Import:
    for (const ImportItem &item : llvm::cast<Import>(node).items) {
      out.indent(2 * depth) << "module:";
      path(item.path);
      name(item.alias);
      out << '\n';
    }
    return;
  case NodeKind::FromImport:
    children("", llvm::cast<FromImport>(node).decorators);
    for (const ImportName &item : llvm::cast<FromImport>(node).names) {
      out.indent(2 * depth) << "name:";
      name(item.name);
      name(item.alias);
      out << '\n';
    }
    return;
  case NodeKind::ComptimeDecl: {
    auto &decl = llvm::cast<ComptimeDecl>(node);
    children("", decl.decorators);
    children("", decl.parameters);
    child("type", decl.type);
    children("", decl.wheres);
    child("value", decl.value);
    return child("doc", decl.docString);
  }
  case NodeKind::Function: {
    auto &function = llvm::cast<Function>(node);
    children("", function.decorators);
    signatureBelow(function.signature);
    return child("", bodyOf(function));
  }
  case NodeKind::Extension: {
    auto &extension = llvm::cast<Extension>(node);
    children("", extension.decorators);
    arguments(extension.arguments);
    children("", extension.conformances);
    child("doc", extension.docString);
    return children("", extension.members);
  }
  case NodeKind::Struct: {
    auto &decl = llvm::cast<Struct>(node);
    children("", decl.decorators);
    children("", decl.parameters);
    children("", decl.conformances);
    children("", decl.wheres);
    child("doc", decl.docString);
    return children("", decl.members);
  }
  case NodeKind::Trait: {
    auto &decl = llvm::cast<Trait>(node);
    children("", decl.decorators);
    children("", decl.conformances);
    child("doc", decl.docString);
    return children("", decl.members);
  }
  case NodeKind::Field: {
    auto &field = llvm::cast<Field>(node);
    children("", field.decorators);
    child("", field.type);
    return child("doc", field.docString);
  }
  case NodeKind::Block: child("doc", llvm::cast<Block>(node).docString); return children("", llvm::cast<Block>(node).statements);
  case NodeKind::Parameter: child("", llvm::cast<Parameter>(node).type); return child("default", llvm::cast<Parameter>(node).defaultValue);
  case NodeKind::Argument: {
    auto &argument = llvm::cast<Argument>(node);
    origins("origin", argument.origins);
    child("", argument.type);
    return child("default", argument.defaultValue);
  }
  case NodeKind::Where: child("", llvm::cast<Where>(node).condition); return child("else", llvm::cast<Where>(node).message);
  case NodeKind::Conformance: {
    auto &conformance = llvm::cast<Conformance>(node);
    child("", conformance.trait);
    child("", conformance.where);
    return child("else", conformance.message);
  }
  case NodeKind::Decorator: return arguments(llvm::cast<Decorator>(node).arguments);
  case NodeKind::Module: child("doc", llvm::cast<Module>(node).docString); return children("", llvm::cast<Module>(node).statements);
  default: break; // children without roles
  }
  forEachChild(node, [this](const Node &below) { print(below, ""); });
}

void dump(const ast::Node &node, llvm::raw_ostream &out, DumpRanges ranges) {
  auto nested = [](const ast::Function &function) { return function.nestedBody; };
  Dumper{out, ranges, nested}.print(node, "");
}

void dumpModule(ParsedModule &module, llvm::raw_ostream &out, DumpRanges ranges) {
  diag::Engine unreported;
  auto bodyOf = [&](const ast::Function &function) { return function.nestedBody ? function.nestedBody : module.body(function, unreported).block; };
  Dumper{out, ranges, bodyOf}.print(module.tree(), "");
}

void dumpTokens(const TokenBuffer &tokens, const Sources &sources, llvm::raw_ostream &out) {
  for (uint32_t token = 0; token < tokens.size(); ++token) {
    if (token == tokens.fileTokens)
      out << "holes\n";
    LineColumn at = sources.position(tokens.file, tokens.starts[token]);
    out << at.line << ':' << at.column << ' ' << toString(tokens.kinds[token]);
    if (tokens.isAtLineStart(token))
      out << " line@" << tokens.columns[token];
    out << " \"";
    llvm::printEscapedString(tokens.spelling(token), out);
    out << '"';
    for (const TokenHole &hole : tokens.holes(token))
      out << " {" << hole.begin << ".." << hole.end << '}';
    out << '\n';
  }
}

} // namespace fornax::syntax
