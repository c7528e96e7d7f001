#include "frontend/Workshop.h"
#include "frontend/Diagnostics.h"
#include "lower/Lower.h"
#include "ownership/Own.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Program.h"

namespace fornax::frontend {

static std::unique_ptr<targets::Target> findHost(const Options &options) {
  bool isForThisMachine = options.targetTriple.empty() && (options.targetCpu.empty() || options.targetCpu == "native");
  return targets::find(isForThisMachine ? "host" : "cpu", options);
}

static void addAccelerators(Workshop &shop, sema::Context &ctx, llvm::ArrayRef<std::string> names) {
  for (const std::string &name : names) {
    std::unique_ptr<targets::Target> target = targets::find(name, ctx.options);
    if (target && target->machine().isDevice) {
      shop.add(std::move(target));
      continue;
    }
    std::string known;
    for (const std::string &one : targets::knownTargets())
      if (targets::find(one, ctx.options)->machine().isDevice)
        known += (known.empty() ? "" : ", ") + one;
    ctx.diags.report(SourceRange(), messages::unknownAccelerator(name)).note(messages::knownAccelerators(known));
  }
}

Workshop::Workshop(sema::Context &ctx, std::function<std::vector<std::string>()> accelerators) {
  irgen::loadDialects(mlir);
  lower::loadDialects(mlir);
  instances = std::make_unique<irgen::Instances>(ctx, mlir, llvm::ArrayRef<ir::Machine>());
  add(findHost(ctx.options));
  instances->findAccelerators = [this, &ctx, accelerators = std::move(accelerators)] { addAccelerators(*this, ctx, accelerators()); };
}

sema::TargetIndex Workshop::add(std::unique_ptr<targets::Target> target) {
  target->loadDialects(mlir);
  irgen::addTarget(*instances, target->machine());
  targets.push_back(std::move(target));
  return sema::TargetIndex(targets.size() - 1);
}

comptime::Code &Workshop::codeFor(sema::TargetIndex target) {
  if (code.size() <= target)
    code.resize(target + 1);
  if (!code[target])
    code[target] = std::make_unique<comptime::Code>(targets[target]->machine());
  return *code[target];
}

/// The program's functions are judged in every form that is made of them: alone, or for their parameters; the library has its own tests.
static ownership::Mode modeOf(const sema::Program &program, const irgen::Instance &instance) {
  if (instance.key.role == irgen::Role::SelfCheck)
    return ownership::Mode::Check;
  const sema::Function &function = program.functions[instance.key.function];
  bool isOfProgram = function.module.isValid() && !program.modules[function.module].isLibrary;
  bool isJudged = instance.key.role == irgen::Role::Body && isOfProgram && function.role == sema::FunctionRole::Ordinary;
  return isJudged ? ownership::Mode::Full : ownership::Mode::Insert;
}

bool ownInstance(Workshop &shop, irgen::InstanceId id, sema::Context &ctx) {
  irgen::Instances &instances = *shop.instances;
  fx::FuncOp op = instances.rows[id].op;
  if (!op || op.isDeclaration() || irgen::isOwned(op))
    return true;
  ownership::Reprove reprove = ctx.options.verifyIr ? ownership::Reprove::Yes : ownership::DefaultReprove;
  bool isBroken = instances.rows[id].state == irgen::Instance::State::Failed;
  if (isBroken || !ownership::own(op, modeOf(ctx.program, instances.rows[id]), ctx.diags, reprove)) {
    instances.rows[id].state = irgen::Instance::State::Failed;
    return false;
  }
  if (instances.rows[id].key.role == irgen::Role::SelfCheck) { // nothing runs it
    instances.rows[id].op = nullptr;
    op.erase();
    return true;
  }
  irgen::markOwned(op);
  irgen::requestLifecycle(instances, op);
  return true;
}

} // namespace fornax::frontend
