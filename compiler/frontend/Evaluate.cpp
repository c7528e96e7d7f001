// sema's Evaluator: instantiate, own, interpret; terms to values of the interpreter and back.

#include "frontend/Evaluate.h"
#include "comptime/Graph.h"
#include "frontend/Workshop.h"
#include "irgen/Constants.h"
#include "irgen/Frame.h"
#include "irgen/LowerType.h"
#include "sema/entities/Demand.h"
#include "sema/evaluation/CompileTime.h"
#include <cstdio>
#include <llvm/Support/SaveAndRestore.h>
#include <mlir/AsmParser/AsmParser.h>
#include <mlir/Interfaces/InferTypeOpInterface.h>

namespace fornax::frontend {

using namespace sema;
using comptime::Outcome;
using comptime::Pointer;

namespace {
class WorkshopEvaluator final : public Evaluator {
public:
  std::function<std::vector<std::string>()> accelerators;
  std::unique_ptr<Workshop> shop;

  explicit WorkshopEvaluator(std::function<std::vector<std::string>()> accelerators) : accelerators(std::move(accelerators)) {}
  Workshop &workshop(Context &ctx) {
    if (!shop)
      shop = std::make_unique<Workshop>(ctx, accelerators);
    return *shop;
  }
  EvalResult call(Context &, Term call, TargetIndex) override;
  EvalResult iterate(Context &, Term iterable, TargetIndex, llvm::SmallVectorImpl<Term> &values) override;
  EvalResult layout(Context &, LayoutQuery, Type, unsigned field, TargetIndex) override;
  Term member(Context &, Term value, unsigned field) override;
  Term targetQuery(Context &, QueryKind, llvm::ArrayRef<Term>, Type, TargetIndex) override;
  std::vector<std::string> mlirResults(llvm::StringRef operation, llvm::ArrayRef<std::string> operandTypes,
                                       llvm::ArrayRef<std::string> attributes) override;
};

/// One outermost run of the interpreter, with what is written into and read out of its memory.
class Session final : public comptime::Environment {
  Context &ctx;
  Workshop &shop;
  irgen::Instances &instances;
  TargetIndex target;
  mlir::ModuleOp module;

public:
  comptime::Execution run;
  std::string problem; // besides what the interpreter says

  Session(Context &ctx, Workshop &shop, TargetIndex target)
      : ctx(ctx), shop(shop), instances(*shop.instances), target(target), module(irgen::moduleOf(instances, target)),
        run(shop.codeFor(target), *this, limitsOf(ctx.options)) {}

  fx::FuncOp function(mlir::StringAttr symbol) override;
  fx::GlobalOp global(mlir::StringAttr symbol) override { return mlir::dyn_cast_or_null<fx::GlobalOp>(lookup(symbol)); }
  void write(int stream, llvm::StringRef text) override { std::fwrite(text.data(), 1, text.size(), stream == 2 ? stderr : stdout); }

  Pointer makePlace(mlir::Type type);
  bool put(Term value, mlir::Type type, Pointer at);
  Term take(Type type, mlir::Type lowered, Pointer at);
  Outcome invoke(irgen::InstanceId id, llvm::ArrayRef<Pointer> places, Pointer result, Pointer error);
  EvalResult failure(Outcome outcome);

private:
  static comptime::Limits limitsOf(const Options &options) {
    comptime::Limits limits;
    limits.steps = options.comptimeBudget;
    return limits;
  }
  mlir::Operation *lookup(mlir::StringAttr symbol) { return mlir::SymbolTable::lookupSymbolIn(module, symbol); }
  bool check(std::optional<diag::Message> message) {
    if (message)
      problem = message->text();
    return !message;
  }
};

/// While an evaluation fails under a condition that may never hold, nothing is reported: what was said is kept for whoever needs it for sure.
class Silence {
  Context &ctx;
  irgen::Instances &instances;
  size_t mark;
  unsigned errors;

public:
  Silence(Context &ctx, irgen::Instances &instances) : ctx(ctx), instances(instances), mark(ctx.diags.mark()), errors(ctx.diags.errorCount()) {}
  /// The outcome of an evaluation that gave no value.
  EvalResult finish(EvalResult result) {
    if (!ctx.conditionDepth || ctx.diags.errorCount() == errors)
      return result;
    for (diag::Diagnostic &diagnostic : ctx.diags.takeSince(mark)) {
      if (result.message.empty())
        result.message = diagnostic.message.text();
      instances.withheld.push_back(std::move(diagnostic));
    }
    result.failure = EvalResult::Failure::Error;
    return result;
  }
};
} // namespace

static EvalResult broken() {
  EvalResult result;
  result.failure = EvalResult::Failure::BrokenBody;
  return result;
}

static EvalResult notNow() {
  EvalResult result;
  result.failure = EvalResult::Failure::NotNow;
  return result;
}

static EvalResult wrong(std::string message) {
  EvalResult result;
  result.failure = EvalResult::Failure::Error;
  result.message = std::move(message);
  return result;
}

// ---- a session

fx::FuncOp Session::function(mlir::StringAttr symbol) {
  auto known = instances.targets[target]->bySymbol.find(symbol.getValue());
  if (known == instances.targets[target]->bySymbol.end())
    return mlir::dyn_cast_or_null<fx::FuncOp>(lookup(symbol)); // irgen's own, or a foreign function
  irgen::InstanceId id = known->second;
  if (instances.rows[id].op && instances.ctx.program.functions[instances.rows[id].key.function].isExtern)
    return instances.rows[id].op;
  fx::FuncOp op = irgen::define(instances, id);
  return op && ownInstance(shop, id, ctx) ? op : fx::FuncOp();
}

Pointer Session::makePlace(mlir::Type type) {
  ir::SizeAlign size = run.layout().of(type);
  return run.memory().allocate(comptime::BlockKind::Storage, std::max<uint64_t>(size.size, 1), size.align);
}

bool Session::put(Term value, mlir::Type type, Pointer at) {
  irgen::ConstantGraph constant;
  if (!irgen::encode(instances, value, type, 0, constant, target, {}))
    return false;
  comptime::Graph graph;
  for (const irgen::ConstantBlock &block : constant.blocks) {
    comptime::Graph::Block copy{block.bytes, block.align, block.isConstant, {}};
    for (const irgen::ConstantBlock::Address &address : block.addresses) {
      comptime::Graph::Address to;
      to.offset = address.offset;
      to.addend = uint64_t(address.addend);
      if (address.symbol.empty())
        to.block = uint32_t(address.block);
      else
        to.function = mlir::StringAttr::get(&shop.mlir, address.symbol);
      copy.addresses.push_back(to);
    }
    graph.blocks.push_back(std::move(copy));
  }
  return check(comptime::writeGraph(run, graph, at));
}

Term Session::take(Type type, mlir::Type lowered, Pointer at) {
  if (fx::isEmpty(lowered))
    return irgen::decode(instances, type, ObjectGraph{{ObjectGraph::Block()}}, 0, 0, target, {});
  comptime::Graph graph;
  ir::SizeAlign size = run.layout().of(lowered);
  if (!check(comptime::readGraph(run, at, size.size, size.align, graph)))
    return {};
  ObjectGraph object;
  for (comptime::Graph::Block &block : graph.blocks) {
    ObjectGraph::Block copy;
    copy.bytes = std::move(block.bytes);
    copy.align = block.align;
    copy.isConstant = block.isConstant;
    for (const comptime::Graph::Address &address : block.addresses) {
      ObjectGraph::Relocation relocation{address.offset, address.block, address.addend, {}};
      if (address.function) {
        auto known = instances.targets[target]->bySymbol.find(address.function.getValue());
        if (known == instances.targets[target]->bySymbol.end())
          return problem = "the value holds the address of a foreign function", Term();
        const irgen::InstanceKey &key = instances.rows[known->second].key;
        relocation.function = makeFunctionItem(ctx, key.function, key.arguments);
      }
      copy.relocations.push_back(relocation);
    }
    object.blocks.push_back(std::move(copy));
  }
  return irgen::decode(instances, type, object, 0, 0, target, {});
}

/// Calls an instance with its arguments in places; the result, if it has one, and the error are left in theirs.
Outcome Session::invoke(irgen::InstanceId id, llvm::ArrayRef<Pointer> places, Pointer result, Pointer error) {
  const irgen::FunctionShape &shape = *instances.rows[id].shape;
  llvm::SmallVector<uint64_t, 8> registers, results;
  for (auto [index, argument] : llvm::enumerate(shape.arguments)) {
    if (!argument.passed)
      continue;
    if (llvm::isa<fx::RefType>(argument.passed))
      registers.push_back(places[index]);
    else if (run.load(argument.passed, places[index], registers) != comptime::Fault::None)
      return problem = "an argument is not initialized", Outcome::Stopped;
  }
  if (shape.outIndex >= 0)
    registers.push_back(result);
  if (shape.errorIndex >= 0)
    registers.push_back(error);
  Outcome outcome = run.call(mlir::StringAttr::get(&shop.mlir, instances.rows[id].symbol), registers, results);
  if (outcome != Outcome::Returned || !shape.leafResult)
    return outcome;
  if (run.store(shape.leafResult, result, results) != comptime::Fault::None)
    return problem = "the result cannot be stored", Outcome::Stopped;
  return outcome;
}

EvalResult Session::failure(Outcome outcome) {
  if (outcome == Outcome::Broken)
    return broken();
  if (!problem.empty())
    return wrong(problem);
  if (outcome == Outcome::Raised)
    return wrong("an error is raised and not caught");
  EvalResult result = wrong(run.stopReason().text());
  result.reason = run.stopReason();
  for (const comptime::TraceFrame &frame : run.trace())
    result.stack.push_back({frame.function, frame.range});
  return result;
}

// ---- calls

/// Whether what an instance computes hangs on its target: it, or anything it can reach, asks about it.
static bool touchesTarget(irgen::Instances &instances, irgen::InstanceId root) {
  TargetIndex target = instances.rows[root].key.target;
  auto symbol = mlir::StringAttr::get(&instances.mlir, instances.rows[root].symbol);
  for (mlir::StringAttr reached : irgen::reachableFrom(irgen::moduleOf(instances, target), {symbol})) {
    auto known = instances.targets[target]->bySymbol.find(reached.getValue());
    if (known != instances.targets[target]->bySymbol.end() && instances.rows[known->second].touchesTarget)
      return true;
  }
  return false;
}

static EvalResult evaluate(Context &ctx, Workshop &shop, Term call, TargetIndex target) {
  irgen::Instances &instances = *shop.instances;
  FunctionId function = functionOf(call);
  irgen::InstanceId id = irgen::request(instances, function, argumentsOf(call), target, {});
  if (!id.isValid())
    return broken();
  std::shared_ptr<const irgen::FunctionShape> shape = instances.rows[id].shape;
  Session session(ctx, shop, target);
  llvm::SmallVector<Pointer, 4> places(shape->arguments.size());
  llvm::ArrayRef<Term> given = callArguments(call);
  for (size_t index = 0, next = 0; index < shape->arguments.size(); ++index) {
    if (int(index) == shape->outArgument)
      continue;
    if (next == given.size()) // the closures that parameters stand for come last
      return wrong("a function that captures variables is called, and they have no value at compile time");
    EvalResult failure; // a value that hangs on the target is known only now
    Term value = irgen::trySettle(instances, given[next++], target, failure);
    if (!value)
      return failure;
    const irgen::ArgumentShape &argument = shape->arguments[index];
    places[index] = session.makePlace(argument.type);
    if (argument.passed && !fx::isEmpty(argument.type) && !session.put(value, argument.type, places[index]))
      return session.problem.empty() ? broken() : wrong(session.problem);
  }
  mlir::Type resultPlace = shape->returnsReference ? shape->leafResult : shape->result;
  Pointer result = session.makePlace(resultPlace), error = shape->hasErrorPlace() ? session.makePlace(shape->error) : 0;
  Outcome outcome = session.invoke(id, places, result, error);
  if (outcome != Outcome::Returned)
    return session.failure(outcome);
  if (shape->returnsReference) {
    llvm::SmallVector<uint64_t, 1> address;
    if (session.run.load(shape->leafResult, result, address) != comptime::Fault::None)
      return wrong("the result is not a reference");
    result = address.front();
  }
  EvalResult answer;
  answer.value = session.take(call->type, shape->result, result);
  if (!answer.value)
    return session.problem.empty() ? broken() : wrong(session.problem);
  answer.touchedTarget = touchesTarget(instances, id);
  return answer;
}

/// Evaluations inside of evaluations end somewhere: `f` may not need the value of `f`.
static constexpr unsigned MaxDepth = 64;

EvalResult WorkshopEvaluator::call(Context &ctx, Term call, TargetIndex target) {
  Workshop &shop = workshop(ctx);
  if (target >= shop.targets.size())
    return notNow();
  if (shop.depth > MaxDepth)
    return wrong("evaluations need each other without end");
  llvm::SaveAndRestore depth(shop.depth, shop.depth + 1);
  Silence silence(ctx, *shop.instances);
  EvalResult result = evaluate(ctx, shop, call, target);
  return result ? result : silence.finish(std::move(result));
}

// ---- iteration

/// A method of a type that takes nothing but its receiver, with the parameters that follow from the type. Origins do not matter here.
static irgen::InstanceId findMethod(Context &ctx, Workshop &shop, Type type, const char *name, TargetIndex target) {
  llvm::SmallVector<FunctionId, 4> candidates;
  memberFunctions(ctx, type, ctx.names.intern(name), nullptr, candidates);
  for (FunctionId candidate : candidates) {
    const Signature &signature = signatureOf(ctx, candidate);
    if (signature.arguments.size() != 1 || ctx.program.functions[candidate].isStatic)
      continue;
    llvm::SmallVector<Term, 8> arguments;
    if (RequirementId requirement = ctx.program.functions[candidate].requirement) {
      std::optional<ResolvedWitness> witness = resolveWitness(ctx, type, requirement, {});
      if (!witness)
        continue;
      candidate = witness->function;
      arguments = witness->arguments;
    } else {
      arguments.append(argumentsOf(type).begin(), argumentsOf(type).end());
      for (ParameterId own : signature.parameters) {
        Type parameter = ctx.program.parameters[own].type;
        if (isContractStruct(ctx, parameter, ContractItem::Origin))
          arguments.push_back(makeOriginUntracked(ctx, makeBool(ctx, true)));
        else if (isContractStruct(ctx, parameter, ContractItem::Bool))
          arguments.push_back(makeBoolValue(ctx, makeBool(ctx, true)));
      }
      if (arguments.size() != allParameters(ctx, candidate).size())
        continue;
    }
    if (irgen::InstanceId id = irgen::request(*shop.instances, candidate, arguments, target, {}); id.isValid())
      return id;
  }
  return {};
}

namespace {
/// The result of a method on a receiver in a place.
struct Produced {
  Outcome outcome = Outcome::Stopped;
  Pointer place = 0;
  Type type;
  mlir::Type lowered;
};
} // namespace

static Produced produce(Context &ctx, Workshop &shop, Session &session, irgen::InstanceId id, Pointer receiver) {
  std::shared_ptr<const irgen::FunctionShape> shape = shop.instances->rows[id].shape;
  const irgen::InstanceKey key = shop.instances->rows[id].key;
  Produced produced;
  mlir::Type place = shape->returnsReference ? shape->leafResult : shape->result;
  produced.place = session.makePlace(place);
  Pointer error = shape->hasErrorPlace() ? session.makePlace(shape->error) : 0;
  produced.outcome = session.invoke(id, {receiver}, produced.place, error);
  if (produced.outcome != Outcome::Returned)
    return produced;
  if (shape->returnsReference) {
    llvm::SmallVector<uint64_t, 1> address;
    session.run.load(shape->leafResult, produced.place, address);
    produced.place = address.empty() ? 0 : address.front();
  }
  const Signature &signature = signatureOf(ctx, key.function);
  Type result = signature.outIndex >= 0 ? signature.arguments[size_t(signature.outIndex)].type : signature.result;
  Term settled = irgen::settle(*shop.instances, substitute(ctx, result, irgen::bindingsOf(*shop.instances, key)), key.target, {});
  produced.type = Type(settled.node());
  produced.lowered = shape->result;
  return produced;
}

static EvalResult runIterator(Context &ctx, Workshop &shop, Term iterable, TargetIndex target, llvm::SmallVectorImpl<Term> &values) {
  Session session(ctx, shop, target);
  Type type = typeOf(ctx, iterable);
  mlir::Type lowered = irgen::lowerType(*shop.instances, type, target, {});
  if (!lowered)
    return broken();
  Pointer place = session.makePlace(lowered);
  if (!fx::isEmpty(lowered) && !session.put(iterable, lowered, place))
    return session.problem.empty() ? broken() : wrong(session.problem);
  if (irgen::InstanceId iter = findMethod(ctx, shop, type, "__iter__", target); iter.isValid()) {
    Produced iterator = produce(ctx, shop, session, iter, place);
    if (iterator.outcome != Outcome::Returned)
      return session.failure(iterator.outcome);
    place = iterator.place;
    type = iterator.type;
  }
  irgen::InstanceId next = findMethod(ctx, shop, type, "__next__", target);
  if (!next.isValid())
    return wrong(fmt::format("`{}` cannot be iterated", print(ctx, type)));
  bool raises = bool(shop.instances->rows[next].shape->error);
  irgen::InstanceId hasNext = raises ? irgen::InstanceId() : findMethod(ctx, shop, type, "__has_next__", target);
  while (true) {
    if (hasNext.isValid()) {
      Produced more = produce(ctx, shop, session, hasNext, place);
      if (more.outcome != Outcome::Returned)
        return session.failure(more.outcome);
      Term answer = session.take(more.type, more.lowered, more.place);
      if (!answer || !asBool(answer).value_or(false))
        return {};
    } else if (!raises) {
      return wrong(fmt::format("`{}` cannot be iterated", print(ctx, type)));
    }
    Produced element = produce(ctx, shop, session, next, place);
    if (element.outcome == Outcome::Raised)
      return {}; // any error ends the loop
    if (element.outcome != Outcome::Returned)
      return session.failure(element.outcome);
    Term value = session.take(element.type, element.lowered, element.place);
    if (!value)
      return session.problem.empty() ? broken() : wrong(session.problem);
    values.push_back(value);
    if (values.size() > ctx.options.comptimeBudget)
      return wrong("the iterator does not end");
  }
}

EvalResult WorkshopEvaluator::iterate(Context &ctx, Term iterable, TargetIndex target, llvm::SmallVectorImpl<Term> &values) {
  if (Term list = listOf(ctx, iterable); list && isKind(list, TermKind::List)) {
    values.append(list->operands().begin(), list->operands().end());
    return {};
  }
  Workshop &shop = workshop(ctx);
  if (target >= shop.targets.size() || !isClosed(iterable))
    return notNow();
  Silence silence(ctx, *shop.instances);
  EvalResult result = runIterator(ctx, shop, iterable, target, values);
  return result ? result : silence.finish(std::move(result));
}

// ---- questions

EvalResult WorkshopEvaluator::layout(Context &ctx, LayoutQuery query, Type type, unsigned field, TargetIndex target) {
  Workshop &shop = workshop(ctx);
  if (target >= shop.targets.size())
    return notNow();
  QueryKind kind = query == LayoutQuery::Size ? QueryKind::SizeOf : query == LayoutQuery::Align ? QueryKind::AlignOf : QueryKind::FieldOffset;
  Type i64 = makeMlirType(ctx, "i64");
  EvalResult result;
  result.touchedTarget = true;
  result.value = irgen::answerQuery(*shop.instances, kind, {type, makeInt(ctx, llvm::APInt(64, field), i64)}, i64, target, {});
  return isError(result.value) ? broken() : result;
}

Term WorkshopEvaluator::targetQuery(Context &ctx, QueryKind kind, llvm::ArrayRef<Term> operands, Type type, TargetIndex target) {
  Workshop &shop = workshop(ctx);
  if (target >= shop.targets.size() || !llvm::all_of(operands, isClosed))
    return {};
  Term answer = irgen::answerQuery(*shop.instances, kind, operands, type, target, {});
  return isError(answer) ? Term() : answer;
}

/// The type of a field of a struct, or of a machine tuple's element.
static Term fieldType(Context &ctx, Type type, unsigned field, Term target) {
  if (isKind(type, TermKind::Mlir))
    return makeReflect(ctx, ReflectKind::FieldType, {type, makeInt(ctx, llvm::APInt(64, field), makeMlirType(ctx, "i64"))}, {});
  Bindings bindings = bindingsFor(ctx, structOf(type), argumentsOf(type));
  bindings.target = target;
  return substitute(ctx, ctx.program.fields[fieldsOf(ctx, structOf(type))[field]].type, bindings);
}

Term WorkshopEvaluator::member(Context &ctx, Term value, unsigned field) {
  if (!isClosed(value) || !(isKind(value->type, TermKind::Struct) || isKind(value->type, TermKind::Mlir)))
    return {};
  irgen::Instances &instances = *workshop(ctx).instances;
  auto lowered = llvm::dyn_cast_or_null<fx::StructType>(irgen::lowerType(instances, value->type, 0, {}));
  if (!lowered || field >= lowered.getBody().getFields().size())
    return {};
  Term type = fieldType(ctx, value->type, field, instances.targets[0]->term);
  uint64_t offset = lowered.getBody().getFields()[field].offset;
  if (isError(type))
    return {};
  if (isKind(value, TermKind::Object))
    return irgen::decode(instances, asType(type), objectOf(value), 0, offset, 0, {});
  if (!isKind(value, TermKind::Bytes))
    return {};
  ObjectGraph graph;
  graph.blocks.emplace_back();
  graph.blocks[0].bytes = textOf(value).str();
  return irgen::decode(instances, asType(type), graph, 0, offset, 0, {});
}

/// Makes the operation's state and asks MLIR what it would give.
std::vector<std::string> WorkshopEvaluator::mlirResults(llvm::StringRef operation, llvm::ArrayRef<std::string> operandTypes,
                                                        llvm::ArrayRef<std::string> attributes) {
  if (!shop)
    return {}; // no operation without a type has a context yet
  mlir::MLIRContext *context = &shop->mlir;
  context->getOrLoadDialect(operation.split('.').first);
  auto name = mlir::RegisteredOperationName::lookup(operation, context);
  auto *interface = name ? name->getInterface<mlir::InferTypeOpInterface>() : nullptr;
  if (!interface)
    return {};
  mlir::ScopedDiagnosticHandler quiet(context, [](mlir::Diagnostic &) { return mlir::success(); });
  mlir::Block block;
  llvm::SmallVector<mlir::Value, 4> operands;
  for (const std::string &text : operandTypes) {
    mlir::Type type = mlir::parseType(text, context);
    if (!type)
      return {};
    operands.push_back(block.addArgument(type, mlir::UnknownLoc::get(context)));
  }
  mlir::NamedAttrList list;
  for (const std::string &text : attributes) {
    auto [key, value] = llvm::StringRef(text).split('=');
    mlir::Attribute parsed = value.empty() ? mlir::Attribute(mlir::UnitAttr::get(context)) : mlir::parseAttribute(value.trim(), context);
    if (!parsed)
      return {};
    list.set(key.trim(), parsed);
  }
  llvm::SmallVector<mlir::Type, 1> types;
  mlir::DictionaryAttr dictionary = list.getDictionary(context);
  if (mlir::failed(interface->inferReturnTypes(context, std::nullopt, operands, dictionary, mlir::OpaqueProperties(nullptr), {}, types)))
    return {};
  std::vector<std::string> result;
  for (mlir::Type type : types)
    llvm::raw_string_ostream(result.emplace_back()) << type;
  return result;
}

std::unique_ptr<Evaluator> makeEvaluator(std::function<std::vector<std::string>()> accelerators) {
  return std::make_unique<WorkshopEvaluator>(std::move(accelerators));
}

Workshop &workshopOf(Evaluator &evaluator, Context &ctx) { return static_cast<WorkshopEvaluator &>(evaluator).workshop(ctx); }

} // namespace fornax::frontend
