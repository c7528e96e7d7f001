// Compile-time values as bytes.

#include "ir/Layout.h"
#include "irgen/Closures.h"
#include "irgen/Constants.h"
#include "irgen/Trace.h"
#include "sema/terms/Machine.h"

namespace fornax::irgen {

using namespace sema;

namespace {
struct Encoder {
  Instances &instances;
  ConstantGraph &graph;
  TargetIndex target;
  Site site;
  ir::Layout layout;

  bool encode(Term, mlir::Type, uint64_t offset);
  bool function(Term, uint64_t offset);
  bool object(Term, uint64_t offset);
  bool elements(Term, mlir::Type, uint64_t offset);
  bool fail(Term term, const char *reason) {
    Type type = isType(instances.ctx, term) ? asType(term) : typeOf(instances.ctx, term);
    report(instances, site, messages::notMaterializable(print(instances.ctx, type), reason));
    return false;
  }
  std::string &bytes() { return graph.blocks[0].bytes; }
};
} // namespace

static void writeInt(const llvm::APInt &value, uint64_t offset, uint64_t size, std::string &bytes) {
  llvm::APInt wide = value.zextOrTrunc(unsigned(size * 8));
  for (uint64_t i = 0; i < size; ++i)
    bytes[offset + i] = char(wide.extractBitsAsZExtValue(8, unsigned(i * 8)));
}

InstanceId requestFunctionTerm(Instances &instances, Term term, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  if (isKind(term, TermKind::FunctionItem))
    return request(instances, functionOf(term), argumentsOf(term), target, site);
  if (isKind(term, TermKind::ClosureType) && ctx.program.closures[closureOf(term)].captures.empty() && environmentsOf(ctx, asType(term)).empty())
    return request(instances, ctx.program.closures[closureOf(term)].call, argumentsOf(term), target, site);
  if (!isError(term))
    report(instances, site, messages::notAFunctionValue(print(ctx, term)));
  return {};
}

bool Encoder::function(Term term, uint64_t offset) {
  InstanceId id = requestFunctionTerm(instances, term, target, site);
  if (!id.isValid())
    return false;
  graph.blocks[0].addresses.push_back({offset, instances.rows[id].symbol, -1, 0});
  return true;
}

/// The root goes where the value is wanted, its other blocks become blocks of the graph.
bool Encoder::object(Term term, uint64_t offset) {
  const ObjectGraph &source = objectOf(term);
  size_t first = graph.blocks.size() - 1; // block n of the source is first + n
  std::copy_n(source.blocks[0].bytes.begin(), std::min(source.blocks[0].bytes.size(), bytes().size() - offset), bytes().begin() + long(offset));
  for (size_t number = 0; number < source.blocks.size(); ++number) {
    const ObjectGraph::Block &block = source.blocks[number];
    if (number)
      graph.blocks.push_back({block.bytes, {}, block.align, block.isConstant});
  }
  for (size_t number = 0; number < source.blocks.size(); ++number)
    for (const ObjectGraph::Relocation &relocation : source.blocks[number].relocations) {
      ConstantBlock::Address address{relocation.offset + (number ? 0 : offset), {}, -1, int64_t(relocation.addend)};
      if (relocation.function) {
        InstanceId id = requestFunctionTerm(instances, relocation.function, target, site);
        if (!id.isValid())
          return false;
        address.symbol = instances.rows[id].symbol;
      } else {
        address.block = relocation.block ? int(first + relocation.block) : 0;
        address.addend += relocation.block ? 0 : int64_t(offset);
      }
      graph.blocks[number ? first + number : 0].addresses.push_back(std::move(address));
    }
  return true;
}

bool Encoder::elements(Term term, mlir::Type type, uint64_t offset) {
  mlir::Type element;
  if (auto array = llvm::dyn_cast<fx::ArrayType>(type))
    element = array.getElement();
  else if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
    element = vector.getElementType();
  if (!element)
    return fail(term, "lists exist at compile time only");
  for (auto [index, value] : llvm::enumerate(term->operands()))
    if (!encode(value, element, offset + index * layout.strideOf(element)))
      return false;
  return true;
}

bool Encoder::encode(Term term, mlir::Type type, uint64_t offset) {
  if (fx::isEmpty(type))
    return true;
  uint64_t size = layout.sizeOf(type);
  if (bytes().size() < offset + size)
    bytes().resize(offset + size, '\0');
  switch (term->kind) {
  case TermKind::Int: writeInt(intOf(term), offset, size, bytes()); return true;
  case TermKind::Float:
    if (isFloatLiteralMachine(term->type))
      return fail(term, "it is exact");
    writeInt(floatOf(term).bitcastToAPInt(), offset, size, bytes());
    return true;
  case TermKind::Bytes: {
    llvm::StringRef text = textOf(term);
    std::copy_n(text.begin(), std::min<uint64_t>(text.size(), size), bytes().begin() + long(offset));
    return true;
  }
  case TermKind::FunctionItem: return function(term, offset);
  case TermKind::Object: return object(term, offset);
  case TermKind::List: return elements(term, type, offset);
  case TermKind::Value: {
    auto structType = llvm::dyn_cast<fx::StructType>(type);
    if (!structType || structType.getBody().getFields().size() != term->count)
      return fail(term, "its fields are not known");
    for (auto [field, value] : llvm::zip(structType.getBody().getFields(), term->operands()))
      if (!encode(value, field.type, offset + field.offset))
        return false;
    return true;
  }
  default: break;
  }
  // A struct of one field may be written as the value of its field.
  if (auto structType = llvm::dyn_cast<fx::StructType>(type))
    for (const fx::FieldInfo &field : structType.getBody().getFields())
      if (!fx::isEmpty(field.type))
        return encode(term, field.type, offset + field.offset);
  if (!isError(term))
    report(instances, site, messages::notCompileTimeKnown(print(instances.ctx, term)));
  return false;
}

bool encode(Instances &instances, Term term, mlir::Type type, uint64_t offset, ConstantGraph &graph, TargetIndex target, Site site) {
  ir::Layout layout(instances.targets[target]->machine);
  graph.blocks[0].align = std::max(graph.blocks[0].align, layout.alignOf(type));
  return Encoder{instances, graph, target, site, layout}.encode(term, type, offset);
}

std::string addGlobal(Instances &instances, const ConstantBlock &block, llvm::StringRef prefix, TargetIndex index, mlir::Location loc) {
  TargetState &target = *instances.targets[index];
  mlir::MLIRContext *context = &instances.mlir;
  std::string symbol = fmt::format("{} {}", prefix.str(), target.nextGlobal++); // a blank keeps it apart from names of functions
  mlir::OpBuilder builder(context);
  builder.setInsertionPointToEnd(target.module->getBody());
  llvm::SmallVector<fx::Relocation, 2> relocations;
  for (const ConstantBlock::Address &address : block.addresses)
    if (!address.symbol.empty())
      relocations.push_back({address.offset, mlir::FlatSymbolRefAttr::get(context, address.symbol), address.addend});
  fx::GlobalOp::create(builder, loc, symbol, fx::BytesAttr::get(context, block.bytes, relocations), block.align);
  return symbol;
}

} // namespace fornax::irgen
