// Variadic arguments: an array of element addresses, and the library's list or pack over it.

#include "irgen/Emit.h"

namespace fornax::irgen {

using namespace sema;
namespace LLVM = mlir::LLVM;
using llvm::cast, llvm::dyn_cast;

/// The function that writes the fields of a list or pack. Its body is in the form that ownership leaves behind: the library declares no
/// constructor, so that nothing but a call can make one.
static std::string packMaker(Emitter &e, fx::StructType type, llvm::ArrayRef<mlir::Type> fields) {
  TargetState &target = *e.instances.targets[e.target];
  std::string symbol = "pack " + type.getKey().str();
  if (mlir::SymbolTable::lookupSymbolIn(*target.module, symbol))
    return symbol;
  mlir::OpBuilder b(e.b.getContext());
  b.setInsertionPointToEnd(target.module->getBody());
  llvm::SmallVector<mlir::Type, 3> inputs(fields);
  inputs.push_back(fx::RefType::get(type));
  llvm::SmallVector<fx::Conv, 3> convs(fields.size(), fx::Conv::Imm);
  convs.push_back(fx::Conv::Out);
  auto func = fx::FuncOp::create(b, e.loc, symbol, b.getFunctionType(inputs, {}), fx::ConvsAttr::get(b.getContext(), convs));
  func.setInlineKind(fx::InlineKind::NoDebug);
  markOwned(func);
  b.setInsertionPointToEnd(func.addEntryBlock());
  for (unsigned i = 0; i < fields.size(); ++i)
    fx::StoreOp::create(b, e.loc, func.getArgument(i), fx::FieldOp::create(b, e.loc, func.getArgument(unsigned(fields.size())), i));
  fx::ReturnOp::create(b, e.loc);
  return symbol;
}

static Value constantI64(Emitter &e, int64_t value) { return mlir::arith::ConstantOp::create(e.b, e.loc, e.b.getI64IntegerAttr(value)); }

/// The number of elements of a forwarded pack: known from its type, the last parameter of which is the list of types.
static std::optional<size_t> staticLength(Emitter &e, const checked::Expr *pack) {
  Type type = typeOf(*e.frame, pack->type, pack->range);
  if (!isKind(type, TermKind::Struct) || argumentsOf(type).empty() || !isKind(argumentsOf(type).back(), TermKind::List))
    return std::nullopt;
  return argumentsOf(type).back()->count;
}

namespace {
/// The element addresses while they are gathered.
struct Elements {
  llvm::SmallVector<Value, 8> addresses;
  Value storage, length; // a lone forwarded list is passed on as it is
};
} // namespace

static void addElement(Emitter &e, const checked::Expr *element, bool isOwned, Elements &into) {
  Value place;
  if (isOwned) {
    auto *move = dyn_cast<checked::Move>(element);
    place = move ? emitPlace(e, move->place) : emitTemporary(e, element);
  } else {
    place = emitPlace(e, element);
  }
  if (e.failed)
    return;
  mlir::Location outer = e.loc;
  moveTo(e, element->range); // messages about the element point to it
  into.addresses.push_back(fx::AddressOfOp::create(e.b, e.loc, place));
  e.loc = outer;
  mlir::Type type = cast<fx::RefType>(place.getType()).getPointee();
  if (isOwned && !fx::lifecycleOf(type).trivialDestroy)
    fx::ForgetOp::create(e.b, e.loc, place); // the list owns it from here on
}

static void addForwarded(Emitter &e, const checked::PackMake &make, const checked::Expr *pack, Elements &into) {
  const checked::Expr *source = pack;
  auto *temporary = dyn_cast<checked::TemporaryPlace>(pack);
  auto *move = dyn_cast<checked::Move>(temporary ? temporary->value : pack);
  if (move)
    source = move->place;
  Value place = isPlace(source) ? emitPlace(e, source) : emitTemporary(e, source);
  auto type = dyn_cast<fx::StructType>(cast<fx::RefType>(place.getType()).getPointee());
  if (e.failed || !type || type.getBody().getFields().empty())
    return fail(e);
  Value storage = load(e, fx::FieldOp::create(e.b, e.loc, place, 0));
  std::optional<size_t> length = staticLength(e, pack);
  if (make.segments.size() == 1) {
    into.storage = storage;
    if (type.getBody().getFields().size() > 1)
      into.length = load(e, fx::FieldOp::create(e.b, e.loc, place, 1));
    else if (make.isHomogeneous && length)
      into.length = constantI64(e, int64_t(*length));
  } else if (length) {
    mlir::Type pointer = LLVM::LLVMPointerType::get(e.b.getContext());
    for (size_t i = 0; i < *length; ++i) {
      Value at = fx::OffsetOp::create(e.b, e.loc, storage, constantI64(e, int64_t(i)), pointer);
      into.addresses.push_back(LLVM::LoadOp::create(e.b, e.loc, pointer, at));
    }
  } else {
    report(e.instances, e.site(pack->range), messages::invalidOperation("*", "a list whose length is not known cannot stand beside other arguments"));
    fail(e);
  }
  if (move && !e.failed)
    fx::ForgetOp::create(e.b, e.loc, place);
}

void emitPackInto(Emitter &e, const checked::PackMake &make, Value place) {
  auto type = dyn_cast<fx::StructType>(cast<fx::RefType>(place.getType()).getPointee());
  if (!type)
    return fail(e);
  Elements elements;
  for (const checked::PackSegment &segment : make.segments)
    if (segment.element)
      addElement(e, segment.element, make.isOwned, elements);
    else
      addForwarded(e, make, segment.forwarded, elements);
  if (e.failed)
    return;
  mlir::Type pointer = LLVM::LLVMPointerType::get(e.b.getContext());
  if (!elements.storage) {
    int64_t count = int64_t(elements.addresses.size());
    elements.storage = fx::StackOp::create(e.b, e.loc, std::max<int64_t>(count, 1), pointer);
    for (auto [index, address] : llvm::enumerate(elements.addresses)) {
      Value at = fx::OffsetOp::create(e.b, e.loc, elements.storage, constantI64(e, int64_t(index)), pointer);
      LLVM::StoreOp::create(e.b, e.loc, address, at);
    }
    elements.length = constantI64(e, count);
  }
  llvm::SmallVector<Value, 3> values{elements.storage};
  llvm::SmallVector<mlir::Type, 2> fields{pointer};
  if (type.getBody().getFields().size() > 1) {
    values.push_back(elements.length);
    fields.push_back(e.b.getI64Type());
  }
  values.push_back(place);
  std::string symbol = packMaker(e, type, fields);
  llvm::SmallVector<fx::Conv, 3> convs(fields.size(), fx::Conv::Imm);
  convs.push_back(fx::Conv::Out);
  fx::CallOp::create(e.b, e.loc, llvm::StringRef(symbol), fx::ConvsAttr::get(e.b.getContext(), convs), values);
}

} // namespace fornax::irgen
