// Kernels that host code names: checks, argument blocks, entry instances for every accelerator.

#include "irgen/Kernels.h"
#include "ir/Layout.h"
#include "irgen/Closures.h"
#include "irgen/Emit.h"
#include "irgen/Key.h"
#include "irgen/Trace.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;

/// What every kernel must be, whatever the accelerator. False after a report.
static bool checkKernel(Emitter &e, const Callee &callee, SourceRange range) {
  const Signature &signature = signatureOf(e.ctx, callee.function);
  std::string shown = e.ctx.program.functions[callee.function].name.str().str();
  Site site = callerOutsideLibrary(e.instances, e.site(range));
  if (!llvm::all_of(callee.arguments, isClosed) || callee.arguments.size() != allParameters(e.ctx, callee.function).size())
    report(e.instances, site, messages::kernelNotBound(shown));
  else if (!isNone(e.ctx, signature.result) || signature.outIndex >= 0)
    report(e.instances, site, messages::kernelReturns(shown));
  else if (!isNever(e.ctx, signature.raises))
    report(e.instances, site, messages::kernelRaises(shown));
  else if (llvm::SmallVector<Type, 2> needed = environmentsOf(e.ctx, makeKey(e.instances, callee.function, callee.arguments, e.target, site));
           !needed.empty())
    report(e.instances, site, messages::kernelCaptures(shown, print(e.ctx, needed.front())));
  else
    return true;
  fail(e);
  return false;
}

bool argumentBlock(Instances &instances, const FunctionShape &shape, TargetIndex target, llvm::SmallVectorImpl<int64_t> &offsets,
                   llvm::SmallVectorImpl<int64_t> &sizes, int64_t &blockSize) {
  ir::Layout layout(instances.targets[target]->machine);
  uint64_t end = 0;
  for (const ArgumentShape &argument : shape.arguments) {
    if (!argument.passed)
      continue;
    ir::SizeAlign each = layout.of(argument.type);
    end = llvm::alignTo(end, each.align);
    offsets.push_back(int64_t(end));
    sizes.push_back(int64_t(each.size));
    end += each.size;
  }
  blockSize = int64_t(end);
  return true;
}

std::optional<int64_t> argumentOffset(Instances &instances, Term function, int64_t index, Site site) {
  demandAccelerators(instances);
  TargetIndex target = instances.targets.size() > 1 ? 1 : 0; // kernels whose layout differs between targets are rejected
  if (!isKind(function, TermKind::FunctionItem) || !llvm::all_of(argumentsOf(function), isClosed))
    return std::nullopt;
  llvm::SmallVector<Term, 4> arguments(argumentsOf(function).begin(), argumentsOf(function).end());
  InstanceId id = name(instances, functionOf(function), arguments, target, site);
  if (!instances.rows[id].shape && target)
    instances.rows[id].isKernel = true; // asked on the way to its launch
  if (!shapeInstance(instances, id))
    return std::nullopt;
  llvm::SmallVector<int64_t, 4> offsets, sizes;
  int64_t blockSize = 0;
  argumentBlock(instances, *instances.rows[id].shape, target, offsets, sizes, blockSize);
  return index >= 0 && size_t(index) < offsets.size() ? offsets[size_t(index)] : blockSize;
}

/// The instance of a kernel's function for one device.
static InstanceId requestEntry(Emitter &e, const Callee &callee, TargetIndex target, Site from) {
  InstanceKey key = makeKey(e.instances, callee.function, callee.arguments, target, from);
  InstanceId id = name(e.instances, key, from);
  if (e.instances.rows[id].state == Instance::State::Named)
    e.instances.rows[id].isKernel = true;
  return request(e.instances, std::move(key), from);
}

Value emitKernel(Emitter &e, Term function, SourceRange range) {
  mlir::Type pointer = mlir::LLVM::LLVMPointerType::get(e.b.getContext());
  Callee callee = resolveFunctionTerm(e, function, {}, range);
  if (!callee.isValid() || !checkKernel(e, callee, range))
    return deadValue(e, pointer);
  Site from = e.site(range);
  demandAccelerators(e.instances);
  if (e.instances.targets.size() < 2) {
    if (e.ctx.options.accelerators.empty()) // else the names were wrong, which has been said
      report(e.instances, callerOutsideLibrary(e.instances, from),
             messages::noAccelerator(e.ctx.program.functions[callee.function].name.str().str()));
    fail(e);
    return deadValue(e, pointer);
  }
  Kernel kernel;
  kernel.function = callee.function;
  for (TargetIndex target = 1; target < e.instances.targets.size(); ++target) {
    InstanceId entry = requestEntry(e, callee, target, from);
    if (!entry.isValid()) {
      fail(e);
      return deadValue(e, pointer);
    }
    kernel.entries.push_back(entry);
    llvm::SmallVector<int64_t, 4> offsets, sizes;
    int64_t blockSize = 0;
    argumentBlock(e.instances, *e.instances.rows[entry].shape, target, offsets, sizes, blockSize);
    if (target == 1) {
      kernel.offsets = offsets;
      kernel.sizes = sizes;
      kernel.blockSize = blockSize;
      kernel.arguments = e.instances.rows[entry].key.arguments;
    } else if (offsets != kernel.offsets || sizes != kernel.sizes) {
      const ir::Machine &machine = e.instances.targets[target]->machine;
      unsigned index = 0;
      while (index < offsets.size() && index < kernel.offsets.size() && offsets[index] == kernel.offsets[index] &&
             sizes[index] == kernel.sizes[index])
        ++index;
      report(e.instances, callerOutsideLibrary(e.instances, from),
             messages::kernelLayoutDiffers(index + 1, e.ctx.program.functions[callee.function].name.str().str(), machine.arch));
      fail(e);
      return deadValue(e, pointer);
    }
  }
  std::string entry = e.instances.rows[kernel.entries.front()].symbol;
  kernel.symbol = "kernel " + entry;
  if (e.instances.kernelIndex.try_emplace(kernel.symbol, unsigned(e.instances.kernels.size())).second) {
    mlir::OpBuilder builder(e.b.getContext());
    builder.setInsertionPointToEnd(moduleOf(e.instances, e.target).getBody());
    auto op = fx::KernelOp::create(builder, e.loc, kernel.symbol, entry, kernel.offsets, kernel.sizes, kernel.blockSize);
    op->setAttr("display", builder.getStringAttr(describe(e.instances, kernel.entries.front())));
    e.instances.kernels.push_back(kernel);
  }
  return fx::KernelRefOp::create(e.b, e.loc, llvm::StringRef(kernel.symbol));
}

} // namespace fornax::irgen
