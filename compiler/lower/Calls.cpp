// Crossing a function's border: arguments at its entry, results at its exits, and both at calls.

#include "lower/Context.h"
#include "lower/DebugInfo.h"
#include "lower/Diagnostics.h"

using namespace mlir;

namespace fornax::lower {

// ---- Entry ----

static Value bindArgument(const Passed &passed, ArrayRef<BlockArgument> parameters, FunctionContext &context);
static void bindBlockKernel(FunctionContext &context);
static void nameArguments(FunctionContext &context);
static Value adjust(Value value, Type wanted, FunctionContext &context);

/// Maps the arguments of fx to the parameters of LLVM: spills what came in pieces, makes a place for a result that leaves in pieces.
void bindArguments(FunctionContext &context) {
  const Signature &signature = context.signature;
  Block *entry = &context.function.getBody().front();
  ArrayRef<BlockArgument> parameters = entry->getArguments();
  auto take = [&](size_t count) {
    ArrayRef<BlockArgument> taken = parameters.take_front(count);
    parameters = parameters.drop_front(count);
    return taken;
  };
  if (signature.hiddenSelf)
    context.self = take(1).front();
  if (signature.cc == fx::CallConv::Kernel && context.module.conventions().kernelFromBlock)
    return bindBlockKernel(context);
  const Passed &result = signature.result;
  if (result.how == Pass::Address || result.how == Pass::Copy)
    context.resultPlace = take(1).front();
  else if (result.isPlace)
    context.resultPlace = context.allocate(result.memory.size, result.memory.align);

  size_t next = 0;
  for (auto [argument, conv] : llvm::zip_equal(context.source.getBody().getArguments(), context.source.getConvs().getArgs())) {
    if (conv.conv == fx::Conv::Out) {
      context.set(argument, context.resultPlace);
      continue;
    }
    if (conv.conv == fx::Conv::Error)
      continue;
    const Passed &passed = signature.arguments[next++];
    size_t count = passed.how == Pass::Nothing ? 0 : passed.how == Pass::Value || passed.how == Pass::Pieces ? passed.pieces.size() : 1;
    context.set(argument, bindArgument(passed, take(count), context));
  }
  for (auto [argument, conv] : llvm::zip_equal(context.source.getBody().getArguments(), context.source.getConvs().getArgs()))
    if (conv.conv == fx::Conv::Error) {
      context.errorPlace = signature.error->how == Pass::Nothing ? context.emptyAddress(signature.error->memory.align) : Value(take(1).front());
      context.set(argument, context.errorPlace);
    }
  nameArguments(context);
}

static Value bindArgument(const Passed &passed, ArrayRef<BlockArgument> parameters, FunctionContext &context) {
  switch (passed.how) {
  case Pass::Nothing: return context.emptyAddress(passed.memory.align);
  case Pass::Value: return adjust(parameters.front(), context.module.convert(passed.isPlace ? passed.pieces.front().leaf : passed.type), context);
  case Pass::Address: return parameters.front();
  case Pass::Copy: return passed.isPlace ? Value(parameters.front()) : context.loadLeaf(parameters.front(), passed.type, passed.memory.align);
  case Pass::Pieces: {
    Value place = context.allocate(passed.memory.size, passed.memory.align);
    for (auto [piece, parameter] : llvm::zip_equal(passed.pieces, parameters))
      context.storePiece(parameter, place, piece, passed.memory.align);
    return place;
  }
  }
  llvm_unreachable("unknown way of passing");
}

/// Each argument at its alignment, in order, from offset 0. All threads share the block, so what a thread may change is copied.
static void bindBlockKernel(FunctionContext &context) {
  Value block = context.function.getBody().front().getArgument(1);
  uint64_t offset = 0;
  for (auto [argument, passed] : llvm::zip_equal(context.source.getBody().getArguments(), context.signature.arguments)) {
    if (passed.how == Pass::Nothing) {
      context.set(argument, context.emptyAddress(passed.memory.align));
      continue;
    }
    offset = llvm::alignTo(offset, passed.memory.align);
    Value at = context.advance(block, offset);
    offset += passed.memory.size;
    if (!passed.isPlace) {
      context.set(argument, context.loadLeaf(at, passed.type, passed.memory.align));
      continue;
    }
    if (passed.conv.conv != fx::Conv::Imm) {
      Value copy = context.allocate(passed.memory.size, passed.memory.align);
      context.copyBytes(at, copy, passed.type);
      at = copy;
    }
    context.set(argument, at);
  }
  nameArguments(context);
}

static void nameArguments(FunctionContext &context) {
  for (unsigned index = 0; index != context.source.getNumArguments(); ++index)
    if (StringRef name = context.source.getArgName(index); !name.empty())
      context.names[context.value(context.source.getArgument(index))] = name;
  if (context.module.debug)
    context.module.debug->declareArguments(context);
}

/// A parameter that stands for a value in another form: a pointer in another space, a bool as a byte.
static Value adjust(Value value, Type wanted, FunctionContext &context) {
  Type type = value.getType();
  if (type == wanted)
    return value;
  Location loc = context.here;
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::AddrSpaceCastOp::create(context.builder, loc, wanted, value);
  if (type.getIntOrFloatBitWidth() > wanted.getIntOrFloatBitWidth())
    return LLVM::TruncOp::create(context.builder, loc, wanted, value);
  return LLVM::ZExtOp::create(context.builder, loc, wanted, value);
}

// ---- Exit ----

static void leave(Operation *op, bool failed, Value leaf, FunctionContext &context) {
  const Signature &signature = context.signature;
  Location loc = context.here;
  OpBuilder &builder = context.builder;
  SmallVector<Value, 4> values;
  if (signature.raises)
    values.push_back(context.constant(context.module.integer(1), failed));
  const Passed &result = signature.result;
  if (failed) {
    for (const Piece &piece : result.pieces)
      if (result.how == Pass::Value || result.how == Pass::Pieces)
        values.push_back(LLVM::PoisonOp::create(builder, loc, piece.type));
  } else if (result.how == Pass::Pieces) {
    for (const Piece &piece : result.pieces)
      values.push_back(context.loadPiece(context.resultPlace, piece, result.memory.align));
  } else if (result.how == Pass::Value) {
    values.push_back(leaf);
  } else if (result.how == Pass::Copy && !result.isPlace) {
    context.storeLeaf(leaf, context.resultPlace, result.type, result.memory.align);
  }
  if (values.empty()) {
    LLVM::ReturnOp::create(builder, loc, ValueRange());
    return;
  }
  Value returned = values.front();
  if (signature.returnsStruct) {
    returned = LLVM::PoisonOp::create(builder, loc, signature.returnType);
    for (auto [index, value] : llvm::enumerate(values))
      returned = LLVM::InsertValueOp::create(builder, loc, returned, value, ArrayRef<int64_t>{int64_t(index)});
  }
  LLVM::ReturnOp::create(builder, loc, returned);
}

static LogicalResult lowerReturn(Operation *op, FunctionContext &context) {
  auto back = cast<fx::ReturnOp>(op);
  leave(op, false, back.getValue() ? context.value(back.getValue()) : Value(), context);
  return success();
}

static LogicalResult lowerRaise(Operation *op, FunctionContext &context) {
  leave(op, true, Value(), context);
  return success();
}

// ---- Calls ----

/// One call, whoever wrote it.
struct CallSite {
  Operation *op;
  const Signature &signature;
  LLVM::LLVMFuncOp callee; // null: through `pointer`
  Value pointer;
  SmallVector<Value, 8> arguments; // in the order of the signature's, as fx sees them: leaves and addresses
  Value out, error;                // addresses
  bool isVariadic = false;
  std::optional<unsigned> numFixed;
};

static void appendOperands(const Passed &passed, Value value, SmallVectorImpl<Value> &operands, FunctionContext &context) {
  switch (passed.how) {
  case Pass::Nothing: return;
  case Pass::Value: operands.push_back(adjust(value, passed.pieces.front().type, context)); return;
  case Pass::Pieces:
    for (const Piece &piece : passed.pieces)
      operands.push_back(context.loadPiece(value, piece, passed.memory.align));
    return;
  case Pass::Address:
    operands.push_back(adjust(value, context.module.pointer(context.module.conventions().addressSpaces ? passed.space : 0), context));
    return;
  case Pass::Copy:
    if (!passed.isPlace) {
      Value place = context.allocate(passed.memory.size, passed.memory.align);
      context.storeLeaf(value, place, passed.type, passed.memory.align);
      value = place;
    }
    operands.push_back(value);
    return;
  }
}

/// Emits the call. The flag (if the callee raises) and the leaf (if there is one) come back; a result in pieces is stored to its place.
static std::pair<Value, Value> emitCall(CallSite &site, FunctionContext &context) {
  const Signature &signature = site.signature;
  OpBuilder &builder = context.builder;
  Location loc = context.here;
  SmallVector<Value, 12> operands;
  if (!site.callee)
    operands.push_back(site.pointer);
  if (signature.hiddenSelf)
    operands.push_back(context.self);
  Value resultPlace = site.out;
  const Passed &result = signature.result;
  if (result.how == Pass::Address || result.how == Pass::Copy) {
    if (!result.isPlace)
      resultPlace = context.allocate(result.memory.size, result.memory.align);
    operands.push_back(resultPlace);
  }
  for (auto [passed, value] : llvm::zip_equal(signature.arguments, site.arguments))
    appendOperands(passed, value, operands, context);
  if (signature.error)
    appendOperands(*signature.error, site.error, operands, context);

  LLVM::LLVMFunctionType type = signature.type();
  SmallVector<Type, 1> results;
  if (!isa<LLVM::LLVMVoidType>(signature.returnType))
    results.push_back(signature.returnType);
  LLVM::CallOp call;
  if (site.callee)
    call = LLVM::CallOp::create(builder, loc, results, FlatSymbolRefAttr::get(site.callee.getSymNameAttr()), operands);
  else
    call = LLVM::CallOp::create(builder, loc, type, operands);
  if (site.numFixed) {
    // The type of the declaration, not of this call.
    ArrayRef<Type> fixed = ArrayRef(signature.parameters).take_front(*site.numFixed + (signature.resultIsIndirect() ? 1 : 0));
    call.setVarCalleeType(LLVM::LLVMFunctionType::get(signature.returnType, fixed, /*isVarArg=*/true));
  }
  if (signature.cc == fx::CallConv::Fx)
    call.setCConv(LLVM::CConv::Fast);
  call.setNoUnwind(true);
  if (signature.cc == fx::CallConv::C && llvm::any_of(signature.parameterAttributes, [](DictionaryAttr list) { return !list.empty(); })) {
    SmallVector<Attribute> list(signature.parameterAttributes.begin(), signature.parameterAttributes.end());
    call.setArgAttrsAttr(builder.getArrayAttr(list));
    if (signature.resultAttributes)
      call.setResAttrsAttr(builder.getArrayAttr({signature.resultAttributes}));
  }

  SmallVector<Value, 4> values;
  if (!results.empty()) {
    if (signature.returnsStruct)
      for (auto index : llvm::seq<int64_t>(0, int64_t(cast<LLVM::LLVMStructType>(signature.returnType).getBody().size())))
        values.push_back(LLVM::ExtractValueOp::create(builder, loc, call.getResult(), ArrayRef<int64_t>{index}));
    else
      values.push_back(call.getResult());
  }
  ArrayRef<Value> rest = values;
  Value flag, leaf;
  if (signature.raises) {
    flag = rest.front();
    rest = rest.drop_front();
  }
  switch (result.how) {
  case Pass::Nothing:
  case Pass::Address: break;
  case Pass::Value: leaf = rest.front(); break;
  case Pass::Copy:
    if (!result.isPlace)
      leaf = context.loadLeaf(resultPlace, result.type, result.memory.align);
    break;
  case Pass::Pieces:
    // Also on the error edge: the place is dead there.
    for (auto [piece, value] : llvm::zip_equal(result.pieces, rest))
      context.storePiece(value, site.out, piece, result.memory.align);
    break;
  }
  return {flag, leaf};
}

/// The shape of a call without a declaration at hand, from its operands.
template <class Op> static Shape shapeOfCall(Op call, bool raises, Value into) {
  Shape shape;
  for (auto [argument, conv] : llvm::zip_equal(call.getArgs(), call.getConvs().getArgs()))
    shape.arguments.push_back({argument.getType(), conv});
  if (into)
    shape.arguments.push_back({into.getType(), fx::Conv::Error});
  shape.leafResult = call.getLeafResult();
  shape.raises = raises;
  return shape;
}

template <class Op> static void collectArguments(Op call, CallSite &site, FunctionContext &context) {
  for (auto [argument, conv] : llvm::zip_equal(call.getArgs(), call.getConvs().getArgs())) {
    if (conv.conv == fx::Conv::Out)
      site.out = context.value(argument);
    else if (conv.conv == fx::Conv::Error)
      site.error = context.value(argument);
    else
      site.arguments.push_back(context.value(argument));
  }
}

static LogicalResult lowerCall(Operation *op, FunctionContext &context) {
  auto call = cast<fx::CallOp>(op);
  std::optional<Signature> own;
  const Signature *signature = nullptr;
  LLVM::LLVMFuncOp callee;
  if (FlatSymbolRefAttr symbol = call.getCalleeAttr()) {
    fx::FuncOp function = context.module.findFunction(symbol.getAttr());
    if (!function)
      return context.fail(op, messages::unknownSymbol(symbol.getValue()));
    signature = &context.module.signatureOf(function);
    callee = context.module.declare(function);
    if (call.getNumFixed())
      callee.setFunctionType(signature->type(/*isVariadic=*/true));
  }
  if (!signature || call.getNumFixed()) {
    Shape shape = shapeOfCall(call, false, Value());
    shape.cc = callee ? fx::CallConv::C : call.getCc();
    own = classify(shape, context.module.abi);
    signature = &*own;
  }
  CallSite site{op, *signature, callee, call.getPointer() ? context.value(call.getPointer()) : Value(), {}, {}, {}, false, call.getNumFixed()};
  collectArguments(call, site, context);
  auto [flag, leaf] = emitCall(site, context);
  if (call.getResult())
    context.set(call.getResult(), leaf);
  return success();
}

static LogicalResult lowerInvoke(Operation *op, FunctionContext &context) {
  auto invoke = cast<fx::InvokeOp>(op);
  std::optional<Signature> own;
  const Signature *signature = nullptr;
  LLVM::LLVMFuncOp callee;
  if (FlatSymbolRefAttr symbol = invoke.getCalleeAttr()) {
    fx::FuncOp function = context.module.findFunction(symbol.getAttr());
    if (!function)
      return context.fail(op, messages::unknownSymbol(symbol.getValue()));
    signature = &context.module.signatureOf(function);
    callee = context.module.declare(function);
  } else {
    own = classify(shapeOfCall(invoke, true, invoke.getInto()), context.module.abi);
    signature = &*own;
  }
  CallSite site{op, *signature, callee, invoke.getPointer() ? context.value(invoke.getPointer()) : Value(), {}, {}, {}, false, {}};
  collectArguments(invoke, site, context);
  if (invoke.getInto())
    site.error = context.value(invoke.getInto());
  auto [flag, leaf] = emitCall(site, context);
  if (invoke.getResult())
    context.set(invoke.getResult(), leaf);
  // An error without content ends loops; others are rare.
  std::optional<std::pair<uint32_t, uint32_t>> weights;
  if (signature->error && signature->error->how != Pass::Nothing)
    weights = {1, 2000};
  LLVM::CondBrOp::create(context.builder, context.here, flag, context.block(invoke.getError()), ValueRange(), context.block(invoke.getOk()),
                         ValueRange(), weights);
  return success();
}

void emitPlaceCall(Operation *at, StringAttr symbol, ArrayRef<Value> places, FunctionContext &context) {
  fx::FuncOp function = context.module.findFunction(symbol);
  if (!function) {
    (void)context.fail(at, messages::unknownSymbol(symbol.getValue()));
    return;
  }
  const Signature &signature = context.module.signatureOf(function);
  CallSite site{at, signature, context.module.declare(function), {}, {}, {}, {}, false, {}};
  size_t next = 0, argument = 0;
  for (const fx::ArgConv &conv : function.getConvs().getArgs()) {
    Value place = places[next++];
    if (conv.conv == fx::Conv::Out) {
      site.out = place;
      continue;
    }
    const Passed &passed = signature.arguments[argument++];
    site.arguments.push_back(passed.isPlace ? place : context.loadLeaf(place, passed.type, passed.memory.align));
  }
  emitCall(site, context);
}

void addCallHandlers(HandlerTable &table) {
  addHandler<fx::CallOp>(table, lowerCall);
  addHandler<fx::InvokeOp>(table, lowerInvoke);
  addHandler<fx::ReturnOp>(table, lowerReturn);
  addHandler<fx::RaiseOp>(table, lowerRaise);
}

} // namespace fornax::lower
