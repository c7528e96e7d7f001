#pragma once
// The question "what is the value of this closed call?", asked by sema and irgen, answered by frontend over irgen, ownership and comptime.

#include "diagnostics/Diagnostic.h"
#include "sema/terms/Terms.h"
#include <string>
#include <vector>

namespace fornax::sema {

/// Which target's answers a compile-time evaluation sees. 0 is the host.
using TargetIndex = uint32_t;

struct EvalFrame {
  std::string function;
  SourceRange range;
};

struct EvalResult {
  enum class Failure : uint8_t {
    None,
    NotNow,     // no evaluator: treat the call as opaque
    BrokenBody, // a callee has errors; they have been reported
    Error,      // `message` says what went wrong, `stack` where
  };
  Term value;
  Failure failure = Failure::None;
  std::string message;          // in words
  diag::Message reason;         // the interpreter's own diagnostic; without definition for what it does not know
  std::vector<EvalFrame> stack; // innermost first
  bool touchedTarget = false;
  explicit operator bool() const { return failure == Failure::None; }
};

enum class LayoutQuery : uint8_t { Size, Align, FieldOffset };

struct Evaluator {
  /// A Call term whose function, parameters and arguments are closed.
  virtual EvalResult call(Context &, Term call, TargetIndex) = 0;
  /// The values a `comptime for` runs over: calls `__iter__` and `__next__` of a closed iterable until it stops.
  virtual EvalResult iterate(Context &, Term iterable, TargetIndex, llvm::SmallVectorImpl<Term> &values) = 0;
  virtual EvalResult layout(Context &, LayoutQuery, Type, unsigned field, TargetIndex) = 0;
  /// Reads a field of a closed Object or Bytes value.
  virtual Term member(Context &, Term value, unsigned field) = 0;
  /// What a target answers; null while nobody can say. `operands` come after the target.
  virtual Term targetQuery(Context &, QueryKind, llvm::ArrayRef<Term>, Type, TargetIndex) { return {}; }
  /// The result types of an inline MLIR operation written without `_type`; empty if it cannot be inferred.
  virtual std::vector<std::string> mlirResults(llvm::StringRef operation, llvm::ArrayRef<std::string> operandTypes,
                                               llvm::ArrayRef<std::string> attributes) = 0;
  virtual ~Evaluator();
};

/// Answers "not now" to everything: for tests of sema alone.
struct NullEvaluator final : Evaluator {
  EvalResult call(Context &, Term, TargetIndex) override;
  EvalResult iterate(Context &, Term, TargetIndex, llvm::SmallVectorImpl<Term> &) override;
  EvalResult layout(Context &, LayoutQuery, Type, unsigned, TargetIndex) override;
  Term member(Context &, Term, unsigned) override;
  std::vector<std::string> mlirResults(llvm::StringRef, llvm::ArrayRef<std::string>, llvm::ArrayRef<std::string>) override;
};

/// Evaluates what can be evaluated in a closed term now (calls); the term itself where it cannot. Reports failures outside conditions at `range`.
Term evaluateClosed(Context &, Term, SourceRange);
/// A term without parameters, its calls replaced by their values; another one as it is.
Term settled(Context &, Term, SourceRange);

} // namespace fornax::sema
