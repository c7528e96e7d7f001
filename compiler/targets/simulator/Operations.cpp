#include "targets/simulator/Operations.h"
#include "runtime/Abi.h"
#include <cstddef>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringMap.h>
#include <vector>

namespace fornax::targets::simulator {

static Row makeRow(llvm::StringRef key, Action action, llvm::StringRef function, llvm::StringRef operands, uint64_t number) {
  auto [operation, variant] = key.split(' ');
  return {operation, variant, action, function, operands, number};
}

static llvm::StringMap<std::vector<Row>> buildTable() {
  llvm::StringMap<std::vector<Row>> table;
  auto add = [&](const Row &row) { table[row.operation].push_back(row); };
#define SIM_FIELD(OPERATION, MEMBER, INDEX)                                                                                                          \
  add(makeRow(OPERATION, Action::Field, "", "", offsetof(fx_sim_thread, MEMBER) + sizeof(uint32_t) * INDEX));
#define SIM_CALL(OPERATION, FUNCTION, OPERANDS) add(makeRow(OPERATION, Action::Call, #FUNCTION, OPERANDS, 0));
#define SIM_INTRINSIC(OPERATION, INTRINSIC) add(makeRow(OPERATION, Action::Intrinsic, INTRINSIC, "", 0));
#define SIM_FENCE(OPERATION) add(makeRow(OPERATION, Action::Fence, "", "", 0));
#define SIM_NOTHING(OPERATION) add(makeRow(OPERATION, Action::Nothing, "", "", 0));
#define SIM_CONSTANT(OPERATION, VALUE) add(makeRow(OPERATION, Action::Constant, "", "", VALUE));
#include "runtime/device/simulator/Operations.def"
  for (auto &entry : table)
    llvm::stable_sort(entry.second, [](const Row &a, const Row &b) {
      auto words = [](const Row &row) { return row.variant.empty() ? 0 : row.variant.count(' ') + 1; };
      return words(a) > words(b);
    });
  return table;
}

llvm::ArrayRef<Row> rowsOf(llvm::StringRef operation) {
  static const llvm::StringMap<std::vector<Row>> table = buildTable();
  auto it = table.find(operation);
  return it == table.end() ? llvm::ArrayRef<Row>() : llvm::ArrayRef<Row>(it->second);
}

} // namespace fornax::targets::simulator
