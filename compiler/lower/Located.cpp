#include "lower/Located.h"
#include "ir/IR.h"
#include <mlir/Dialect/Arith/IR/Arith.h>
#include <mlir/IR/Matchers.h>

using namespace mlir;

namespace fornax::lower {

static constexpr llvm::StringLiteral prefix = "fx_location_";
static constexpr llvm::StringLiteral left = "inlinings_left", answer = "answer";

static fx::CallOp asQuestion(Operation *op) {
  auto call = dyn_cast<fx::CallOp>(op);
  return call && call.getCallee() && call.getCallee()->starts_with(prefix) && call.getArgs().size() == 1 && call.getNumResults() == 1 ? call
                                                                                                                                      : fx::CallOp();
}

void noteInlined(Operation *op, Location call) {
  fx::CallOp question = asQuestion(op);
  if (!question || op->hasAttr(answer))
    return;
  APInt wanted(64, 1);
  int64_t steps = 1;
  if (auto known = op->getAttrOfType<IntegerAttr>(left))
    steps = known.getInt();
  else if (matchPattern(question.getArgs().front(), m_ConstantInt(&wanted)))
    steps = wanted.getSExtValue();
  if (steps <= 1)
    op->setAttr(answer, LocationAttr(call));
  else
    op->setAttr(left, IntegerAttr::get(IntegerType::get(op->getContext(), 64), steps - 1));
}

/// Of inlined code the part that is in the file of the callee.
static FileLineColLoc fileOf(Location location) {
  if (auto file = dyn_cast<FileLineColLoc>(location))
    return file;
  if (auto site = dyn_cast<CallSiteLoc>(location))
    return fileOf(site.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (FileLineColLoc file = fileOf(part))
        return file;
  return {};
}

namespace {
/// Names of files as constant data, each once.
struct FileNames {
  ModuleOp module;
  llvm::StringMap<std::string> symbols;

  StringRef symbolOf(StringRef file) {
    std::string &symbol = symbols[file];
    if (symbol.empty()) {
      symbol = ("file " + Twine(symbols.size() - 1)).str(); // a blank keeps it apart from names of functions
      OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
      fx::GlobalOp::create(builder, module.getLoc(), symbol, fx::BytesAttr::get(module.getContext(), file.str() + '\0'), 1);
    }
    return symbol;
  }
};
} // namespace

static void replaceQuestion(fx::CallOp question, FileNames &files) {
  auto known = question->getAttrOfType<LocationAttr>(answer);
  FileLineColLoc place = fileOf(known ? Location(known) : question.getLoc());
  StringRef what = question.getCallee()->drop_front(prefix.size());
  StringRef file = place ? place.getFilename().getValue() : StringRef();
  OpBuilder builder(question);
  Value value;
  if (what == "file") {
    value = fx::GlobalRefOp::create(builder, question.getLoc(), files.symbolOf(file));
  } else {
    uint64_t number = what == "line" ? (place ? place.getLine() : 0) : what == "column" ? (place ? place.getColumn() : 0) : file.size();
    Type type = question.getResult().getType();
    value = arith::ConstantOp::create(builder, question.getLoc(), builder.getIntegerAttr(type, int64_t(number)));
  }
  question.getResult().replaceAllUsesWith(value);
  question->erase();
}

void answerLocations(ModuleOp module) {
  SmallVector<fx::CallOp> questions;
  module.walk([&](Operation *op) {
    if (fx::CallOp question = asQuestion(op))
      questions.push_back(question);
  });
  FileNames files{module, {}};
  for (fx::CallOp question : questions)
    replaceQuestion(question, files);
}

} // namespace fornax::lower
