#pragma once
// Makes nodes of a checked body: slots are shared by term and scope, lists copied into the program's arena.

#include "sema/checked/Checked.h"
#include "sema/entities/Program.h"

namespace fornax::sema {

struct Builder {
  Context &ctx;
  CheckedBody &body;
  Builder(Context &ctx, CheckedBody &body) : ctx(ctx), body(body) {}

  uint32_t scope = 0; // innermost `comptime for`
  llvm::DenseMap<Term, checked::Slot> slots;
  llvm::DenseMap<ParameterId, uint32_t> loopParameters; // of `comptime for`: the scope each belongs to

  /// A term, in the innermost compile-time scope whose loop variable it mentions.
  checked::Slot slot(Term);
  template <class T> llvm::ArrayRef<T> list(llvm::ArrayRef<T> items) { return ctx.program.arena.copy(items); }
  template <class T, class... Args> T *make(Args &&...args) { return ctx.program.arena.make<T>(std::forward<Args>(args)...); }
  /// A node of type `type`.
  template <class T> T *expr(Type type, SourceRange range) { return make<T>(slot(type), range); }
  template <class T> T *stmt(SourceRange range) { return make<T>(range); }
  LocalId addLocal(Local local, Type type);
  LocalId addTemporary(Type type, SourceRange range);
  Type typeOf(const checked::Expr *e) const { return body.type(e->type); }
  checked::Expr *error(SourceRange range);
};

} // namespace fornax::sema
