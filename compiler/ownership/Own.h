#pragma once
// Ownership of one function: is everything initialised where it is used, who destroys it and when, does a call alias what it writes?

#include "diagnostics/Engine.h"
#include "ir/IR.h"

namespace fornax::ownership {

/// Check: reports, changes nothing (the self-check instance of a generic function). Insert: rewrites an instance whose generic form was
/// checked; calls and interior references are not looked at again, and an error means that the two forms disagree. Full: both, for a
/// function whose only instance this is.
enum class Mode { Check, Insert, Full };

/// Whether the rewritten function is proved again; builds with assertions do.
enum class Reprove { No, Yes };
#ifdef NDEBUG
constexpr Reprove DefaultReprove = Reprove::No;
#else
constexpr Reprove DefaultReprove = Reprove::Yes;
#endif

/// Before: a function as irgen writes it. After, in the rewriting modes and if true is returned: the same control flow with `fx.destroy`s,
/// blocks on edges that got one, implicit copies settled; origins, place numbers, `use`, `extend` and `assign` are gone. On false the
/// function is unchanged and errors were reported. Touches nothing outside the function, so functions can be owned in parallel.
bool own(fx::FuncOp func, Mode mode, diag::Engine &diags, Reprove reprove = DefaultReprove);

} // namespace fornax::ownership
