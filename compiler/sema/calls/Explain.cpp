// Why a call has no function: text is made only here, from the failures of the candidates.

#include "sema/calls/Overloads.h"
#include "sema/Diagnostics.h"

namespace fornax::sema {

static constexpr size_t MaxNotes = 4;

static std::string firstLine(Context &ctx, SourceRange range) {
  return ctx.sources.text(range).take_until([](char c) { return c == '\n'; }).str();
}

/// How a message names what is called: by its name, or as it is written.
static std::string nameOf(BodyContext &bc, const CallSite &site) {
  if (site.name == "__init__" && site.base) {
    bool isOpen = isKind(site.base, TermKind::Struct) && hasFlag(site.base, HasHole); // its parameters are what is looked for
    return isOpen ? bc.ctx.program.structs[structOf(site.base)].name.str().str() : print(bc.ctx, site.base);
  }
  return site.name ? site.name.str().str() : firstLine(bc.ctx, site.callee);
}

/// "at most 2 positional arguments", and what is given by keyword instead.
static std::string positionalLimit(BodyContext &bc, const Candidate &c) {
  const Function &row = bc.ctx.program.functions[c.function];
  unsigned count = 0;
  std::string byKeyword;
  for (const Argument &argument : c.signature->arguments) {
    bool mayBeSelf = row.role == FunctionRole::ClosureCall || (argument.name == "self" && !row.isStatic);
    bool isSelf = mayBeSelf && &argument == c.signature->arguments.data();
    if (isSelf || argument.convention == Convention::Out)
      continue;
    count += argument.kind == ArgumentKind::Positional || argument.kind == ArgumentKind::PositionalOnly;
    if (argument.kind == ArgumentKind::KeywordOnly && byKeyword.empty())
      byKeyword = fmt::format("; `{}` is given by keyword: `{}=…`", argument.name.str().str(), argument.name.str().str());
  }
  std::string most = count == 0 ? "no positional arguments" : fmt::format("at most {} positional argument{}", count, count == 1 ? "" : "s");
  return most + byKeyword;
}

/// From the `(` of a call; the whole call where none is written.
static SourceRange argumentList(BodyContext &bc, const CallSite &site) {
  if (site.callee.end >= site.range.end || site.callee.file != site.range.file)
    return site.range;
  llvm::StringRef text = bc.ctx.sources.text(SourceRange{site.range.file, site.callee.end, site.range.end});
  unsigned brackets = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && brackets == 0)
      return {site.range.file, site.callee.end + uint32_t(i), site.range.end};
    brackets += text[i] == '[';
    brackets -= text[i] == ']' && brackets;
  }
  return site.range;
}

static SourceRange operandRange(const CallSite &site, const Failure &failure) {
  return failure.operand < site.operands.size() ? site.operands[failure.operand].range : site.callee;
}

static void explainArgument(BodyContext &bc, const CallSite &site, const Candidate &c) {
  const Failure &failure = c.failure;
  Draft *draft = failure.operand < site.operands.size() ? site.operands[failure.operand].draft : nullptr;
  Fit fit;
  fit.expected = failure.b && !hasFlag(failure.b, HasHole) ? Type(failure.b.node()) : Type();
  if (failure.inner)
    fit.failure = *failure.inner;
  else
    fit.failure = {FailureReason::NoConversion, 0, 0, failure.a, failure.b, {}, nullptr};
  if (draft)
    reportFailure(bc, draft, fit);
  else
    bc.ctx.diags.report(site.callee, messages::noCandidate(nameOf(bc, site)));
}

static void explainReceiver(BodyContext &bc, const CallSite &site, const Candidate &c) {
  Context &ctx = bc.ctx;
  FailureReason inner = c.failure.inner ? c.failure.inner->reason : FailureReason::None;
  if (inner == FailureReason::NotMutable || inner == FailureReason::NotAPlace)
    reportNotMutable(bc, site.receiver->expr, site.receiver->range, nameOf(bc, site));
  else if (inner == FailureReason::NotCopyable)
    toValue(bc, site.receiver->expr, site.receiver->range);
  else
    ctx.diags.report(site.callee, messages::noCandidate(nameOf(bc, site)));
}

static TypeText originText(Context &ctx, Term origin) { return TypeText{print(ctx, origin, PrintOrigins::Show)}; }

/// The failure of the only candidate is the error itself.
static void explainOne(BodyContext &bc, const CallSite &site, const Candidate &c) {
  Context &ctx = bc.ctx;
  std::string name = nameOf(bc, site);
  const Failure &failure = c.failure;
  SourceRange declared = ctx.program.functions[c.function].range;
  auto at = [&](SourceRange range, diag::Message message) {
    auto report = ctx.diags.report(range, std::move(message));
    if (declared.isValid())
      report.note(declared, messages::declaredAt());
  };
  switch (failure.reason) {
  case FailureReason::TooManyArguments: return at(operandRange(site, failure), messages::tooManyArguments(name, positionalLimit(bc, c)));
  case FailureReason::MissingArgument: return at(argumentList(bc, site), messages::missingArgument(name, failure.name));
  case FailureReason::UnknownKeyword: return at(operandRange(site, failure), messages::unknownKeyword(name, failure.name));
  case FailureReason::RepeatedArgument:
    for (size_t k = 0; k < failure.operand; ++k)
      if (site.operands[k].keyword == failure.name)
        return; // the parser has said so
    return at(operandRange(site, failure), messages::repeatedArgument(failure.name));
  case FailureReason::BadSplat: return at(operandRange(site, failure), messages::badSplat(name));
  case FailureReason::ReceiverMismatch: return explainReceiver(bc, site, c);
  case FailureReason::BadParameters:
    for (const diag::Diagnostic &diagnostic : c.diagnostics)
      ctx.diags.report(diagnostic);
    return;
  case FailureReason::ParameterCount: return at(site.callee, messages::noCandidate(name));
  case FailureReason::ArgumentMismatch: return explainArgument(bc, site, c);
  case FailureReason::OriginMismatch: {
    SourceRange operand = operandRange(site, failure);
    return at(operand, messages::argumentOrigin(name, originText(ctx, failure.b), firstLine(ctx, operand)));
  }
  case FailureReason::InferredTwice: return at(site.callee, messages::parameterDisagrees(name, text(ctx, failure.a), text(ctx, failure.b)));
  case FailureReason::CannotInfer: return at(site.callee, messages::cannotInfer(name, failure.name));
  case FailureReason::BoundNotMet: return at(site.callee, messages::boundNotMet(text(ctx, failure.a), text(ctx, failure.b), failure.name));
  case FailureReason::WhereRefuted: return at(site.range, messages::whereRefuted(name, print(ctx, failure.a)));
  case FailureReason::WhereInconclusive: return at(site.range, messages::lacksEvidence(name));
  case FailureReason::None:
  case FailureReason::Silent: return;
  case FailureReason::NoConversion:
  case FailureReason::AmbiguousConversion:
  case FailureReason::NotCopyable:
  case FailureReason::NotAPlace:
  case FailureReason::NotMutable:
  case FailureReason::NoLibrary:
  case FailureReason::NoContext:
  case FailureReason::NoMember:
  case FailureReason::NotAValue:
  case FailureReason::ElementMismatch:
  case FailureReason::NoMerge:
  case FailureReason::AmbiguousFunction: return explainArgument(bc, site, c);
  }
}

static diag::Message argumentNote(BodyContext &bc, const Failure &failure) {
  Context &ctx = bc.ctx;
  unsigned number = failure.operand + 1u;
  FailureReason inner = failure.inner ? failure.inner->reason : FailureReason::NoConversion;
  if (inner == FailureReason::NotMutable || inner == FailureReason::NotAPlace)
    return messages::noteNotMutable(number);
  if (inner == FailureReason::NotCopyable)
    return messages::noteNotCopyable(number, text(ctx, failure.inner->a));
  if (!failure.a || !failure.b)
    return messages::noteArgumentForm(number, text(ctx, failure.b));
  auto [from, to] = printDifference(ctx, failure.a, failure.b);
  return messages::noteArgument(number, TypeText{from}, TypeText{to});
}

static diag::Message noteOf(BodyContext &bc, const Candidate &c) {
  Context &ctx = bc.ctx;
  const Failure &failure = c.failure;
  switch (failure.reason) {
  case FailureReason::TooManyArguments: return messages::noteTooMany(positionalLimit(bc, c));
  case FailureReason::MissingArgument: return messages::noteMissing(failure.name);
  case FailureReason::UnknownKeyword: return messages::noteUnknownKeyword(failure.name);
  case FailureReason::RepeatedArgument: return messages::noteRepeated(failure.name);
  case FailureReason::BadSplat: return messages::noteBadSplat();
  case FailureReason::ReceiverMismatch: return messages::noteReceiver();
  case FailureReason::BadParameters:
    if (!c.diagnostics.empty())
      return messages::noteBadParameters(c.diagnostics.front().message.text());
    return messages::noteParameters();
  case FailureReason::ParameterCount: return messages::noteParameters();
  case FailureReason::CannotInfer: return messages::noteCannotInfer(failure.name);
  case FailureReason::BoundNotMet: return messages::noteBound(text(ctx, failure.a), text(ctx, failure.b), failure.name);
  case FailureReason::WhereRefuted:
  case FailureReason::WhereInconclusive: return messages::noteWhere();
  case FailureReason::InferredTwice: return messages::noteDisagrees(text(ctx, failure.a), text(ctx, failure.b));
  case FailureReason::OriginMismatch: return messages::noteArgumentOrigin(failure.operand + 1u, originText(ctx, failure.b));
  case FailureReason::None: return messages::candidateHere();
  default: return argumentNote(bc, failure);
  }
}

/// The copy and move initialisers that every type may have say nothing about a call that does not name their argument.
static bool isUnrelated(BodyContext &bc, const Candidate &c) {
  const Function &row = bc.ctx.program.functions[c.function];
  bool isTransfer = row.synthesis == SynthesisKind::Copy || row.synthesis == SynthesisKind::Move;
  return isTransfer && (c.failure.reason == FailureReason::MissingArgument || c.failure.reason == FailureReason::TooManyArguments ||
                        c.failure.reason == FailureReason::UnknownKeyword);
}

void reportNoConstructor(BodyContext &bc, Term type, SourceRange range) {
  Context &ctx = bc.ctx;
  auto report = ctx.diags.report(range, messages::noFunction(text(ctx, type)));
  if (!isKind(type, TermKind::Struct))
    return;
  const Struct &row = ctx.program.structs[structOf(type)];
  if (!row.syntax || ctx.program.modules[row.module].isLibrary || row.fields.empty())
    return;
  report.note(messages::addFieldwiseInit());
  SourceRange declared = static_cast<const ast::Struct *>(row.syntax)->range();
  report.fix(messages::insertFieldwiseInit(), declared.atBegin(), "@fieldwise_init\n");
}

void explain(BodyContext &bc, const CallSite &site, const Outcome &all) {
  Context &ctx = bc.ctx;
  std::string name = nameOf(bc, site);
  Outcome outcome = all;
  if (llvm::any_of(all.candidates, [&](const Candidate &c) { return isBroken(ctx, c.function); }))
    return;
  if (!outcome.lacksEvidence && !outcome.isAmbiguous) {
    llvm::erase_if(outcome.candidates, [&](const Candidate &c) { return isUnrelated(bc, c); });
    if (outcome.candidates.empty() && !all.candidates.empty() && site.base) {
      reportNoConstructor(bc, site.base, site.callee);
      return;
    }
  }
  if (outcome.lacksEvidence || outcome.isAmbiguous) {
    auto report = ctx.diags.report(site.callee, outcome.lacksEvidence ? messages::lacksEvidence(name) : messages::ambiguousCall(name));
    for (size_t i : outcome.best) {
      const Candidate &c = outcome.candidates[i];
      if (c.isInconclusive)
        report.note(c.unprovenRange, messages::unproven(print(ctx, c.unproven)));
      else
        report.note(ctx.program.functions[c.function].range, messages::candidateHere());
    }
    return;
  }
  if (outcome.candidates.empty()) {
    ctx.diags.report(site.callee, messages::noCandidate(name));
    return;
  }
  if (outcome.candidates.size() == 1)
    return explainOne(bc, site, outcome.candidates.front());
  // Those that got furthest tell most.
  llvm::SmallVector<const Candidate *, 8> order;
  for (const Candidate &c : outcome.candidates)
    order.push_back(&c);
  llvm::stable_sort(order, [](const Candidate *a, const Candidate *b) { return a->failure.reason > b->failure.reason; });
  auto report = ctx.diags.report(site.callee, messages::noCandidate(name));
  for (size_t i = 0; i < std::min(order.size(), MaxNotes); ++i)
    report.note(ctx.program.functions[order[i]->function].range, noteOf(bc, *order[i]));
  if (order.size() > MaxNotes)
    report.note(messages::moreCandidates(unsigned(order.size() - MaxNotes)));
}

} // namespace fornax::sema
