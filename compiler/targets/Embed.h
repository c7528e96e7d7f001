#pragma once
// Puts a kernel's images into the host's object: the descriptor that lowering left empty points to them (runtime/Abi.h).

#include "targets/Image.h"
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

namespace llvm {
class Module;
}

namespace fornax::targets {

/// `kernel` is the name of an `fx.kernel`. False if the host module does not mention it: nothing launches it, so nothing is embedded.
bool embedImages(llvm::Module &host, llvm::StringRef kernel, llvm::ArrayRef<Image> images);

/// For the JIT: the descriptor asks `function` (a symbol of the process, `fx_kernel.build`) for images when the kernel is first launched.
bool embedBuilder(llvm::Module &host, llvm::StringRef kernel, llvm::StringRef function);

} // namespace fornax::targets
