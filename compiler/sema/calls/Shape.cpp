// Which operand goes to which declared argument: arity, keywords, receivers, splats. Allocates nothing for candidates that cannot match.

#include "sema/calls/Overloads.h"

namespace fornax::sema {

namespace {
struct ShapeState {
  BodyContext &bc;
  const CallSite &site;
  Candidate &c;
  llvm::SmallVector<bool, 8> isGiven;

  bool fail(FailureReason reason, size_t operand, size_t argument, Name name = {}) {
    c.failure = {reason, uint16_t(operand), uint16_t(argument), {}, {}, name, nullptr};
    return false;
  }
  bool isOut(size_t i) const { return int(i) == c.signature->outIndex; }
};
} // namespace

/// The first argument of a method takes the receiver; a static one has none.
static void bindReceiver(ShapeState &s) {
  const Function &row = s.bc.ctx.program.functions[s.c.function];
  bool isMethod = (row.owner.is(Entity::Kind::Struct) || row.owner.is(Entity::Kind::Trait) || row.owner.is(Entity::Kind::Closure)) && !row.isStatic;
  if (!s.site.receiver || !isMethod)
    return;
  for (size_t i = 0; i < s.c.signature->arguments.size(); ++i)
    if (!s.isOut(i)) {
      s.c.receiverArgument = int(i);
      s.isGiven[i] = true;
      return;
    }
}

static int nextPositional(const ShapeState &s, size_t &cursor) {
  llvm::ArrayRef<Argument> arguments = s.c.signature->arguments;
  for (; cursor < arguments.size(); ++cursor) {
    if (s.isOut(cursor) || int(cursor) == s.c.receiverArgument)
      continue;
    if (arguments[cursor].kind == ArgumentKind::Variadic)
      return int(cursor);
    if (arguments[cursor].kind == ArgumentKind::PositionalOnly || arguments[cursor].kind == ArgumentKind::Positional)
      return int(cursor++);
    return -1;
  }
  return -1;
}

static int findKind(const ShapeState &s, ArgumentKind kind) {
  for (size_t i = 0; i < s.c.signature->arguments.size(); ++i)
    if (s.c.signature->arguments[i].kind == kind && !s.isOut(i))
      return int(i);
  return -1;
}

static int findKeyword(const ShapeState &s, Name name) {
  for (size_t i = 0; i < s.c.signature->arguments.size(); ++i) {
    const Argument &argument = s.c.signature->arguments[i];
    if (argument.name == name && !s.isOut(i) && (argument.kind == ArgumentKind::Positional || argument.kind == ArgumentKind::KeywordOnly))
      return int(i);
  }
  return findKind(s, ArgumentKind::KeywordVariadic);
}

static bool bindKeyword(ShapeState &s, size_t k) {
  Name name = s.site.operands[k].keyword;
  int i = findKeyword(s, name);
  if (i < 0)
    return s.fail(FailureReason::UnknownKeyword, k, 0, name);
  if (s.c.signature->arguments[size_t(i)].kind != ArgumentKind::KeywordVariadic && s.isGiven[size_t(i)])
    return s.fail(FailureReason::RepeatedArgument, k, size_t(i), name);
  s.isGiven[size_t(i)] = true;
  s.c.argumentOf.push_back(i);
  return true;
}

static bool bindSplat(ShapeState &s, size_t k) {
  int i = findKind(s, s.site.operands[k].isSplat ? ArgumentKind::Variadic : ArgumentKind::KeywordVariadic);
  if (i < 0)
    return s.fail(FailureReason::BadSplat, k, 0);
  s.isGiven[size_t(i)] = true;
  s.c.argumentOf.push_back(i);
  return true;
}

bool bindShape(BodyContext &bc, const CallSite &site, Candidate &c) {
  ShapeState s{bc, site, c, {}};
  llvm::ArrayRef<Argument> arguments = c.signature->arguments;
  s.isGiven.resize(arguments.size());
  bindReceiver(s);
  size_t cursor = 0;
  for (size_t k = 0; k < site.operands.size(); ++k) {
    const CallOperand &operand = site.operands[k];
    if (operand.keyword) {
      if (!bindKeyword(s, k))
        return false;
      continue;
    }
    if (operand.isSplat || operand.isKeywordSplat) {
      if (!bindSplat(s, k))
        return false;
      continue;
    }
    int i = nextPositional(s, cursor);
    if (i < 0)
      return s.fail(FailureReason::TooManyArguments, k, 0);
    s.isGiven[size_t(i)] = true;
    c.argumentOf.push_back(i);
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    bool isVariadic = arguments[i].kind == ArgumentKind::Variadic || arguments[i].kind == ArgumentKind::KeywordVariadic;
    if (!s.isGiven[i] && !s.isOut(i) && !isVariadic && !arguments[i].defaultValue)
      return s.fail(FailureReason::MissingArgument, 0, i, arguments[i].name);
  }
  return true;
}

} // namespace fornax::sema
