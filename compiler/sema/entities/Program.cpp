#include "sema/entities/Program.h"
#include "sema/checked/Checked.h"
#include "sema/entities/Demand.h"
#include "sema/terms/TermTable.h"
#include "syntax/Parser.h"

namespace fornax::sema {

Program::Program() : terms(std::make_shared<TermTable>()) {}
Program::~Program() = default;

llvm::SmallVector<ParameterId, 8> allParameters(Context &ctx, FunctionId id) {
  llvm::ArrayRef<ParameterId> outer = outerParametersOf(ctx, id);
  llvm::SmallVector<ParameterId, 8> result(outer.begin(), outer.end());
  const Signature &signature = signatureOf(ctx, id);
  result.append(signature.parameters.begin(), signature.parameters.end());
  return result;
}

llvm::SmallVector<Term, 8> identityArguments(Context &ctx, llvm::ArrayRef<ParameterId> parameters) {
  llvm::SmallVector<Term, 8> result;
  for (ParameterId id : parameters)
    result.push_back(makeParam(ctx, id));
  return result;
}

Bindings bindingsFor(Context &ctx, FunctionId id, llvm::ArrayRef<Term> arguments) {
  Bindings result;
  result.bindAll(allParameters(ctx, id), arguments);
  return result;
}

Bindings bindingsFor(Context &ctx, StructId id, llvm::ArrayRef<Term> arguments) {
  Bindings result;
  if (!arguments.empty())
    result.bindAll(parametersOf(ctx, id), arguments);
  return result;
}

static std::string below(const Program &program, Entity owner, llvm::StringRef name) {
  std::string outer = owner ? qualifiedName(program, owner) : std::string();
  return outer.empty() ? name.str() : outer + "." + name.str();
}

std::string qualifiedName(const Program &program, Entity entity) {
  switch (entity.kind) {
  case Entity::Kind::None:
  case Entity::Kind::Local: return {};
  case Entity::Kind::Module: return program.modules[entity.module()].path;
  case Entity::Kind::Struct: {
    const Struct &row = program.structs[entity.structure()];
    return below(program, row.module, row.name.str());
  }
  case Entity::Kind::Trait: {
    const Trait &row = program.traits[entity.trait()];
    return below(program, row.module, row.name.str());
  }
  case Entity::Kind::Function: {
    const Function &row = program.functions[entity.function()];
    return below(program, row.owner, row.name.empty() ? "<lambda>" : row.name.str());
  }
  case Entity::Kind::Comptime: {
    const Comptime &row = program.comptimes[entity.comptime()];
    return below(program, row.owner, row.name.str());
  }
  case Entity::Kind::Parameter: {
    const Parameter &row = program.parameters[entity.parameter()];
    return below(program, row.owner, row.name.str());
  }
  case Entity::Kind::Field: {
    const FieldInfo &row = program.fields[entity.field()];
    return below(program, row.owner, row.name.str());
  }
  case Entity::Kind::Closure: {
    // Two closures of one function may share a name, so the place in the file is part of it.
    const Closure &row = program.closures[entity.closure()];
    return below(program, row.outer, (row.name.empty() ? "<lambda>" : row.name.str()).str() + "@" + std::to_string(row.range.begin));
  }
  case Entity::Kind::Requirement: {
    const Requirement &row = program.requirements[entity.requirement()];
    return below(program, row.trait, row.name.str());
  }
  }
  return {};
}

} // namespace fornax::sema
