#pragma once
// RuntimeFunctions.def as data, for the compiler: what to declare, what to evaluate, what to put into the JIT's symbol table.
//
//   for (const runtime::Function &f : runtime::functions) declare(f.name, f.result, f.arguments());
#include <stddef.h>
#include <stdint.h>

namespace fornax::runtime {

enum class Type : uint8_t { Void, I1, I32, I64, U32, U64, F32, F64, Ptr, Status };

enum Attribute : uint32_t {
  None = 0,
  NoUnwind = 1,
  WillReturn = 2,
  NoReturn = 4,
  Cold = 8,
  AllocLike = 16,
  FreeLike = 32,
  NoAliasResult = 64,
};

enum class Comptime : uint8_t { none, alloc, free, resize, abort };

struct Function {
  const char *name;
  Type result;
  uint8_t argumentCount;
  Type argumentTypes[12];
  uint32_t attributes;
  Comptime comptime;
};

namespace tags {
struct Void;
struct I1 {};
struct I32 {};
struct I64 {};
struct U32 {};
struct U64 {};
struct F32 {};
struct F64 {};
struct Ptr {};
struct Status {};

template <class T> inline constexpr Type typeOf = Type::Void;
template <> inline constexpr Type typeOf<I1> = Type::I1;
template <> inline constexpr Type typeOf<I32> = Type::I32;
template <> inline constexpr Type typeOf<I64> = Type::I64;
template <> inline constexpr Type typeOf<U32> = Type::U32;
template <> inline constexpr Type typeOf<U64> = Type::U64;
template <> inline constexpr Type typeOf<F32> = Type::F32;
template <> inline constexpr Type typeOf<F64> = Type::F64;
template <> inline constexpr Type typeOf<Ptr> = Type::Ptr;
template <> inline constexpr Type typeOf<Status> = Type::Status;

template <class Result, class... Args> constexpr Function describe(const char *name, Result (*)(Args...), uint32_t attributes, Comptime comptime) {
  return {name, typeOf<Result>, static_cast<uint8_t>(sizeof...(Args)), {typeOf<Args>...}, attributes, comptime};
}

inline constexpr Function table[] = {
#define FX(NAME, RESULT, ARGUMENTS, ATTRIBUTES, COMPTIME) describe(#NAME, static_cast<RESULT(*) ARGUMENTS>(nullptr), ATTRIBUTES, Comptime::COMPTIME),
#include "runtime/RuntimeFunctions.def"
};
} // namespace tags

inline constexpr auto &functions = tags::table;

constexpr const Function *findFunction(const char *name, size_t length) {
  for (const Function &function : functions) {
    size_t i = 0;
    while (i < length && function.name[i] != 0 && function.name[i] == name[i])
      ++i;
    if (i == length && function.name[i] == 0)
      return &function;
  }
  return nullptr;
}

} // namespace fornax::runtime
