// Signatures of function types and callable traits as terms.
#include "sema/terms/FunctionTypes.h"
#include "sema/terms/TermTable.h"

using llvm::ArrayRef;

namespace fornax::sema {

Term makeSignature(Context &ctx, const SignatureTerm &signature) {
  SignatureShape shape;
  llvm::SmallVector<Term, 16> operands;
  for (const auto &own : signature.parameters) {
    shape.own.push_back({own.name, own.group, bool(own.defaultValue)});
    operands.push_back(own.type);
    if (own.defaultValue)
      operands.push_back(own.defaultValue);
  }
  for (const auto &argument : signature.arguments) {
    shape.arguments.push_back(
        {argument.name, argument.convention, argument.kind, argument.isPack, bool(argument.origin), bool(argument.addressSpace)});
    operands.push_back(argument.type);
    if (argument.origin)
      operands.push_back(argument.origin);
    if (argument.addressSpace)
      operands.push_back(argument.addressSpace);
  }
  operands.push_back(signature.result);
  operands.push_back(signature.raises);
  if (signature.resultOrigin)
    operands.push_back(signature.resultOrigin);
  if (signature.resultSpace)
    operands.push_back(signature.resultSpace);
  operands.append(signature.wheres.begin(), signature.wheres.end());
  shape.hasResultOrigin = bool(signature.resultOrigin);
  shape.hasResultSpace = bool(signature.resultSpace);
  shape.wheres = unsigned(signature.wheres.size());
  shape.abi = signature.abi;
  TermTable::Key key{TermKind::Signature, tableOf(ctx).intern(shape), {}, operands};
  key.binders = 1;
  return tableOf(ctx).get(key);
}

SignatureTerm readSignature(Context &ctx, Term t) {
  assert(isKind(t, TermKind::Signature));
  const SignatureShape &shape = tableOf(ctx).signatureShape(uint32_t(t->payload));
  ArrayRef<Term> rest = t->operands();
  auto next = [&] {
    Term first = rest.front();
    rest = rest.drop_front();
    return first;
  };
  SignatureTerm result;
  for (const auto &own : shape.own) {
    Type type = asType(next());
    result.parameters.push_back({own.name, own.group, type, own.hasDefault ? next() : Term()});
  }
  for (const auto &argument : shape.arguments) {
    SignatureTerm::Argument row{argument.name, argument.convention, argument.kind, argument.isPack, asType(next()), {}, {}};
    if (argument.hasOrigin)
      row.origin = next();
    if (argument.hasSpace)
      row.addressSpace = next();
    result.arguments.push_back(row);
  }
  result.result = asType(next());
  result.raises = asType(next());
  if (shape.hasResultOrigin)
    result.resultOrigin = next();
  if (shape.hasResultSpace)
    result.resultSpace = next();
  result.wheres.append(rest.begin(), rest.end());
  result.abi = shape.abi;
  return result;
}

Term rebuildSignature(Context &ctx, Term original, ArrayRef<Term> operands) {
  TermTable::Key key{TermKind::Signature, original->payload, {}, operands};
  key.binders = 1;
  return tableOf(ctx).get(key);
}

Type makePointer(Context &ctx, Term signature) { return asType(tableOf(ctx).get({TermKind::Pointer, 0, {}, {signature}})); }

Type makeCapturing(Context &ctx, Term signature) { return asType(tableOf(ctx).get({TermKind::Pointer, 1, {}, {signature}})); }

bool isCapturing(Term type) { return type && isKind(type, TermKind::Pointer) && type->payload == 1; }

Term signatureOfPointer(Type pointer) {
  assert(isKind(pointer, TermKind::Pointer));
  return pointer->operand(0);
}

} // namespace fornax::sema
