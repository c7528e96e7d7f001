#include "comptime/Graph.h"
#include "comptime/Diagnostics.h"

namespace fornax::comptime {

static constexpr uint64_t pointerBytes = 8;

namespace {
struct Reader {
  Execution &run;
  Graph &graph;
  Pointer root; // the value itself
  uint64_t rootSize;
  llvm::DenseMap<uint32_t, uint32_t> numbers; // index of a block of memory to its number
  std::vector<Pointer> pending;               // start of each block of the graph
  uint64_t total = 0;

  Reader(Execution &run, Graph &graph, Pointer root, uint64_t rootSize) : run(run), graph(graph), root(root), rootSize(rootSize) {}

  bool isInRoot(Pointer pointer) const {
    return tagOf(pointer) == tagOf(root) && offsetOf(pointer) >= offsetOf(root) && offsetOf(pointer) - offsetOf(root) <= rootSize;
  }
  std::optional<diag::Message> resolve(Pointer value, Graph::Address &address);
  std::optional<diag::Message> readBlock(uint32_t number, const Block &block, uint64_t start, uint64_t size);
};
} // namespace

std::optional<diag::Message> Reader::resolve(Pointer value, Graph::Address &address) {
  if (mlir::StringAttr function = run.functionAt(value)) {
    address.function = function;
    return std::nullopt;
  }
  if (isInRoot(value)) {
    address.addend = offsetOf(value) - offsetOf(root);
    return std::nullopt;
  }
  const Block *block = run.memory().find(value);
  if (!block)
    return messages::pointerToDead();
  if (block->kind == BlockKind::Stack || block->kind == BlockKind::Storage)
    return messages::pointerToStack();
  auto [known, isNew] = numbers.try_emplace(Memory::indexOf(value), uint32_t(pending.size()));
  if (isNew)
    pending.push_back(value & ~Pointer(UINT32_MAX));
  address.block = known->second;
  address.addend = offsetOf(value);
  return std::nullopt;
}

std::optional<diag::Message> Reader::readBlock(uint32_t number, const Block &block, uint64_t start, uint64_t size) {
  total += size;
  if (total > maxGraphBytes)
    return messages::valueTooLarge(maxGraphBytes >> 20);
  Graph::Block copy;
  copy.bytes.resize(size, '\0');
  copy.align = number == 0 ? graph.blocks[0].align : uint64_t(1) << block.logAlign;
  copy.isConstant = number != 0 && block.kind == BlockKind::Constant;
  for (uint64_t k = 0; k < size; ++k) {
    switch (block.shadow[start + k]) {
    case Unwritten:
    case PointerRest: continue; // a pointer's bytes are the address's business
    case PointerStart: break;
    default: copy.bytes[k] = char(block.bytes[start + k]); continue;
    }
    Pointer value;
    std::memcpy(&value, block.bytes + start + k, pointerBytes);
    Graph::Address address{};
    address.offset = k;
    if (std::optional<diag::Message> wrong = resolve(value, address))
      return wrong;
    copy.addresses.push_back(address);
  }
  graph.blocks[number] = std::move(copy);
  return std::nullopt;
}

std::optional<diag::Message> readGraph(Execution &run, Pointer at, uint64_t size, uint64_t align, Graph &graph) {
  Reader reader(run, graph, at, size);
  reader.pending.push_back(at);
  for (uint32_t number = 0; number < reader.pending.size(); ++number) {
    Pointer start = reader.pending[number];
    const Block *block = run.memory().find(start);
    if (!block || (number == 0 && offsetOf(at) + size > block->size))
      return run.describe(block ? Fault::OutOfBounds : Fault::Dead, start);
    graph.blocks.resize(reader.pending.size());
    if (number == 0)
      graph.blocks[0].align = align;
    if (std::optional<diag::Message> wrong = reader.readBlock(number, *block, offsetOf(start), number == 0 ? size : block->size))
      return wrong;
    graph.blocks.resize(reader.pending.size());
  }
  return std::nullopt;
}

std::optional<diag::Message> writeGraph(Execution &run, const Graph &graph, Pointer at) {
  Memory &memory = run.memory();
  std::vector<Pointer> starts{at};
  for (const Graph::Block &block : llvm::ArrayRef(graph.blocks).drop_front()) {
    starts.push_back(memory.allocate(block.isConstant ? BlockKind::Constant : BlockKind::Heap, block.bytes.size(), block.align));
    if (!starts.back())
      return run.describe(Fault::OutOfMemory, 0);
  }
  for (auto [block, start] : llvm::zip(graph.blocks, starts)) {
    memory.fillIn(start, block.bytes);
    for (const Graph::Address &address : block.addresses) {
      Pointer value = address.function ? run.functionAddress(address.function) : starts[address.block];
      memory.fillInPointer(start, address.offset, advance(value, int64_t(address.addend)));
    }
  }
  return std::nullopt;
}

} // namespace fornax::comptime
