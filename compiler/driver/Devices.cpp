#include "driver/Commands.h"
#include "runtime/Abi.h"
#include "runtime/core/Functions.h"
#include <llvm/Support/JSON.h>

namespace fornax::driver {

namespace {
struct DeviceRow {
  std::string name, arch, problem;
  int64_t memoryTotal = 0, memoryFree = 0, multiprocessors = 0, driver = 0;
};
} // namespace

/// The runtime's C interface takes plain addresses.
static void *address(const char *text) { return const_cast<char *>(text); }

static DeviceRow describe(const char *api, int id) {
  DeviceRow row;
  void *device = nullptr;
  if (const char *problem = fx_device_open(address(api), id, &device)) {
    row.problem = problem;
    return row;
  }
  auto text = [&](uint32_t kind) {
    const char *value = nullptr;
    return !fx_device_text(device, kind, &value) && value ? std::string(value) : std::string();
  };
  auto number = [&](uint32_t attribute) {
    int64_t value = 0;
    return fx_device_info(device, attribute, &value) ? 0 : value;
  };
  row.name = text(fx_device_name);
  row.arch = text(fx_device_arch);
  row.memoryTotal = number(fx_device_memory_total);
  row.memoryFree = number(fx_device_memory_free);
  row.multiprocessors = number(fx_device_multiprocessors);
  row.driver = number(fx_device_driver_version);
  fx_device_release(device);
  return row;
}

static void printRow(const Invocation &invocation, const std::string &id, const DeviceRow &row) {
  if (invocation.json) {
    llvm::json::Object object{{"id", id}};
    if (!row.problem.empty())
      object["problem"] = llvm::json::fixUTF8(row.problem);
    else
      object.insert({"name", row.name}), object.insert({"arch", row.arch}), object.insert({"memory_total", row.memoryTotal}),
          object.insert({"memory_free", row.memoryFree}), object.insert({"multiprocessors", row.multiprocessors});
    llvm::outs() << llvm::json::Value(std::move(object)) << '\n';
    return;
  }
  if (!row.problem.empty()) {
    llvm::outs() << fmt::format("{:<8} not usable: {}\n", id, row.problem);
    return;
  }
  llvm::outs() << fmt::format("{:<8} {} ({})", id, row.name, row.arch);
  if (row.memoryTotal)
    llvm::outs() << fmt::format(", {:.1f} GiB of memory, {:.1f} free", double(row.memoryTotal) / (1 << 30), double(row.memoryFree) / (1 << 30));
  if (row.driver)
    llvm::outs() << fmt::format(", driver for CUDA {}.{}", row.driver / 1000, row.driver % 1000 / 10);
  llvm::outs() << '\n';
}

int devicesCommand(const Invocation &invocation) {
  for (const char *api : {"cuda", "sim"})
    for (uint32_t id = 0, count = fx_device_count(address(api)); id < count; ++id)
      printRow(invocation, fmt::format("{}:{}", api, id), describe(api, int(id)));
  if (!invocation.json && fx_device_count(address("cuda")) + fx_device_count(address("sim")) == 0)
    llvm::outs() << "no devices\n";
  return Success;
}

} // namespace fornax::driver
