// Functions, struct bodies, constant data, kernels: builders, text, verifiers.

#include "ir/IR.h"
#include <mlir/IR/OpImplementation.h>

using namespace mlir;

namespace fornax::fx {

// ---- fx.func

void FuncOp::build(OpBuilder &builder, OperationState &state, StringRef name, FunctionType type, ConvsAttr convs, Type raises) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getFunctionTypeAttrName(state.name), TypeAttr::get(type));
  state.addAttribute(getConvsAttrName(state.name), convs);
  if (raises)
    state.addAttribute(getRaisesAttrName(state.name), TypeAttr::get(raises));
  state.addRegion();
}

Block *FuncOp::addEntryBlock(ArrayRef<Location> locations) {
  Block *entry = new Block;
  getBody().push_back(entry);
  SmallVector<Location> own(getNumArguments(), getLoc());
  entry->addArguments(getFunctionType().getInputs(), locations.empty() ? ArrayRef<Location>(own) : locations);
  return entry;
}

StringRef FuncOp::getArgName(unsigned index) {
  ArrayAttr names = getArgNamesAttr();
  return names ? cast<StringAttr>(names[index]).getValue() : StringRef();
}

OriginsAttr FuncOp::getArgHolds(unsigned index) {
  ArrayAttr holds = getArgHoldsAttr();
  return holds ? dyn_cast<OriginsAttr>(holds[index]) : OriginsAttr();
}

void FuncOp::setArgName(unsigned index, StringRef name) {
  SmallVector<Attribute> names(getNumArguments(), StringAttr::get(getContext(), ""));
  if (ArrayAttr old = getArgNamesAttr())
    names.assign(old.begin(), old.end());
  names[index] = StringAttr::get(getContext(), name);
  setArgNamesAttr(ArrayAttr::get(getContext(), names));
}

void FuncOp::setArgHolds(unsigned index, OriginsAttr origins) {
  SmallVector<Attribute> holds(getNumArguments(), UnitAttr::get(getContext()));
  if (ArrayAttr old = getArgHoldsAttr())
    holds.assign(old.begin(), old.end());
  holds[index] = origins;
  setArgHoldsAttr(ArrayAttr::get(getContext(), holds));
}

Type FuncOp::getLeafResult() {
  ArrayRef<Type> results = getFunctionType().getResults();
  return results.empty() ? Type() : results.front();
}

std::optional<unsigned> FuncOp::getPlaceOf(unsigned argument) {
  ArrayRef<Type> inputs = getFunctionType().getInputs();
  if (!isa<RefType>(inputs[argument]))
    return std::nullopt;
  return llvm::count_if(inputs.take_front(argument), [](Type type) { return isa<RefType>(type); });
}

unsigned FuncOp::getNumPlaceArguments() {
  return llvm::count_if(getFunctionType().getInputs(), [](Type type) { return isa<RefType>(type); });
}

void FuncOp::getAsmBlockArgumentNames(Region &region, OpAsmSetValueNameFn setName) {
  if (region.empty() || !getArgNamesAttr())
    return;
  for (BlockArgument arg : region.getArguments())
    if (arg.getArgNumber() < getNumArguments())
      setName(arg, getArgName(arg.getArgNumber()));
}

namespace {
/// The arguments of a function while it is read.
struct ParsedArguments {
  SmallVector<OpAsmParser::Argument> values; // empty for a declaration
  SmallVector<Type> types;
  SmallVector<ArgConv> convs;
  SmallVector<Attribute> names, holds;
  bool anyName = false, anyHolds = false;
};
} // namespace

/// `imm by_address %x : T "x" holds <…>`; `imm : T` in a declaration.
static ParseResult parseArgument(OpAsmParser &parser, ParsedArguments &arguments) {
  ArgConv conv;
  OpAsmParser::Argument value;
  if (parseArgConv(parser, conv))
    return failure();
  OptionalParseResult hasValue = parser.parseOptionalArgument(value, /*allowType=*/true);
  if (hasValue.has_value() && failed(*hasValue))
    return failure();
  if (hasValue.has_value())
    arguments.values.push_back(value);
  else if (parser.parseColonType(value.type))
    return failure();
  std::string name;
  if (succeeded(parser.parseOptionalString(&name)))
    arguments.anyName = true;
  Attribute holds = UnitAttr::get(parser.getContext());
  if (succeeded(parser.parseOptionalKeyword("holds"))) {
    holds = OriginsAttr::parse(parser, {});
    if (!holds)
      return failure();
    arguments.anyHolds = true;
  }
  arguments.types.push_back(value.type);
  arguments.convs.push_back(conv);
  arguments.names.push_back(StringAttr::get(parser.getContext(), name));
  arguments.holds.push_back(holds);
  return success();
}

template <class Enum> static ParseResult parseEnumIn(OpAsmParser &parser, std::optional<Enum> (*symbolize)(StringRef), Attribute &result) {
  StringRef word;
  SMLoc at = parser.getCurrentLocation();
  if (parser.parseLParen() || parser.parseKeyword(&word) || parser.parseRParen())
    return failure();
  std::optional<Enum> value = symbolize(word);
  if (!value)
    return parser.emitError(at, "unknown word");
  result = IntegerAttr::get(IntegerType::get(parser.getContext(), 32), int64_t(*value));
  return success();
}

/// What follows the arguments: result, raises, cc, inline, target and the flags.
static ParseResult parseFuncSuffix(OpAsmParser &parser, OperationState &state, SmallVectorImpl<Type> &results) {
  OperationName op = state.name;
  Builder &builder = parser.getBuilder();
  Type type;
  if (succeeded(parser.parseOptionalArrow())) {
    if (parser.parseType(type))
      return failure();
    results.push_back(type);
  }
  if (succeeded(parser.parseOptionalKeyword("raises"))) {
    if (parser.parseType(type))
      return failure();
    state.addAttribute(FuncOp::getRaisesAttrName(op), TypeAttr::get(type));
  }
  Attribute value;
  if (succeeded(parser.parseOptionalKeyword("cc"))) {
    if (parseEnumIn<CallConv>(parser, symbolizeCallConv, value))
      return failure();
    state.addAttribute(FuncOp::getCcAttrName(op), value);
  }
  if (succeeded(parser.parseOptionalKeyword("inline"))) {
    if (parseEnumIn<InlineKind>(parser, symbolizeInlineKind, value))
      return failure();
    state.addAttribute(FuncOp::getInlineKindAttrName(op), value);
  }
  if (succeeded(parser.parseOptionalKeyword("target"))) {
    std::string target;
    if (parser.parseString(&target))
      return failure();
    state.addAttribute(FuncOp::getTargetAttrName(op), builder.getStringAttr(target));
  }
  for (StringAttr flag :
       {FuncOp::getExportedAttrName(op), FuncOp::getInitializerAttrName(op), FuncOp::getNoreturnAttrName(op), FuncOp::getSelfCheckAttrName(op)})
    if (succeeded(parser.parseOptionalKeyword(flag.getValue())))
      state.addAttribute(flag, builder.getUnitAttr());
  return success();
}

ParseResult FuncOp::parse(OpAsmParser &parser, OperationState &state) {
  StringAttr name;
  ParsedArguments arguments;
  SmallVector<Type> results;
  MLIRContext *context = parser.getContext();
  SMLoc at = parser.getCurrentLocation();
  if (parser.parseSymbolName(name, getSymNameAttrName(state.name), state.attributes) ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, [&] { return parseArgument(parser, arguments); }) ||
      parseFuncSuffix(parser, state, results) || parser.parseOptionalAttrDictWithKeyword(state.attributes))
    return failure();
  state.addAttribute(getFunctionTypeAttrName(state.name), TypeAttr::get(FunctionType::get(context, arguments.types, results)));
  state.addAttribute(getConvsAttrName(state.name), ConvsAttr::get(context, arguments.convs));
  if (arguments.anyName)
    state.addAttribute(getArgNamesAttrName(state.name), ArrayAttr::get(context, arguments.names));
  if (arguments.anyHolds)
    state.addAttribute(getArgHoldsAttrName(state.name), ArrayAttr::get(context, arguments.holds));
  if (!arguments.values.empty() && arguments.values.size() != arguments.types.size())
    return parser.emitError(at, "either all arguments are named or none");
  Region *body = state.addRegion();
  OptionalParseResult hasBody = parser.parseOptionalRegion(*body, arguments.values);
  if (hasBody.has_value() && succeeded(*hasBody) && body->empty())
    return parser.emitError(at, "the body has no block");
  return hasBody.has_value() ? *hasBody : ParseResult(success());
}

void FuncOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printSymbolName(getSymName());
  printer << '(';
  for (unsigned i = 0, n = getNumArguments(); i != n; ++i) {
    printer << (i ? ", " : "") << spelling(getConvs()[i]) << (isExternal() ? "" : " ");
    if (isExternal())
      printer << " : " << getFunctionType().getInput(i);
    else
      printer.printRegionArgument(getArgument(i));
    if (StringRef name = getArgName(i); !name.empty()) {
      printer << ' ';
      printer.printString(name);
    }
    if (OriginsAttr holds = getArgHolds(i)) {
      printer << " holds ";
      holds.print(printer);
    }
  }
  printer << ')';
  if (Type result = getLeafResult())
    printer << " -> " << result;
  if (auto raises = getRaises())
    printer << " raises " << *raises;
  if (getCc() != CallConv::Fx)
    printer << " cc(" << stringifyCallConv(getCc()) << ')';
  if (getInlineKind() != InlineKind::Auto)
    printer << " inline(" << stringifyInlineKind(getInlineKind()) << ')';
  if (auto target = getTarget()) {
    printer << " target ";
    printer.printString(*target);
  }
  for (StringAttr flag : {getExportedAttrName(), getInitializerAttrName(), getNoreturnAttrName(), getSelfCheckAttrName()})
    if ((*this)->hasAttr(flag))
      printer << ' ' << flag.getValue();
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs(),
                                           {getSymNameAttrName(), getFunctionTypeAttrName(), getConvsAttrName(), getRaisesAttrName(), getCcAttrName(),
                                            getInlineKindAttrName(), getTargetAttrName(), getExportedAttrName(), getInitializerAttrName(),
                                            getNoreturnAttrName(), getSelfCheckAttrName(), getArgNamesAttrName(), getArgHoldsAttrName()});
  if (!isExternal()) {
    printer << ' ';
    printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
  }
}

/// The class that each convention asks of its argument (design: operand class by convention).
static LogicalResult verifyArgument(FuncOp func, unsigned index) {
  ArgConv arg = func.getConvs()[index];
  Type type = func.getFunctionType().getInput(index);
  auto ref = dyn_cast<RefType>(type);
  if (!ref && !isLeaf(type))
    return func.emitOpError() << "argument " << index << " of type " << type << " must be passed as a leaf or a reference";
  if (arg.byAddress && !ref)
    return func.emitOpError() << "argument " << index << ": by_address is for arguments that have a place";
  switch (arg.conv) {
  case Conv::Imm:
  case Conv::Var:
  case Conv::Deinit: return success();
  case Conv::Mut:
  case Conv::Ref:
  case Conv::Out:
  case Conv::Error:
    if (!ref)
      return func.emitOpError() << "argument " << index << " of convention " << spelling(arg.conv) << " must be a reference";
    return success();
  }
  llvm_unreachable("unknown convention");
}

LogicalResult FuncOp::verify() {
  ConvsAttr convs = getConvs();
  unsigned count = getNumArguments();
  if (convs.size() != count)
    return emitOpError() << "has " << count << " arguments but " << convs.size() << " conventions";
  if (getFunctionType().getNumResults() > 1)
    return emitOpError("returns at most one leaf");
  if (Type result = getLeafResult(); result && !isLeaf(result))
    return emitOpError("returns a memory-class type; use an `out` argument");
  for (unsigned i = 0; i != count; ++i)
    if (failed(verifyArgument(*this, i)))
      return failure();
  for (unsigned i = 0; i != count; ++i) {
    if (convs[i].conv == Conv::Error && i + 1 != count)
      return emitOpError("the `error` argument must be the last one");
    if (convs[i].conv == Conv::Out && i + 1 != count && convs[i + 1].conv != Conv::Error)
      return emitOpError("the `out` argument must come last, before `error`");
  }
  if (convs.find(Conv::Out) && getLeafResult())
    return emitOpError("has both an `out` argument and a leaf result");
  if (convs.find(Conv::Error) && !getRaises())
    return emitOpError("has an `error` argument but does not raise");
  if (getInitializer() && !convs.find(Conv::Out))
    return emitOpError("initializer without an `out` argument");
  for (ArrayAttr list : {getArgNamesAttr(), getArgHoldsAttr()})
    if (list && list.size() != count)
      return emitOpError("argument names and holds must have one entry for each argument");
  return success();
}

LogicalResult FuncOp::verifyRegions() {
  if (isExternal())
    return success();
  if (getBody().front().getArgumentTypes() != TypeRange(getFunctionType().getInputs()))
    return emitOpError("entry block arguments differ from the function type");
  for (Block &block : llvm::drop_begin(getBody()))
    if (block.getNumArguments())
      return emitOpError("only the entry block may have arguments; merge through a `fx.var`");
  return success();
}

// ---- fx.struct

void StructOp::build(OpBuilder &builder, OperationState &state, StructType type, BodyAttr body) {
  state.addAttribute(getKeyAttrName(state.name), builder.getStringAttr(type.getKey()));
  state.addAttribute(getBodyAttrName(state.name), body);
  [[maybe_unused]] LogicalResult set = type.setBody(body);
  assert(succeeded(set) && "a struct has one body");
}

ParseResult StructOp::parse(OpAsmParser &parser, OperationState &state) {
  std::string key;
  BodyAttr body;
  SMLoc at = parser.getCurrentLocation();
  if (parser.parseString(&key) || parser.parseAttribute(body, getBodyAttrName(state.name), state.attributes) ||
      parser.parseOptionalAttrDict(state.attributes))
    return failure();
  state.addAttribute(getKeyAttrName(state.name), parser.getBuilder().getStringAttr(key));
  if (failed(StructType::get(parser.getContext(), key).setBody(body)))
    return parser.emitError(at, "struct has another body already");
  return success();
}

void StructOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printString(getKey());
  printer << ' ' << getBodyAttr();
  printer.printOptionalAttrDict((*this)->getAttrs(), {getKeyAttrName(), getBodyAttrName()});
}

LogicalResult StructOp::verify() {
  BodyAttr body = getBody();
  if (StructType::get(getContext(), getKey()).getBody() != body)
    return emitOpError("body differs from that of its type");
  if (body.has(BodyFlag::Unsized))
    return success();
  if (!llvm::isPowerOf2_64(body.getAlign()) || body.getSize() % body.getAlign())
    return emitOpError("alignment must be a power of two that divides the size");
  uint64_t last = 0;
  for (const FieldInfo &field : body.getFields()) {
    if (field.offset < last || field.offset > body.getSize())
      return emitOpError() << "offset of field " << field.name << " is out of order";
    last = field.offset;
  }
  return success();
}

/// The symbol, if it is declared here, takes the arguments that a lifecycle function takes.
static LogicalResult verifyLifecycle(StructOp op, FlatSymbolRefAttr symbol, SymbolTableCollection &symbols, ArrayRef<Conv> convs) {
  FuncOp func = symbol ? symbols.lookupNearestSymbolFrom<FuncOp>(op, symbol) : FuncOp();
  if (!func)
    return success();
  SmallVector<ArgConv> expected(convs.begin(), convs.end());
  if (func.getConvs().getArgs() != ArrayRef<ArgConv>(expected) || func.getLeafResult() || func.getRaises())
    return op.emitOpError() << "lifecycle function " << symbol << " must be " << ConvsAttr::get(op.getContext(), convs);
  return success();
}

LogicalResult StructOp::verifySymbolUses(SymbolTableCollection &symbols) {
  BodyAttr body = getBody();
  return success(succeeded(verifyLifecycle(*this, body.getCopy(), symbols, {Conv::Imm, Conv::Out})) &&
                 succeeded(verifyLifecycle(*this, body.getMove(), symbols, {Conv::Deinit, Conv::Out})) &&
                 succeeded(verifyLifecycle(*this, body.getDestroy(), symbols, {Conv::Deinit})));
}

// ---- fx.global, fx.kernel

void GlobalOp::build(OpBuilder &builder, OperationState &state, StringRef name, BytesAttr bytes, uint64_t align, unsigned space) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getBytesAttrName(state.name), bytes);
  state.addAttribute(getAlignAttrName(state.name), builder.getI64IntegerAttr(int64_t(align)));
  if (space)
    state.addAttribute(getSpaceAttrName(state.name), builder.getI32IntegerAttr(int32_t(space)));
}

LogicalResult GlobalOp::verify() {
  if (!llvm::isPowerOf2_64(getAlign()))
    return emitOpError("alignment must be a power of two");
  constexpr uint64_t PointerBytes = 8;
  uint64_t size = getBytes().getData().size();
  for (const Relocation &reloc : getBytes().getRelocs())
    if (reloc.offset % PointerBytes || reloc.offset + PointerBytes > size)
      return emitOpError() << "relocation at " << reloc.offset << " lies outside or is not aligned";
  return success();
}

void KernelOp::build(OpBuilder &builder, OperationState &state, StringRef name, StringRef entry, ArrayRef<int64_t> offsets, ArrayRef<int64_t> sizes,
                     int64_t blockSize) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getEntryAttrName(state.name), FlatSymbolRefAttr::get(builder.getContext(), entry));
  state.addAttribute(getOffsetsAttrName(state.name), builder.getDenseI64ArrayAttr(offsets));
  state.addAttribute(getSizesAttrName(state.name), builder.getDenseI64ArrayAttr(sizes));
  state.addAttribute(getBlockSizeAttrName(state.name), builder.getI64IntegerAttr(blockSize));
}

LogicalResult KernelOp::verify() {
  if (getOffsets().size() != getSizes().size())
    return emitOpError("offsets and sizes differ in number");
  int64_t end = 0;
  for (auto [offset, size] : llvm::zip(getOffsets(), getSizes())) {
    if (offset < end)
      return emitOpError("arguments overlap");
    end = offset + size;
  }
  if (uint64_t(end) != getBlockSize())
    return emitOpError("the block must end with its last argument");
  auto entry = SymbolTable::lookupNearestSymbolFrom<FuncOp>(*this, getEntryAttr());
  if (entry && (entry.getLeafResult() || entry.getRaises() || entry.getConvs().find(Conv::Out)))
    return emitOpError("the entry of a kernel returns nothing and does not raise");
  return success();
}

} // namespace fornax::fx
