#include "syntax/Visit.h"

namespace fornax::ast {

namespace {
using Callback = llvm::function_ref<void(const Node &)>;

/// Calls the callback for what is there.
struct Children {
  Callback callback;

  void one(const Node *node) {
    if (node)
      callback(*node);
  }
  template <class T> void all(llvm::ArrayRef<const T *> nodes) {
    for (const T *node : nodes)
      one(node);
  }
  void all(llvm::ArrayRef<CallArgument> arguments) {
    for (const CallArgument &argument : arguments)
      one(argument.value);
  }
  void all(llvm::ArrayRef<OriginItem> items) {
    for (const OriginItem &item : items)
      one(item.value);
  }
  void all(const Signature &signature) {
    all(signature.parameters);
    all(signature.arguments);
    one(signature.errorType);
    one(signature.abi);
    all(signature.capturedOrigins);
    all(signature.captures);
    all(signature.resultOrigins);
    one(signature.result);
    all(signature.wheres);
  }

  // Expressions
  void of(const ErrorExpr &) {}
  void of(const Identifier &) {}
  void of(const Discard &) {}
  void of(const SelfType &) {}
  void of(const Intrinsic &) {}
  void of(const IntLiteral &) {}
  void of(const FloatLiteral &) {}
  void of(const StringLiteral &) {}
  void of(const TString &node) {
    for (const TStringPart &part : node.parts)
      one(part.hole);
  }
  void of(const BoolLiteral &) {}
  void of(const NoneLiteral &) {}
  void of(const Ellipsis &) {}
  void of(const Paren &node) { one(node.inner); }
  void of(const Tuple &node) { all(node.elements); }
  void of(const ListDisplay &node) { all(node.elements); }
  void of(const DictDisplay &node) {
    for (const DictEntry &entry : node.entries) {
      one(entry.key);
      one(entry.value);
    }
  }
  void of(const BraceDisplay &node) { all(node.arguments); }
  void of(const Comprehension &node) {
    one(node.key);
    one(node.element);
    for (const ComprehensionClause &clause : node.clauses) {
      one(clause.target);
      one(clause.value);
    }
  }
  void of(const Unary &node) { one(node.operand); }
  void of(const Binary &node) { both(node.left, node.right); }
  void of(const Logical &node) { both(node.left, node.right); }
  void of(const Compare &node) {
    one(node.first);
    for (const CompareLink &link : node.links)
      one(link.operand);
  }
  void of(const Ternary &node) {
    both(node.whenTrue, node.condition);
    one(node.whenFalse);
  }
  void of(const Walrus &node) { both(node.target, node.value); }
  void of(const Call &node) {
    one(node.callee);
    all(node.arguments);
  }
  void of(const Subscript &node) {
    one(node.base);
    all(node.arguments);
  }
  void of(const Slice &node) {
    both(node.start, node.end);
    one(node.step);
  }
  void of(const Member &node) { one(node.base); }
  void of(const ContextualMember &) {}
  void of(const Transfer &node) { one(node.operand); }
  void of(const Await &node) { one(node.operand); }
  void of(const Binder &node) { one(node.target); }
  void of(const Lambda &node) {
    all(node.signature);
    one(node.body);
  }
  void of(const FunctionType &node) { all(node.signature); }
  void of(const ComptimeExpr &node) { one(node.value); }
  void of(const MlirText &node) {
    for (const MlirPiece &piece : node.pieces)
      one(piece.value);
  }
  void of(const MlirOp &node) {
    for (const MlirOpItem &item : node.items)
      one(item.value);
    all(node.arguments);
  }

  // Patterns
  void of(const ErrorPattern &) {}
  void of(const WildcardPattern &) {}
  void of(const NamePattern &) {}
  void of(const BinderPattern &node) { one(node.pattern); }
  void of(const ValuePattern &node) { one(node.value); }
  void of(const CallPattern &node) {
    one(node.callee);
    for (const PatternArgument &argument : node.arguments)
      one(argument.pattern);
  }
  void of(const TuplePattern &node) { all(node.elements); }
  void of(const OrPattern &node) { all(node.alternatives); }
  void of(const AsPattern &node) { one(node.pattern); }

  // Statements
  void of(const ErrorStmt &) {}
  void of(const ExprStmt &node) { one(node.value); }
  void of(const Pass &) {}
  void of(const Break &) {}
  void of(const Continue &) {}
  void of(const Return &node) { one(node.value); }
  void of(const Raise &node) { one(node.value); }
  void of(const Assert &node) { both(node.condition, node.message); }
  void of(const VarStmt &node) {
    one(node.pattern);
    all(node.types);
    all(node.moreTargets);
    one(node.value);
  }
  void of(const Assign &node) {
    all(node.targets);
    both(node.type, node.value);
  }
  void of(const AugAssign &node) { both(node.target, node.value); }
  void of(const If &node) {
    for (const IfArm &arm : node.arms) {
      one(arm.condition);
      one(arm.body);
    }
    one(node.elseBody);
  }
  void of(const While &node) {
    both(node.condition, node.body);
    one(node.elseBody);
  }
  void of(const For &node) {
    both(node.target, node.iterable);
    both(node.body, node.elseBody);
  }
  void of(const Try &node) {
    both(node.body, node.handler);
    both(node.elseBody, node.finallyBody);
  }
  void of(const With &node) {
    for (const WithItem &item : node.items)
      both(item.value, item.target);
    one(node.body);
  }
  void of(const Match &node) {
    one(node.subject);
    all(node.cases);
  }
  void of(const MlirRegion &node) {
    all(node.arguments);
    one(node.body);
  }
  void of(const Import &) {}
  void of(const FromImport &node) { all(node.decorators); }

  // Declarations
  void of(const ComptimeDecl &node) {
    all(node.decorators);
    all(node.parameters);
    one(node.type);
    all(node.wheres);
    both(node.value, node.docString);
  }
  void of(const ComptimeUnpack &node) {
    all(node.decorators);
    both(node.target, node.value);
  }
  void of(const Function &node) {
    all(node.decorators);
    all(node.signature);
    one(node.nestedBody ? node.nestedBody : static_cast<const Node *>(node.docString)); // a nested body holds its docstring
  }
  void of(const Struct &node) {
    all(node.decorators);
    all(node.parameters);
    all(node.conformances);
    all(node.wheres);
    one(node.docString);
    all(node.members);
  }
  void of(const Trait &node) {
    all(node.decorators);
    all(node.conformances);
    one(node.docString);
    all(node.members);
  }
  void of(const Extension &node) {
    all(node.decorators);
    all(node.arguments);
    all(node.conformances);
    one(node.docString);
    all(node.members);
  }
  void of(const Field &node) {
    all(node.decorators);
    both(node.type, node.docString);
  }

  // Parts
  void of(const Block &node) {
    one(node.docString);
    all(node.statements);
  }
  void of(const MatchCase &node) {
    both(node.pattern, node.guard);
    one(node.body);
  }
  void of(const Parameter &node) { both(node.type, node.defaultValue); }
  void of(const Argument &node) {
    all(node.origins);
    both(node.type, node.defaultValue);
  }
  void of(const Capture &) {}
  void of(const Where &node) { both(node.condition, node.message); }
  void of(const Conformance &node) {
    both(node.trait, node.where);
    one(node.message);
  }
  void of(const Decorator &node) { all(node.arguments); }
  void of(const Module &node) {
    one(node.docString);
    all(node.statements);
  }

private:
  void both(const Node *first, const Node *second) {
    one(first);
    one(second);
  }
};
} // namespace

void forEachChild(const Node &node, Callback callback) {
  Children children{callback};
  switch (node.kind()) {
#define CHILDREN(NAME)                                                                                                                               \
  case NodeKind::NAME: return children.of(llvm::cast<NAME>(node));
#define EXPRESSION(NAME) CHILDREN(NAME)
#define PATTERN(NAME) CHILDREN(NAME)
#define STATEMENT(NAME) CHILDREN(NAME)
#define DECLARATION(NAME) CHILDREN(NAME)
#define PART(NAME) CHILDREN(NAME)
#include "syntax/Nodes.def"
#undef CHILDREN
  }
}

llvm::StringRef toString(NodeKind kind) {
  switch (kind) {
#define NAME_OF(NAME)                                                                                                                                \
  case NodeKind::NAME: return #NAME;
#define EXPRESSION(NAME) NAME_OF(NAME)
#define PATTERN(NAME) NAME_OF(NAME)
#define STATEMENT(NAME) NAME_OF(NAME)
#define DECLARATION(NAME) NAME_OF(NAME)
#define PART(NAME) NAME_OF(NAME)
#include "syntax/Nodes.def"
#undef NAME_OF
  }
  return "";
}

llvm::StringRef toString(UnaryOp op) {
  switch (op) {
  case UnaryOp::Plus: return "+";
  case UnaryOp::Minus: return "-";
  case UnaryOp::Invert: return "~";
  case UnaryOp::Not: return "not";
  }
  return "";
}

llvm::StringRef toString(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add: return "+";
  case BinaryOp::Sub: return "-";
  case BinaryOp::Mul: return "*";
  case BinaryOp::Div: return "/";
  case BinaryOp::FloorDiv: return "//";
  case BinaryOp::Mod: return "%";
  case BinaryOp::Pow: return "**";
  case BinaryOp::MatMul: return "@";
  case BinaryOp::And: return "&";
  case BinaryOp::Or: return "|";
  case BinaryOp::Xor: return "^";
  case BinaryOp::ShiftLeft: return "<<";
  case BinaryOp::ShiftRight: return ">>";
  }
  return "";
}

llvm::StringRef toString(LogicalOp op) {
  switch (op) {
  case LogicalOp::And: return "and";
  case LogicalOp::Or: return "or";
  }
  return "";
}

llvm::StringRef toString(CompareOp op) {
  switch (op) {
  case CompareOp::Equal: return "==";
  case CompareOp::NotEqual: return "!=";
  case CompareOp::Less: return "<";
  case CompareOp::LessEqual: return "<=";
  case CompareOp::Greater: return ">";
  case CompareOp::GreaterEqual: return ">=";
  case CompareOp::In: return "in";
  case CompareOp::NotIn: return "not in";
  case CompareOp::Is: return "is";
  case CompareOp::IsNot: return "is not";
  }
  return "";
}

llvm::StringRef toString(Convention convention) {
  switch (convention) {
  case Convention::None: return "";
  case Convention::Imm: return "imm";
  case Convention::Mut: return "mut";
  case Convention::Var: return "var";
  case Convention::Ref: return "ref";
  case Convention::Out: return "out";
  case Convention::Deinit: return "deinit";
  }
  return "";
}

const Expr *stripParens(const Expr *expr) {
  while (auto *paren = llvm::dyn_cast_if_present<Paren>(expr))
    expr = paren->inner;
  return expr;
}

} // namespace fornax::ast
