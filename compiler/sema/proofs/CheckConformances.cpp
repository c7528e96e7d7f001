// Reports what a struct lacks for the traits it lists: one error per conformance, a note for each reason.
#include "sema/Diagnostics.h"
#include "sema/entities/Demand.h"
#include "sema/proofs/Witnesses.h"
#include "syntax/AST.h"

namespace fornax::sema {

using Notes = std::vector<diag::Label>;

static TypeText shown(Context &ctx, Term t) { return {print(ctx, t)}; }

static SourceRange rangeOf(Context &ctx, const Requirement &requirement) {
  return requirement.function ? ctx.program.functions[requirement.function].range : ctx.program.comptimes[requirement.comptime].range;
}

/// Why no member meets a method's requirement.
static void explainMethod(Context &ctx, const ConformanceRecord &record, const Requirement &requirement, Notes &notes) {
  const NameMap &members = membersOf(ctx, record.structure);
  auto it = members.find(requirement.name);
  SourceRange wanted = rangeOf(ctx, requirement);
  llvm::SmallVector<FunctionId, 4> candidates = candidatesFor(ctx, record.structure, requirement);
  if (it == members.end() && candidates.empty()) {
    notes.push_back({wanted, messages::requirementMissing(requirement.name)});
    return;
  }
  notes.push_back({wanted, messages::requirementFromHere(requirement.name)});
  if (candidates.empty())
    notes.push_back({it->second.range, messages::memberCannotMeet(requirement.name)});
  for (FunctionId candidate : candidates) {
    WitnessEntry entry;
    Rejection rejection = matchMethod(ctx, record, candidate, requirement, entry);
    if (!rejection.why.empty())
      notes.push_back({ctx.program.functions[candidate].range, messages::memberDoesNotMeet(requirement.name, rejection.why)});
  }
}

static void checkMethod(Context &ctx, ConformanceRecord &record, RequirementId id, Notes &notes) {
  const Requirement &requirement = ctx.program.requirements[id];
  const WitnessEntry &entry = witnessOf(ctx, record, id);
  if (entry.kind == WitnessEntry::Kind::Missing) {
    explainMethod(ctx, record, requirement, notes);
    return;
  }
  if (entry.kind == WitnessEntry::Kind::Default) {
    auto defaults = defaultsFor(ctx, record.structure, id);
    if (defaults.size() > 1) {
      Term first = makeTrait(ctx, ctx.program.requirements[defaults[0]].trait), second = makeTrait(ctx, ctx.program.requirements[defaults[1]].trait);
      notes.push_back(
          {rangeOf(ctx, ctx.program.requirements[defaults[1]]), messages::twoDefaults(requirement.name, shown(ctx, first), shown(ctx, second))});
    }
    return;
  }
  // Exactly one member may remain.
  for (FunctionId candidate : candidatesFor(ctx, record.structure, requirement)) {
    WitnessEntry other;
    if (candidate != entry.function && matchMethod(ctx, record, candidate, requirement, other).why.empty() &&
        other.arguments.size() == entry.arguments.size())
      notes.push_back({ctx.program.functions[candidate].range, messages::twoMembersMeet(requirement.name)});
  }
}

static void checkMember(Context &ctx, ConformanceRecord &record, RequirementId id, Notes &notes) {
  const Requirement &requirement = ctx.program.requirements[id];
  const WitnessEntry &entry = witnessOf(ctx, record, id);
  if (entry.kind == WitnessEntry::Kind::Missing) {
    notes.push_back({rangeOf(ctx, requirement), messages::requirementMissing(requirement.name)});
    return;
  }
  if (isError(entry.member) || isKind(entry.member, TermKind::Lambda))
    return;
  Bindings bindings;
  bindings.bind(ctx.program.traits[requirement.trait].self, makeSelf(ctx, record.structure));
  Type wanted = substituteType(ctx, typeOfComptime(ctx, requirement.comptime), bindings);
  if (isError(wanted))
    return;
  Env env = extend(ctx, nullptr, record.condition, record.range);
  if (isType(ctx, entry.member)) {
    if (isKind(wanted, TermKind::Traits) && !doesConform(ctx, asType(entry.member), wanted, env))
      notes.push_back({rangeOf(ctx, requirement), messages::memberBoundNotMet(requirement.name, shown(ctx, entry.member), shown(ctx, wanted))});
    return;
  }
  Type found = typeOf(ctx, entry.member);
  if (!isKind(wanted, TermKind::Traits) && compare(ctx, found, wanted) == Comparison::Different)
    notes.push_back({rangeOf(ctx, requirement), messages::memberTypeDiffers(requirement.name, shown(ctx, found), shown(ctx, wanted))});
}

/// A lifecycle trait whose operation would be synthesised needs it of every field.
static void checkFields(Context &ctx, const ConformanceRecord &record, Notes &notes) {
  const Lifecycle &lifecycle = lifecycleOf(ctx, record.structure);
  auto isTrait = [&](ContractItem item) {
    TraitId trait = contractTrait(ctx, item);
    return trait && record.trait == makeTrait(ctx, trait);
  };
  bool isNeeded = (isTrait(ContractItem::Movable) && !lifecycle.move) ||
                  ((isTrait(ContractItem::Copyable) || isTrait(ContractItem::ImplicitlyCopyable)) && !lifecycle.copy) ||
                  (isTrait(ContractItem::Deinitable) && !lifecycle.deinit) || isTrait(ContractItem::RegisterPassable) ||
                  isTrait(ContractItem::TrivialRegisterPassable);
  if (!isNeeded)
    return;
  Env env = extend(ctx, nullptr, record.condition, record.range);
  for (const WhereClause &where : headerOf(ctx, record.structure).wheres)
    env = extend(ctx, env, where.condition, where.range);
  for (FieldId id : fieldsOf(ctx, record.structure)) {
    const FieldInfo &field = ctx.program.fields[id];
    if (field.type && !isError(field.type) && !doesConform(ctx, field.type, record.trait, env))
      notes.push_back({field.range, messages::fieldBlocksConformance(field.name, shown(ctx, field.type), shown(ctx, record.trait))});
  }
}

namespace {
/// Methods that the struct takes from traits, by name: two defaults for one would leave open which is meant.
class InheritedDefaults {
  llvm::SmallVector<RequirementId, 8> taken;

  static bool sameArguments(Context &ctx, FunctionId a, FunctionId b) {
    const Signature &first = signatureOf(ctx, a), &second = signatureOf(ctx, b);
    return llvm::equal(first.arguments, second.arguments, [](const Argument &x, const Argument &y) {
      bool isOpen = isError(x.type) || isError(y.type) || !isClosed(x.type) || !isClosed(y.type); // `Self` of two traits
      return x.kind == y.kind && (isOpen || x.type == y.type);
    });
  }

public:
  void add(Context &ctx, ConformanceRecord &record, RequirementId id, Notes &notes) {
    const Requirement &row = ctx.program.requirements[id];
    if (witnessOf(ctx, record, id).kind != WitnessEntry::Kind::Default)
      return;
    for (RequirementId other : taken) {
      const Requirement &known = ctx.program.requirements[other];
      bool isRelated = llvm::is_contained(ancestorsOf(ctx, known.trait), makeTrait(ctx, row.trait)) ||
                       llvm::is_contained(ancestorsOf(ctx, row.trait), makeTrait(ctx, known.trait));
      if (known.name != row.name || isRelated || !sameArguments(ctx, known.function, row.function))
        continue;
      Term first = makeTrait(ctx, known.trait), second = makeTrait(ctx, row.trait);
      notes.push_back({rangeOf(ctx, row), messages::twoDefaults(row.name, shown(ctx, first), shown(ctx, second))});
      return;
    }
    taken.push_back(id);
  }
};
} // namespace

void checkConformances(Context &ctx, StructId id) {
  if (auto *syntax = static_cast<const ast::Struct *>(ctx.program.structs[id].syntax); syntax && syntax->hasErrors)
    return; // what the list says is not known
  llvm::SmallVector<Term, 8> done;
  InheritedDefaults inherited;
  for (const ConformanceClause &clause : headerOf(ctx, id).conformances) {
    if (!isKind(clause.trait, TermKind::Trait) || llvm::is_contained(done, clause.trait) || asBool(clause.condition) == false)
      continue;
    done.push_back(clause.trait);
    ConformanceRecord *record = recordOf(ctx, id, clause.trait);
    if (!record)
      continue;
    Notes notes;
    checkFields(ctx, *record, notes);
    (void)membersOf(ctx, traitOf(clause.trait));
    for (RequirementId requirement : ctx.program.traits[traitOf(clause.trait)].requirements)
      if (ctx.program.requirements[requirement].function) {
        checkMethod(ctx, *record, requirement, notes);
        inherited.add(ctx, *record, requirement, notes);
      } else {
        checkMember(ctx, *record, requirement, notes);
      }
    if (notes.empty())
      continue;
    auto report = ctx.diags.report(ctx.program.structs[id].range, messages::conformanceFails(ctx.program.structs[id].name, shown(ctx, clause.trait)));
    for (const diag::Label &note : notes)
      report.note(note.range, note.message);
  }
}

} // namespace fornax::sema
