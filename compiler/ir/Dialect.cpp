// Registration, and the text of `!fx.struct`.

#include "ir/IR.h"
#include "ir/Locations.h"
#include <llvm/ADT/TypeSwitch.h>
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/Dialect/ControlFlow/IR/ControlFlow.h>
#include <mlir/Dialect/UB/IR/UBOps.h>

using namespace mlir;

#include "ir/Dialect.cpp.inc"
#include "ir/Enums.cpp.inc"

namespace fornax::fx {

void FxDialect::initialize() {
  registerTypes();
  registerAttributes();
  registerOperations();
}

void FxDialect::registerOperations() {
  addOperations<
#define GET_OP_LIST
#include "ir/Ops.cpp.inc"
      >();
}

} // namespace fornax::fx

namespace fornax::ir {

Location locate(MLIRContext *context, SourceRange range, llvm::StringRef path, unsigned line, unsigned column) {
  Location point = FileLineColLoc::get(context, path, line, column);
  return FusedLoc::get(context, {point}, positionOf(context, range));
}

SourceRange rangeOf(Location location) {
  if (auto fused = dyn_cast<FusedLoc>(location)) {
    if (auto pos = dyn_cast_or_null<fx::PosAttr>(fused.getMetadata()))
      return rangeOf(pos);
    for (Location inner : fused.getLocations())
      if (SourceRange range = rangeOf(inner); range.isValid())
        return range;
  }
  if (auto site = dyn_cast<CallSiteLoc>(location))
    return rangeOf(site.getCallee());
  if (auto named = dyn_cast<NameLoc>(location))
    return rangeOf(named.getChildLoc());
  return {};
}

SourceRange rangeOf(fx::PosAttr pos) { return {FileId(pos.getFile()), pos.getBegin(), pos.getEnd()}; }

fx::PosAttr positionOf(MLIRContext *context, SourceRange range) { return fx::PosAttr::get(context, range.file.value, range.begin, range.end); }

} // namespace fornax::ir
