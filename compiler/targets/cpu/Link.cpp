#include "targets/cpu/Link.h"
#include "targets/Diagnostics.h"
#include <algorithm>
#include <lld/Common/Driver.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

LLD_HAS_DRIVER(elf)

namespace fornax::targets::cpu {

namespace fs = llvm::sys::fs;

/// A file that exists only as a descriptor; LLD reads it through /proc.
struct MemoryFile {
  int descriptor = -1;
  MemoryFile() = default;
  MemoryFile(MemoryFile &&other) : descriptor(std::exchange(other.descriptor, -1)) {}
  ~MemoryFile() {
    if (descriptor >= 0)
      ::close(descriptor);
  }
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor); }
};

static bool writeMemoryFile(llvm::ArrayRef<char> bytes, MemoryFile &file);
static std::vector<std::string> arguments(const LinkRequest &request, const SystemFiles &system, llvm::ArrayRef<MemoryFile> objects,
                                          llvm::StringRef versionScript, llvm::StringRef output);
static bool runLinker(const std::vector<std::string> &arguments, std::string &messages);
static void reportFailure(llvm::StringRef output, llvm::StringRef messages, diag::Engine &diags);

bool link(const LinkRequest &request, diag::Engine &diags) {
  SystemFiles system = findSystemFiles();
  if (system.crtFolder.empty() && request.kind != LinkKind::SharedLibrary) {
    diags.report(SourceRange(), messages::noStartFiles());
    return false;
  }
  std::vector<MemoryFile> objects;
  for (llvm::ArrayRef<char> bytes : request.objects) {
    if (!writeMemoryFile(bytes, objects.emplace_back())) {
      diags.report(SourceRange(), messages::cannotWrite("an object in memory", std::strerror(errno)));
      return false;
    }
  }
  MemoryFile versionScript;
  if (request.kind == LinkKind::SharedLibrary) {
    std::string text = "{ ";
    if (!request.exports.empty())
      text += "global: " + llvm::join(request.exports, "; ") + "; ";
    text += "local: *; };";
    if (!writeMemoryFile(llvm::ArrayRef(text.data(), text.size()), versionScript)) {
      diags.report(SourceRange(), messages::cannotWrite("a version script", std::strerror(errno)));
      return false;
    }
  }
  llvm::SmallString<128> temporary;
  if (std::error_code error = fs::createUniqueFile(request.output + ".%%%%%%.tmp", temporary)) {
    diags.report(SourceRange(), messages::cannotWrite(request.output, error.message()));
    return false;
  }
  std::string output;
  bool linked = runLinker(arguments(request, system, objects, versionScript.descriptor < 0 ? "" : versionScript.path(), temporary), output);
  if (!linked) {
    reportFailure(request.output, output, diags);
    (void)fs::remove(temporary);
    return false;
  }
  if (std::error_code error = fs::rename(temporary, request.output)) {
    diags.report(SourceRange(), messages::cannotWrite(request.output, error.message()));
    (void)fs::remove(temporary);
    return false;
  }
  return true;
}

static bool writeMemoryFile(llvm::ArrayRef<char> bytes, MemoryFile &file) {
  file.descriptor = ::memfd_create("fornax", MFD_CLOEXEC);
  if (file.descriptor < 0)
    return false;
  while (!bytes.empty()) {
    ssize_t written = ::write(file.descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR)
      return false;
    if (written > 0)
      bytes = bytes.drop_front(size_t(written));
  }
  return true;
}

static std::vector<std::string> arguments(const LinkRequest &request, const SystemFiles &system, llvm::ArrayRef<MemoryFile> objects,
                                          llvm::StringRef versionScript, llvm::StringRef output) {
  bool isShared = request.kind == LinkKind::SharedLibrary, isStatic = request.kind == LinkKind::StaticExecutable;
  std::vector<std::string> list = {"ld.lld", "--hash-style=gnu", "--eh-frame-hdr", "--gc-sections", "--icf=all", "--as-needed", "-z", "relro", "-z",
                                   "now"};
  auto add = [&](llvm::Twine argument) { list.push_back(argument.str()); };
  auto addFound = [&](llvm::StringRef folder, llvm::StringRef name) {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, name);
    if (!folder.empty() && fs::exists(path))
      add(path);
  };
  add("-o");
  add(output);
  if (isShared) {
    add("-shared");
    add("--version-script=" + versionScript);
  } else if (isStatic) {
    add("-static");
  } else {
    add("-pie");
    add("-dynamic-linker");
    add(system.dynamicLinker);
  }
  if (request.strip)
    add("--strip-all");
  if (request.exportDynamic)
    add("--export-dynamic");
  if (!isShared)
    addFound(system.crtFolder, isStatic ? "crt1.o" : "Scrt1.o");
  addFound(system.crtFolder, "crti.o");
  addFound(system.gccFolder, isStatic ? "crtbeginT.o" : "crtbeginS.o");
  for (const std::string &folder : request.libraryPaths)
    add("-L" + folder);
  for (const std::string &folder : system.folders)
    add("-L" + folder);
  for (const MemoryFile &object : objects)
    add(object.path());
  for (const std::string &file : request.files)
    add(file);
  for (const std::string &library : request.libraries)
    add("-l" + library);
  // Static archives of the C library refer to each other, and to libgcc's unwinder.
  if (isStatic)
    for (const char *argument : {"--start-group", "-lm", "-lc", "-lgcc", "-lgcc_eh", "--end-group"})
      add(argument);
  else
    for (const char *argument : {"-lm", "-lc"})
      add(argument);
  if (!isStatic && !system.gccFolder.empty())
    addFound(system.gccFolder, "libgcc.a");
  addFound(system.gccFolder, isStatic ? "crtend.o" : "crtendS.o");
  addFound(system.crtFolder, "crtn.o");
  return list;
}

/// LLD keeps its state in globals: one link at a time, and none after it crashed.
static bool runLinker(const std::vector<std::string> &arguments, std::string &messages) {
  static std::mutex mutex;
  static bool unusable = false;
  std::lock_guard<std::mutex> lock(mutex);
  if (unusable) {
    messages = "the linker failed earlier in this process";
    return false;
  }
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());
  llvm::raw_string_ostream out(messages);
  lld::Result result = lld::lldMain(pointers, out, out, {{lld::Gnu, &lld::elf::link}});
  unusable = !result.canRunAgain;
  return result.retCode == 0;
}

/// LLD prints "ld.lld: error: undefined symbol: name" and, below, ">>> referenced by …".
static void reportFailure(llvm::StringRef output, llvm::StringRef messages, diag::Engine &diags) {
  llvm::SmallVector<llvm::StringRef> lines;
  messages.split(lines, '\n', -1, /*KeepEmpty=*/false);
  bool reported = false;
  for (llvm::StringRef line : lines) {
    if (!line.consume_front("ld.lld: error: "))
      continue;
    reported = true;
    if (line.consume_front("undefined symbol: "))
      diags.report(SourceRange(), messages::undefinedSymbol(line));
    else
      diags.report(SourceRange(), messages::linkFailed(output, line));
  }
  if (!reported)
    diags.report(SourceRange(), messages::linkFailed(output, messages.trim()));
}

// ---- Where the system keeps its files ----

#if defined(__x86_64__)
static constexpr const char *architecture = "x86_64";
static constexpr const char *dynamicLinker = "/lib64/ld-linux-x86-64.so.2";
#elif defined(__aarch64__)
static constexpr const char *architecture = "aarch64";
static constexpr const char *dynamicLinker = "/lib/ld-linux-aarch64.so.1";
#endif

static std::string findGccFolder();

SystemFiles findSystemFiles() {
  SystemFiles files;
  files.dynamicLinker = dynamicLinker;
  files.gccFolder = findGccFolder();
  std::string multiarch = std::string(architecture) + "-linux-gnu";
  std::string candidates[] = {"/usr/lib/" + multiarch, "/lib/" + multiarch, "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib"};
  if (!files.gccFolder.empty())
    files.folders.push_back(files.gccFolder);
  for (const std::string &folder : candidates) {
    if (!fs::is_directory(folder))
      continue;
    files.folders.push_back(folder);
    if (files.crtFolder.empty() && fs::exists(folder + "/Scrt1.o") && fs::exists(folder + "/crti.o"))
      files.crtFolder = folder;
  }
  return files;
}

/// The newest /usr/lib/gcc/<triple>/<version> for this architecture.
static std::string findGccFolder() {
  std::string best;
  std::vector<unsigned> bestVersion;
  for (const char *root : {"/usr/lib/gcc", "/usr/lib64/gcc"}) {
    std::error_code error;
    for (fs::directory_iterator triple(root, error), end; triple != end && !error; triple.increment(error)) {
      if (!llvm::sys::path::filename(triple->path()).starts_with(architecture))
        continue;
      std::error_code inner;
      for (fs::directory_iterator at(triple->path(), inner), last; at != last && !inner; at.increment(inner)) {
        llvm::SmallVector<llvm::StringRef, 3> parts;
        llvm::sys::path::filename(at->path()).split(parts, '.');
        std::vector<unsigned> version;
        for (llvm::StringRef part : parts) {
          unsigned number = 0;
          if (part.getAsInteger(10, number))
            break;
          version.push_back(number);
        }
        if (version.empty() || version <= bestVersion || !fs::exists(at->path() + "/crtbeginS.o"))
          continue;
        bestVersion = version;
        best = at->path();
      }
    }
  }
  return best;
}

} // namespace fornax::targets::cpu
