// Storage of struct bodies, text of types, and the lifecycle of a type's values.

#include "ir/IR.h"
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/IR/DialectImplementation.h>

using namespace mlir;

namespace fornax::fx::detail {

/// Key and, once set, the body with what follows from it.
struct StructTypeStorage : TypeStorage {
  using KeyTy = StringRef;
  StringRef key;
  BodyAttr body;
  Type leaf;
  bool empty = false;

  explicit StructTypeStorage(StringRef key) : key(key) {}
  bool operator==(const KeyTy &other) const { return key == other; }
  static StructTypeStorage *construct(TypeStorageAllocator &allocator, const KeyTy &key) {
    return new (allocator.allocate<StructTypeStorage>()) StructTypeStorage(allocator.copyInto(key));
  }
  LogicalResult mutate(TypeStorageAllocator &, BodyAttr newBody) {
    if (body)
      return success(body == newBody);
    body = newBody;
    findLeaf();
    return success();
  }
  /// A trivial register-passable struct with one field that is not empty is that field's leaf.
  void findLeaf() {
    SmallVector<Type, 2> content;
    for (const FieldInfo &field : body.getFields())
      if (!fx::isEmpty(field.type))
        content.push_back(field.type);
    bool trivial = body.has(BodyFlag::TrivialRegisterPassable) && !body.has(BodyFlag::Unsized);
    empty = content.empty() && body.getSize() == 0 && body.has(BodyFlag::TrivialDestroy) && !body.has(BodyFlag::Unsized);
    if (trivial && content.size() == 1)
      leaf = leafOf(content.front());
  }
};

} // namespace fornax::fx::detail

MLIR_DEFINE_EXPLICIT_TYPE_ID(fornax::fx::StructType)

#define GET_TYPEDEF_CLASSES
#include "ir/Types.cpp.inc"

namespace fornax::fx {

StructType StructType::get(MLIRContext *context, StringRef key) { return Base::get(context, key); }
StringRef StructType::getKey() const { return getImpl()->key; }
BodyAttr StructType::getBody() const { return getImpl()->body; }
LogicalResult StructType::setBody(BodyAttr body) const { return const_cast<StructType *>(this)->Base::mutate(body); }
Type StructType::getLeaf() const { return getImpl()->leaf; }
bool StructType::isEmpty() const { return getImpl()->empty; }

std::optional<unsigned> StructType::findField(StringRef name) const {
  for (auto [index, field] : llvm::enumerate(getBody().getFields()))
    if (field.name == name)
      return index;
  return std::nullopt;
}

bool isLeaf(Type type) { return !isa<StructType, ArrayType, UnionType, OpaqueType>(type); }

Type leafOf(Type type) {
  if (auto structType = dyn_cast<StructType>(type))
    return structType.getLeaf();
  return isLeaf(type) ? type : Type();
}

bool isEmpty(Type type) {
  if (auto structType = dyn_cast<StructType>(type))
    return structType.isEmpty();
  if (auto array = dyn_cast<ArrayType>(type))
    return array.getCount() == 0 || isEmpty(array.getElement());
  if (auto unionType = dyn_cast<UnionType>(type))
    return llvm::all_of(unionType.getMembers(), isEmpty);
  return false;
}

static Lifecycle lifecycleOf(BodyAttr body) {
  Lifecycle life;
  life.trivialCopy = body.has(BodyFlag::TrivialCopy);
  life.trivialMove = body.has(BodyFlag::TrivialMove);
  life.trivialDestroy = body.has(BodyFlag::TrivialDestroy);
  life.copy = life.trivialCopy ? nullptr : body.getCopy();
  life.move = life.trivialMove ? nullptr : body.getMove();
  life.destroy = life.trivialDestroy ? nullptr : body.getDestroy();
  life.copyable = life.trivialCopy || body.getCopy();
  life.implicitCopy = body.has(BodyFlag::ImplicitCopy);
  life.movable = body.has(BodyFlag::Movable);
  life.deinitable = body.has(BodyFlag::Deinitable);
  life.abandonMessage = body.getAbandonMessage();
  return life;
}

Lifecycle lifecycleOf(Type type) {
  if (auto structType = dyn_cast<StructType>(type))
    return structType.hasBody() ? lifecycleOf(structType.getBody()) : Lifecycle();
  Lifecycle life;
  if (auto opaque = dyn_cast<OpaqueType>(type)) {
    life.trivialCopy = life.trivialMove = life.trivialDestroy = false;
    life.copyable = opaque.has(OpaqueFlag::Copy) || opaque.has(OpaqueFlag::ImplicitCopy);
    life.implicitCopy = opaque.has(OpaqueFlag::ImplicitCopy);
    life.movable = opaque.has(OpaqueFlag::Move);
    life.deinitable = opaque.has(OpaqueFlag::Deinit);
  }
  return life;
}

static constexpr std::pair<OpaqueFlag, StringLiteral> OpaqueFlagNames[] = {{OpaqueFlag::Copy, "copy"},
                                                                           {OpaqueFlag::ImplicitCopy, "implicit"},
                                                                           {OpaqueFlag::Move, "move"},
                                                                           {OpaqueFlag::Deinit, "deinit"},
                                                                           {OpaqueFlag::RegisterPassable, "rp"}};

void OpaqueType::print(AsmPrinter &printer) const {
  printer << "<" << getName() << ", [";
  bool first = true;
  for (auto [flag, word] : OpaqueFlagNames)
    if (has(flag)) {
      printer << (first ? "" : ", ") << word;
      first = false;
    }
  printer << "]>";
}

Type OpaqueType::parse(AsmParser &parser) {
  std::string name;
  unsigned flags = 0;
  auto parseFlag = [&]() -> ParseResult {
    StringRef word;
    SMLoc at = parser.getCurrentLocation();
    if (parser.parseKeyword(&word))
      return failure();
    for (auto [flag, spelled] : OpaqueFlagNames)
      if (spelled == word) {
        flags = flags | flag;
        return success();
      }
    return parser.emitError(at, "unknown flag of an opaque type");
  };
  if (parser.parseLess() || parser.parseString(&name) || parser.parseComma() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseFlag) || parser.parseGreater())
    return {};
  return get(parser.getContext(), StringAttr::get(parser.getContext(), name), flags);
}

Type FxDialect::parseType(DialectAsmParser &parser) const {
  StringRef mnemonic;
  SMLoc at = parser.getCurrentLocation();
  Type type;
  OptionalParseResult result = generatedTypeParser(parser, &mnemonic, type);
  if (result.has_value())
    return succeeded(*result) ? type : Type();
  std::string key;
  if (mnemonic != "struct")
    return parser.emitError(at, "unknown type of the fx dialect"), Type();
  if (parser.parseLess() || parser.parseString(&key) || parser.parseGreater())
    return {};
  return StructType::get(getContext(), key);
}

void FxDialect::printType(Type type, DialectAsmPrinter &printer) const {
  if (auto structType = dyn_cast<StructType>(type)) {
    printer << "struct<";
    printer.printString(structType.getKey());
    printer << ">";
    return;
  }
  (void)generatedTypePrinter(type, printer);
}

void FxDialect::registerTypes() {
  addTypes<StructType,
#define GET_TYPEDEF_LIST
#include "ir/Types.cpp.inc"
           >();
}

} // namespace fornax::fx
