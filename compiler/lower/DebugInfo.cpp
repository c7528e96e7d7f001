#include "lower/DebugInfo.h"
#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

using namespace mlir;
namespace dwarf = llvm::dwarf;

namespace fornax::lower {

FileLineColLoc fileLineOf(Location location) {
  if (auto exact = dyn_cast<FileLineColLoc>(location))
    return exact;
  if (auto fused = dyn_cast<FusedLoc>(location)) {
    for (Location part : fused.getLocations())
      if (FileLineColLoc found = fileLineOf(part))
        return found;
    return {};
  }
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return fileLineOf(call.getCallee());
  if (auto name = dyn_cast<NameLoc>(location))
    return fileLineOf(name.getChildLoc());
  return {};
}

DebugWriter::DebugWriter(ModuleContext &module) : module(module) {
  for (auto structure : module.source.getOps<fx::StructOp>())
    if (auto name = dyn_cast<NameLoc>(structure.getLoc()))
      typeNames[fx::StructType::get(module.context(), structure.getKey())] = name.getName();
}

// ---- Scopes ----

/// A GPU's assembler optimises only without full debug information: lines always, variables under -g without optimisation.
bool DebugWriter::hasVariables() const {
  const Options &options = module.request.options;
  return options.debugInfo == DebugInfo::Full && (!module.conventions().addressSpaces || options.optLevel == OptLevel::O0);
}

LLVM::DIFileAttr DebugWriter::fileOf(StringRef path) {
  if (llvm::sys::path::is_absolute(path))
    return LLVM::DIFileAttr::get(module.context(), llvm::sys::path::filename(path), llvm::sys::path::parent_path(path));
  // As it was given, and from where: the program may be debugged in another folder.
  llvm::SmallString<128> folder;
  if (llvm::sys::fs::current_path(folder))
    folder = ".";
  return LLVM::DIFileAttr::get(module.context(), path, folder);
}

/// One unit for all files: code of one that is inlined into another would be in the other's table of lines, where no debugger looks for it.
LLVM::DICompileUnitAttr DebugWriter::unitFor(LLVM::DIFileAttr file) {
  if (unit)
    return unit;
  MLIRContext *context = module.context();
  unit = LLVM::DICompileUnitAttr::get(DistinctAttr::create(UnitAttr::get(context)), dwarf::DW_LANG_C_plus_plus_14, file,
                                      StringAttr::get(context, "fornax"), module.request.options.optLevel != OptLevel::O0,
                                      hasVariables() ? LLVM::DIEmissionKind::Full : LLVM::DIEmissionKind::DebugDirectivesOnly);
  return unit;
}

LLVM::DISubprogramAttr DebugWriter::subprogramOf(fx::FuncOp function) {
  LLVM::DISubprogramAttr &slot = subprograms[function];
  if (slot)
    return slot;
  MLIRContext *context = module.context();
  FileLineColLoc at = fileLineOf(function.getLoc());
  LLVM::DIFileAttr file = fileOf(at ? at.getFilename().getValue() : StringRef("<unknown>"));
  unsigned line = at ? at.getLine() : 0;
  // No link name: a debugger would show it in place of the name, because it cannot demangle it.
  StringRef name = function.getDebugName().value_or(function.getSymName());
  auto flags = LLVM::DISubprogramFlags::Definition;
  if (module.request.options.optLevel != OptLevel::O0)
    flags = flags | LLVM::DISubprogramFlags::Optimized;
  LLVM::DITypeAttr types[] = {LLVM::DINullTypeAttr::get(context)};
  slot = LLVM::DISubprogramAttr::get(context, DistinctAttr::create(UnitAttr::get(context)), unitFor(file), file, StringAttr::get(context, name),
                                     StringAttr(), file, line, line, flags, LLVM::DISubroutineTypeAttr::get(context, types), {}, {});
  return slot;
}

void DebugWriter::begin(FunctionContext &context) {
  LLVM::DISubprogramAttr scope = current = subprogramOf(context.source);
  inlined.clear();
  context.function->setLoc(FusedLoc::get({context.source.getLoc()}, scope, module.context()));
}

/// The inliner marks code with `callsite(fused<@callee>[…] at …)`; the symbol becomes that function's scope.
Location DebugWriter::location(Location location) {
  auto call = dyn_cast<CallSiteLoc>(location);
  if (!call)
    return location;
  auto it = inlined.find(location);
  if (it != inlined.end())
    return it->second;
  Location callee = call.getCallee();
  if (auto fused = dyn_cast<FusedLoc>(callee))
    if (auto symbol = dyn_cast_or_null<FlatSymbolRefAttr>(fused.getMetadata()))
      if (fx::FuncOp function = module.findFunction(symbol.getAttr()))
        callee = FusedLoc::get(fused.getLocations(), subprogramOf(function), module.context());
  // Both ends say their scope: MLIR's translation lends the callee's to a caller that has none.
  Location caller = call.getCaller();
  caller = isa<CallSiteLoc>(caller) ? this->location(caller) : Location(FusedLoc::get({caller}, current, module.context()));
  Location result = CallSiteLoc::get(callee, caller);
  inlined.try_emplace(location, result);
  return result;
}

// ---- Variables ----

static LLVM::DIExpressionAttr dereference(MLIRContext *context) {
  return LLVM::DIExpressionAttr::get(context, {LLVM::DIExpressionElemAttr::get(context, dwarf::DW_OP_deref, {})});
}

/// A variable's scope is the function that its location was written in.
static fx::FuncOp scopeOf(Location at, FunctionContext &context) {
  if (auto call = dyn_cast<CallSiteLoc>(at))
    if (auto fused = dyn_cast<FusedLoc>(call.getCallee()))
      if (auto symbol = dyn_cast_or_null<FlatSymbolRefAttr>(fused.getMetadata()))
        if (fx::FuncOp function = context.module.findFunction(symbol.getAttr()))
          return function;
  return context.source;
}

LLVM::DILocalVariableAttr DebugWriter::variable(StringRef name, Type type, Location at, unsigned argument, bool isReference,
                                                FunctionContext &context) {
  LLVM::DISubprogramAttr scope = subprogramOf(scopeOf(at, context));
  FileLineColLoc line = fileLineOf(at);
  LLVM::DITypeAttr description = isReference ? reference(type) : typeOf(type);
  return LLVM::DILocalVariableAttr::get(scope, name, scope.getFile(), line ? line.getLine() : 0, argument, 0, description, LLVM::DIFlags::Zero);
}

void DebugWriter::declare(StringRef name, Value address, Type type, Location at, FunctionContext &context) {
  if (!hasVariables())
    return;
  auto variable = this->variable(name, type, at, 0, false, context);
  LLVM::DbgDeclareOp::create(context.builder, location(at), address, variable, LLVM::DIExpressionAttr::get(module.context(), {}));
}

void DebugWriter::value(StringRef name, Value value, Type type, Location at, FunctionContext &context) {
  if (!hasVariables())
    return;
  auto ref = dyn_cast<fx::RefType>(type);
  auto variable = this->variable(name, ref ? ref.getPointee() : type, at, 0, bool(ref), context);
  // Without optimisation registers do not outlive their last use; memory does.
  if (module.request.options.optLevel == OptLevel::O0) {
    ir::SizeAlign memory = module.layout().of(type);
    Value place = context.allocate(memory.size, memory.align);
    context.storeLeaf(value, place, type, memory.align);
    LLVM::DbgDeclareOp::create(context.builder, location(at), place, variable, LLVM::DIExpressionAttr::get(module.context(), {}));
    return;
  }
  LLVM::DbgValueOp::create(context.builder, location(at), value, variable, LLVM::DIExpressionAttr::get(module.context(), {}));
}

void DebugWriter::declareArguments(FunctionContext &context) {
  if (!hasVariables())
    return;
  for (unsigned index = 0; index != context.source.getNumArguments(); ++index)
    if (context.source.getConv(index) != fx::Conv::Error && !context.source.getArgName(index).empty())
      declareArgument(index, context);
}

/// The type as the source has it, where irgen has left it beside the machine's type.
static Type sourceTypeOf(fx::FuncOp function, unsigned index) {
  auto types = function->getAttrOfType<ArrayAttr>("fx.argument_types");
  Type type = types && index < types.size() ? cast<TypeAttr>(types[index]).getValue() : function.getArgument(index).getType();
  auto ref = dyn_cast<fx::RefType>(type);
  return ref ? ref.getPointee() : type;
}

void DebugWriter::declareArgument(unsigned index, FunctionContext &context) {
  BlockArgument argument = context.source.getArgument(index);
  Value value = context.value(argument);
  StringRef name = context.source.getArgName(index);
  Location at = context.source.getLoc();
  auto ref = dyn_cast<fx::RefType>(argument.getType());
  auto variable = this->variable(name, sourceTypeOf(context.source, index), at, index + 1, false, context);
  auto empty = LLVM::DIExpressionAttr::get(module.context(), {});
  if (ref && value.getDefiningOp<LLVM::AllocaOp>()) {
    LLVM::DbgDeclareOp::create(context.builder, at, value, variable, empty);
    return;
  }
  bool unoptimised = module.request.options.optLevel == OptLevel::O0;
  if (!unoptimised) {
    LLVM::DbgValueOp::create(context.builder, at, value, variable, ref ? dereference(module.context()) : empty);
    return;
  }
  ir::SizeAlign memory = module.layout().of(argument.getType());
  Value place = context.allocate(memory.size, memory.align);
  context.storeLeaf(value, place, argument.getType(), memory.align);
  LLVM::DbgDeclareOp::create(context.builder, at, place, variable, ref ? dereference(module.context()) : empty);
}

// ---- Types ----

LLVM::DITypeAttr DebugWriter::typeOf(Type type) {
  if (LLVM::DITypeAttr known = types.lookup(type))
    return known;
  LLVM::DITypeAttr made = makeType(type);
  types[type] = made;
  return made;
}

/// The machine's types do not know signs; names of the library do.
static bool looksUnsigned(StringRef name) { return name.contains_insensitive("uint"); }

static LLVM::DITypeAttr basic(MLIRContext *context, StringRef name, uint64_t bits, unsigned encoding) {
  return LLVM::DIBasicTypeAttr::get(context, dwarf::DW_TAG_base_type, name, bits, encoding);
}

LLVM::DITypeAttr DebugWriter::makeType(Type type) {
  MLIRContext *context = module.context();
  ir::SizeAlign memory = module.layout().of(type);
  if (type.isInteger(1))
    return basic(context, "Bool", 8, dwarf::DW_ATE_boolean);
  if (type.isIntOrIndex())
    return basic(context, fmt::format("i{}", memory.size * 8), memory.size * 8, dwarf::DW_ATE_signed);
  if (isa<FloatType>(type)) {
    std::string name;
    llvm::raw_string_ostream(name) << type;
    // Debuggers read no floats of a byte.
    bool isPlain = type.getIntOrFloatBitWidth() >= 32;
    return basic(context, name, memory.size * 8, isPlain ? dwarf::DW_ATE_float : dwarf::DW_ATE_unsigned);
  }
  if (auto vector = dyn_cast<VectorType>(type))
    return array(vector.getElementType(), uint64_t(vector.getNumElements()), memory.size * 8, true);
  if (auto fixed = dyn_cast<fx::ArrayType>(type))
    return array(fixed.getElement(), fixed.getCount(), memory.size * 8, false);
  if (auto structure = dyn_cast<fx::StructType>(type))
    return this->structure(structure);
  if (auto choice = dyn_cast<fx::UnionType>(type)) {
    SmallVector<std::string> names;
    SmallVector<std::tuple<StringRef, Type, uint64_t>> fields;
    for (size_t index = 0; index != choice.getMembers().size(); ++index)
      names.push_back(fmt::format("as{}", index));
    for (auto [index, member] : llvm::enumerate(choice.getMembers()))
      fields.push_back({names[index], member, 0});
    return members(dwarf::DW_TAG_union_type, "", memory, fields);
  }
  if (auto ref = dyn_cast<fx::RefType>(type))
    return reference(ref.getPointee());
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::DIDerivedTypeAttr::get(context, dwarf::DW_TAG_pointer_type, StringAttr(), LLVM::DITypeAttr(), memory.size * 8, 0, 0, std::nullopt,
                                        LLVM::DINodeAttr());
  return basic(context, "bytes", memory.size * 8, dwarf::DW_ATE_unsigned);
}

StringRef DebugWriter::nameOf(fx::StructType type) const {
  StringRef name = typeNames.lookup(type);
  return name.empty() ? type.getKey() : name;
}

LLVM::DITypeAttr DebugWriter::structure(fx::StructType type) {
  ir::SizeAlign memory = module.layout().of(type);
  // A transparent struct is its leaf: `Int`, `Float32`, `SIMD[…]`.
  if (Type leaf = type.getLeaf()) {
    LLVM::DITypeAttr base = typeOf(leaf);
    if (leaf.isInteger() && !leaf.isInteger(1) && looksUnsigned(nameOf(type)))
      base = basic(module.context(), fmt::format("u{}", memory.size * 8), memory.size * 8, dwarf::DW_ATE_unsigned);
    return named(dwarf::DW_TAG_typedef, nameOf(type), base, memory);
  }
  SmallVector<std::tuple<StringRef, Type, uint64_t>> fields;
  for (const fx::FieldInfo &field : type.getBody().getFields())
    fields.push_back({field.name.getValue(), field.type, field.offset});
  return members(dwarf::DW_TAG_structure_type, nameOf(type), memory, fields);
}

LLVM::DITypeAttr DebugWriter::members(unsigned tag, StringRef name, ir::SizeAlign memory, ArrayRef<std::tuple<StringRef, Type, uint64_t>> fields) {
  MLIRContext *context = module.context();
  SmallVector<LLVM::DINodeAttr> elements;
  for (auto [field, type, offset] : fields) {
    ir::SizeAlign own = module.layout().of(type);
    elements.push_back(LLVM::DIDerivedTypeAttr::get(context, dwarf::DW_TAG_member, StringAttr::get(context, field), typeOf(type), own.size * 8,
                                                    uint32_t(own.align * 8), offset * 8, std::nullopt, LLVM::DINodeAttr()));
  }
  return LLVM::DICompositeTypeAttr::get(context, tag, StringAttr::get(context, name), LLVM::DIFileAttr(), 0, LLVM::DIScopeAttr(), LLVM::DITypeAttr(),
                                        LLVM::DIFlags::Zero, memory.size * 8, memory.align * 8, {}, {}, {}, {}, elements);
}

LLVM::DITypeAttr DebugWriter::array(Type element, uint64_t count, uint64_t bits, bool isVector) {
  MLIRContext *context = module.context();
  auto size = IntegerAttr::get(IntegerType::get(context, 64), int64_t(count));
  auto range = LLVM::DISubrangeAttr::get(context, size, {}, {}, {});
  return LLVM::DICompositeTypeAttr::get(context, dwarf::DW_TAG_array_type, StringAttr(), LLVM::DIFileAttr(), 0, LLVM::DIScopeAttr(), typeOf(element),
                                        isVector ? LLVM::DIFlags::Vector : LLVM::DIFlags::Zero, bits, 0, {}, {}, {}, {}, {range});
}

LLVM::DITypeAttr DebugWriter::reference(Type pointee) {
  return LLVM::DIDerivedTypeAttr::get(module.context(), dwarf::DW_TAG_reference_type, StringAttr(), typeOf(pointee), 64, 0, 0, std::nullopt,
                                      LLVM::DINodeAttr());
}

LLVM::DITypeAttr DebugWriter::named(unsigned tag, StringRef name, LLVM::DITypeAttr base, ir::SizeAlign memory) {
  MLIRContext *context = module.context();
  return LLVM::DIDerivedTypeAttr::get(context, tag, StringAttr::get(context, name), base, memory.size * 8, 0, 0, std::nullopt, LLVM::DINodeAttr());
}

} // namespace fornax::lower
