// Functions without a body: memory, text out, abort. Everything else cannot be evaluated.

#include "comptime/Diagnostics.h"
#include "comptime/Interpreter.h"

namespace fornax::comptime {

static constexpr uint64_t mallocAlign = 16;

static uint64_t argumentAt(llvm::ArrayRef<uint64_t> arguments, unsigned index) { return index < arguments.size() ? arguments[index] : 0; }

/// How many operands a function takes at least.
static unsigned arityOf(Foreign foreign) {
  switch (foreign) {
  case Foreign::None:
  case Foreign::Unknown:
  case Foreign::Abort: return 0;
  case Foreign::RuntimeFree:
  case Foreign::Malloc:
  case Foreign::Free:
  case Foreign::Strlen:
  case Foreign::LocationLine:
  case Foreign::LocationColumn:
  case Foreign::LocationFile:
  case Foreign::LocationFileLength: return 1;
  case Foreign::RuntimeAlloc:
  case Foreign::RuntimeAbort:
  case Foreign::Calloc: return 2;
  case Foreign::Write:
  case Foreign::Memcpy:
  case Foreign::Memmove:
  case Foreign::Memset:
  case Foreign::Memcmp: return 3;
  case Foreign::RuntimeResize: return 4;
  }
  llvm_unreachable("unknown foreign function");
}

static diag::Message abortMessage(const Memory &memory, uint64_t text, uint64_t length) {
  const uint8_t *bytes = nullptr;
  if (length == 0 || memory.read(text, length, bytes) != Fault::None)
    return messages::aborted("");
  return messages::aborted(": " + std::string(bytes, bytes + length));
}

bool Execution::callForeign(const Function &callee, llvm::ArrayRef<uint64_t> arguments, uint64_t *result) {
  if (arguments.size() < arityOf(callee.foreign))
    return stop(messages::wrongSignature(callee.name));
  auto at = [&](unsigned index) { return argumentAt(arguments, index); };
  uint64_t ignored;
  if (!callee.resultCount)
    result = &ignored;
  auto give = [&](uint64_t value) {
    *result = value;
    return true;
  };
  auto allocate = [&](uint64_t size, uint64_t align) {
    Pointer block = bytes.allocate(BlockKind::Heap, size, align);
    return block ? give(block) : stop(Fault::OutOfMemory, 0);
  };
  auto done = [&](Fault fault, Pointer pointer, uint64_t value) { return fault == Fault::None ? give(value) : stop(fault, pointer); };
  const uint8_t *data = nullptr, *other = nullptr;
  switch (callee.foreign) {
  case Foreign::RuntimeAlloc: return allocate(at(0), at(1));
  case Foreign::Malloc: return allocate(at(0), mallocAlign);
  case Foreign::Calloc: {
    uint64_t size;
    if (__builtin_mul_overflow(at(0), at(1), &size))
      return stop(Fault::OutOfMemory, 0);
    return allocate(size, mallocAlign) && done(bytes.fill(*result, 0, size), *result, *result);
  }
  case Foreign::RuntimeFree:
  case Foreign::Free: return done(bytes.free(at(0)), at(0), 0);
  case Foreign::RuntimeResize: return give(0); // never in place
  case Foreign::RuntimeAbort: return stop(abortMessage(bytes, at(0), at(1)));
  case Foreign::Abort: return stop(messages::aborted(""));
  case Foreign::Write: {
    constexpr uint64_t Streams = 2; // standard output and error
    if (at(0) == 0 || at(0) > Streams)
      return stop(messages::notEvaluable(fmt::format("writing to file {}", int64_t(at(0)))));
    if (Fault fault = bytes.read(at(1), at(2), data); fault != Fault::None)
      return stop(fault, at(1));
    environment.write(int(at(0)), llvm::StringRef(reinterpret_cast<const char *>(data), at(2)));
    return give(at(2));
  }
  case Foreign::Memcpy:
  case Foreign::Memmove: return done(bytes.copy(at(0), at(1), at(2)), at(1), at(0));
  case Foreign::Memset: return done(bytes.fill(at(0), uint8_t(at(1)), at(2)), at(0), at(0));
  case Foreign::Memcmp:
    for (auto [pointer, into] : {std::pair(at(0), &data), std::pair(at(1), &other)})
      if (Fault fault = bytes.read(pointer, at(2), *into); fault != Fault::None)
        return stop(fault, pointer);
    return give(at(2) ? uint32_t(std::memcmp(data, other, at(2))) : 0);
  case Foreign::Strlen: {
    llvm::StringRef text;
    Fault fault = bytes.readText(at(0), text);
    return done(fault, at(0), text.size());
  }
  case Foreign::LocationLine: // evaluated code stands nowhere: line 0 of no file
  case Foreign::LocationColumn:
  case Foreign::LocationFile:
  case Foreign::LocationFileLength: return give(0);
  case Foreign::None:
  case Foreign::Unknown: return stop(messages::notEvaluable(fmt::format("call of `{}`", callee.name)));
  }
  llvm_unreachable("unknown foreign function");
}

} // namespace fornax::comptime
