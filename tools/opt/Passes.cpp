// Wraps phases as passes; diagnostics become MLIR's, at their operations' positions, so that tests can use -verify-diagnostics.

#include "opt/Passes.h"
#include "ir/IR.h"
#include "ir/Locations.h"
#include "ownership/Own.h"
#include <mlir/Pass/Pass.h>
#include <mlir/Pass/PassRegistry.h>

using namespace mlir;

namespace fornax::opt {
namespace {

/// Tests are MLIR text: their positions are lines and columns. They travel through the phase as ranges from line to column and come back
/// as locations, so that -verify-diagnostics finds each message at its operation.
struct Positions {
  StringAttr file;

  Location mark(Location loc) {
    auto at = dyn_cast<FileLineColLoc>(loc);
    if (!at)
      return loc;
    file = at.getFilename();
    return FusedLoc::get(loc.getContext(), {loc}, fx::PosAttr::get(loc.getContext(), 0, at.getLine(), at.getColumn()));
  }
  void markAll(fx::FuncOp func) {
    func->setLoc(mark(func.getLoc()));
    func.walk([&](Operation *op) {
      if (op != func)
        op->setLoc(mark(op->getLoc()));
    });
    for (BlockArgument arg : func.getBody().getArguments())
      arg.setLoc(mark(arg.getLoc()));
  }
  Location find(SourceRange range, Location otherwise) const {
    return range.isValid() && file ? Location(FileLineColLoc::get(file, range.begin, range.end)) : otherwise;
  }
};

void show(fx::FuncOp func, const Positions &positions, const diag::Engine &diags) {
  for (const diag::Diagnostic &diagnostic : diags.all()) {
    Location at = positions.find(diagnostic.range, func.getLoc());
    InFlightDiagnostic error = diagnostic.severity() == diag::Severity::Warning ? emitWarning(at) : emitError(at);
    error << "[" << diagnostic.code() << "] " << diagnostic.message.text();
    for (const auto *list : {&diagnostic.labels, &diagnostic.notes})
      for (const diag::Label &note : *list)
        error.attachNote(positions.find(note.range, func.getLoc())) << note.message.text();
  }
}

class OwnPass : public PassWrapper<OwnPass, OperationPass<ModuleOp>> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(OwnPass)
  OwnPass() = default;
  OwnPass(const OwnPass &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "own"; }
  StringRef getDescription() const override { return "insert destructor calls, check initialisation and aliasing"; }
  void runOnOperation() override {
    for (auto func : getOperation().getOps<fx::FuncOp>()) {
      if (func.isExternal())
        continue;
      diag::Engine diags;
      Positions positions;
      positions.markAll(func);
      ownership::Mode mode = func.getSelfCheck() ? ownership::Mode::Check : ownership::Mode::Full;
      if (!ownership::own(func, mode, diags))
        signalPassFailure();
      show(func, positions, diags);
    }
  }
};

} // namespace

void registerPasses() { PassRegistration<OwnPass>(); }

} // namespace fornax::opt
