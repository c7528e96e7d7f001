// Opaque stand-ins for types that hang on parameters.

#include "irgen/SelfCheck.h"
#include "irgen/Trace.h"
#include "sema/proofs/Conformance.h"

namespace fornax::irgen {

using namespace sema;

mlir::Type lowerOpaque(Instances &instances, Type type, TargetIndex target, Site site) {
  Context &ctx = instances.ctx;
  using enum fx::OpaqueFlag;
  unsigned flags = 0;
  auto set = [&](fx::OpaqueFlag flag, bool on) { flags |= on ? unsigned(flag) : 0; };
  set(Copy, isCopyable(ctx, type, nullptr));
  set(ImplicitCopy, isImplicitlyCopyable(ctx, type, nullptr));
  set(Move, isMovable(ctx, type, nullptr));
  set(Deinit, isDeinitable(ctx, type, nullptr));
  set(RegisterPassable, isRegisterPassable(ctx, type, nullptr));
  return fx::OpaqueType::get(&instances.mlir, print(ctx, type), flags);
}

} // namespace fornax::irgen
