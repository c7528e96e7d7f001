#include "lower/Hash.h"
#include "ir/IR.h"
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Support/Endian.h>

using namespace mlir;

namespace fornax::lower {

namespace {

/// Attributes and types are uniqued, so each is spelled out once.
struct Hasher {
  llvm::BLAKE3 hash;
  llvm::DenseMap<const void *, uint64_t> spelled;
  llvm::DenseMap<Value, uint64_t> values;
  llvm::DenseMap<Block *, uint64_t> blocks;
  bool withLocations;

  explicit Hasher(bool withLocations) : withLocations(withLocations) {}

  void add(uint64_t number) {
    uint8_t bytes[8];
    llvm::support::endian::write64le(bytes, number);
    hash.update(ArrayRef<uint8_t>(bytes));
  }
  void add(StringRef text) {
    add(uint64_t(text.size()));
    hash.update(text);
  }

  template <class T> void addUniqued(T thing) {
    auto [it, isNew] = spelled.try_emplace(thing.getAsOpaquePointer(), 0);
    if (isNew) {
      std::string text;
      llvm::raw_string_ostream out(text);
      thing.print(out);
      llvm::BLAKE3 one;
      one.update(text);
      it->second = llvm::support::endian::read64le(one.final<8>().data());
    }
    add(it->second);
  }

  void addOperation(Operation &op) {
    add(op.getName().getStringRef());
    addUniqued(Attribute(op.getAttrDictionary()));
    for (Value operand : op.getOperands())
      add(values.lookup(operand));
    for (Value result : op.getResults()) {
      values.try_emplace(result, values.size() + 1);
      addUniqued(result.getType());
    }
    for (Block *successor : op.getSuccessors())
      add(blocks.try_emplace(successor, blocks.size() + 1).first->second);
    if (withLocations)
      addUniqued(Attribute(LocationAttr(op.getLoc())));
    for (Region &region : op.getRegions())
      addRegion(region);
  }

  /// Values and blocks are numbered in order of appearance.
  void addRegion(Region &region) {
    add(uint64_t(region.getBlocks().size()));
    for (Block &block : region)
      for (BlockArgument argument : block.getArguments())
        values.try_emplace(argument, values.size() + 1);
    // Operands may stand in a later block of the list than their use.
    for (Block &block : region)
      for (Operation &op : block)
        for (Value result : op.getResults())
          values.try_emplace(result, values.size() + 1);
    for (Block &block : region) {
      add(blocks.try_emplace(&block, blocks.size() + 1).first->second);
      for (Operation &op : block)
        addOperation(op);
    }
  }
};

} // namespace

std::string hashOf(ModuleOp module, const Request &request, StringRef version) {
  const Options &options = request.options;
  const ir::Machine &machine = request.target.machine();
  Hasher hasher(options.debugInfo != DebugInfo::None || options.deviceChecks || machine.isDevice);
  for (StringRef text : {StringRef("fornax object 1"), version, StringRef(machine.name), StringRef(machine.arch), StringRef(machine.triple),
                         StringRef(machine.cpu), StringRef(options.targetFeatures), request.entry})
    hasher.add(text);
  for (const std::string &feature : machine.features)
    hasher.add(StringRef(feature));
  for (uint64_t number : {uint64_t(options.optLevel), uint64_t(options.debugInfo), uint64_t(options.contract), uint64_t(options.checkBounds),
                          uint64_t(options.deviceChecks), uint64_t(options.emitAssembly), uint64_t(request.visibility), uint64_t(request.isLibrary)})
    hasher.add(number);
  hasher.addRegion(module.getBodyRegion());
  return llvm::toHex(hasher.hash.final<16>(), /*LowerCase=*/true);
}

} // namespace fornax::lower
