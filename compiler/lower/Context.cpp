// The small things: types, constants, addresses, memory by leaf, declarations.

#include "lower/Context.h"
#include "lower/DebugInfo.h"
#include "lower/Diagnostics.h"
#include "lower/Mangle.h"
#include "lower/Runtime.h"

using namespace mlir;

namespace fornax::lower {

ModuleContext::ModuleContext(ModuleOp source, const Request &request, diag::Engine &diags) : source(source), request(request), diags(diags) {
  const ir::Machine &machine = request.target.machine();
  abi = {source.getContext(), ir::Layout(machine), request.target.conventions(), machine.vectorBits};
  module = ModuleOp::create(source.getLoc());
  addFxHandlers(handlers);
  addCallHandlers(handlers);
  addUpstreamHandlers(handlers);
  addVectorHandlers(handlers);
  addMathHandlers(handlers);
  for (Operation &op : source.getOps())
    if (auto name = op.getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName()))
      symbols[name] = &op;
  // Device code always knows its lines: assemblers and profilers name them, and it costs no instruction.
  if (request.options.debugInfo != fornax::DebugInfo::None || abi.conventions.addressSpaces)
    debug = std::make_unique<DebugWriter>(*this);
}

ModuleContext::~ModuleContext() = default;

// ---- Types ----

Type ModuleContext::convert(Type leaf) {
  auto [it, isNew] = leafTypes.try_emplace(leaf);
  if (isNew)
    it->second = convertLeaf(leaf, abi);
  return it->second;
}

// ---- Declarations ----

const Signature &ModuleContext::signatureOf(fx::FuncOp function) {
  std::unique_ptr<Signature> &slot = signatures[function.getSymNameAttr()];
  if (!slot)
    slot = std::make_unique<Signature>(classify(shapeOf(function), abi));
  return *slot;
}

static std::string symbolOf(fx::FuncOp function, const ModuleContext &module) {
  if (function.getCc() == fx::CallConv::C || function.getExported())
    return function.getLinkSymbol().str();
  if (!module.conventions().dotsInNames) // a kernel is alone in its image: profilers and people may as well read its short name
    return manglePtx(function.getCc() == fx::CallConv::Kernel ? function.getDebugName().value_or(function.getSymName()) : function.getSymName());
  std::string name = mangle(function.getSymName());
  return module.conventions().hiddenSelf ? name + ".sim" : name;
}

static LLVM::Linkage linkageOf(fx::FuncOp function, const Request &request) {
  if (function.isExternal() || function.getExported() || function.getCc() == fx::CallConv::Kernel || request.visibility == Visibility::Hidden)
    return LLVM::Linkage::External;
  return LLVM::Linkage::Internal;
}

static void addLibraryAttributes(LLVM::LLVMFuncOp function, ArrayAttr wanted);

LLVM::LLVMFuncOp ModuleContext::declare(fx::FuncOp function) {
  LLVM::LLVMFuncOp &slot = functions[function];
  if (slot)
    return slot;
  const Signature &signature = signatureOf(function);
  std::string name = symbolOf(function, *this);
  if (auto it = linkNames.find(name); it != linkNames.end()) {
    auto other = dyn_cast<LLVM::LLVMFuncOp>(it->second);
    if (!other || other.getFunctionType().getParams() != signature.type().getParams() ||
        other.getFunctionType().getReturnType() != signature.returnType) {
      failed = true;
      diags.report(ir::rangeOf(function.getLoc()), messages::symbolDeclaredTwice(name))
          .note(ir::rangeOf(it->second->getLoc()), messages::otherDeclaration());
    }
    if (other && (function.isExternal() || !other.isExternal()))
      return slot = other;
  }
  OpBuilder builder(module.getBodyRegion());
  builder.setInsertionPointToEnd(module.getBody());
  bool isFast = function.getCc() == fx::CallConv::Fx;
  LLVM::Linkage linkage = linkageOf(function, request);
  SmallVector<DictionaryAttr> attributes(signature.parameterAttributes.begin(), signature.parameterAttributes.end());
  auto result = LLVM::LLVMFuncOp::create(builder, function.getLoc(), name, signature.type(), linkage, /*dsoLocal=*/!function.isExternal(),
                                         isFast ? LLVM::CConv::Fast : LLVM::CConv::C, SymbolRefAttr(), {}, attributes);
  // What a closure refers to it has in memory of its own. Nobody writes there while it runs if not even its body does.
  if (function->hasAttr("fx.constant_environment") && !signature.arguments.empty() && signature.arguments[0].how == Pass::Address)
    result.setArgAttr(unsigned(signature.hiddenSelf) + unsigned(signature.resultIsIndirect()), LLVM::LLVMDialect::getNoAliasAttrName(),
                      builder.getUnitAttr());
  slot = result;
  linkNames[name] = result;
  if (!function.isExternal())
    pending.push_back(function);
  result.setNoUnwind(true);
  if (signature.resultAttributes)
    result.setResAttrsAttr(builder.getArrayAttr({signature.resultAttributes}));
  if (linkage == LLVM::Linkage::External && !function.getExported() && function.getCc() == fx::CallConv::Fx)
    result.setVisibility_(LLVM::Visibility::Hidden);
  if (conventions().hiddenSelf && function.getCc() == fx::CallConv::Kernel)
    result.setVisibility_(LLVM::Visibility::Hidden);
  if (function.getInlineKind() == fx::InlineKind::Never)
    result.setNoInline(true);
  if (!function.isExternal() && (request.options.optLevel == OptLevel::O0 || debug))
    result.setFramePointerAttr(LLVM::FramePointerKindAttr::get(context(), LLVM::framePointerKind::FramePointerKind::All));
  SmallVector<Attribute> passthrough;
  if (signature.neverReturns)
    passthrough = {builder.getStringAttr("noreturn"), builder.getStringAttr("cold")};
  addRuntimeAttributes(result, passthrough);
  if (!passthrough.empty())
    result.setPassthroughAttr(builder.getArrayAttr(passthrough));
  if (ArrayAttr wanted = function.getLlvmAttrsAttr())
    addLibraryAttributes(result, wanted);
  return result;
}

/// `llvm_attrs` of the library: strings or [key, value] pairs, as LLVM's function attributes.
static void addLibraryAttributes(LLVM::LLVMFuncOp function, ArrayAttr wanted) {
  SmallVector<Attribute> list;
  if (ArrayAttr old = function.getPassthroughAttr())
    list.assign(old.begin(), old.end());
  list.append(wanted.begin(), wanted.end());
  function.setPassthroughAttr(ArrayAttr::get(function.getContext(), list));
}

LLVM::LLVMFuncOp ModuleContext::declareC(StringRef name, Type result, ArrayRef<Type> parameters) {
  if (auto it = linkNames.find(name); it != linkNames.end())
    if (auto function = dyn_cast<LLVM::LLVMFuncOp>(it->second))
      return function;
  OpBuilder builder(module.getBodyRegion());
  builder.setInsertionPointToEnd(module.getBody());
  auto type = LLVM::LLVMFunctionType::get(result ? result : Type(LLVM::LLVMVoidType::get(context())), parameters);
  auto function = LLVM::LLVMFuncOp::create(builder, UnknownLoc::get(context()), name, type);
  function.setNoUnwind(true);
  SmallVector<Attribute> passthrough;
  addRuntimeAttributes(function, passthrough);
  if (!passthrough.empty())
    function.setPassthroughAttr(builder.getArrayAttr(passthrough));
  linkNames[name] = function;
  return function;
}

LLVM::GlobalOp ModuleContext::constantBytes(StringRef bytes, uint64_t align) {
  LLVM::GlobalOp &slot = constants[bytes];
  if (slot && slot.getAlignment().value_or(1) >= align)
    return slot;
  OpBuilder builder(module.getBodyRegion());
  builder.setInsertionPointToEnd(module.getBody());
  std::string name = fmt::format("fx.const.{}", counter++);
  slot = LLVM::GlobalOp::create(builder, UnknownLoc::get(context()), this->bytes(bytes.size()), /*isConstant=*/true, LLVM::Linkage::Private, name,
                                builder.getStringAttr(bytes), align);
  slot.setUnnamedAddr(LLVM::UnnamedAddr::Global);
  return slot;
}

void TargetHooks::trap(Operation *, FunctionContext &context) const { LLVM::Trap::create(context.builder, context.here); }

// ---- Values ----

Value FunctionContext::constant(Type type, int64_t value) {
  return LLVM::ConstantOp::create(builder, here, type, builder.getIntegerAttr(type, value));
}

Value FunctionContext::addressOf(Operation *global, unsigned space) {
  auto name = global->getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName());
  return LLVM::AddressOfOp::create(builder, here, module.pointer(space), FlatSymbolRefAttr::get(name));
}

Value FunctionContext::advance(Value pointer, uint64_t bytes) {
  if (bytes == 0)
    return pointer;
  Location loc = here;
  auto flags = LLVM::GEPNoWrapFlags::inbounds | LLVM::GEPNoWrapFlags::nuw;
  if (bytes <= uint64_t(INT32_MAX))
    return LLVM::GEPOp::create(builder, loc, pointer.getType(), module.integer(8), pointer, ArrayRef<LLVM::GEPArg>{int32_t(bytes)}, flags);
  Value amount = constant64(bytes);
  return LLVM::GEPOp::create(builder, loc, pointer.getType(), module.integer(8), pointer, ArrayRef<LLVM::GEPArg>{amount}, flags);
}

Value FunctionContext::emptyAddress(uint64_t align) { return LLVM::IntToPtrOp::create(builder, here, module.pointer(), constant64(align)); }

Value FunctionContext::allocate(uint64_t size, uint64_t align) {
  if (size == 0)
    return emptyAddress(align);
  OpBuilder::InsertionGuard guard(builder);
  Block *entry = &function.getBody().front();
  if (lastAlloca)
    builder.setInsertionPointAfter(lastAlloca);
  else
    builder.setInsertionPointToStart(entry);
  Location loc = builder.getUnknownLoc();
  unsigned space = module.conventions().stackSpace;
  Value one = constant(module.integer(32), 1);
  Value storage = LLVM::AllocaOp::create(builder, loc, module.pointer(space), module.bytes(size), one, unsigned(align));
  if (space != 0)
    storage = LLVM::AddrSpaceCastOp::create(builder, loc, module.pointer(), storage);
  lastAlloca = storage.getDefiningOp();
  return storage;
}

// ---- Memory ----

/// The LLVM type that a leaf has in memory, where it is not its SSA type.
static Type wideBool(Type converted, Type leaf) {
  Type byte = IntegerType::get(leaf.getContext(), 8);
  if (converted.isInteger(1))
    return byte;
  if (auto vector = dyn_cast<VectorType>(converted); vector && vector.getElementType().isInteger(1))
    return VectorType::get(vector.getShape(), byte);
  return Type();
}

Value FunctionContext::loadLeaf(Value pointer, Type leaf, uint64_t align) {
  Location loc = here;
  Type type = module.convert(leaf);
  Type wide = wideBool(type, leaf);
  Value loaded = LLVM::LoadOp::create(builder, loc, wide ? wide : type, pointer, unsigned(align));
  if (!wide)
    return loaded;
  // A stored bool is 0 or 1: saying so lets LLVM use the byte as it is.
  return LLVM::TruncOp::create(builder, loc, type, loaded, LLVM::IntegerOverflowFlags::nuw);
}

void FunctionContext::storeLeaf(Value value, Value pointer, Type leaf, uint64_t align) {
  Location loc = here;
  if (Type wide = wideBool(value.getType(), leaf))
    value = LLVM::ZExtOp::create(builder, loc, wide, value);
  LLVM::StoreOp::create(builder, loc, value, pointer, unsigned(align));
}

static uint64_t alignAt(uint64_t align, uint64_t offset) { return offset == 0 ? align : std::min(align, offset & -offset); }

Value FunctionContext::loadPiece(Value place, const Piece &piece, uint64_t align) {
  Value at = advance(place, piece.offset);
  if (piece.leaf)
    return loadLeaf(at, piece.leaf, alignAt(align, piece.offset));
  return LLVM::LoadOp::create(builder, here, piece.type, at, unsigned(alignAt(align, piece.offset)));
}

void FunctionContext::storePiece(Value value, Value place, const Piece &piece, uint64_t align) {
  Value at = advance(place, piece.offset);
  if (piece.leaf)
    return storeLeaf(value, at, piece.leaf, alignAt(align, piece.offset));
  LLVM::StoreOp::create(builder, here, value, at, unsigned(alignAt(align, piece.offset)));
}

void FunctionContext::copyBytes(Value from, Value to, Type type) {
  ir::SizeAlign memory = module.layout().of(type);
  if (memory.size == 0)
    return;
  if (Type leaf = fx::leafOf(type))
    return storeLeaf(loadLeaf(from, leaf, memory.align), to, leaf, memory.align);
  // As bytes: padding and unions make leaves an unsafe copy of what they cover.
  auto copy = LLVM::MemcpyOp::create(builder, here, to, from, constant64(memory.size), /*isVolatile=*/false);
  // Without alignment a GPU copies byte by byte.
  auto aligned = builder.getDictionaryAttr(builder.getNamedAttr("llvm.align", builder.getI64IntegerAttr(int64_t(memory.align))));
  auto none = builder.getDictionaryAttr({});
  copy.setArgAttrsAttr(builder.getArrayAttr({aligned, aligned, none}));
}

Value FunctionContext::callC(StringRef name, Type result, ArrayRef<Value> arguments) {
  SmallVector<Type> types;
  for (Value argument : arguments)
    types.push_back(argument.getType());
  LLVM::LLVMFuncOp callee = module.declareC(name, result, types);
  auto call = LLVM::CallOp::create(builder, here, callee, arguments);
  return call.getNumResults() ? call.getResult() : Value();
}

/// fx_site of runtime/Abi.h: file, line, column, expression, variable.
Value FunctionContext::site(Operation *op, StringRef variable) {
  FileLineColLoc at = fileLineOf(op->getLoc());
  std::string file = at ? at.getFilename().str() : "";
  uint32_t line = at ? at.getLine() : 0, column = at ? at.getColumn() : 0;
  LLVM::GlobalOp &slot = module.sites[fmt::format("{}:{}:{}:{}", file, line, column, variable.str())];
  if (!slot) {
    MLIRContext *mlir = module.context();
    LLVM::GlobalOp text = module.constantBytes((file + Twine('\0')).str(), 1);
    LLVM::GlobalOp name = variable.empty() ? LLVM::GlobalOp() : module.constantBytes((variable + Twine('\0')).str(), 1);
    OpBuilder global(module.module.getBodyRegion());
    global.setInsertionPointToEnd(module.module.getBody());
    Type word = module.integer(32), pointer = module.pointer();
    Type type = LLVM::LLVMStructType::getLiteral(mlir, {pointer, word, word, pointer, pointer});
    Location loc = UnknownLoc::get(mlir);
    slot = LLVM::GlobalOp::create(global, loc, type, /*isConstant=*/true, LLVM::Linkage::Private, fmt::format("fx.site.{}", module.counter++),
                                  Attribute(), module.layout().alignOf(pointer));
    Block *block = new Block;
    slot.getInitializerRegion().push_back(block);
    global.setInsertionPointToStart(block);
    Value null = LLVM::ZeroOp::create(global, loc, pointer);
    Value parts[] = {LLVM::AddressOfOp::create(global, loc, pointer, text.getSymName()),
                     LLVM::ConstantOp::create(global, loc, word, global.getI32IntegerAttr(int32_t(line))),
                     LLVM::ConstantOp::create(global, loc, word, global.getI32IntegerAttr(int32_t(column))), null,
                     name ? Value(LLVM::AddressOfOp::create(global, loc, pointer, name.getSymName())) : null};
    Value whole = LLVM::PoisonOp::create(global, loc, type);
    for (auto [index, part] : llvm::enumerate(parts))
      whole = LLVM::InsertValueOp::create(global, loc, whole, part, ArrayRef<int64_t>{int64_t(index)});
    LLVM::ReturnOp::create(global, loc, whole);
  }
  return addressOf(slot);
}

LogicalResult FunctionContext::fail(Operation *op, diag::Message message) {
  module.failed = true;
  module.diags.report(ir::rangeOf(op->getLoc()), std::move(message));
  return failure();
}

} // namespace fornax::lower
