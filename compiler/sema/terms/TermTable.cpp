#include "sema/terms/TermTable.h"
#include <fmt/format.h>

namespace fornax::sema {

TermTable::TermTable() { slots.resize(1 << 12); }

/// What a list lists says which list it is; under which bound it was first written does not. (An empty one has only its bound.)
static bool typeMatters(const TermTable::Key &key) { return key.kind != TermKind::List || key.operands.empty(); }

static uint32_t hashKey(const TermTable::Key &key) {
  llvm::hash_code hash = llvm::hash_combine(uint8_t(key.kind), key.payload, typeMatters(key) ? key.type.node() : nullptr, key.operands.size());
  for (Term operand : key.operands)
    hash = llvm::hash_combine(hash, operand.node());
  return uint32_t(size_t(hash) ^ (size_t(hash) >> 32));
}

void TermTable::grow() {
  llvm::SmallVector<const Node *, 0> old;
  old.swap(slots);
  slots.resize(old.size() * 2);
  for (const Node *node : old) {
    if (!node)
      continue;
    size_t i = node->hash & (slots.size() - 1);
    while (slots[i])
      i = (i + 1) & (slots.size() - 1);
    slots[i] = node;
  }
}

Term TermTable::get(const Key &key) {
  uint32_t hash = hashKey(key);
  size_t i = hash & (slots.size() - 1);
  for (; const Node *node = slots[i]; i = (i + 1) & (slots.size() - 1))
    if (node->hash == hash && node->kind == key.kind && node->payload == key.payload && node->operands() == key.operands &&
        (node->type == key.type || !typeMatters(key)))
      return Term(node);
  uint16_t flags = key.ownFlags;
  uint8_t loose = 0;
  if (key.type) {
    flags |= key.type->flags & ~HasBound;
    loose = key.type->looseDepth;
  }
  for (Term operand : key.operands)
    if (operand) {
      flags |= operand->flags & ~HasBound;
      loose = std::max(loose, operand->looseDepth);
    }
  loose = std::max(key.looseDepth, uint8_t(loose > key.binders ? loose - key.binders : 0));
  if (loose)
    flags |= HasBound;
  auto *node = static_cast<Node *>(arena.allocate(sizeof(Node) + key.operands.size() * sizeof(Term), alignof(Node)));
  new (node) Node{key.kind, loose, flags, used, uint32_t(key.operands.size()), hash, key.payload, key.type};
  std::uninitialized_copy(key.operands.begin(), key.operands.end(), reinterpret_cast<Term *>(node + 1));
  slots[i] = node;
  if (++used * 10 > slots.size() * 7)
    grow();
  return Term(node);
}

const llvm::APInt *TermTable::intern(const llvm::APInt &value) {
  auto [it, isNew] = ints.try_emplace(value);
  if (isNew)
    it->second = &intRows.emplace_back(value);
  return it->second;
}

const llvm::APFloat *TermTable::intern(const llvm::APFloat &value) {
  llvm::SmallString<40> bits;
  value.bitcastToAPInt().toString(bits, 16, false);
  return &floats.try_emplace({&value.getSemantics(), bits.str().str()}, value).first->second;
}

const Rational *TermTable::intern(const Rational &value) { return &rationals.try_emplace(toKey(value), value).first->second; }

llvm::StringRef TermTable::intern(llvm::StringRef text) { return texts.try_emplace(text).first->getKey(); }

const MlirPieces *TermTable::intern(llvm::ArrayRef<llvm::StringRef> pieces, bool isAttribute) {
  std::string key(1, isAttribute ? 'a' : 't');
  for (llvm::StringRef piece : pieces)
    key += fmt::format("{}:{}", piece.size(), std::string_view(piece));
  auto [it, isNew] = mlir.try_emplace(std::move(key));
  if (isNew) {
    it->second.isAttribute = isAttribute;
    for (llvm::StringRef piece : pieces)
      it->second.pieces.push_back(intern(piece));
  }
  return &it->second;
}

const ObjectGraph *TermTable::intern(ObjectGraph &&graph) {
  std::string key;
  for (const ObjectGraph::Block &block : graph.blocks) {
    key += fmt::format("{},{},{}:", block.bytes.size(), block.align, block.isConstant) + block.bytes;
    for (const auto &r : block.relocations)
      key += fmt::format("@{},{},{},{};", r.offset, r.block, r.addend, fmt::ptr(r.function.node()));
  }
  return &objects.try_emplace(std::move(key), std::move(graph)).first->second;
}

uint32_t TermTable::intern(const SignatureShape &shape) {
  // The identity: what two equal function types agree in.
  std::string key = fmt::format("{}{}{}{}|", uint8_t(shape.abi), shape.hasResultOrigin, shape.hasResultSpace, shape.wheres);
  for (const auto &own : shape.own)
    key += fmt::format("{}{};", int(own.group), own.hasDefault);
  for (const auto &a : shape.arguments) {
    ArgumentKind kind = a.kind == ArgumentKind::PositionalOnly ? ArgumentKind::Positional : a.kind;
    bool isNamed = kind == ArgumentKind::KeywordOnly;
    key += fmt::format("{}{}{}{}{}{};", int(a.convention), int(kind), a.isPack, a.hasOrigin, a.hasSpace,
                       isNamed ? std::string_view(a.name.str()) : std::string_view());
  }
  auto [it, isNew] = shapeIndex.try_emplace(std::move(key), uint32_t(shapes.size()));
  if (isNew)
    shapes.push_back(shape);
  return it->second;
}

} // namespace fornax::sema
