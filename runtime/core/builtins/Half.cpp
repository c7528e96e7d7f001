// Conversions of half precision and bfloat16. The values travel as the C types that LLVM's calls use; the work is on their bits, because a plain
// conversion here would call the function it stands in.
#include "runtime/core/builtins/Float.h"

using namespace fornax::runtime;

template <class To, class From> static To bitsOf(From value) { return __builtin_bit_cast(To, value); }

extern "C" {
__bf16 __truncsfbf2(float value) { return bitsOf<__bf16>(narrow<Single, Bfloat>(bitsOf<uint32_t>(value))); }
__bf16 __truncdfbf2(double value) { return bitsOf<__bf16>(narrow<Double, Bfloat>(bitsOf<uint64_t>(value))); }
float __extendbfsf2(__bf16 value) { return bitsOf<float>(widen<Bfloat, Single>(bitsOf<uint16_t>(value))); }
_Float16 __truncsfhf2(float value) { return bitsOf<_Float16>(narrow<Single, Half>(bitsOf<uint32_t>(value))); }
_Float16 __truncdfhf2(double value) { return bitsOf<_Float16>(narrow<Double, Half>(bitsOf<uint64_t>(value))); }
float __extendhfsf2(_Float16 value) { return bitsOf<float>(widen<Half, Single>(bitsOf<uint16_t>(value))); }
}
