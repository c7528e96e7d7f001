// Compile-time values become run-time ones: constants in SSA, copies of globals, objects rebuilt block by block.

#include "ir/Layout.h"
#include "irgen/Constants.h"
#include "irgen/Emit.h"
#include "irgen/Simd.h"
#include <mlir/AsmParser/AsmParser.h>

namespace fornax::irgen {

using namespace sema;
namespace LLVM = mlir::LLVM;
using llvm::cast, llvm::dyn_cast, llvm::isa;

Value emitText(Emitter &e, llvm::StringRef bytes) {
  TargetState &target = *e.instances.targets[e.target];
  std::string &symbol = target.texts[bytes];
  if (symbol.empty()) {
    ConstantBlock constant;
    constant.bytes = bytes.str() + '\0';
    symbol = addGlobal(e.instances, constant, "text", e.target, e.loc);
  }
  return fx::GlobalRefOp::create(e.b, e.loc, llvm::StringRef(symbol));
}

static Value notKnown(Emitter &e, Term term, mlir::Type leaf, SourceRange range) {
  if (e.isSelfCheck)
    return deadValue(e, leaf);
  if (!isError(term))
    report(e.instances, e.site(range), messages::notCompileTimeKnown(print(e.ctx, term)));
  fail(e);
  return deadValue(e, leaf);
}

/// The bytes of a vector as its constant.
static Value emitVectorBytes(Emitter &e, Term term, mlir::VectorType type, SourceRange range) {
  ConstantGraph graph;
  if (!encode(e.instances, term, type, 0, graph, e.target, e.site(range))) {
    fail(e);
    return deadValue(e, type);
  }
  const std::string &bytes = graph.blocks[0].bytes;
  ir::Layout layout(e.instances.targets[e.target]->machine);
  mlir::Type element = type.getElementType();
  uint64_t stride = layout.sizeOf(element);
  llvm::SmallVector<mlir::Attribute, 16> lanes;
  for (int64_t lane = 0; lane < type.getNumElements(); ++lane) {
    llvm::APInt bits(unsigned(stride * 8), 0);
    for (uint64_t i = 0; i < stride; ++i)
      bits.insertBits(uint8_t(bytes[size_t(lane) * stride + i]), unsigned(i * 8), 8);
    if (auto real = dyn_cast<mlir::FloatType>(element))
      lanes.push_back(mlir::FloatAttr::get(real, llvm::APFloat(real.getFloatSemantics(), bits.trunc(real.getWidth()))));
    else
      lanes.push_back(mlir::IntegerAttr::get(element, bits.zextOrTrunc(element.isIndex() ? 64 : element.getIntOrFloatBitWidth())));
  }
  return mlir::arith::ConstantOp::create(e.b, e.loc, mlir::DenseElementsAttr::get(type, lanes));
}

static Value emitFunctionPointer(Emitter &e, Term term, SourceRange range) {
  InstanceId id = requestFunctionTerm(e.instances, term, e.target, e.site(range));
  if (!id.isValid()) {
    fail(e);
    return deadValue(e, LLVM::LLVMPointerType::get(e.b.getContext()));
  }
  return fx::FuncRefOp::create(e.b, e.loc, llvm::StringRef(e.instances.rows[id].symbol));
}

/// An operation on constants that sema does not fold: emitted as it is.
static Value emitOpTerm(Emitter &e, Term term, mlir::Type leaf, SourceRange range) {
  llvm::SmallVector<SimdOperand, 3> operands;
  for (Term operand : term->operands()) {
    Type type = sema::typeOf(e.ctx, operand);
    operands.push_back({emitConstant(e, operand, type, range), type});
  }
  return emitSimd(e, SimdOp(term->payload), operands, term->type, leaf, [](llvm::StringRef) { return Term(); }, range);
}

/// A leaf of a known machine type from a term of any wrapping.
static Value emitLeafConstant(Emitter &e, Term term, mlir::Type leaf, SourceRange range) {
  switch (term->kind) {
  case TermKind::Int:
    if (isa<mlir::IntegerType, mlir::IndexType>(leaf)) {
      unsigned width = leaf.isIndex() ? 64 : leaf.getIntOrFloatBitWidth();
      return mlir::arith::ConstantOp::create(e.b, e.loc, mlir::IntegerAttr::get(leaf, intOf(term).sextOrTrunc(width)));
    }
    if (isa<LLVM::LLVMPointerType>(leaf) && intOf(term).isZero())
      return LLVM::ZeroOp::create(e.b, e.loc, leaf);
    break;
  case TermKind::Float:
    if (auto real = dyn_cast<mlir::FloatType>(leaf); real && term->type && !isFloatLiteralMachine(term->type)) {
      llvm::APFloat value = floatOf(term);
      bool loses;
      value.convert(real.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven, &loses);
      return mlir::arith::ConstantOp::create(e.b, e.loc, mlir::FloatAttr::get(real, value));
    }
    break;
  case TermKind::Value: // the one field that is not empty
    for (Term field : term->operands()) {
      Type type = sema::typeOf(e.ctx, field);
      mlir::Type lowered = type && !isError(type) ? lowerType(e.instances, type, e.target, e.site(range)) : mlir::Type();
      if (lowered && !fx::isEmpty(lowered))
        return emitLeafConstant(e, field, leaf, range);
    }
    break;
  case TermKind::List:
  case TermKind::Bytes:
    if (auto vector = dyn_cast<mlir::VectorType>(leaf))
      return emitVectorBytes(e, term, vector, range);
    break;
  case TermKind::Object: break;
  case TermKind::FunctionItem:
    if (isa<LLVM::LLVMPointerType>(leaf))
      return emitFunctionPointer(e, term, range);
    break;
  case TermKind::Op: return emitOpTerm(e, term, leaf, range);
  case TermKind::Mlir:
    if (isMlirAttribute(term)) {
      std::optional<std::string> text = spliceText(e.instances, term, e.target, e.site(range));
      mlir::Attribute parsed = text ? mlir::parseAttribute(*text, e.b.getContext()) : mlir::Attribute();
      if (auto typed = dyn_cast_or_null<mlir::TypedAttr>(parsed); typed && typed.getType() == leaf)
        return mlir::arith::ConstantOp::create(e.b, e.loc, typed);
    }
    break;
  default: break;
  }
  return {};
}

Value emitConstant(Emitter &e, Term term, Type type, SourceRange range) {
  if (isError(term) || isError(type)) {
    fail(e);
    return deadValue(e, {});
  }
  mlir::Type lowered = lowerType(e.instances, type, e.target, e.site(range));
  if (!lowered) {
    fail(e);
    return deadValue(e, {});
  }
  if (fx::isEmpty(lowered))
    return {};
  mlir::Type leaf = fx::leafOf(lowered);
  if (!leaf && e.isSelfCheck) {
    fail(e);
    return deadValue(e, {});
  }
  assert(leaf && "a memory-class constant is constructed in a place");
  if (Value value = emitLeafConstant(e, term, leaf, range))
    return value;
  if (!isKind(term, TermKind::Object))
    return notKnown(e, term, leaf, range);
  Value place = makeVar(e, lowered); // a pointer, or what else needs memory behind it
  emitConstantInto(e, term, type, place, range);
  return load(e, place);
}

// ---- values in memory

namespace {
/// Writes the body of a rebuild function: blocks are allocated, filled from globals and linked to each other.
struct Rebuilder {
  Emitter &e;
  mlir::OpBuilder b;
  mlir::Location loc;
  ConstantGraph &graph;
  std::vector<Value> addresses;     // of blocks that are allocated; of the value itself
  std::vector<std::string> symbols; // of blocks that are constant, and of the bytes of the others

  Value i64(uint64_t value) { return mlir::arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(int64_t(value))); }
  Value allocate(uint64_t size, uint64_t align);
  const std::string &global(size_t block);
  void fill(size_t block, Value address);
  void link(size_t block);
};
} // namespace

Value Rebuilder::allocate(uint64_t size, uint64_t align) {
  mlir::Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  TargetState &target = *e.instances.targets[e.target];
  auto convs = fx::ConvsAttr::get(b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Imm, fx::Conv::Imm});
  if (!mlir::SymbolTable::lookupSymbolIn(*target.module, "fx_alloc")) {
    mlir::OpBuilder outer(b.getContext());
    outer.setInsertionPointToEnd(target.module->getBody());
    auto type = b.getFunctionType({b.getI64Type(), b.getI64Type()}, {pointer});
    fx::FuncOp::create(outer, loc, "fx_alloc", type, convs).setCc(fx::CallConv::C);
  }
  llvm::SmallVector<Value, 2> operands{i64(size), i64(align)};
  return fx::CallOp::create(b, loc, llvm::StringRef("fx_alloc"), convs, operands, pointer).getResult();
}

/// The global that holds a block's bytes. Constant blocks are pointed to by symbol; they come before those that point to them.
const std::string &Rebuilder::global(size_t block) {
  std::string &symbol = symbols[block];
  if (!symbol.empty())
    return symbol;
  ConstantBlock copy = graph.blocks[block];
  for (ConstantBlock::Address &address : copy.addresses)
    if (address.block > 0 && graph.blocks[size_t(address.block)].isConstant && size_t(address.block) != block)
      address.symbol = global(size_t(address.block));
  return symbols[block] = addGlobal(e.instances, copy, "const", e.target, loc);
}

void Rebuilder::fill(size_t block, Value address) {
  Value source = fx::GlobalRefOp::create(b, loc, llvm::StringRef(global(block)));
  LLVM::MemcpyOp::create(b, loc, address, source, i64(graph.blocks[block].bytes.size()), false);
}

void Rebuilder::link(size_t block) {
  mlir::Type byte = b.getI8Type();
  for (const ConstantBlock::Address &address : graph.blocks[block].addresses) {
    if (address.block < 0 || !addresses[size_t(address.block)])
      continue; // by symbol
    Value target = addresses[size_t(address.block)];
    if (address.addend)
      target = fx::OffsetOp::create(b, loc, target, i64(uint64_t(address.addend)), byte);
    Value at = address.offset ? Value(fx::OffsetOp::create(b, loc, addresses[block], i64(address.offset), byte)) : addresses[block];
    LLVM::StoreOp::create(b, loc, target, at, 8);
  }
}

/// The function that constructs a materialised value in its `out` place. Its body is in the form that ownership leaves behind.
static std::string rebuildFunction(Emitter &e, Term term, mlir::Type type, SourceRange range) {
  TargetState &target = *e.instances.targets[e.target];
  Term key = eraseOrigins(e.ctx, term);
  if (auto known = target.constants.find(key); known != target.constants.end())
    return known->second;
  ConstantGraph graph;
  if (!encode(e.instances, term, type, 0, graph, e.target, e.site(range))) {
    fail(e);
    return {};
  }
  std::string symbol = fmt::format("rebuild {}", target.nextGlobal++);
  mlir::OpBuilder b(e.b.getContext());
  b.setInsertionPointToEnd(target.module->getBody());
  auto convs = fx::ConvsAttr::get(b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Out});
  auto func = fx::FuncOp::create(b, e.loc, symbol, b.getFunctionType({fx::RefType::get(type)}, {}), convs);
  markOwned(func);
  b.setInsertionPointToEnd(func.addEntryBlock());
  Rebuilder rebuilder{e, b, e.loc, graph, std::vector<Value>(graph.blocks.size()), std::vector<std::string>(graph.blocks.size())};
  rebuilder.addresses[0] = fx::AddressOfOp::create(rebuilder.b, e.loc, func.getArgument(0));
  for (size_t block = 1; block < graph.blocks.size(); ++block)
    if (!graph.blocks[block].isConstant)
      rebuilder.addresses[block] = rebuilder.allocate(graph.blocks[block].bytes.size(), graph.blocks[block].align);
  for (size_t block = 0; block < graph.blocks.size(); ++block)
    if (rebuilder.addresses[block])
      rebuilder.fill(block, rebuilder.addresses[block]);
  for (size_t block = 0; block < graph.blocks.size(); ++block)
    if (rebuilder.addresses[block])
      rebuilder.link(block);
  fx::ReturnOp::create(rebuilder.b, e.loc);
  return target.constants[key] = symbol;
}

void emitConstantInto(Emitter &e, Term term, Type type, Value place, SourceRange range) {
  mlir::Type lowered = isError(term) || isError(type) ? mlir::Type() : lowerType(e.instances, type, e.target, e.site(range));
  if (!lowered)
    return fail(e);
  if (fx::isEmpty(lowered))
    return;
  if (mlir::Type leaf = fx::leafOf(lowered); leaf && !isKind(term, TermKind::Object))
    return store(e, emitConstant(e, term, type, range), place);
  std::string symbol = e.isSelfCheck ? "constant" : rebuildFunction(e, term, lowered, range);
  if (e.failed || symbol.empty())
    return;
  fx::CallOp::create(e.b, e.loc, llvm::StringRef(symbol), fx::ConvsAttr::get(e.b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Out}),
                     mlir::ValueRange{place});
}

} // namespace fornax::irgen
