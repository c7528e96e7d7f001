#pragma once
// What emission gives: code for one machine.

#include <cstdint>
#include <llvm/ADT/SmallVector.h>
#include <optional>
#include <string>

namespace fornax::targets {

enum class ImageKind : uint32_t { HostObject, Ptx, Cubin, Hsaco, Simulator };

/// What a kernel needs of a GPU, as its assembler says.
struct ResourceUse {
  bool isKnown = false;
  unsigned registers = 0, spillStoreBytes = 0, spillLoadBytes = 0, stackBytes = 0, sharedBytes = 0, barriers = 0;
};

struct Image {
  ImageKind kind = ImageKind::HostObject;
  std::string arch;  // "sm_90a"; empty for the host
  std::string entry; // the kernel's symbol in the image; empty for the host
  llvm::SmallVector<char, 0> bytes;
  ResourceUse use;
  unsigned minDriver = 0, wave = 0, staticShared = 0;
  uint32_t flags = 0; // fx_image_flag of runtime/Abi.h
};

} // namespace fornax::targets
