// Closed calls to values, through the evaluator.

#include "sema/Diagnostics.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/evaluation/Symbolic.h"
#include "sema/terms/Rewrite.h"

namespace fornax::sema {

Evaluator::~Evaluator() = default;

static EvalResult notNow() {
  EvalResult result;
  result.failure = EvalResult::Failure::NotNow;
  return result;
}
EvalResult NullEvaluator::call(Context &, Term, TargetIndex) { return notNow(); }
EvalResult NullEvaluator::iterate(Context &, Term, TargetIndex, llvm::SmallVectorImpl<Term> &) { return notNow(); }
EvalResult NullEvaluator::layout(Context &, LayoutQuery, Type, unsigned, TargetIndex) { return notNow(); }
Term NullEvaluator::member(Context &, Term, unsigned) { return {}; }
std::vector<std::string> NullEvaluator::mlirResults(llvm::StringRef, llvm::ArrayRef<std::string>, llvm::ArrayRef<std::string>) { return {}; }

namespace {
/// Replaces every closed call below a term by its value, innermost first. A call that cannot be evaluated now stays.
class CallFolder : public Rewriter {
  SourceRange range;

  bool isOfLibrary(SourceRange where) const {
    for (uint32_t i = 0; i < ctx.program.modules.size(); ++i)
      if (const Module &module = ctx.program.modules[ModuleId(i)]; module.file == where.file)
        return module.isLibrary;
    return false;
  }

  void report(Term call, const EvalResult &result) {
    // At the operation of the program that failed, or led to the failure in the library.
    SourceRange place = range;
    for (const EvalFrame &frame : llvm::reverse(result.stack))
      if (frame.range.isValid() && !isOfLibrary(frame.range))
        place = frame.range;
    auto report = ctx.diags.report(
        place, result.reason.definition ? result.reason : messages::evaluationFailed(ctx.program.functions[functionOf(call)].name, result.message));
    constexpr size_t Ends = 4; // endless recursion has thousands of frames
    for (size_t i = 0, count = result.stack.size(); i < count; ++i) {
      if (i == Ends && count > 2 * Ends + 1) {
        report.note(messages::evaluationFramesLeftOut(count - 2 * Ends));
        i = count - Ends;
      }
      if (result.stack[i].range != place)
        report.note(result.stack[i].range, messages::evaluationFrame(result.stack[i].function));
    }
    if (place != range)
      report.note(range, messages::evaluatedHere(ctx.program.functions[functionOf(call)].name));
  }

  /// The call by what it is known to be: a requirement met by a type, a "builtin" function.
  Term resolve(Term call) {
    FunctionId function = functionOf(call);
    llvm::ArrayRef<Term> parameters = argumentsOf(call);
    if (RequirementId requirement = ctx.program.functions[function].requirement; requirement && !isKind(parameters[0], TermKind::Param)) {
      std::optional<ResolvedWitness> found = resolveWitness(ctx, asType(parameters[0]), requirement, parameters.drop_front());
      if (found && found->function != function)
        return evaluateClosed(ctx, makeCall(ctx, found->function, found->arguments, callArguments(call), call->type), range);
    }
    if (isSeenThrough(ctx.program.functions[function]))
      return inlineBuiltin(ctx, function, parameters, operandsBySignature(function, call));
    return {};
  }

  /// The arguments of a call with the place of the `out` one left empty.
  llvm::SmallVector<Term, 4> operandsBySignature(FunctionId function, Term call) {
    const Signature &signature = signatureOf(ctx, function);
    llvm::SmallVector<Term, 4> operands;
    llvm::ArrayRef<Term> given = callArguments(call);
    for (size_t i = 0, next = 0; i < signature.arguments.size(); ++i)
      operands.push_back(int(i) == signature.outIndex || next >= given.size() ? Term() : given[next++]);
    return operands;
  }

  Term evaluate(Term call) {
    if (auto it = ctx.program.evaluated.find(call); it != ctx.program.evaluated.end())
      return it->second;
    if (Term resolved = resolve(call))
      return resolved;
    EvalResult result = ctx.evaluator.call(ctx, call, 0);
    switch (result.failure) {
    case EvalResult::Failure::None:
      if (result.touchedTarget)
        return call; // every target may answer otherwise
      return ctx.program.evaluated[call] = result.value;
    case EvalResult::Failure::NotNow: return call;
    case EvalResult::Failure::BrokenBody: return ctx.program.evaluated[call] = makeError(ctx);
    case EvalResult::Failure::Error:
      if (ctx.conditionDepth)
        return call; // perhaps never reached
      report(call, result);
      return ctx.program.evaluated[call] = makeError(ctx);
    }
    llvm_unreachable("every failure is handled");
  }

protected:
  Term leaf(Term t, unsigned depth) override {
    if (isKind(t, TermKind::Cond)) { // only the arm that is taken
      Term condition = visit(t->operand(0), depth);
      if (std::optional<bool> known = asBool(condition))
        return visit(t->operand(*known ? 1 : 2), depth);
    }
    if (!isKind(t, TermKind::Call))
      return {};
    llvm::SmallVector<Term, 8> operands;
    for (Term operand : t->operands())
      operands.push_back(visit(operand, depth));
    Type type = t->type ? Type(visit(t->type, depth).node()) : Type();
    bool isSame = type == t->type && llvm::ArrayRef<Term>(operands) == t->operands();
    Term call = isSame ? t : rebuild(ctx, t, type, operands);
    return isKind(call, TermKind::Call) && isClosed(call) && !hasFlag(call, HasError) ? evaluate(call) : call;
  }

public:
  CallFolder(Context &ctx, SourceRange range) : Rewriter(ctx, HasCall), range(range) {}
};
} // namespace

Term evaluateClosed(Context &ctx, Term term, SourceRange range) {
  if (isError(term) || !hasFlag(term, HasCall))
    return term;
  return CallFolder(ctx, range).visit(term);
}

Term settled(Context &ctx, Term term, SourceRange range) {
  return hasFlag(term, HasCall) && isClosed(term) ? evaluateClosed(ctx, term, range) : term;
}

} // namespace fornax::sema
