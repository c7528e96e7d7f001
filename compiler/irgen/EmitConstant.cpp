// Compile-time values become run-time ones: constants in SSA, copies of globals, objects rebuilt block by block.

#include "ir/Layout.h"
#include "irgen/Constants.h"
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
    ConstantBytes constant;
    constant.bytes = bytes.str() + '\0';
    symbol = addGlobal(e, constant, "text");
  }
  return fx::GlobalRefOp::create(e.b, e.loc, llvm::StringRef(symbol));
}

static Value notKnown(Emitter &e, Term term, mlir::Type leaf, SourceRange range) {
  if (!isError(term))
    report(e.instances, e.site(range), messages::notCompileTimeKnown(print(e.ctx, term)));
  fail(e);
  return deadValue(e, leaf);
}

/// The bytes of a vector as its constant.
static Value emitVectorBytes(Emitter &e, Term term, mlir::VectorType type, SourceRange range) {
  ConstantBytes constant;
  if (!encode(e, term, type, 0, constant, range))
    return deadValue(e, type);
  ir::Layout layout(e.instances.targets[e.target]->machine);
  mlir::Type element = type.getElementType();
  uint64_t stride = layout.sizeOf(element);
  llvm::SmallVector<mlir::Attribute, 16> lanes;
  for (int64_t lane = 0; lane < type.getNumElements(); ++lane) {
    llvm::APInt bits(unsigned(stride * 8), 0);
    for (uint64_t i = 0; i < stride; ++i)
      bits.insertBits(uint8_t(constant.bytes[size_t(lane) * stride + i]), unsigned(i * 8), 8);
    if (auto real = dyn_cast<mlir::FloatType>(element))
      lanes.push_back(mlir::FloatAttr::get(real, llvm::APFloat(real.getFloatSemantics(), bits.trunc(real.getWidth()))));
    else
      lanes.push_back(mlir::IntegerAttr::get(element, bits.zextOrTrunc(element.isIndex() ? 64 : element.getIntOrFloatBitWidth())));
  }
  return mlir::arith::ConstantOp::create(e.b, e.loc, mlir::DenseElementsAttr::get(type, lanes));
}

static Value emitFunctionPointer(Emitter &e, Term term, SourceRange range) {
  Callee callee = resolveFunctionTerm(e, term, {}, range);
  InstanceId id = callee.isValid() ? request(e.instances, callee.function, callee.arguments, e.target, e.site(range)) : InstanceId();
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

/// A constant block that the value points to, as a global; shared by all who point to it.
static void addBlockAddresses(Emitter &e, const ObjectGraph &graph, size_t block, std::vector<std::string> &symbols, ConstantBytes &into,
                              SourceRange range);

static std::string constantBlock(Emitter &e, const ObjectGraph &graph, uint32_t block, std::vector<std::string> &symbols, SourceRange range) {
  if (!symbols[block].empty())
    return symbols[block];
  ConstantBytes constant;
  constant.bytes = graph.blocks[block].bytes;
  constant.align = graph.blocks[block].align;
  addBlockAddresses(e, graph, block, symbols, constant, range);
  return symbols[block] = addGlobal(e, constant, "const");
}

static void addBlockAddresses(Emitter &e, const ObjectGraph &graph, size_t block, std::vector<std::string> &symbols, ConstantBytes &into,
                              SourceRange range) {
  for (const ObjectGraph::Relocation &relocation : graph.blocks[block].relocations) {
    ConstantBytes::Address address{relocation.offset, {}, -1, int64_t(relocation.addend)};
    if (relocation.function) {
      Callee callee = resolveFunctionTerm(e, relocation.function, {}, range);
      InstanceId id = callee.isValid() ? request(e.instances, callee.function, callee.arguments, e.target, e.site(range)) : InstanceId();
      if (!id.isValid())
        return fail(e);
      address.symbol = e.instances.rows[id].symbol;
    } else if (graph.blocks[relocation.block].isConstant) {
      address.symbol = constantBlock(e, graph, relocation.block, symbols, range);
    } else {
      address.block = int(relocation.block);
    }
    into.addresses.push_back(std::move(address));
  }
}

namespace {
/// Writes the body of a rebuild function: blocks are allocated, filled from globals and linked to each other.
struct Rebuilder {
  Emitter &e;
  mlir::OpBuilder b;
  mlir::Location loc;
  const ObjectGraph &graph;
  std::vector<ConstantBytes> blocks;
  std::vector<Value> addresses;

  Value i64(uint64_t value) { return mlir::arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(int64_t(value))); }
  Value allocate(uint64_t size, uint64_t align);
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

void Rebuilder::fill(size_t block, Value address) {
  std::string symbol = addGlobal(e, blocks[block], "const");
  Value source = fx::GlobalRefOp::create(b, loc, llvm::StringRef(symbol));
  LLVM::MemcpyOp::create(b, loc, address, source, i64(blocks[block].bytes.size()), false);
}

void Rebuilder::link(size_t block) {
  for (const ConstantBytes::Address &address : blocks[block].addresses) {
    if (address.block < 0)
      continue;
    mlir::Type byte = b.getI8Type();
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
  ir::Layout layout(target.machine);
  static const ObjectGraph NoGraph{};
  bool isObject = isKind(term, TermKind::Object);
  const ObjectGraph &graph = isObject ? objectOf(term) : NoGraph;
  std::vector<ConstantBytes> blocks(isObject ? graph.blocks.size() : 1);
  if (!encode(e, term, type, 0, blocks[0], range))
    return {};
  blocks[0].align = layout.alignOf(type);
  std::vector<std::string> symbols(graph.blocks.size());
  for (size_t block = 0; isObject && block < graph.blocks.size(); ++block) {
    if (block) {
      blocks[block].bytes = graph.blocks[block].bytes;
      blocks[block].align = graph.blocks[block].align;
    }
    addBlockAddresses(e, graph, block, symbols, blocks[block], range);
  }
  std::string symbol = fmt::format("rebuild {}", target.nextGlobal++);
  mlir::OpBuilder b(e.b.getContext());
  b.setInsertionPointToEnd(target.module->getBody());
  mlir::Type ref = fx::RefType::get(type);
  auto func =
      fx::FuncOp::create(b, e.loc, symbol, b.getFunctionType({ref}, {}), fx::ConvsAttr::get(b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Out}));
  markOwned(func);
  b.setInsertionPointToEnd(func.addEntryBlock());
  Rebuilder rebuilder{e, b, e.loc, graph, std::move(blocks), {}};
  rebuilder.addresses.resize(rebuilder.blocks.size());
  rebuilder.addresses[0] = fx::AddressOfOp::create(rebuilder.b, e.loc, func.getArgument(0));
  rebuilder.fill(0, rebuilder.addresses[0]);
  for (size_t block = 1; block < rebuilder.blocks.size(); ++block) {
    if (graph.blocks[block].isConstant)
      continue;
    rebuilder.addresses[block] = rebuilder.allocate(rebuilder.blocks[block].bytes.size(), rebuilder.blocks[block].align);
    rebuilder.fill(block, rebuilder.addresses[block]);
  }
  for (size_t block = 0; block < rebuilder.blocks.size(); ++block)
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
  std::string symbol = rebuildFunction(e, term, lowered, range);
  if (e.failed || symbol.empty())
    return;
  fx::CallOp::create(e.b, e.loc, llvm::StringRef(symbol), fx::ConvsAttr::get(e.b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Out}),
                     mlir::ValueRange{place});
}

} // namespace fornax::irgen
