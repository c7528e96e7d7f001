// Classification of arguments and results for our own functions and for kernels. C is in CABI.cpp.

#include "lower/ABI.h"
#include <llvm/Support/MathExtras.h>

using namespace mlir;

namespace fornax::lower {

TargetHooks::~TargetHooks() = default;

void TargetHooks::finish(FunctionContext &) const {}

Value TargetHooks::sharedObject(Operation *, uint64_t, uint64_t, FunctionContext &) const { return {}; }

static Passed classifyArgument(Type type, fx::ArgConv conv, const AbiContext &abi);
static Passed classifyKernelArgument(Type type, fx::ArgConv conv, const AbiContext &abi);
static void classifyBlockKernel(const Shape &shape, const AbiContext &abi, Signature &signature);
static Passed classifyResult(const Shape &shape, const AbiContext &abi);
static void appendParameters(const Passed &passed, const AbiContext &abi, Signature &signature);
static void appendIndirectResult(const AbiContext &abi, Signature &signature);
static void finishReturn(const AbiContext &abi, Signature &signature);
static Type pointerTo(const Passed &passed, const AbiContext &abi);

Shape shapeOf(fx::FuncOp function) {
  Shape shape;
  shape.cc = function.getCc();
  FunctionType type = function.getFunctionType();
  for (auto [input, conv] : llvm::zip_equal(type.getInputs(), function.getConvs().getArgs()))
    shape.arguments.push_back({input, conv});
  shape.leafResult = function.getLeafResult();
  shape.raises = bool(function.getRaises());
  shape.neverReturns = function.getNoreturn();
  if (auto flags = function->getAttrOfType<DenseBoolArrayAttr>("unsigned_arguments"))
    shape.unsignedArguments = flags.asArrayRef();
  shape.unsignedResult = function->hasAttr("unsigned_result");
  return shape;
}

Signature classify(const Shape &shape, const AbiContext &abi) {
  Signature signature;
  signature.cc = shape.cc;
  signature.raises = shape.raises;
  signature.neverReturns = shape.neverReturns;
  if (shape.cc == fx::CallConv::C) {
    classifyC(shape, abi, signature);
    return signature;
  }
  bool isKernel = shape.cc == fx::CallConv::Kernel && !abi.conventions.kernelFromBlock;
  signature.hiddenSelf = abi.conventions.hiddenSelf;
  if (signature.hiddenSelf) {
    signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
    signature.parameterAttributes.push_back(DictionaryAttr::get(abi.context));
  }
  if (shape.cc == fx::CallConv::Kernel && abi.conventions.kernelFromBlock) {
    classifyBlockKernel(shape, abi, signature);
    return signature;
  }
  signature.result = classifyResult(shape, abi);
  appendIndirectResult(abi, signature);
  for (auto [type, conv] : shape.arguments) {
    if (conv.conv == fx::Conv::Out)
      continue;
    if (conv.conv == fx::Conv::Error) {
      signature.error = classifyArgument(type, conv, abi);
      continue;
    }
    signature.arguments.push_back(isKernel ? classifyKernelArgument(type, conv, abi) : classifyArgument(type, conv, abi));
    appendParameters(signature.arguments.back(), abi, signature);
  }
  if (signature.error)
    appendParameters(*signature.error, abi, signature);
  finishReturn(abi, signature);
  return signature;
}

LLVM::LLVMFunctionType Signature::type(bool isVariadic) const { return LLVM::LLVMFunctionType::get(returnType, parameters, isVariadic); }

// ---- Leaves ----

Type convertLeaf(Type leaf, const AbiContext &abi) {
  if (auto integer = dyn_cast<IntegerType>(leaf))
    return integer.isSignless() ? leaf : IntegerType::get(abi.context, integer.getWidth());
  if (leaf.isIndex())
    return IntegerType::get(abi.context, unsigned(abi.layout.sizeOf(leaf)) * 8);
  if (auto real = dyn_cast<FloatType>(leaf))
    // LLVM has no floats below 16 bits: their bits travel as bytes.
    return real.getWidth() < 16 ? IntegerType::get(abi.context, 8) : leaf;
  if (auto vector = dyn_cast<VectorType>(leaf)) {
    Type element = vector.getElementType();
    int64_t count = vector.getNumElements();
    bool packed = isa<FloatType>(element) && element.getIntOrFloatBitWidth() == 4;
    Type converted = convertLeaf(element, abi);
    if (!converted || vector.getRank() > 1)
      return Type();
    if (packed)
      count = int64_t(llvm::divideCeil(uint64_t(count), 2));
    return count == 1 && vector.getNumElements() == 1 ? converted : VectorType::get({count}, converted);
  }
  if (auto ref = dyn_cast<fx::RefType>(leaf))
    return LLVM::LLVMPointerType::get(abi.context, abi.conventions.addressSpaces ? ref.getSpace() : 0);
  if (auto pointer = dyn_cast<LLVM::LLVMPointerType>(leaf))
    return abi.conventions.addressSpaces ? leaf : LLVM::LLVMPointerType::get(abi.context);
  if (auto complex = dyn_cast<ComplexType>(leaf)) {
    Type element = convertLeaf(complex.getElementType(), abi);
    return element ? LLVM::LLVMStructType::getLiteral(abi.context, {element, element}) : Type();
  }
  if (auto structure = dyn_cast<LLVM::LLVMStructType>(leaf)) {
    if (structure.isIdentified() || abi.conventions.addressSpaces)
      return leaf;
    SmallVector<Type> fields;
    for (Type field : structure.getBody())
      fields.push_back(convertLeaf(field, abi));
    return LLVM::LLVMStructType::getLiteral(abi.context, fields, structure.isPacked());
  }
  return isa<LLVM::LLVMArrayType, LLVM::LLVMTargetExtType, LLVM::LLVMFunctionType>(leaf) ? leaf : Type();
}

static Piece pieceOf(const ir::LeafAt &leaf, const AbiContext &abi) { return {convertLeaf(leaf.type, abi), leaf.type, leaf.offset, !leaf.ofUnion}; }

static bool isRegisterPassable(Type type) {
  if (auto structure = dyn_cast<fx::StructType>(type))
    return structure.getBody().has(fx::BodyFlag::RegisterPassable) || structure.getBody().has(fx::BodyFlag::TrivialRegisterPassable);
  if (auto array = dyn_cast<fx::ArrayType>(type))
    return isRegisterPassable(array.getElement());
  return true;
}

// ---- Arguments ----

static Passed describe(Type type, fx::ArgConv conv, const AbiContext &abi) {
  Passed passed;
  passed.conv = conv;
  if (auto ref = dyn_cast<fx::RefType>(type)) {
    passed.isPlace = true;
    passed.type = ref.getPointee();
    passed.space = ref.getSpace();
  } else {
    passed.type = type;
  }
  passed.memory = abi.layout.of(passed.type);
  return passed;
}

static void passValue(Passed &passed, const AbiContext &abi) {
  passed.how = Pass::Value;
  passed.pieces = {Piece{convertLeaf(passed.type, abi), passed.type, 0, true}};
}

/// Conventions that hand over the value; the others hand over its place.
static bool passesValue(fx::Conv conv) { return conv == fx::Conv::Imm || conv == fx::Conv::Var || conv == fx::Conv::Deinit; }

static Passed classifyArgument(Type type, fx::ArgConv conv, const AbiContext &abi) {
  Passed passed = describe(type, conv, abi);
  if (!passed.isPlace) {
    if (!fx::isEmpty(type))
      passValue(passed, abi);
    return passed;
  }
  passed.how = Pass::Address;
  if (fx::isEmpty(passed.type)) {
    // Nothing is there to point to; whoever needs an address makes one out of the alignment.
    passed.how = Pass::Nothing;
    return passed;
  }
  if (!passesValue(conv.conv) || conv.byAddress || fx::leafOf(passed.type) || !isRegisterPassable(passed.type))
    return passed;
  constexpr uint64_t maxBytes = 32;
  bool isDevice = abi.conventions.maxExplodedLeaves > 4;
  if (passed.memory.size > maxBytes && !isDevice)
    return passed;
  SmallVector<ir::LeafAt> leaves = abi.layout.leavesOf(passed.type);
  if (leaves.empty() || leaves.size() > abi.conventions.maxExplodedLeaves)
    return passed;
  passed.how = Pass::Pieces;
  for (const ir::LeafAt &leaf : leaves)
    passed.pieces.push_back(pieceOf(leaf, abi));
  return passed;
}

/// Parameters of a kernel stand at the offsets of the argument block on every vendor, so only what LLVM lays out as we do goes as itself.
static Passed classifyKernelArgument(Type type, fx::ArgConv conv, const AbiContext &abi) {
  Passed passed = describe(type, conv, abi);
  if (fx::isEmpty(passed.type))
    return passed;
  passed.how = Pass::Copy;
  if (passed.isPlace)
    return passed;
  Type converted = convertLeaf(type, abi);
  unsigned bits = converted.isIntOrFloat() ? converted.getIntOrFloatBitWidth() : 64;
  bool plain = converted.isIntOrFloat() || isa<LLVM::LLVMPointerType>(converted);
  if (!plain || bits > 64)
    return passed;
  if (converted.isInteger(1))
    converted = IntegerType::get(abi.context, 8);
  if (auto pointer = dyn_cast<LLVM::LLVMPointerType>(converted); pointer && pointer.getAddressSpace() == 0 && abi.conventions.globalKernelPointers)
    converted = LLVM::LLVMPointerType::get(abi.context, 1);
  passed.how = Pass::Value;
  passed.pieces = {Piece{converted, passed.type, 0, true}};
  return passed;
}

/// The entry takes the thread and one block of bytes; `bindArguments` reads each argument at its offset.
static void classifyBlockKernel(const Shape &shape, const AbiContext &abi, Signature &signature) {
  for (auto [type, conv] : shape.arguments) {
    Passed passed = describe(type, conv, abi);
    passed.how = fx::isEmpty(passed.type) ? Pass::Nothing : Pass::Copy;
    signature.arguments.push_back(passed);
  }
  signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
  signature.parameterAttributes.push_back(DictionaryAttr::get(abi.context));
  signature.returnType = LLVM::LLVMVoidType::get(abi.context);
}

// ---- Results ----

/// Machine registers that a value of an LLVM type fills: integer ones first, then floating point and vector ones.
static std::pair<unsigned, unsigned> registersOf(Type type, const AbiContext &abi) {
  if (auto vector = dyn_cast<VectorType>(type)) {
    Type element = vector.getElementType();
    // A vector of i1 is widened to bytes on its way.
    unsigned elementBits = isa<LLVM::LLVMPointerType>(element) ? 64 : std::max(8u, element.getIntOrFloatBitWidth());
    uint64_t bits = llvm::PowerOf2Ceil(uint64_t(vector.getNumElements()) * elementBits);
    return {0, unsigned(llvm::divideCeil(bits, abi.vectorBits))};
  }
  if (auto integer = dyn_cast<IntegerType>(type))
    return {unsigned(llvm::divideCeil(integer.getWidth(), 64u)), 0};
  if (isa<FloatType>(type))
    return {0, 1};
  if (auto structure = dyn_cast<LLVM::LLVMStructType>(type)) {
    std::pair<unsigned, unsigned> sum;
    for (Type field : structure.getBody()) {
      auto [integers, floats] = registersOf(field, abi);
      sum.first += integers;
      sum.second += floats;
    }
    return sum;
  }
  return {1, 0};
}

/// x86-64 returns RAX, RDX, RCX and XMM0, XMM1: one value more and LLVM sends all of it through memory, silently. Devices inline everything.
static bool fitsResultRegisters(ArrayRef<Piece> pieces, bool raises, const AbiContext &abi) {
  unsigned integers = raises ? 1 : 0, floats = 0;
  for (const Piece &piece : pieces) {
    auto [i, f] = registersOf(piece.type, abi);
    integers += i;
    floats += f;
  }
  return integers <= 3 && floats <= 2;
}

static Passed classifyResult(const Shape &shape, const AbiContext &abi) {
  if (shape.leafResult && !fx::isEmpty(shape.leafResult)) {
    Passed passed;
    passed.type = shape.leafResult;
    passed.memory = abi.layout.of(shape.leafResult);
    passValue(passed, abi);
    if (!fitsResultRegisters(passed.pieces, shape.raises, abi))
      passed.how = Pass::Copy; // comes back through memory that the caller gives
    return passed;
  }
  for (auto [type, conv] : shape.arguments) {
    if (conv.conv != fx::Conv::Out)
      continue;
    Passed passed = describe(type, conv, abi);
    if (fx::isEmpty(passed.type))
      return passed;
    passed.how = Pass::Address;
    if (!isRegisterPassable(passed.type) || conv.byAddress)
      return passed;
    SmallVector<ir::LeafAt> leaves = abi.layout.leavesOf(passed.type);
    SmallVector<Piece, 4> pieces;
    for (const ir::LeafAt &leaf : leaves)
      if (pieces.size() <= 8)
        pieces.push_back(pieceOf(leaf, abi));
    if (pieces.empty() || pieces.size() > 8 || !fitsResultRegisters(pieces, shape.raises, abi))
      return passed;
    passed.how = Pass::Pieces;
    passed.pieces = std::move(pieces);
    return passed;
  }
  return {};
}

// ---- LLVM's side ----

static DictionaryAttr pointerAttributes(const Passed &passed, const AbiContext &abi) {
  Builder builder(abi.context);
  SmallVector<NamedAttribute, 6> list;
  auto add = [&](StringRef name, Attribute value) { list.push_back(builder.getNamedAttr(name, value)); };
  add("llvm.noundef", builder.getUnitAttr());
  if (passed.memory.size == 0)
    return DictionaryAttr::get(abi.context, list);
  add("llvm.nonnull", builder.getUnitAttr());
  add("llvm.align", builder.getI64IntegerAttr(int64_t(passed.memory.align)));
  add("llvm.dereferenceable", builder.getI64IntegerAttr(int64_t(passed.memory.size)));
  // Not for `imm`, `mut` and `ref`: untracked pointers may alias them legally.
  fx::Conv conv = passed.conv.conv;
  if (conv == fx::Conv::Out || conv == fx::Conv::Error || conv == fx::Conv::Var || conv == fx::Conv::Deinit)
    add("llvm.noalias", builder.getUnitAttr());
  return DictionaryAttr::get(abi.context, list);
}

static Type pointerTo(const Passed &passed, const AbiContext &abi) {
  return LLVM::LLVMPointerType::get(abi.context, abi.conventions.addressSpaces ? passed.space : 0);
}

static void appendParameters(const Passed &passed, const AbiContext &abi, Signature &signature) {
  Builder builder(abi.context);
  DictionaryAttr none = DictionaryAttr::get(abi.context),
                 noundef = DictionaryAttr::get(abi.context, builder.getNamedAttr("llvm.noundef", builder.getUnitAttr()));
  switch (passed.how) {
  case Pass::Nothing: return;
  case Pass::Value:
  case Pass::Pieces:
    for (const Piece &piece : passed.pieces) {
      signature.parameters.push_back(piece.type);
      signature.parameterAttributes.push_back(piece.defined ? noundef : none);
    }
    return;
  case Pass::Address:
    signature.parameters.push_back(pointerTo(passed, abi));
    signature.parameterAttributes.push_back(pointerAttributes(passed, abi));
    return;
  case Pass::Copy: {
    Type bytes = LLVM::LLVMArrayType::get(IntegerType::get(abi.context, 8), passed.memory.size);
    signature.parameters.push_back(LLVM::LLVMPointerType::get(abi.context));
    signature.parameterAttributes.push_back(
        builder.getDictionaryAttr({builder.getNamedAttr("llvm.byval", TypeAttr::get(bytes)),
                                   builder.getNamedAttr("llvm.align", builder.getI64IntegerAttr(int64_t(passed.memory.align)))}));
    return;
  }
  }
}

static void appendIndirectResult(const AbiContext &abi, Signature &signature) {
  const Passed &result = signature.result;
  if (result.how != Pass::Address && result.how != Pass::Copy)
    return;
  Passed asOut = result;
  asOut.conv = fx::Conv::Out;
  signature.parameters.push_back(pointerTo(asOut, abi));
  signature.parameterAttributes.push_back(pointerAttributes(asOut, abi));
}

static void finishReturn(const AbiContext &abi, Signature &signature) {
  SmallVector<Type, 4> types;
  if (signature.raises)
    types.push_back(IntegerType::get(abi.context, 1));
  if (signature.result.how == Pass::Value || signature.result.how == Pass::Pieces)
    for (const Piece &piece : signature.result.pieces)
      types.push_back(piece.type);
  signature.returnsStruct = types.size() > 1;
  if (types.empty())
    signature.returnType = LLVM::LLVMVoidType::get(abi.context);
  else
    signature.returnType = types.size() == 1 ? types.front() : LLVM::LLVMStructType::getLiteral(abi.context, types);
}

} // namespace fornax::lower
