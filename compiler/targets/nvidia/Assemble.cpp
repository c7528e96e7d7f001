#include "targets/nvidia/Emit.h"
#include <dlfcn.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Process.h>
#include <llvm/Support/Program.h>
#include <mutex>

namespace fornax::targets::nvidia {

namespace fs = llvm::sys::fs;

/// The part of nvJitLink that is used, found at run time: no CUDA installation is needed to build or start.
struct JitLink {
  using Handle = void *;
  int (*create)(Handle *, uint32_t, const char **) = nullptr;
  int (*destroy)(Handle *) = nullptr;
  int (*addData)(Handle, int kind, const void *, size_t, const char *name) = nullptr;
  int (*complete)(Handle) = nullptr;
  int (*cubinSize)(Handle, size_t *) = nullptr;
  int (*cubin)(Handle, void *) = nullptr;
  int (*errorSize)(Handle, size_t *) = nullptr;
  int (*error)(Handle, char *) = nullptr;
  int (*infoSize)(Handle, size_t *) = nullptr;
  int (*info)(Handle, char *) = nullptr;
  explicit operator bool() const { return info; }
};
static constexpr int jitLinkInputPtx = 2;

static const JitLink &jitLink();
static llvm::Expected<Cubin> assembleInProcess(const JitLink &library, llvm::StringRef ptx, const Architecture &arch, const Options &options);
static std::string findPtxas();
static llvm::Expected<Cubin> assembleByProcess(llvm::StringRef program, llvm::StringRef ptx, const Architecture &arch, const Options &options);

llvm::Expected<Cubin> assemble(llvm::StringRef ptx, const Architecture &arch, const Options &options, const ObjectCache &cache) {
  std::string key = CacheKey().add("cubin 1").add(ptx).add(arch.name).add(uint64_t(options.debugInfo)).finish();
  if (auto bytes = cache.find(key, "cubin")) {
    Cubin cubin;
    cubin.assembler = Assembler::Library;
    cubin.bytes.assign(bytes->getBufferStart(), bytes->getBufferEnd());
    if (auto log = cache.find(key, "log"))
      cubin.log = log->getBuffer().str();
    return cubin;
  }
  auto cubin = [&]() -> llvm::Expected<Cubin> {
    if (const JitLink &library = jitLink())
      return assembleInProcess(library, ptx, arch, options);
    if (std::string program = findPtxas(); !program.empty())
      return assembleByProcess(program, ptx, arch, options);
    return Cubin();
  }();
  if (cubin && cubin->assembler != Assembler::None) {
    cache.insert(key, "cubin", cubin->bytes);
    cache.insert(key, "log", llvm::ArrayRef(cubin->log.data(), cubin->log.size()));
  }
  return cubin;
}

/// `-G` turns the assembler's optimiser off; it goes with debug information only.
static std::vector<std::string> assemblerOptions(const Architecture &arch, const Options &options) {
  std::vector<std::string> list = {"-arch=" + arch.name.str()};
  if (options.debugInfo == DebugInfo::Full && options.optLevel == OptLevel::O0)
    list.push_back("-g");
  else
    list.push_back("-lineinfo");
  return list;
}

static llvm::Expected<Cubin> assembleInProcess(const JitLink &library, llvm::StringRef ptx, const Architecture &arch, const Options &options) {
  std::vector<std::string> list = assemblerOptions(arch, options);
  list.push_back("-verbose");
  std::vector<const char *> pointers;
  for (const std::string &option : list)
    pointers.push_back(option.c_str());
  JitLink::Handle handle = nullptr;
  if (library.create(&handle, uint32_t(pointers.size()), pointers.data()))
    return llvm::createStringError("nvJitLink does not accept " + arch.name);
  std::string text = ptx.str(); // the library recognises PTX by its end, a NUL
  bool failed = library.addData(handle, jitLinkInputPtx, text.c_str(), text.size() + 1, "kernel") || library.complete(handle);
  auto readText = [&](auto getSize, auto get) {
    size_t size = 0;
    if (getSize(handle, &size) || size == 0)
      return std::string();
    std::string text(size, '\0');
    if (get(handle, text.data()))
      return std::string();
    return std::string(text.c_str());
  };
  Cubin cubin;
  cubin.assembler = Assembler::Library;
  cubin.log = readText(library.infoSize, library.info);
  std::string error = readText(library.errorSize, library.error);
  size_t size = 0;
  if (!failed && !library.cubinSize(handle, &size)) {
    cubin.bytes.resize(size);
    failed = library.cubin(handle, cubin.bytes.data());
  }
  library.destroy(&handle);
  if (failed)
    return llvm::createStringError(error.empty() ? "nvJitLink failed" : error);
  return cubin;
}

static llvm::Expected<Cubin> assembleByProcess(llvm::StringRef program, llvm::StringRef ptx, const Architecture &arch, const Options &options) {
  llvm::SmallString<128> input, output, log;
  auto cleanUp = [&] {
    for (auto *path : {&input, &output, &log})
      if (!path->empty())
        (void)fs::remove(*path);
  };
  int descriptor;
  if (fs::createTemporaryFile("fornax", "ptx", descriptor, input) || fs::createTemporaryFile("fornax", "cubin", output) ||
      fs::createTemporaryFile("fornax", "log", log)) {
    cleanUp();
    return llvm::createStringError("cannot create temporary files");
  }
  {
    llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
    out << ptx;
  }
  std::vector<std::string> list = assemblerOptions(arch, options);
  std::vector<llvm::StringRef> arguments = {program, "-v", "-o", output, input};
  for (const std::string &option : list)
    arguments.push_back(option);
  std::string problem;
  int code = llvm::sys::ExecuteAndWait(program, arguments, std::nullopt, {std::nullopt, llvm::StringRef(log), llvm::StringRef(log)}, 0, 0, &problem);
  Cubin cubin;
  cubin.assembler = Assembler::Process;
  if (auto text = llvm::MemoryBuffer::getFile(log))
    cubin.log = (*text)->getBuffer().str();
  if (auto bytes = llvm::MemoryBuffer::getFile(output))
    cubin.bytes.assign((*bytes)->getBufferStart(), (*bytes)->getBufferEnd());
  cleanUp();
  if (code != 0)
    return llvm::createStringError(cubin.log.empty() ? problem : cubin.log);
  return cubin;
}

/// The library of the newest CUDA that is found: by the loader's own search, then in the usual folder.
static const JitLink &jitLink() {
  static JitLink library;
  static std::once_flag once;
  std::call_once(once, [] {
    void *handle = nullptr;
    for (const char *folder : {"", "/usr/local/cuda/lib64/"})
      for (const char *version : {".13", ".12", ""})
        if (!handle)
          handle = ::dlopen((std::string(folder) + "libnvJitLink.so" + version).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle)
      return;
    bool complete = true;
    auto find = [&](auto &function, const char *name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(handle, name));
      complete &= function != nullptr;
    };
    JitLink found;
    find(found.create, "nvJitLinkCreate");
    find(found.destroy, "nvJitLinkDestroy");
    find(found.addData, "nvJitLinkAddData");
    find(found.complete, "nvJitLinkComplete");
    find(found.cubinSize, "nvJitLinkGetLinkedCubinSize");
    find(found.cubin, "nvJitLinkGetLinkedCubin");
    find(found.errorSize, "nvJitLinkGetErrorLogSize");
    find(found.error, "nvJitLinkGetErrorLog");
    find(found.infoSize, "nvJitLinkGetInfoLogSize");
    find(found.info, "nvJitLinkGetInfoLog");
    if (complete)
      library = found;
  });
  return library;
}

static std::string findPtxas() {
  if (auto program = llvm::sys::findProgramByName("ptxas"))
    return *program;
  for (const char *variable : {"CUDA_HOME", "CUDA_PATH", "CUDA_ROOT"})
    if (auto root = llvm::sys::Process::GetEnv(variable))
      if (auto program = llvm::sys::findProgramByName("ptxas", {*root + "/bin"}))
        return *program;
  if (auto program = llvm::sys::findProgramByName("ptxas", {"/usr/local/cuda/bin"}))
    return *program;
  return "";
}

} // namespace fornax::targets::nvidia
