#include "targets/Embed.h"
#include "lower/Mangle.h"
#include "runtime/Abi.h"
#include <llvm/IR/Constants.h>
#include <llvm/IR/DerivedTypes.h>
#include <llvm/IR/GlobalVariable.h>
#include <llvm/IR/Module.h>

namespace fornax::targets {

// Fields of fx_kernel, as lowering lays it out.
enum KernelField { KernelImageCount = 3, KernelImages = 6, KernelBuild = 7 };

static llvm::GlobalVariable *findDescriptor(llvm::Module &host, llvm::StringRef kernel) {
  return host.getGlobalVariable(lower::mangle(kernel), /*AllowInternal=*/true);
}

static void setField(llvm::GlobalVariable &descriptor, unsigned field, llvm::Constant *value) {
  auto *type = llvm::cast<llvm::StructType>(descriptor.getValueType());
  llvm::SmallVector<llvm::Constant *, 9> fields;
  for (unsigned index = 0; index != type->getNumElements(); ++index)
    fields.push_back(index == field ? value : descriptor.getInitializer()->getAggregateElement(index));
  descriptor.setInitializer(llvm::ConstantStruct::get(type, fields));
}

static llvm::Constant *addText(llvm::Module &host, llvm::StringRef text, bool terminated) {
  auto *data = llvm::ConstantDataArray::getString(host.getContext(), text, terminated);
  auto *global = new llvm::GlobalVariable(host, data->getType(), true, llvm::GlobalValue::PrivateLinkage, data, "fx.image.text");
  global->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  global->setAlignment(llvm::Align(1));
  return global;
}

static uint32_t kindOf(ImageKind kind) {
  switch (kind) {
  case ImageKind::HostObject: break;
  case ImageKind::Ptx: return fx_image_ptx;
  case ImageKind::Cubin: return fx_image_cubin;
  case ImageKind::Hsaco: return fx_image_hsaco;
  case ImageKind::Simulator: return fx_image_simulator;
  }
  llvm_unreachable("a host object is not an image of a kernel");
}

/// "sm_90a" → 90.
static uint32_t archNumber(llvm::StringRef arch) {
  uint32_t number = 0;
  arch.drop_while([](char c) { return c < '0' || c > '9'; }).consumeInteger(10, number);
  return number;
}

/// Code in the image, or the address of the simulator's entry in the host program.
static llvm::Constant *dataOf(llvm::Module &host, const Image &image, uint64_t &size) {
  if (image.kind == ImageKind::Simulator) {
    auto *pointer = llvm::PointerType::get(host.getContext(), 0);
    auto *type = llvm::FunctionType::get(llvm::Type::getVoidTy(host.getContext()), {pointer, pointer}, false);
    auto *entry = llvm::cast<llvm::Function>(host.getOrInsertFunction(image.entry, type).getCallee());
    if (entry->isDeclaration())
      entry->setVisibility(llvm::GlobalValue::HiddenVisibility);
    size = 0;
    return entry;
  }
  constexpr unsigned alignment = 64; // loaders map ELF images in place
  bool isText = image.kind == ImageKind::Ptx;
  llvm::StringRef bytes(image.bytes.data(), image.bytes.size());
  auto *data = llvm::ConstantDataArray::getString(host.getContext(), bytes, /*AddNull=*/isText);
  auto *global = new llvm::GlobalVariable(host, data->getType(), true, llvm::GlobalValue::PrivateLinkage, data, "fx.image.data");
  global->setAlignment(llvm::Align(alignment));
  size = bytes.size() + (isText ? 1 : 0);
  return global;
}

bool embedImages(llvm::Module &host, llvm::StringRef kernel, llvm::ArrayRef<Image> images) {
  llvm::GlobalVariable *descriptor = findDescriptor(host, kernel);
  if (!descriptor)
    return false;
  llvm::LLVMContext &context = host.getContext();
  auto *word = llvm::Type::getInt32Ty(context), *half = llvm::Type::getInt16Ty(context), *wide = llvm::Type::getInt64Ty(context);
  auto *pointer = llvm::PointerType::get(context, 0);
  auto *type = llvm::StructType::get(context, {word, word, word, word, half, half, word, pointer, pointer, pointer, wide});
  llvm::SmallVector<llvm::Constant *> list;
  for (const Image &image : images) {
    uint64_t size = 0;
    llvm::Constant *data = dataOf(host, image, size);
    auto number = [](llvm::Type *of, uint64_t value) { return llvm::ConstantInt::get(of, value); };
    list.push_back(llvm::ConstantStruct::get(type, {number(word, kindOf(image.kind)), number(word, archNumber(image.arch)),
                                                    number(word, image.minDriver), number(word, image.staticShared),
                                                    number(half, image.use.registers), number(half, image.wave), number(word, image.flags),
                                                    addText(host, image.arch, true), addText(host, image.entry, true), data, number(wide, size)}));
  }
  auto *array = llvm::ConstantArray::get(llvm::ArrayType::get(type, list.size()), list);
  auto *global = new llvm::GlobalVariable(host, array->getType(), true, llvm::GlobalValue::PrivateLinkage, array, "fx.images");
  global->setAlignment(llvm::Align(alignof(fx_image)));
  setField(*descriptor, KernelImageCount, llvm::ConstantInt::get(word, images.size()));
  setField(*descriptor, KernelImages, global);
  return true;
}

bool embedBuilder(llvm::Module &host, llvm::StringRef kernel, llvm::StringRef function) {
  llvm::GlobalVariable *descriptor = findDescriptor(host, kernel);
  if (!descriptor)
    return false;
  auto *pointer = llvm::PointerType::get(host.getContext(), 0);
  auto *type = llvm::FunctionType::get(pointer, {pointer, pointer}, false);
  setField(*descriptor, KernelBuild, llvm::cast<llvm::Constant>(host.getOrInsertFunction(function, type).getCallee()));
  return true;
}

} // namespace fornax::targets
