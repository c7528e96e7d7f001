// Names of code addresses, from the symbol table of the file they were loaded from, and their lines where it has debug information.
#include "runtime/core/Functions.h"
#include "runtime/core/Lines.h"
#include "runtime/core/Status.h"

#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fornax::runtime {

uint64_t (*symbolizeHook)(void *pc, char *buffer, uint64_t size);

struct MappedFile {
  const uint8_t *bytes = nullptr;
  size_t size = 0;

  explicit MappedFile(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
      return;
    struct stat status;
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) {
      void *mapped = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
      if (mapped != MAP_FAILED) {
        bytes = static_cast<const uint8_t *>(mapped);
        size = static_cast<size_t>(status.st_size);
      }
    }
    close(descriptor);
  }
  ~MappedFile() {
    if (bytes)
      munmap(const_cast<uint8_t *>(bytes), size);
  }
  MappedFile(const MappedFile &) = delete;

  bool holds(uint64_t offset, uint64_t length) const { return offset <= size && length <= size - offset; }
};

struct Module {
  uintptr_t pc;
  uintptr_t base = 0;
  char path[512] = "";
};

static int findModule(dl_phdr_info *info, size_t, void *context) {
  auto *module = static_cast<Module *>(context);
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || module->pc - (info->dlpi_addr + segment.p_vaddr) >= segment.p_memsz)
      continue;
    module->base = info->dlpi_addr;
    strncpy(module->path, info->dlpi_name && *info->dlpi_name ? info->dlpi_name : "/proc/self/exe", sizeof(module->path) - 1);
    return 1;
  }
  return 0;
}

struct Sections {
  const Elf64_Ehdr *header = nullptr;
  const Elf64_Shdr *first = nullptr;
  unsigned count = 0;

  explicit Sections(const MappedFile &file) {
    if (!file.holds(0, sizeof(Elf64_Ehdr)) || memcmp(file.bytes, ELFMAG, SELFMAG) != 0)
      return;
    header = reinterpret_cast<const Elf64_Ehdr *>(file.bytes);
    if (!file.holds(header->e_shoff, uint64_t(header->e_shnum) * sizeof(Elf64_Shdr)))
      return;
    first = reinterpret_cast<const Elf64_Shdr *>(file.bytes + header->e_shoff);
    count = header->e_shnum;
  }
};

static const char *findSymbol(const MappedFile &file, const Sections &sections, uintptr_t address, uintptr_t &start) {
  const char *found = nullptr;
  for (unsigned i = 0; i < sections.count; ++i) {
    const Elf64_Shdr &table = sections.first[i];
    if ((table.sh_type != SHT_SYMTAB && table.sh_type != SHT_DYNSYM) || table.sh_link >= sections.count)
      continue;
    const Elf64_Shdr &strings = sections.first[table.sh_link];
    if (!file.holds(table.sh_offset, table.sh_size) || !file.holds(strings.sh_offset, strings.sh_size))
      continue;
    auto *symbols = reinterpret_cast<const Elf64_Sym *>(file.bytes + table.sh_offset);
    for (uint64_t s = 0; s < table.sh_size / sizeof(Elf64_Sym); ++s) {
      const Elf64_Sym &symbol = symbols[s];
      if (ELF64_ST_TYPE(symbol.st_info) != STT_FUNC || address - symbol.st_value >= symbol.st_size || symbol.st_name >= strings.sh_size)
        continue;
      start = symbol.st_value;
      found = reinterpret_cast<const char *>(file.bytes + strings.sh_offset + symbol.st_name);
    }
  }
  return found;
}

static SourceLine findSourceLine(const MappedFile &file, const Sections &sections, uintptr_t address) {
  static constexpr char wanted[] = ".debug_line";
  if (sections.count == 0 || sections.header->e_shstrndx >= sections.count)
    return {};
  const Elf64_Shdr &names = sections.first[sections.header->e_shstrndx];
  for (unsigned i = 0; i < sections.count; ++i) {
    const Elf64_Shdr &section = sections.first[i];
    if (section.sh_flags & SHF_COMPRESSED || !file.holds(section.sh_offset, section.sh_size))
      continue;
    if (!file.holds(names.sh_offset + section.sh_name, sizeof(wanted)) ||
        memcmp(file.bytes + names.sh_offset + section.sh_name, wanted, sizeof(wanted)))
      continue;
    return findLine(file.bytes + section.sh_offset, section.sh_size, address);
  }
  return {};
}

} // namespace fornax::runtime

using namespace fornax::runtime;

uint64_t fx_symbolize(void *pc, void *buffer, uint64_t size) {
  if (size == 0)
    return 0;
  auto *out = static_cast<char *>(buffer);
  if (symbolizeHook)
    if (uint64_t length = symbolizeHook(pc, out, size))
      return length;
  Module module{reinterpret_cast<uintptr_t>(pc)};
  if (!dl_iterate_phdr(findModule, &module))
    return 0;
  Text text(out, size);
  uintptr_t address = module.pc - module.base, start = 0;
  MappedFile file(module.path);
  // A return address may be the first byte of the next function: ask for the call before it.
  Sections sections(file);
  if (const char *name = findSymbol(file, sections, address - 1, start))
    text.add("%s+0x%zx", name, static_cast<size_t>(address - start));
  else
    text.add("%s+0x%zx", module.path, static_cast<size_t>(address));
  if (SourceLine line = findSourceLine(file, sections, address - 1); line.file)
    text.add(" at %s:%zu", line.file, static_cast<size_t>(line.line));
  return text.length;
}
