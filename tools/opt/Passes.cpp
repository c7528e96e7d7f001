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

/// A range in a file of one long line per byte range: `#fx.pos` cannot be turned into lines here, so messages go to the function, each
/// with its code and range.
void show(fx::FuncOp func, const diag::Engine &diags) {
  auto spell = [](SourceRange range) { return range.isValid() ? fmt::format(" at {}..{}", range.begin, range.end) : std::string(); };
  for (const diag::Diagnostic &diagnostic : diags.all()) {
    InFlightDiagnostic error = func.emitError() << diagnostic.message.text() << " [" << diagnostic.code() << "]" << spell(diagnostic.range);
    for (const diag::Label &note : diagnostic.notes)
      error.attachNote(func.getLoc()) << note.message.text() << spell(note.range);
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
      diag::Engine diags;
      ownership::Mode mode = func.getSelfCheck() ? ownership::Mode::Check : ownership::Mode::Full;
      if (!ownership::own(func, mode, diags))
        signalPassFailure();
      show(func, diags);
    }
  }
};

} // namespace

void registerPasses() { PassRegistration<OwnPass>(); }

} // namespace fornax::opt
