// Kernels: shared memory in device modules, descriptors in host modules.

#include "lower/Context.h"
#include "lower/Mangle.h"
#include "runtime/Abi.h"

using namespace mlir;

namespace fornax::lower {

Value sharedObject(fx::StackOp stack, uint64_t size, uint64_t align, FunctionContext &context) {
  if (Value own = context.module.request.target.sharedObject(stack, size, align, context))
    return own;
  // An object of the module. Its content is undefined at the start of a launch; size 0 is where the launch's dynamic part begins.
  constexpr unsigned shared = 3;
  ModuleContext &module = context.module;
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  bool isDynamic = size == 0;
  std::string name = context.function.getSymName().str() + (isDynamic ? "$dshared" : fmt::format("$dstack$d{}", module.counter++));
  if (isDynamic)
    if (auto it = module.linkNames.find(name); it != module.linkNames.end())
      return context.addressOf(it->second, shared);
  constexpr uint64_t dynamicAlign = 16;
  auto global = LLVM::GlobalOp::create(builder, stack.getLoc(), module.bytes(size), /*isConstant=*/false,
                                       isDynamic ? LLVM::Linkage::External : LLVM::Linkage::Internal, name, Attribute(),
                                       isDynamic ? std::max(align, dynamicAlign) : align, shared);
  module.linkNames[name] = global;
  if (!isDynamic) {
    module.sharedSize = llvm::alignTo(module.sharedSize, align) + size;
    Block *block = new Block;
    global.getInitializerRegion().push_back(block);
    builder.setInsertionPointToStart(block);
    LLVM::ReturnOp::create(builder, stack.getLoc(), LLVM::PoisonOp::create(builder, stack.getLoc(), global.getType()));
  }
  return context.addressOf(global, shared);
}

// ---- Descriptors ----

/// A constant of 32-bit pairs: the table of arguments.
static LLVM::GlobalOp argumentTable(fx::KernelOp kernel, ModuleContext &module) {
  SmallVector<char> bytes;
  auto append = [&](int64_t value) {
    for (unsigned shift = 0; shift != 32; shift += 8)
      bytes.push_back(char(uint32_t(value) >> shift));
  };
  for (auto [offset, size] : llvm::zip_equal(kernel.getOffsets(), kernel.getSizes())) {
    append(offset);
    append(size);
  }
  return module.constantBytes(StringRef(bytes.data(), bytes.size()), alignof(fx_arg));
}

LLVM::GlobalOp buildDescriptor(fx::KernelOp kernel, ModuleContext &module) {
  MLIRContext *context = module.context();
  Location loc = kernel.getLoc();
  OpBuilder builder(module.module.getBodyRegion());
  builder.setInsertionPointToEnd(module.module.getBody());
  Type word = module.integer(32), pointer = module.pointer();
  // fx_kernel of runtime/Abi.h.
  Type type = LLVM::LLVMStructType::getLiteral(context, {word, word, word, word, pointer, pointer, pointer, pointer, pointer});
  std::string name = mangle(kernel.getSymName());
  auto global = LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/false,
                                       module.request.visibility == Visibility::Internal ? LLVM::Linkage::Internal : LLVM::Linkage::LinkonceODR, name,
                                       Attribute(), alignof(fx_kernel));
  if (module.request.visibility == Visibility::Hidden)
    global.setVisibility_(LLVM::Visibility::Hidden);
  global.setSection("fx_kernels");
  module.linkNames[name] = global;

  LLVM::GlobalOp arguments = argumentTable(kernel, module);
  auto display = kernel->getAttrOfType<StringAttr>("display"); // what people read; each image has the symbol of its entry
  LLVM::GlobalOp text = module.constantBytes((display ? display.getValue() : kernel.getEntry()).str() + '\0', 1);
  Block *block = new Block;
  global.getInitializerRegion().push_back(block);
  builder.setInsertionPointToStart(block);
  Value whole = LLVM::PoisonOp::create(builder, loc, type);
  int64_t index = 0;
  auto append = [&](Value part) { whole = LLVM::InsertValueOp::create(builder, loc, whole, part, ArrayRef<int64_t>{index++}); };
  auto number = [&](uint64_t value) { return LLVM::ConstantOp::create(builder, loc, word, builder.getI32IntegerAttr(int32_t(value))); };
  append(number(fx_kernel_version));
  append(number(kernel.getOffsets().size()));
  append(number(uint64_t(kernel.getBlockSize())));
  append(number(0)); // images: targets::embedImages
  append(LLVM::AddressOfOp::create(builder, loc, pointer, text.getSymName()));
  append(LLVM::AddressOfOp::create(builder, loc, pointer, arguments.getSymName()));
  Value null = LLVM::ZeroOp::create(builder, loc, pointer);
  append(null);
  append(null);
  append(null);
  LLVM::ReturnOp::create(builder, loc, whole);
  return global;
}

LLVM::GlobalOp ModuleContext::declare(fx::KernelOp kernel) {
  LLVM::GlobalOp &slot = globals[kernel];
  if (!slot)
    slot = buildDescriptor(kernel, *this);
  return slot;
}

} // namespace fornax::lower
