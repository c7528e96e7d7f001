#pragma once
// The base of the syntax tree. Nodes are made by the parser in an arena, are const ever after, and are told apart with llvm::isa/cast/dyn_cast:
//
//   if (auto *call = dyn_cast<ast::Call>(expr)) …
//   switch (stmt->kind()) { case ast::NodeKind::If: …
//
// Node ids are dense per arena: one arena for a module's declarations, one for each function body parsed on demand (Parser.h). A side table
// is therefore an IndexVector<NodeId, T> per arena. No node is ever missing: where the text has a gap stands an error node, or a pointer that
// is documented as "may be null".

#include "basic/Index.h"
#include "basic/Name.h"
#include "basic/SourceRange.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/Casting.h>

namespace fornax::ast {

using NodeId = Id<struct NodeTag>;

enum class NodeKind : uint8_t {
#define EXPRESSION(NAME) NAME,
#define PATTERN(NAME) NAME,
#define STATEMENT(NAME) NAME,
#define DECLARATION(NAME) NAME,
#define PART(NAME) NAME,
#include "syntax/Nodes.def"
};

/// The spelling in Nodes.def.
llvm::StringRef toString(NodeKind kind);

class Node {
  friend struct NodeFactory;
  NodeKind nodeKind;
  uint16_t treeHeight = 0; // of an expression or a part of one; bounds the recursion of every later walk
  NodeId nodeId;
  SourceRange sourceRange;

protected:
  explicit Node(NodeKind kind) : nodeKind(kind) {}

public:
  NodeKind kind() const { return nodeKind; }
  NodeId id() const { return nodeId; }
  SourceRange range() const { return sourceRange; }
};

/// How the parser fills the base in; nobody else makes nodes.
struct NodeFactory {
  static void place(Node &node, NodeId id, SourceRange range) {
    node.nodeId = id;
    node.sourceRange = range;
  }
  static uint16_t height(const Node &node) { return node.treeHeight; }
  static void setHeight(Node &node, uint16_t height) { node.treeHeight = height; }
};

struct Expr : Node {
  using Node::Node;
  static bool classof(const Node *node) { return node->kind() <= NodeKind::MlirOp; }
};

struct Pattern : Node {
  using Node::Node;
  static bool classof(const Node *node) { return node->kind() >= NodeKind::ErrorPattern && node->kind() <= NodeKind::AsPattern; }
};

struct Stmt : Node {
  using Node::Node;
  static bool classof(const Node *node) { return node->kind() >= NodeKind::ErrorStmt && node->kind() <= NodeKind::Field; }
};

/// The concrete node of one kind.
template <NodeKind K, class Base> struct NodeOf : Base {
  static constexpr NodeKind Kind = K;
  NodeOf() : Base(K) {}
  static bool classof(const Node *node) { return node->kind() == K; }
};

/// A name as written in a declaration, after a dot, before `=`. Backticks are stripped from `name` but counted in `range`.
/// An empty name stands where one is missing (a diagnostic has been reported).
struct Ident {
  Name name;
  SourceRange range;
  bool isQuoted = false;
  explicit operator bool() const { return bool(name); }
};

/// `var x`, `ref x` in targets and patterns.
enum class BinderKind : uint8_t { Var, Ref };

// Declared here because expressions, statements and declarations mention each other.
struct Block;
struct Parameter;
struct Argument;
struct Capture;
struct Where;
struct Decorator;
struct StringLiteral;

} // namespace fornax::ast
