// How C passes values on x86-64 (System V): structs of up to 16 bytes in registers by eightbyte, larger ones on the stack.

#include "lower/ABI.h"
#include <llvm/Support/MathExtras.h>

using namespace mlir;

namespace fornax::lower {

enum class Class : uint8_t { None, Sse, Integer, Memory };

/// What one eightbyte holds: its class, and the floats in it for the choice of a type.
struct Eightbyte {
  Class kind = Class::None;
  SmallVector<std::pair<uint64_t, Type>, 4> floats; // offset inside, type
};

/// Registers left for arguments.
struct Registers {
  unsigned integer = 6, sse = 8;
};

static Passed passC(Type type, fx::ArgConv conv, bool isUnsigned, const AbiContext &abi, Registers &left);
static Passed returnC(const Shape &shape, const AbiContext &abi);
static void appendC(const Passed &passed, const AbiContext &abi, Signature &signature);

void classifyC(const Shape &shape, const AbiContext &abi, Signature &signature) {
  Registers left;
  signature.result = returnC(shape, abi);
  if (signature.result.how == Pass::Copy) {
    --left.integer; // the hidden pointer
    Builder builder(abi.context);
    Type bytes = LLVM::LLVMArrayType::get(builder.getI8Type(), signature.result.memory.size);
    signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
    signature.parameterAttributes.push_back(builder.getDictionaryAttr(
        {builder.getNamedAttr("llvm.sret", TypeAttr::get(bytes)), builder.getNamedAttr("llvm.noalias", builder.getUnitAttr()),
         builder.getNamedAttr("llvm.align", builder.getI64IntegerAttr(int64_t(signature.result.memory.align)))}));
  }
  size_t index = 0;
  for (auto [type, conv] : shape.arguments) {
    bool isUnsigned = index < shape.unsignedArguments.size() && shape.unsignedArguments[index];
    ++index;
    if (conv.conv == fx::Conv::Out || conv.conv == fx::Conv::Error)
      continue;
    signature.arguments.push_back(passC(type, conv, isUnsigned, abi, left));
    appendC(signature.arguments.back(), abi, signature);
  }
  const Passed &result = signature.result;
  signature.returnType = LLVM::LLVMVoidType::get(abi.context);
  if (result.how == Pass::Value || result.how == Pass::Pieces) {
    signature.returnsStruct = result.pieces.size() > 1;
    SmallVector<Type, 2> types;
    for (const Piece &piece : result.pieces)
      types.push_back(piece.type);
    signature.returnType = signature.returnsStruct ? LLVM::LLVMStructType::getLiteral(abi.context, types) : types.front();
    if (result.extend != Extend::None)
      signature.resultAttributes = DictionaryAttr::get(
          abi.context,
          Builder(abi.context).getNamedAttr(result.extend == Extend::Sign ? "llvm.signext" : "llvm.zeroext", UnitAttr::get(abi.context)));
  }
}

// ---- Classes ----

static void merge(Eightbyte &slot, Class kind) { slot.kind = std::max(slot.kind, kind); }

/// Fills in the eightbytes that a value of `type` at `offset` touches; false: it must go through memory.
static bool classifyBytes(Type type, uint64_t offset, const AbiContext &abi, SmallVectorImpl<Eightbyte> &slots) {
  if (auto structure = dyn_cast<fx::StructType>(type)) {
    for (const fx::FieldInfo &field : structure.getBody().getFields())
      if (!classifyBytes(field.type, offset + field.offset, abi, slots))
        return false;
    return true;
  }
  if (auto array = dyn_cast<fx::ArrayType>(type)) {
    for (uint64_t i = 0; i != array.getCount(); ++i)
      if (!classifyBytes(array.getElement(), offset + i * abi.layout.strideOf(array.getElement()), abi, slots))
        return false;
    return true;
  }
  if (auto unionType = dyn_cast<fx::UnionType>(type)) {
    for (Type member : unionType.getMembers())
      if (!classifyBytes(member, offset, abi, slots))
        return false;
    return true;
  }
  ir::SizeAlign memory = abi.layout.of(type);
  if (memory.size == 0)
    return true;
  if (offset % memory.align != 0)
    return false;
  Type element = type;
  if (auto vector = dyn_cast<VectorType>(type))
    element = vector.getElementType();
  bool isSse = isa<VectorType>(type) || (isa<FloatType>(type) && type.getIntOrFloatBitWidth() >= 16);
  for (uint64_t at = offset; at < offset + memory.size; at += 8 - at % 8)
    merge(slots[at / 8], isSse ? Class::Sse : Class::Integer);
  if (isa<FloatType>(element) && element.getIntOrFloatBitWidth() >= 16)
    for (uint64_t at = offset, step = element.getIntOrFloatBitWidth() / 8; at < offset + memory.size; at += step)
      slots[at / 8].floats.push_back({at % 8, element});
  return true;
}

/// The type of an SSE eightbyte with `bytes` bytes in it.
static Type sseType(const Eightbyte &slot, uint64_t bytes, MLIRContext *context) {
  if (slot.floats.empty())
    return Float64Type::get(context);
  Type first = slot.floats.front().second;
  bool uniform = llvm::all_of(slot.floats, [&](auto &entry) { return entry.second == first; });
  uint64_t width = first.getIntOrFloatBitWidth() / 8;
  if (!uniform || width == 8)
    return Float64Type::get(context);
  uint64_t last = 0;
  for (auto &[at, type] : slot.floats)
    last = std::max(last, at);
  uint64_t count = last / width + 1;
  if (count == 1)
    return first;
  // <3 x half> and the like are widened as clang does.
  return VectorType::get({int64_t(llvm::PowerOf2Ceil(count))}, first);
}

/// A whole vector of 32 or 64 bytes is one SSE class where registers are that wide.
static bool isWideVector(Type type, const AbiContext &abi) {
  Type leaf = fx::leafOf(type);
  auto vector = leaf ? dyn_cast<VectorType>(leaf) : VectorType();
  return vector && abi.layout.sizeOf(vector) > 16 && abi.layout.sizeOf(vector) * 8 <= abi.vectorBits;
}

/// The pieces of a value in memory of up to 16 bytes; empty: it must go through memory.
static SmallVector<Piece, 4> eightbytes(Type type, const AbiContext &abi, Registers &needed) {
  uint64_t size = abi.layout.sizeOf(type);
  constexpr uint64_t maxBytes = 16;
  if (size > maxBytes || size == 0)
    return {};
  SmallVector<Eightbyte, 2> slots(llvm::divideCeil(size, 8));
  if (!classifyBytes(type, 0, abi, slots))
    return {};
  SmallVector<Piece, 4> pieces;
  for (auto [index, slot] : llvm::enumerate(slots)) {
    uint64_t offset = index * 8, bytes = std::min<uint64_t>(8, size - offset);
    if (slot.kind == Class::None)
      slot.kind = Class::Sse; // padding only
    Type piece = slot.kind == Class::Sse ? sseType(slot, bytes, abi.context) : IntegerType::get(abi.context, unsigned(bytes * 8));
    ++(slot.kind == Class::Sse ? needed.sse : needed.integer);
    pieces.push_back({piece, Type(), offset, false});
  }
  return pieces;
}

// ---- Arguments and results ----

static Extend extensionOf(Type leaf, bool isUnsigned) {
  auto integer = dyn_cast<IntegerType>(leaf);
  if (!integer || integer.getWidth() >= 32)
    return Extend::None;
  return integer.getWidth() == 1 || isUnsigned || integer.isUnsigned() ? Extend::Zero : Extend::Sign;
}

static Passed passLeaf(Type leaf, fx::ArgConv conv, bool isUnsigned, const AbiContext &abi) {
  Passed passed;
  passed.conv = conv;
  passed.type = leaf;
  passed.memory = abi.layout.of(leaf);
  if (fx::isEmpty(leaf))
    return passed;
  passed.how = Pass::Value;
  passed.extend = extensionOf(leaf, isUnsigned);
  passed.pieces = {Piece{convertLeaf(leaf, abi), leaf, 0, true}};
  return passed;
}

static Passed passC(Type type, fx::ArgConv conv, bool isUnsigned, const AbiContext &abi, Registers &left) {
  auto ref = dyn_cast<fx::RefType>(type);
  bool byReference = ref && (conv.conv == fx::Conv::Mut || conv.conv == fx::Conv::Ref || conv.byAddress);
  if (!ref || byReference) {
    Passed passed = passLeaf(type, conv, isUnsigned, abi);
    if (ref) {
      passed.isPlace = true;
      passed.how = Pass::Address;
      passed.pieces.clear();
      passed.type = ref.getPointee();
      passed.memory = abi.layout.of(passed.type);
    }
    bool isSse = isa<FloatType, VectorType>(type);
    unsigned &count = isSse ? left.sse : left.integer;
    unsigned used = type.isInteger(128) ? 2 : 1;
    count -= std::min(count, used);
    return passed;
  }
  Passed passed;
  passed.conv = conv;
  passed.isPlace = true;
  passed.type = ref.getPointee();
  passed.memory = abi.layout.of(passed.type);
  if (fx::isEmpty(passed.type))
    return passed;
  Registers needed{0, 0};
  passed.pieces = eightbytes(passed.type, abi, needed);
  if (isWideVector(passed.type, abi)) {
    Type leaf = fx::leafOf(passed.type);
    passed.pieces = {Piece{convertLeaf(leaf, abi), leaf, 0, true}};
    needed = {0, 1};
  }
  bool fits = !passed.pieces.empty() && needed.integer <= left.integer && needed.sse <= left.sse;
  passed.how = fits ? Pass::Pieces : Pass::Copy;
  if (!fits) {
    passed.pieces.clear();
    return passed;
  }
  left.integer -= needed.integer;
  left.sse -= needed.sse;
  return passed;
}

static Passed returnC(const Shape &shape, const AbiContext &abi) {
  if (shape.leafResult)
    return passLeaf(shape.leafResult, fx::Conv::Out, shape.unsignedResult, abi);
  for (auto [type, conv] : shape.arguments) {
    if (conv.conv != fx::Conv::Out)
      continue;
    Registers left;
    Passed passed = passC(type, fx::Conv::Imm, false, abi, left);
    passed.conv = conv;
    if (passed.how == Pass::Pieces) {
      // RAX, RDX and XMM0, XMM1 hold any two eightbytes.
      assert(passed.pieces.size() <= 2);
    }
    return passed;
  }
  return {};
}

static void appendC(const Passed &passed, const AbiContext &abi, Signature &signature) {
  Builder builder(abi.context);
  auto attribute = [&](StringRef name, Attribute value) { return builder.getNamedAttr(name, value); };
  DictionaryAttr none = builder.getDictionaryAttr({});
  switch (passed.how) {
  case Pass::Nothing: return;
  case Pass::Value:
  case Pass::Pieces:
    for (const Piece &piece : passed.pieces) {
      signature.parameters.push_back(piece.type);
      SmallVector<NamedAttribute, 2> list;
      if (piece.defined)
        list.push_back(attribute("llvm.noundef", builder.getUnitAttr()));
      if (passed.extend != Extend::None)
        list.push_back(attribute(passed.extend == Extend::Sign ? "llvm.signext" : "llvm.zeroext", builder.getUnitAttr()));
      signature.parameterAttributes.push_back(list.empty() ? none : builder.getDictionaryAttr(list));
    }
    return;
  case Pass::Address:
    signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
    signature.parameterAttributes.push_back(none);
    return;
  case Pass::Copy: {
    Type bytes = LLVM::LLVMArrayType::get(builder.getI8Type(), passed.memory.size);
    signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
    signature.parameterAttributes.push_back(
        builder.getDictionaryAttr({attribute("llvm.byval", TypeAttr::get(bytes)),
                                   attribute("llvm.align", builder.getI64IntegerAttr(int64_t(std::max<uint64_t>(8, passed.memory.align))))}));
    return;
  }
  }
}

} // namespace fornax::lower
