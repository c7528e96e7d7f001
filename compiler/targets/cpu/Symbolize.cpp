#include "targets/cpu/Symbolize.h"
#include <llvm/DebugInfo/DIContext.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ObjectFile.h>

namespace fornax::targets::cpu {

namespace object = llvm::object;

namespace {
/// Every section of an object file begins at 0; this puts them apart, so that an address says which one is meant.
class Apart : public llvm::LoadedObjectInfoHelper<Apart> {
public:
  uint64_t getSectionLoadAddress(const object::SectionRef &section) const override { return (section.getIndex() + 1) << 32; }
};
} // namespace

/// Of the symbol, in that layout.
static std::optional<object::SectionedAddress> addressOf(const object::ObjectFile &file, llvm::StringRef symbol) {
  for (const object::SymbolRef &candidate : file.symbols()) {
    auto name = candidate.getName();
    auto address = candidate.getAddress();
    auto section = candidate.getSection();
    if (!name || !address || !section) {
      llvm::consumeError(name.takeError());
      llvm::consumeError(address.takeError());
      llvm::consumeError(section.takeError());
      continue;
    }
    if (*name == symbol && *section != file.section_end())
      return object::SectionedAddress{Apart().getSectionLoadAddress(**section) + *address, (*section)->getIndex()};
  }
  return std::nullopt;
}

std::string describeCode(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef symbol, uint64_t offset) {
  for (llvm::ArrayRef<char> bytes : objects) {
    auto file = object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(llvm::StringRef(bytes.data(), bytes.size()), "program"));
    if (!file) {
      llvm::consumeError(file.takeError());
      continue;
    }
    auto address = addressOf(**file, symbol);
    if (!address)
      continue;
    address->Address += offset;
    Apart layout;
    auto context = llvm::DWARFContext::create(**file, llvm::DWARFContext::ProcessDebugRelocations::Process, &layout);
    llvm::DILineInfoSpecifier wanted(llvm::DILineInfoSpecifier::FileLineInfoKind::RawValue, llvm::DILineInfoSpecifier::FunctionNameKind::ShortName);
    llvm::DIInliningInfo frames = context->getInliningInfoForAddress(*address, wanted);
    std::string text;
    for (uint32_t i = 0; i < frames.getNumberOfFrames(); ++i) {
      const llvm::DILineInfo &frame = frames.getFrame(i);
      if (frame.FunctionName == llvm::DILineInfo::BadString)
        continue;
      text += fmt::format("{}{} at {}:{}", text.empty() ? "" : ", inlined into ", frame.FunctionName, frame.FileName, frame.Line);
    }
    return text;
  }
  return {};
}

} // namespace fornax::targets::cpu
