// Names that only irgen can give a meaning at run time (sema/entities/Intrinsics.def).

#include "irgen/Constants.h"
#include "irgen/Emit.h"
#include "sema/entities/Demand.h"

namespace fornax::irgen {

using namespace sema;
namespace LLVM = mlir::LLVM;
using checked::IntrinsicKind;
using llvm::cast, llvm::dyn_cast, llvm::isa;

static Term termAt(Emitter &e, const checked::Intrinsic &intrinsic, unsigned index) {
  return index < intrinsic.terms.size() ? termOf(*e.frame, intrinsic.terms[index], intrinsic.range) : Term();
}

static mlir::Type typeAt(Emitter &e, const checked::Intrinsic &intrinsic, unsigned index) {
  mlir::Type type = index < intrinsic.terms.size() ? loweredOf(*e.frame, intrinsic.terms[index], intrinsic.range) : mlir::Type();
  if (!type)
    fail(e);
  return type;
}

static mlir::Type pointerType(Emitter &e, unsigned space = 0) { return LLVM::LLVMPointerType::get(e.b.getContext(), space); }

static Value broken(Emitter &e, const checked::Intrinsic &intrinsic, llvm::StringRef what, llvm::StringRef why) {
  report(e.instances, e.site(intrinsic.range), messages::invalidOperation(what.str(), why.str()));
  fail(e);
  return deadValue(e, {});
}

/// The text of a term; nothing after a report.
static std::optional<std::string> textAt(Emitter &e, const checked::Intrinsic &intrinsic, unsigned index) {
  Term term = termAt(e, intrinsic, index);
  if (term && isKind(term, TermKind::Struct)) // a value of StringLiteral type may come as its type
    term = argumentsOf(term).empty() ? Term() : argumentsOf(term).front();
  if (term && isKind(term, TermKind::Value) && term->type && isKind(term->type, TermKind::Struct) && !argumentsOf(term->type).empty())
    term = argumentsOf(term->type).front();
  if (term && isKind(term, TermKind::String))
    return textOf(term).str();
  if (!term || !isError(term))
    report(e.instances, e.site(intrinsic.range), messages::notCompileTimeKnown(term ? print(e.ctx, term) : "text"));
  fail(e);
  return std::nullopt;
}

// ---- places behind pointers

static Value emitDeref(Emitter &e, const checked::Intrinsic &intrinsic) {
  mlir::Type type = typeAt(e, intrinsic, 0);
  Value pointer = leafOfPlace(e, intrinsic.operands.front());
  if (e.failed || !pointer || !isa<LLVM::LLVMPointerType>(pointer.getType()))
    return deadPlace(e, type);
  fx::OriginsAttr origins;
  if (intrinsic.origin.isValid())
    origins = originsOfOrigin(e, e.frame->body.term(intrinsic.origin), intrinsic.range);
  else if (intrinsic.id == IntrinsicKind::PlaceAt && intrinsic.terms.size() > 1)
    origins = originsOfOrigin(e, e.frame->body.term(intrinsic.terms[1]), intrinsic.range);
  return fx::DerefOp::create(e.b, e.loc, pointer, type, origins);
}

/// A constant in read-only memory; its place lasts as long as the program.
static Value emitGlobalConstant(Emitter &e, const checked::Intrinsic &intrinsic) {
  Term term = termAt(e, intrinsic, 0);
  mlir::Type type = loweredType(e, &intrinsic);
  if (e.failed || !term || isError(term))
    return deadPlace(e, type);
  ConstantGraph graph;
  if (!encode(e.instances, term, type, 0, graph, e.target, e.site(intrinsic.range))) {
    fail(e);
    return deadPlace(e, type);
  }
  // Blocks that the value points to are read-only data as well; those that come later are pointed to by those before.
  for (size_t block = graph.blocks.size(); block-- > 1;) {
    if (llvm::any_of(graph.blocks[block].addresses, [&](const ConstantBlock::Address &a) { return a.block >= 0 && size_t(a.block) <= block; })) {
      report(e.instances, e.site(intrinsic.range),
             messages::notMaterializable(print(e.ctx, termAt(e, intrinsic, 0)), "its memory is linked in a circle"));
      fail(e);
      return deadPlace(e, type);
    }
    std::string symbol = addGlobal(e.instances, graph.blocks[block], "const", e.target, e.loc);
    for (ConstantBlock &other : graph.blocks)
      for (ConstantBlock::Address &address : other.addresses)
        if (address.block == int(block))
          address.symbol = symbol;
  }
  std::string symbol = addGlobal(e.instances, graph.blocks[0], "const", e.target, e.loc);
  Value pointer = fx::GlobalRefOp::create(e.b, e.loc, llvm::StringRef(symbol));
  return fx::DerefOp::create(e.b, e.loc, pointer, type);
}

static Value emitFieldRef(Emitter &e, const checked::Intrinsic &intrinsic) {
  Value base = emitPlace(e, intrinsic.operands.front());
  std::optional<int64_t> index = asInt64(termAt(e, intrinsic, 0));
  auto structType = dyn_cast<fx::StructType>(cast<fx::RefType>(base.getType()).getPointee());
  if (e.failed || !index || !structType || *index < 0 || size_t(*index) >= structType.getBody().getFields().size()) {
    broken(e, intrinsic, "__struct_field_ref", "the struct has no such field");
    return deadPlace(e, {});
  }
  return fx::FieldOp::create(e.b, e.loc, base, unsigned(*index));
}

Value emitIntrinsicPlace(Emitter &e, const checked::Intrinsic &intrinsic) {
  switch (intrinsic.id) {
  case IntrinsicKind::PlaceAt:
  case IntrinsicKind::UninitAt:
  case IntrinsicKind::OwnedAt: return emitDeref(e, intrinsic);
  case IntrinsicKind::GlobalConstant: return emitGlobalConstant(e, intrinsic);
  case IntrinsicKind::FieldRef: return emitFieldRef(e, intrinsic);
  case IntrinsicKind::Rebind: return emitPlace(e, intrinsic.operands.front());
  default: return emitTemporary(e, &intrinsic);
  }
}

// ---- calls of C functions and LLVM's intrinsics

/// Operands as they are passed to C: leaves by value, memory-class types by their place, empty ones not at all.
static llvm::SmallVector<Value, 6> emitForeignOperands(Emitter &e, const checked::Intrinsic &intrinsic) {
  llvm::SmallVector<Value, 6> values;
  for (const checked::Expr *operand : intrinsic.operands) {
    mlir::Type type = loweredType(e, operand);
    if (e.failed || !type)
      return values;
    if (fx::isEmpty(type))
      emitEffects(e, operand);
    else
      values.push_back(fx::leafOf(type) ? leafOfPlace(e, operand) : emitPlace(e, operand));
  }
  return values;
}

/// Declares a C function once; a second use with other types is an error.
static bool declareExternal(Emitter &e, llvm::StringRef symbol, mlir::FunctionType type, fx::ConvsAttr convs, bool isVariadic, SourceRange range) {
  TargetState &target = *e.instances.targets[e.target];
  target.externals.try_emplace(symbol, range);
  auto known = mlir::dyn_cast_or_null<fx::FuncOp>(mlir::SymbolTable::lookupSymbolIn(*target.module, symbol));
  if (known) {
    bool equal = known.getFunctionType().getResults() == type.getResults() && (isVariadic || known.getFunctionType() == type);
    if (equal)
      return true;
    report(e.instances, e.site(range), messages::externalSignatureClash(symbol.str()));
    fail(e);
    return false;
  }
  mlir::OpBuilder builder(e.b.getContext());
  builder.setInsertionPointToEnd(target.module->getBody());
  fx::FuncOp::create(builder, e.loc, symbol, type, convs).setCc(fx::CallConv::C);
  return true;
}

/// Where the runtime tells kernels what to print into: "called", it is its address. Each image of a device has its own.
static constexpr llvm::StringLiteral PrintRing = "fx_print_ring";

static Value emitPrintRing(Emitter &e) {
  TargetState &target = *e.instances.targets[e.target];
  if (!mlir::SymbolTable::lookupSymbolIn(*target.module, PrintRing)) {
    mlir::OpBuilder builder(e.b.getContext());
    builder.setInsertionPointToEnd(target.module->getBody());
    constexpr unsigned global = 1;
    uint64_t size = target.machine.pointerBits / 8;
    auto cell = fx::GlobalOp::create(builder, e.loc, PrintRing, fx::BytesAttr::get(e.b.getContext(), std::string(size, '\0'), {}), size, global);
    cell.setIsMutable(true);
    cell.setExported(true);
  }
  return fx::GlobalRefOp::create(e.b, e.loc, PrintRing);
}

static Value emitExternalCall(Emitter &e, const checked::Intrinsic &intrinsic, Value into) {
  std::optional<std::string> symbol = textAt(e, intrinsic, 0);
  if (symbol && *symbol == PrintRing && intrinsic.operands.empty())
    return emitPrintRing(e);
  mlir::Type result = loweredType(e, &intrinsic);
  llvm::SmallVector<Value, 6> operands = emitForeignOperands(e, intrinsic);
  if (e.failed || !symbol)
    return deadValue(e, {});
  std::optional<int64_t> fixed = asInt64(intrinsic.terms.size() > 2 ? termAt(e, intrinsic, 2) : Term());
  llvm::SmallVector<mlir::Type, 6> inputs(llvm::map_range(operands, [](Value v) { return v.getType(); }));
  llvm::SmallVector<fx::Conv, 6> convs(operands.size(), fx::Conv::Imm);
  mlir::Type leaf = fx::isEmpty(result) ? mlir::Type() : fx::leafOf(result);
  if (!fx::isEmpty(result) && !leaf) {
    operands.push_back(into ? into : makeVar(e, result));
    inputs.push_back(operands.back().getType());
    convs.push_back(fx::Conv::Out);
  }
  llvm::SmallVector<mlir::Type, 1> results;
  if (leaf)
    results.push_back(leaf);
  bool isVariadic = fixed && *fixed >= 0 && size_t(*fixed) < inputs.size();
  size_t declared = isVariadic ? size_t(*fixed) : inputs.size();
  auto type = mlir::FunctionType::get(e.b.getContext(), llvm::ArrayRef(inputs).take_front(declared), results);
  auto declaredConvs = fx::ConvsAttr::get(e.b.getContext(), llvm::ArrayRef(convs).take_front(declared));
  if (!declareExternal(e, *symbol, type, declaredConvs, isVariadic, intrinsic.range))
    return deadValue(e, leaf);
  auto call = fx::CallOp::create(e.b, e.loc, llvm::StringRef(*symbol), fx::ConvsAttr::get(e.b.getContext(), convs), operands, leaf);
  if (isVariadic)
    call.setNumFixed(uint32_t(declared));
  if (isNever(e.ctx, typeOf(*e.frame, intrinsic.type, intrinsic.range)))
    emitUnreachable(e);
  return call.getResult();
}

static Value emitLlvmIntrinsic(Emitter &e, const checked::Intrinsic &intrinsic) {
  std::optional<std::string> symbol = textAt(e, intrinsic, 0);
  mlir::Type result = loweredType(e, &intrinsic);
  llvm::SmallVector<Value, 6> operands = emitForeignOperands(e, intrinsic);
  if (e.failed || !symbol)
    return deadValue(e, {});
  mlir::Type leaf = fx::isEmpty(result) ? mlir::Type() : fx::leafOf(result);
  if (!leaf && !fx::isEmpty(result))
    return broken(e, intrinsic, *symbol, "the result must be a scalar, vector or pointer");
  auto name = e.b.getStringAttr(*symbol);
  if (leaf)
    return LLVM::CallIntrinsicOp::create(e.b, e.loc, leaf, name, operands).getResult(0);
  LLVM::CallIntrinsicOp::create(e.b, e.loc, name, operands);
  return {};
}

static Value emitAssembly(Emitter &e, const checked::Intrinsic &intrinsic) {
  std::optional<std::string> text = textAt(e, intrinsic, 0);
  std::optional<std::string> constraints = intrinsic.terms.size() > 2 ? textAt(e, intrinsic, 2) : std::string();
  mlir::Type result = loweredType(e, &intrinsic);
  llvm::SmallVector<Value, 6> operands = emitForeignOperands(e, intrinsic);
  if (e.failed || !text || !constraints)
    return deadValue(e, {});
  bool hasSideEffects = intrinsic.terms.size() <= 3 || asBool(termAt(e, intrinsic, 3)).value_or(true);
  mlir::Type leaf = fx::isEmpty(result) ? mlir::Type() : fx::leafOf(result);
  if (!leaf && !fx::isEmpty(result))
    return broken(e, intrinsic, "inlined_assembly", "the result must be a scalar, vector or pointer");
  auto op = LLVM::InlineAsmOp::create(e.b, e.loc, leaf ? mlir::TypeRange(leaf) : mlir::TypeRange(), operands, *text, *constraints, hasSideEffects,
                                      /*is_align_stack=*/false, LLVM::tailcallkind::TailCallKind::None, LLVM::AsmDialectAttr(), mlir::ArrayAttr());
  return op->getNumResults() ? op->getResult(0) : Value();
}

static Value emitCallPointer(Emitter &e, const checked::Intrinsic &intrinsic, Value into) {
  Term type = termAt(e, intrinsic, 0);
  if (!type || !isKind(type, TermKind::Pointer))
    return broken(e, intrinsic, "__call_pointer", "the first parameter must be a thin function type");
  CallTarget target;
  target.pointer = leafOfPlace(e, intrinsic.operands.front());
  std::optional<FunctionShape> shape =
      shapeOfSignature(e.instances, readSignature(e.ctx, signatureOfPointer(asType(type))), e.target, e.site(intrinsic.range));
  if (!shape) {
    fail(e);
    return deadValue(e, {});
  }
  target.shape = std::make_shared<const FunctionShape>(std::move(*shape));
  llvm::SmallVector<Value, 6> arguments(target.shape->arguments.size());
  for (auto [index, operand] : llvm::enumerate(intrinsic.operands.drop_front())) {
    if (index >= arguments.size())
      return broken(e, intrinsic, "__call_pointer", "too many arguments");
    const ArgumentShape &argument = target.shape->arguments[index];
    if (argument.passed)
      arguments[index] = isa<fx::RefType>(argument.passed) ? emitPlace(e, operand) : leafOfPlace(e, operand);
    else
      emitEffects(e, operand);
  }
  return emitCallOp(e, target, arguments, into, nullptr, {});
}

// ---- the rest

static Value emitStack(Emitter &e, const checked::Intrinsic &intrinsic) {
  std::optional<int64_t> count = asInt64(termAt(e, intrinsic, 0));
  mlir::Type element = typeAt(e, intrinsic, 1);
  int64_t alignment = intrinsic.terms.size() > 2 ? asInt64(termAt(e, intrinsic, 2)).value_or(0) : 0;
  unsigned space = intrinsic.terms.size() > 3 ? spaceOf(termAt(e, intrinsic, 3)) : 0;
  if (e.failed || !count)
    return broken(e, intrinsic, "__stack_allocation", "the count must be known at compile time");
  if (alignment && !llvm::isPowerOf2_64(uint64_t(alignment)))
    return broken(e, intrinsic, "__stack_allocation", "the alignment must be a power of two");
  return fx::StackOp::create(e.b, e.loc, *count, element, space, alignment);
}

static void emitDestroyAt(Emitter &e, const checked::Intrinsic &intrinsic) {
  Value place = emitDeref(e, intrinsic);
  mlir::Type type = cast<fx::RefType>(place.getType()).getPointee();
  if (!e.failed && !fx::lifecycleOf(type).trivialDestroy)
    fx::DestroyOp::create(e.b, e.loc, place);
}

static void emitForget(Emitter &e, const checked::Intrinsic &intrinsic) {
  const checked::Expr *operand = intrinsic.operands.front();
  if (auto *move = dyn_cast<checked::Move>(operand))
    operand = move->place;
  mlir::Type type = loweredType(e, operand);
  if (!type || fx::isEmpty(type) || !fx::isMemoryClass(type))
    return emitEffects(e, operand);
  Value place = emitPlace(e, operand);
  if (!e.failed)
    fx::ForgetOp::create(e.b, e.loc, place);
}

/// Raw storage becomes initialised without a write: by a call of a function that does nothing, which ownership believes.
static void emitMarkInitialized(Emitter &e, const checked::Intrinsic &intrinsic) {
  const checked::Expr *operand = intrinsic.operands.front();
  mlir::Type type = loweredType(e, operand);
  if (!type || fx::isEmpty(type))
    return;
  Value place = emitPlace(e, leafTarget(e, operand));
  if (e.failed)
    return;
  type = cast<fx::RefType>(place.getType()).getPointee();
  TargetState &target = *e.instances.targets[e.target];
  std::string symbol = "initialized ";
  llvm::raw_string_ostream(symbol) << type;
  auto convs = fx::ConvsAttr::get(e.b.getContext(), llvm::ArrayRef<fx::Conv>{fx::Conv::Out});
  if (!mlir::SymbolTable::lookupSymbolIn(*target.module, symbol)) {
    mlir::OpBuilder b(e.b.getContext());
    b.setInsertionPointToEnd(target.module->getBody());
    auto func = fx::FuncOp::create(b, e.loc, symbol, b.getFunctionType({place.getType()}, {}), convs);
    func.setInlineKind(fx::InlineKind::NoDebug);
    markOwned(func);
    b.setInsertionPointToEnd(func.addEntryBlock());
    fx::ReturnOp::create(b, e.loc);
  }
  fx::CallOp::create(e.b, e.loc, llvm::StringRef(symbol), convs, mlir::ValueRange{place});
}

static Value emitFunctionPointerOf(Emitter &e, const checked::Intrinsic &intrinsic) {
  Callee callee = resolveFunctionTerm(e, termAt(e, intrinsic, 0), {}, intrinsic.range);
  InstanceId id = callee.isValid() ? request(e.instances, callee.function, callee.arguments, e.target, e.site(intrinsic.range)) : InstanceId();
  if (!id.isValid()) {
    fail(e);
    return deadValue(e, pointerType(e));
  }
  return fx::FuncRefOp::create(e.b, e.loc, llvm::StringRef(e.instances.rows[id].symbol));
}

static Value emitAddressOf(Emitter &e, const checked::Intrinsic &intrinsic) {
  Value place = emitPlace(e, intrinsic.operands.front());
  return e.failed ? deadValue(e, pointerType(e)) : Value(fx::AddressOfOp::create(e.b, e.loc, place));
}

Value emitIntrinsicLeaf(Emitter &e, const checked::Intrinsic &intrinsic) {
  switch (intrinsic.id) {
  case IntrinsicKind::Rebind: return leafOfPlace(e, intrinsic.operands.front());
  case IntrinsicKind::Materialize:
    return emitConstant(e, termAt(e, intrinsic, 0), typeOf(*e.frame, intrinsic.type, intrinsic.range), intrinsic.range);
  case IntrinsicKind::PlaceAt:
  case IntrinsicKind::UninitAt:
  case IntrinsicKind::OwnedAt:
  case IntrinsicKind::GlobalConstant:
  case IntrinsicKind::FieldRef: return load(e, emitIntrinsicPlace(e, intrinsic));
  case IntrinsicKind::StringPointer: {
    std::optional<std::string> text = textAt(e, intrinsic, 0);
    return text ? emitText(e, *text) : deadValue(e, pointerType(e));
  }
  case IntrinsicKind::AddressOf: return emitAddressOf(e, intrinsic);
  case IntrinsicKind::DestroyAt: emitDestroyAt(e, intrinsic); return {};
  case IntrinsicKind::Forget: emitForget(e, intrinsic); return {};
  case IntrinsicKind::MarkInitialized: emitMarkInitialized(e, intrinsic); return {};
  case IntrinsicKind::FunctionPointer: return emitFunctionPointerOf(e, intrinsic);
  case IntrinsicKind::CallPointer: return emitCallPointer(e, intrinsic, {});
  case IntrinsicKind::StackAllocation: return emitStack(e, intrinsic);
  case IntrinsicKind::ExternalCall: return emitExternalCall(e, intrinsic, {});
  case IntrinsicKind::LlvmIntrinsic: return emitLlvmIntrinsic(e, intrinsic);
  case IntrinsicKind::InlineAssembly: return emitAssembly(e, intrinsic);
  case IntrinsicKind::Kernel: return emitKernel(e, termAt(e, intrinsic, 0), intrinsic.range);
  case IntrinsicKind::IsInterpreted: return fx::IsInterpretedOp::create(e.b, e.loc, e.b.getI1Type());
  case IntrinsicKind::Unreachable: emitUnreachable(e); return {};
  case IntrinsicKind::ClosureCall: return broken(e, intrinsic, "__call_c_closure", "callbacks from C with a context are not available yet");
  case IntrinsicKind::SourceLocation:
  case IntrinsicKind::CallLocation: return broken(e, intrinsic, "__source_location", "source locations are not available as values yet");
  default: break; // answered by sema as a term
  }
  return broken(e, intrinsic, "intrinsic", "it has a value at compile time only");
}

void emitIntrinsicInto(Emitter &e, const checked::Intrinsic &intrinsic, Value place) {
  switch (intrinsic.id) {
  case IntrinsicKind::Rebind: return emitInto(e, intrinsic.operands.front(), place);
  case IntrinsicKind::Materialize:
    return emitConstantInto(e, termAt(e, intrinsic, 0), typeOf(*e.frame, intrinsic.type, intrinsic.range), place, intrinsic.range);
  case IntrinsicKind::OwnedAt: {
    Value from = emitDeref(e, intrinsic);
    if (!e.failed)
      fx::MoveOp::create(e.b, e.loc, from, place);
    return;
  }
  case IntrinsicKind::CallPointer: emitCallPointer(e, intrinsic, place); return;
  case IntrinsicKind::ExternalCall: emitExternalCall(e, intrinsic, place); return;
  default: broken(e, intrinsic, "intrinsic", "its value is a scalar, vector or pointer"); return;
  }
}

} // namespace fornax::irgen
