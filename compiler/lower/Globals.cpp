// Constant data and its addresses.

#include "lower/Context.h"
#include "lower/Diagnostics.h"
#include "lower/Mangle.h"
#include "lower/Runtime.h"

using namespace mlir;

namespace fornax::lower {

static void fillIn(LLVM::GlobalOp global, fx::GlobalOp source, ModuleContext &module);

/// With relocations: a packed struct of byte strings and addresses.
static Type storageType(fx::BytesAttr bytes, ModuleContext &module) {
  uint64_t size = bytes.getData().size();
  if (bytes.getRelocs().empty())
    return module.bytes(size);
  uint64_t pointerBytes = module.pointer() ? module.layout().sizeOf(module.pointer()) : 8, at = 0;
  SmallVector<Type> parts;
  for (const fx::Relocation &relocation : bytes.getRelocs()) {
    if (relocation.offset > at)
      parts.push_back(module.bytes(relocation.offset - at));
    parts.push_back(module.pointer());
    at = relocation.offset + pointerBytes;
  }
  if (at < size)
    parts.push_back(module.bytes(size - at));
  return LLVM::LLVMStructType::getLiteral(module.context(), parts, /*isPacked=*/true);
}

LLVM::GlobalOp ModuleContext::declare(fx::GlobalOp global) {
  if (LLVM::GlobalOp known = globals.lookup(global))
    return known;
  OpBuilder builder(module.getBodyRegion());
  builder.setInsertionPointToEnd(module.getBody());
  std::string name = global.getExported()        ? global.getLinkName().value_or(global.getSymName()).str()
                     : conventions().dotsInNames ? mangle(global.getSymName())
                                                 : manglePtx(global.getSymName());
  bool hasRelocations = !global.getBytes().getRelocs().empty();
  // Device images have one of their own; in a host program there is one, the runtime's.
  if (!conventions().addressSpaces && isRuntimeData(name))
    return globals[global] = LLVM::GlobalOp::create(builder, global.getLoc(), storageType(global.getBytes(), *this), /*isConstant=*/false,
                                                    LLVM::Linkage::External, name, Attribute(), global.getAlign());
  auto linkage = global.getExported() ? LLVM::Linkage::External : LLVM::Linkage::Private;
  Attribute value = hasRelocations ? Attribute() : Attribute(global.getBytes().getData());
  unsigned space = conventions().addressSpaces ? global.getSpace() : 0;
  auto result = LLVM::GlobalOp::create(builder, global.getLoc(), storageType(global.getBytes(), *this), /*isConstant=*/!global.getIsMutable(),
                                       linkage, name, value, global.getAlign(), space);
  globals[global] = result;
  if (!global.getIsMutable() && !global.getExported())
    result.setUnnamedAddr(LLVM::UnnamedAddr::Global);
  if (hasRelocations)
    fillIn(result, global, *this);
  return result;
}

/// The address that a relocation names.
static Value target(const fx::Relocation &relocation, Operation *at, OpBuilder &builder, ModuleContext &module) {
  Operation *symbol = module.symbols.lookup(relocation.symbol.getAttr());
  Operation *declared = nullptr;
  unsigned space = 0;
  if (auto function = dyn_cast_or_null<fx::FuncOp>(symbol)) {
    declared = module.declare(function);
  } else if (auto global = dyn_cast_or_null<fx::GlobalOp>(symbol)) {
    LLVM::GlobalOp lowered = module.declare(global);
    space = lowered.getAddrSpace();
    declared = lowered;
  } else if (auto kernel = dyn_cast_or_null<fx::KernelOp>(symbol)) {
    declared = module.declare(kernel);
  } else {
    module.failed = true;
    module.diags.report(ir::rangeOf(at->getLoc()), messages::unknownSymbol(relocation.symbol.getValue()));
    return LLVM::ZeroOp::create(builder, at->getLoc(), module.pointer());
  }
  auto name = declared->getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName());
  Value address = LLVM::AddressOfOp::create(builder, at->getLoc(), module.pointer(space), FlatSymbolRefAttr::get(name));
  if (space != 0)
    address = LLVM::AddrSpaceCastOp::create(builder, at->getLoc(), module.pointer(), address);
  if (relocation.addend != 0)
    address =
        LLVM::GEPOp::create(builder, at->getLoc(), module.pointer(), module.integer(8), address, ArrayRef<LLVM::GEPArg>{int32_t(relocation.addend)});
  return address;
}

static void fillIn(LLVM::GlobalOp global, fx::GlobalOp source, ModuleContext &module) {
  Location loc = source.getLoc();
  OpBuilder builder(module.context());
  Block *block = new Block;
  global.getInitializerRegion().push_back(block);
  builder.setInsertionPointToStart(block);
  Value whole = LLVM::PoisonOp::create(builder, loc, global.getType());
  int64_t index = 0;
  auto append = [&](Value part) { whole = LLVM::InsertValueOp::create(builder, loc, whole, part, ArrayRef<int64_t>{index++}); };
  StringRef data = source.getBytes().getData();
  uint64_t at = 0, pointerBytes = module.layout().sizeOf(module.pointer());
  auto appendBytes = [&](uint64_t end) {
    if (end > at)
      append(LLVM::ConstantOp::create(builder, loc, module.bytes(end - at), builder.getStringAttr(data.slice(at, end))));
  };
  for (const fx::Relocation &relocation : source.getBytes().getRelocs()) {
    appendBytes(relocation.offset);
    append(target(relocation, source, builder, module));
    at = relocation.offset + pointerBytes;
  }
  appendBytes(data.size());
  LLVM::ReturnOp::create(builder, loc, whole);
}

} // namespace fornax::lower
