// Bytes of an evaluation as compile-time values. The form depends on the type alone, so that equal values are equal terms.

#include "ir/Layout.h"
#include "irgen/Constants.h"
#include "irgen/Frame.h"
#include "irgen/LowerType.h"
#include "irgen/Trace.h"
#include "sema/entities/Demand.h"
#include "sema/terms/Machine.h"

namespace fornax::irgen {

using namespace sema;

bool hasAddresses(mlir::Type type) {
  if (llvm::isa<mlir::LLVM::LLVMPointerType, fx::RefType>(type))
    return true;
  if (auto structType = llvm::dyn_cast<fx::StructType>(type))
    return llvm::any_of(structType.getBody().getFields(), [](const fx::FieldInfo &field) { return hasAddresses(field.type); });
  if (auto array = llvm::dyn_cast<fx::ArrayType>(type))
    return hasAddresses(array.getElement());
  if (auto unionType = llvm::dyn_cast<fx::UnionType>(type))
    return llvm::any_of(unionType.getMembers(), hasAddresses);
  if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
    return hasAddresses(vector.getElementType());
  return false;
}

namespace {
struct Decoder {
  Instances &instances;
  const ObjectGraph &graph;
  uint32_t block;
  TargetIndex target;
  Site site;
  ir::Layout layout;

  Term decode(Type, uint64_t offset);
  Term fields(Type, fx::StructType, uint64_t offset);
  Term object(Type, mlir::Type, uint64_t offset);
  Term pointer(Type, uint64_t offset);
  llvm::StringRef bytes(uint64_t offset, uint64_t size) { return llvm::StringRef(graph.blocks[block].bytes).substr(offset, size); }
};
} // namespace

static llvm::APInt readInt(llvm::StringRef bytes, unsigned bits) {
  llvm::APInt value(unsigned(std::max<size_t>(bytes.size(), 1) * 8), 0);
  for (size_t i = 0; i < bytes.size(); ++i)
    value.insertBits(uint8_t(bytes[i]), unsigned(i * 8), 8);
  return value.zextOrTrunc(bits);
}

/// The value as an object of its own: the blocks that can be reached from it, numbered in the order in which a walk meets them.
Term Decoder::object(Type type, mlir::Type lowered, uint64_t offset) {
  uint64_t size = layout.sizeOf(lowered);
  ObjectGraph result;
  llvm::DenseMap<uint32_t, uint32_t> numbers;
  std::vector<uint32_t> sources{block};
  auto take = [&](const ObjectGraph::Block &source, uint64_t from, uint64_t count, uint64_t align) {
    ObjectGraph::Block copy;
    copy.bytes = source.bytes.substr(from, count);
    copy.align = align;
    copy.isConstant = source.isConstant;
    for (ObjectGraph::Relocation relocation : source.relocations) {
      if (relocation.offset < from || relocation.offset >= from + count)
        continue;
      relocation.offset -= from;
      if (!relocation.function) {
        auto [number, isNew] = numbers.try_emplace(relocation.block, uint32_t(sources.size()));
        if (isNew)
          sources.push_back(relocation.block);
        relocation.block = number->second;
      }
      copy.relocations.push_back(relocation);
    }
    result.blocks.push_back(std::move(copy));
  };
  // The part itself is block 0; should something point back to the block it lies in, that block follows as one of its own.
  take(graph.blocks[block], offset, size, layout.alignOf(lowered));
  result.blocks[0].isConstant = false;
  for (size_t next = 1; next < sources.size(); ++next) {
    const ObjectGraph::Block &source = graph.blocks[sources[next]];
    take(source, 0, source.bytes.size(), source.align);
  }
  return makeObject(instances.ctx, std::move(result), type);
}

/// A thin function pointer is the function.
Term Decoder::pointer(Type type, uint64_t offset) {
  for (const ObjectGraph::Relocation &relocation : graph.blocks[block].relocations)
    if (relocation.offset == offset && relocation.function)
      return relocation.function;
  return object(type, mlir::LLVM::LLVMPointerType::get(&instances.mlir), offset);
}

Term Decoder::fields(Type type, fx::StructType lowered, uint64_t offset) {
  Context &ctx = instances.ctx;
  Bindings bindings = bindingsFor(ctx, structOf(type), argumentsOf(type));
  bindings.target = instances.targets[target]->term;
  llvm::SmallVector<Term, 4> values;
  for (auto [index, field] : llvm::enumerate(fieldsOf(ctx, structOf(type)))) {
    Term fieldType = settle(instances, substitute(ctx, ctx.program.fields[field].type, bindings), target, site);
    Term value = isError(fieldType) ? Term() : decode(asType(fieldType), offset + lowered.getBody().getFields()[index].offset);
    if (!value)
      return {};
    values.push_back(value);
  }
  return makeValue(ctx, type, values);
}

Term Decoder::decode(Type type, uint64_t offset) {
  constexpr size_t MaxFields = 64;
  Context &ctx = instances.ctx;
  if (isKind(type, TermKind::FunctionItem) || isKind(type, TermKind::ClosureType))
    return type; // its only value
  if (isKind(type, TermKind::Pointer))
    return pointer(type, offset);
  mlir::Type lowered = lowerType(instances, type, target, site);
  if (!lowered)
    return {};
  if (hasAddresses(lowered))
    return object(type, lowered, offset);
  llvm::StringRef text = bytes(offset, layout.sizeOf(lowered));
  if (std::optional<Scalar> scalar = scalarOf(type)) {
    if (!llvm::isa<mlir::FloatType>(lowered))
      return makeInt(ctx, readInt(text, scalar->bits), type);
    auto real = llvm::cast<mlir::FloatType>(lowered);
    return makeFloat(ctx, llvm::APFloat(real.getFloatSemantics(), readInt(text, real.getWidth())), type);
  }
  auto structType = llvm::dyn_cast<fx::StructType>(lowered);
  if (structType && isKind(type, TermKind::Struct) && layout.leavesOf(lowered).size() <= MaxFields)
    return fields(type, structType, offset);
  return makeBytes(ctx, text, type);
}

Term decode(Instances &instances, Type type, const ObjectGraph &graph, uint32_t block, uint64_t offset, TargetIndex target, Site site) {
  return Decoder{instances, graph, block, target, site, ir::Layout(instances.targets[target]->machine)}.decode(type, offset);
}

} // namespace fornax::irgen
