// Compile-time values as bytes.

#include "ir/Layout.h"
#include "irgen/Constants.h"
#include "sema/terms/Machine.h"
#include <llvm/Support/Endian.h>

namespace fornax::irgen {

using namespace sema;

static void writeInt(const llvm::APInt &value, uint64_t offset, uint64_t size, ConstantBytes &into) {
  llvm::APInt wide = value.zextOrTrunc(unsigned(size * 8));
  for (uint64_t i = 0; i < size; ++i)
    into.bytes[offset + i] = char(wide.extractBitsAsZExtValue(8, unsigned(i * 8)));
}

static bool notMaterializable(Emitter &e, Term term, llvm::StringRef reason, SourceRange range) {
  Type type = isType(e.ctx, term) ? asType(term) : sema::typeOf(e.ctx, term);
  report(e.instances, e.site(range), messages::notMaterializable(print(e.ctx, type), reason.str()));
  fail(e);
  return false;
}

static bool encodeFunction(Emitter &e, Term term, uint64_t offset, ConstantBytes &into, SourceRange range) {
  Callee callee = resolveFunctionTerm(e, term, {}, range);
  InstanceId id = callee.isValid() ? request(e.instances, callee.function, callee.arguments, e.target, e.site(range)) : InstanceId();
  if (!id.isValid())
    return false;
  into.addresses.push_back({offset, e.instances.rows[id].symbol, -1, 0});
  return true;
}

static bool encodeObject(Emitter &e, Term term, uint64_t size, uint64_t offset, ConstantBytes &into) {
  const ObjectGraph::Block &root = objectOf(term).blocks.front();
  for (uint64_t i = 0; i < std::min<uint64_t>(size, root.bytes.size()); ++i)
    into.bytes[offset + i] = root.bytes[i];
  return true; // relocations are added by the caller, who knows where the other blocks go
}

bool encode(Emitter &e, Term term, mlir::Type type, uint64_t offset, ConstantBytes &into, SourceRange range) {
  ir::Layout layout(e.instances.targets[e.target]->machine);
  if (fx::isEmpty(type))
    return true;
  uint64_t size = layout.sizeOf(type);
  if (into.bytes.size() < offset + size)
    into.bytes.resize(offset + size, '\0');
  switch (term->kind) {
  case TermKind::Int: writeInt(intOf(term), offset, size, into); return true;
  case TermKind::Float:
    if (isFloatLiteralMachine(term->type))
      return notMaterializable(e, term, "it is exact", range);
    writeInt(floatOf(term).bitcastToAPInt(), offset, size, into);
    return true;
  case TermKind::Bytes: {
    llvm::StringRef bytes = textOf(term);
    std::copy_n(bytes.begin(), std::min<uint64_t>(bytes.size(), size), into.bytes.begin() + long(offset));
    return true;
  }
  case TermKind::FunctionItem: return encodeFunction(e, term, offset, into, range);
  case TermKind::Object: return encodeObject(e, term, size, offset, into);
  case TermKind::Value: {
    auto structType = llvm::dyn_cast<fx::StructType>(type);
    if (!structType || structType.getBody().getFields().size() != term->count)
      return notMaterializable(e, term, "its fields are not known", range);
    for (auto [field, value] : llvm::zip(structType.getBody().getFields(), term->operands()))
      if (!encode(e, value, field.type, offset + field.offset, into, range))
        return false;
    return true;
  }
  case TermKind::List: {
    mlir::Type element;
    if (auto array = llvm::dyn_cast<fx::ArrayType>(type))
      element = array.getElement();
    else if (auto vector = llvm::dyn_cast<mlir::VectorType>(type))
      element = vector.getElementType();
    if (!element)
      return notMaterializable(e, term, "lists exist at compile time only", range);
    for (auto [index, value] : llvm::enumerate(term->operands()))
      if (!encode(e, value, element, offset + index * layout.strideOf(element), into, range))
        return false;
    return true;
  }
  default: break;
  }
  // A struct of one field may be written as the value of its field.
  if (auto structType = llvm::dyn_cast<fx::StructType>(type))
    for (const fx::FieldInfo &field : structType.getBody().getFields())
      if (!fx::isEmpty(field.type))
        return encode(e, term, field.type, offset + field.offset, into, range);
  report(e.instances, e.site(range), messages::notCompileTimeKnown(print(e.ctx, term)));
  fail(e);
  return false;
}

std::string addGlobal(Emitter &e, const ConstantBytes &constant, llvm::StringRef prefix) {
  TargetState &target = *e.instances.targets[e.target];
  std::string symbol = fmt::format("{} {}", prefix.str(), target.nextGlobal++); // a blank keeps it apart from names of functions
  mlir::OpBuilder builder(e.b.getContext());
  builder.setInsertionPointToEnd(target.module->getBody());
  llvm::SmallVector<fx::Relocation, 2> relocations;
  for (const ConstantBytes::Address &address : constant.addresses)
    if (!address.symbol.empty())
      relocations.push_back({address.offset, mlir::FlatSymbolRefAttr::get(e.b.getContext(), address.symbol), address.addend});
  fx::GlobalOp::create(builder, e.loc, symbol, fx::BytesAttr::get(e.b.getContext(), constant.bytes, relocations), constant.align);
  return symbol;
}

} // namespace fornax::irgen
