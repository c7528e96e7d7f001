"""Mathematics: functions of numbers and vectors of numbers, the same on CPUs and GPUs."""

from std.builtin.functions import abs, divmod, max, min, pow, round
from std.builtin.traits import Absable, Powable, Roundable
from std.math._basic import (
    align_down, align_up, cbrt, ceil, ceildiv, clamp, copysign, e, floor, fma, frexp, hypot, iota, isclose, isqrt, log2e, modf, pi, recip, remainder,
    rsqrt, sqrt, tau, trunc,
)
from std.math._traits import Ceilable, CeilDivable, CeilDivableRaising, DivModable, Floorable, Truncable
from std.math.combinatorics import comb, factorial, gcd, lcm, perm
from std.math.exponential import exp, exp2, exp_approx_f32, expm1, ldexp, log, log10, log1p, log2, logb, scalb
from std.math.hyperbolic import acosh, asinh, atanh, cosh, sinh, tanh
from std.math.special import erf, erfc, gamma, lgamma
from std.math.trigonometry import acos, asin, atan, atan2, cos, sin, sincos, tan
from std.utils.numerics import inf, isfinite, isinf, isnan, nan, nextafter, ulp
