// Calls, exits, symbols as values: builders, text, verifiers.

#include "ir/IR.h"

using namespace mlir;

namespace fornax::fx {

// ---- builders

/// Who is called: a symbol, a pointer, or a mere name (self-check).
struct CalleeSpec {
  StringRef symbol;
  Value pointer;
  StringAttr name;
};

template <class Op>
static void buildCallLike(OpBuilder &builder, OperationState &state, CalleeSpec callee, ConvsAttr convs, ValueRange args, Value into, Type result,
                          OriginsAttr origins, bool hasInto) {
  if (callee.pointer)
    state.addOperands(callee.pointer);
  state.addOperands(args);
  if (into)
    state.addOperands(into);
  SmallVector<int32_t, 3> segments{callee.pointer ? 1 : 0, int32_t(args.size())};
  if (hasInto)
    segments.push_back(into ? 1 : 0);
  state.addAttribute(Op::getOperandSegmentSizeAttr(), builder.getDenseI32ArrayAttr(segments));
  if (callee.name)
    state.addAttribute(Op::getCalleeNameAttrName(state.name), callee.name);
  else if (!callee.pointer)
    state.addAttribute(Op::getCalleeAttrName(state.name), FlatSymbolRefAttr::get(builder.getContext(), callee.symbol));
  state.addAttribute(Op::getConvsAttrName(state.name), convs);
  if (origins)
    state.addAttribute(Op::getOriginsAttrName(state.name), origins);
  if (result)
    state.addTypes(result);
}

void CallOp::build(OpBuilder &b, OperationState &s, StringRef callee, ConvsAttr convs, ValueRange args, Type result, OriginsAttr origins) {
  buildCallLike<CallOp>(b, s, {callee, {}, {}}, convs, args, {}, result, origins, false);
}
void CallOp::build(OpBuilder &b, OperationState &s, Value pointer, ConvsAttr convs, ValueRange args, Type result, OriginsAttr origins) {
  buildCallLike<CallOp>(b, s, {{}, pointer, {}}, convs, args, {}, result, origins, false);
}
void CallOp::build(OpBuilder &b, OperationState &s, StringAttr name, ConvsAttr convs, ValueRange args, Type result, OriginsAttr origins) {
  buildCallLike<CallOp>(b, s, {{}, {}, name}, convs, args, {}, result, origins, false);
}

template <class... Args> static void buildInvoke(OpBuilder &b, OperationState &s, Block *ok, Block *error, Args... args) {
  buildCallLike<InvokeOp>(b, s, args..., true);
  s.addSuccessors({ok, error});
}

void InvokeOp::build(OpBuilder &b, OperationState &s, StringRef callee, ConvsAttr convs, ValueRange args, Type result, Block *ok, Block *error,
                     Value into, OriginsAttr origins) {
  buildInvoke(b, s, ok, error, CalleeSpec{callee, {}, {}}, convs, args, into, result, origins);
}
void InvokeOp::build(OpBuilder &b, OperationState &s, Value pointer, ConvsAttr convs, ValueRange args, Type result, Block *ok, Block *error,
                     Value into, OriginsAttr origins) {
  buildInvoke(b, s, ok, error, CalleeSpec{{}, pointer, {}}, convs, args, into, result, origins);
}
void InvokeOp::build(OpBuilder &b, OperationState &s, StringAttr name, ConvsAttr convs, ValueRange args, Type result, Block *ok, Block *error,
                     Value into, OriginsAttr origins) {
  buildInvoke(b, s, ok, error, CalleeSpec{{}, {}, name}, convs, args, into, result, origins);
}

// ---- text

namespace {
/// A call while it is read.
struct ParsedCall {
  std::optional<OpAsmParser::UnresolvedOperand> pointer, into;
  SmallVector<OpAsmParser::UnresolvedOperand> args;
  SmallVector<ArgConv> convs;
  SmallVector<Type> types;
  Type result, intoType;
};
} // namespace

/// `@f`, `"name"` or `%p`.
template <class Op> static ParseResult parseCallee(OpAsmParser &parser, OperationState &state, ParsedCall &call) {
  StringAttr symbol;
  std::string name;
  OpAsmParser::UnresolvedOperand pointer;
  if (succeeded(parser.parseOptionalSymbolName(symbol))) {
    state.addAttribute(Op::getCalleeAttrName(state.name), FlatSymbolRefAttr::get(symbol));
    return success();
  }
  if (succeeded(parser.parseOptionalString(&name))) {
    state.addAttribute(Op::getCalleeNameAttrName(state.name), parser.getBuilder().getStringAttr(name));
    return success();
  }
  if (parser.parseOperand(pointer))
    return failure();
  call.pointer = pointer;
  return success();
}

static ParseResult parseCallArgument(OpAsmParser &parser, ParsedCall &call) {
  return failure(parseArgConv(parser, call.convs.emplace_back()) || parser.parseOperand(call.args.emplace_back()));
}

/// `callee(conv %a, …) origins <…>`
template <class Op> static ParseResult parseCallHead(OpAsmParser &parser, OperationState &state, ParsedCall &call) {
  if (parseCallee<Op>(parser, state, call) ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, [&] { return parseCallArgument(parser, call); }))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("origins"))) {
    Attribute origins = OriginsAttr::parse(parser, {});
    if (!origins)
      return failure();
    state.addAttribute(Op::getOriginsAttrName(state.name), origins);
  }
  return success();
}

/// `: (types) -> type` and the resolution of all operands.
static ParseResult parseCallTypes(OpAsmParser &parser, OperationState &state, ParsedCall &call) {
  auto parseOne = [&] { return parser.parseType(call.types.emplace_back()); };
  if (parser.parseColon() || parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseOne) || parser.parseArrow())
    return failure();
  if (succeeded(parser.parseOptionalLParen())) {
    if (parser.parseRParen())
      return failure();
  } else if (parser.parseType(call.result)) {
    return failure();
  }
  if (call.into && (parser.parseComma() || parser.parseType(call.intoType)))
    return failure();
  Type pointerType = LLVM::LLVMPointerType::get(parser.getContext());
  if (call.pointer && parser.resolveOperand(*call.pointer, pointerType, state.operands))
    return failure();
  if (parser.resolveOperands(call.args, call.types, parser.getCurrentLocation(), state.operands))
    return failure();
  if (call.into && parser.resolveOperand(*call.into, call.intoType, state.operands))
    return failure();
  if (call.result)
    state.addTypes(call.result);
  return success();
}

template <class Op> static void finishCall(OpAsmParser &parser, OperationState &state, const ParsedCall &call, bool hasInto) {
  SmallVector<int32_t, 3> segments{call.pointer ? 1 : 0, int32_t(call.args.size())};
  if (hasInto)
    segments.push_back(call.into ? 1 : 0);
  state.addAttribute(Op::getOperandSegmentSizeAttr(), parser.getBuilder().getDenseI32ArrayAttr(segments));
  state.addAttribute(Op::getConvsAttrName(state.name), ConvsAttr::get(parser.getContext(), call.convs));
}

ParseResult CallOp::parse(OpAsmParser &parser, OperationState &state) {
  ParsedCall call;
  if (parseCallHead<CallOp>(parser, state, call) || parser.parseOptionalAttrDict(state.attributes) || parseCallTypes(parser, state, call))
    return failure();
  finishCall<CallOp>(parser, state, call, false);
  return success();
}

ParseResult InvokeOp::parse(OpAsmParser &parser, OperationState &state) {
  ParsedCall call;
  Block *ok = nullptr, *error = nullptr;
  if (parseCallHead<InvokeOp>(parser, state, call) || parser.parseKeyword("to") || parser.parseSuccessor(ok) || parser.parseKeyword("error") ||
      parser.parseSuccessor(error))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("into")) && parser.parseOperand(call.into.emplace()))
    return failure();
  if (parser.parseOptionalAttrDict(state.attributes) || parseCallTypes(parser, state, call))
    return failure();
  finishCall<InvokeOp>(parser, state, call, true);
  state.addSuccessors({ok, error});
  return success();
}

template <class Op> static void printCallHead(OpAsmPrinter &printer, Op op) {
  printer << ' ';
  if (auto symbol = op.getCallee())
    printer.printSymbolName(*symbol);
  else if (auto name = op.getCalleeName())
    printer.printString(*name);
  else
    printer.printOperand(op.getPointer());
  printer << '(';
  for (auto [index, arg] : llvm::enumerate(op.getArgs())) {
    printer << (index ? ", " : "") << spelling(op.getConvs()[index]) << ' ';
    printer.printOperand(arg);
  }
  printer << ')';
  if (auto origins = op.getOriginsAttr()) {
    printer << " origins ";
    origins.print(printer);
  }
}

template <class Op> static void printCallTail(OpAsmPrinter &printer, Op op) {
  SmallVector<StringRef> printed{Op::getOperandSegmentSizeAttr(), op.getCalleeAttrName(), op.getCalleeNameAttrName(), op.getConvsAttrName(),
                                 op.getOriginsAttrName()};
  if constexpr (std::is_same_v<Op, CallOp>)
    if (op.getCc() == CallConv::Fx)
      printed.push_back(op.getCcAttrName());
  printer.printOptionalAttrDict(op->getAttrs(), printed);
  printer << " : (";
  llvm::interleaveComma(op.getArgs().getTypes(), printer);
  printer << ") -> ";
  if (op.getResult())
    printer << op.getResult().getType();
  else
    printer << "()";
}

void CallOp::print(OpAsmPrinter &printer) {
  printCallHead(printer, *this);
  printCallTail(printer, *this);
}

void InvokeOp::print(OpAsmPrinter &printer) {
  printCallHead(printer, *this);
  printer << " to ";
  printer.printSuccessor(getOk());
  printer << " error ";
  printer.printSuccessor(getError());
  if (getInto()) {
    printer << " into ";
    printer.printOperand(getInto());
  }
  printCallTail(printer, *this);
  if (getInto())
    printer << ", " << getInto().getType();
}

// ---- verifiers

template <class Op> static LogicalResult verifyCallLike(Op op) {
  ConvsAttr convs = op.getConvs();
  if (convs.size() != op.getArgs().size())
    return op.emitOpError() << "has " << op.getArgs().size() << " arguments but " << convs.size() << " conventions";
  if (bool(op.getCallee()) + bool(op.getCalleeName()) + bool(op.getPointer()) != 1)
    return op.emitOpError("needs one callee: a symbol, a name or a pointer");
  for (auto [index, arg] : llvm::enumerate(op.getArgs())) {
    Conv conv = convs[index].conv;
    bool isRef = isa<RefType>(arg.getType());
    if ((conv == Conv::Mut || conv == Conv::Ref || conv == Conv::Out) && !isRef)
      return op.emitOpError() << "argument " << index << " of convention " << spelling(conv) << " must be a reference";
    if (conv == Conv::Error)
      return op.emitOpError("the error place is not an argument; use `into`");
  }
  if (convs.find(Conv::Out) && op.getResult())
    return op.emitOpError("has both an `out` argument and a result");
  for (ArrayAttr list : {op.getAccessesAttr(), op.getPositionsAttr()})
    if (list && list.size() != op.getArgs().size())
      return op.emitOpError("`accesses` and `positions` must have one entry for each argument");
  return success();
}

LogicalResult CallOp::verify() { return verifyCallLike(*this); }

LogicalResult InvokeOp::verify() {
  if (failed(verifyCallLike(*this)))
    return failure();
  if (getOk() == getError())
    return emitOpError("successors must differ; the results are known on one only");
  return success();
}

/// The callee's arguments without its `error` argument.
static ArrayRef<ArgConv> callConvs(FuncOp callee) {
  ArrayRef<ArgConv> convs = callee.getConvs().getArgs();
  return !convs.empty() && convs.back().conv == Conv::Error ? convs.drop_back() : convs;
}

template <class Op> static LogicalResult verifyCallee(Op op, FuncOp callee) {
  ArrayRef<ArgConv> convs = callConvs(callee);
  if (convs != op.getConvs().getArgs())
    return op.emitOpError() << "conventions " << op.getConvs() << " differ from those of " << callee.getSymName() << ", " << callee.getConvs();
  ArrayRef<Type> inputs = callee.getFunctionType().getInputs().take_front(convs.size());
  if (TypeRange(inputs) != TypeRange(op.getArgs().getTypes()))
    return op.emitOpError() << "argument types differ from those of " << callee.getSymName() << ", " << callee.getFunctionType();
  if (op.getLeafResult() != callee.getLeafResult())
    return op.emitOpError() << "result differs from that of " << callee.getSymName();
  return success();
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  if (!getCallee())
    return success();
  auto callee = symbols.lookupNearestSymbolFrom<FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError() << "callee " << *getCallee() << " is not declared";
  if (callee.getRaises())
    return emitOpError() << "callee " << *getCallee() << " may raise; use `fx.invoke`";
  if (getNumFixed()) // C variadic: the declaration ends with the fixed arguments.
    return success();
  return verifyCallee(*this, callee);
}

LogicalResult InvokeOp::verifySymbolUses(SymbolTableCollection &symbols) {
  if (!getCallee())
    return success();
  auto callee = symbols.lookupNearestSymbolFrom<FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError() << "callee " << *getCallee() << " is not declared";
  if (!callee.getRaises())
    return emitOpError() << "callee " << *getCallee() << " does not raise; use `fx.call`";
  auto errorIndex = callee.getConvs().find(Conv::Error);
  if (bool(errorIndex) != bool(getInto()) || (errorIndex && callee.getFunctionType().getInput(*errorIndex) != getInto().getType()))
    return emitOpError() << "error place differs from that of " << *getCallee();
  return verifyCallee(*this, callee);
}

void ReturnOp::build(OpBuilder &, OperationState &) {}

LogicalResult ReturnOp::verify() {
  auto func = cast<FuncOp>((*this)->getParentOp());
  Type expected = func.getLeafResult();
  if ((getValue() ? getValue().getType() : Type()) != expected)
    return emitOpError("value differs from the function's result");
  return success();
}

LogicalResult RaiseOp::verify() {
  if (!cast<FuncOp>((*this)->getParentOp()).getRaises())
    return emitOpError("function does not raise");
  return success();
}

// ---- symbols as values

template <class Target> static LogicalResult verifySymbol(Operation *op, FlatSymbolRefAttr symbol, SymbolTableCollection &symbols) {
  if (!symbols.lookupNearestSymbolFrom<Target>(op, symbol))
    return op->emitOpError() << symbol << " is not declared";
  return success();
}

LogicalResult FuncRefOp::verifySymbolUses(SymbolTableCollection &symbols) { return verifySymbol<FuncOp>(*this, getSymbolAttr(), symbols); }
LogicalResult GlobalRefOp::verifySymbolUses(SymbolTableCollection &symbols) { return verifySymbol<GlobalOp>(*this, getSymbolAttr(), symbols); }
LogicalResult KernelRefOp::verifySymbolUses(SymbolTableCollection &symbols) { return verifySymbol<KernelOp>(*this, getSymbolAttr(), symbols); }

} // namespace fornax::fx

using namespace fornax::fx;
#define GET_OP_CLASSES
#include "ir/Ops.cpp.inc"
