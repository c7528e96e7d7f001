// Two terms printed so that only the path where they differ is spelled.
#include "sema/entities/Demand.h"
#include "sema/terms/TermTable.h"

namespace fornax::sema {

/// Both sides are structs of one kind with something equal in them: worth shortening.
static bool canDescend(Term a, Term b) {
  return isKind(a, TermKind::Struct) && isKind(b, TermKind::Struct) && structOf(a) == structOf(b) && a->count == b->count && a->count > 1;
}

static void diff(Context &ctx, Term a, Term b, std::string &x, std::string &y) {
  if (!canDescend(a, b)) {
    x = print(ctx, a);
    y = print(ctx, b);
    if (x == y) { // the difference is in parts that are usually left out
      x = print(ctx, a, PrintOrigins::Show);
      y = print(ctx, b, PrintOrigins::Show);
    }
    return;
  }
  llvm::ArrayRef<ParameterId> parameters = parametersOf(ctx, structOf(a));
  std::string left, right;
  for (unsigned i = 0; i < a->count; ++i) {
    bool isSame = a->operand(i) == b->operand(i);
    bool isHidden = i < parameters.size() && ctx.program.parameters[parameters[i]].group != ParameterGroup::Positional &&
                    ctx.program.parameters[parameters[i]].group != ParameterGroup::PositionalOnly;
    if (isSame && isHidden)
      continue;
    std::string p = "…", q = "…";
    if (!isSame)
      diff(ctx, a->operand(i), b->operand(i), p, q);
    left += (left.empty() ? "" : ", ") + p;
    right += (right.empty() ? "" : ", ") + q;
  }
  std::string name = ctx.program.structs[structOf(a)].name.str().str();
  x = name + "[" + left + "]";
  y = name + "[" + right + "]";
}

std::pair<std::string, std::string> printDifference(Context &ctx, Term a, Term b) {
  std::string x = print(ctx, a), y = print(ctx, b);
  // Short types are clearer in full.
  constexpr size_t MaxWhole = 40;
  if (x != y && x.size() <= MaxWhole && y.size() <= MaxWhole)
    return {x, y};
  diff(ctx, a, b, x, y);
  return {x, y};
}

} // namespace fornax::sema
