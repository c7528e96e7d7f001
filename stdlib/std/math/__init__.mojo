"""Mathematics: functions of numbers and vectors of numbers, the same on CPUs and GPUs."""

from std.math._basic import (
    ceil, ceildiv, clamp, copysign, e, factorial, floor, fma, gcd, hypot, inf, isclose, isfinite, isinf, isnan, isqrt, lcm, nan, pi, rsqrt,
    sqrt, tau, trunc, align_down, align_up,
)
from std.math.exponential import exp, exp2, exp_approx_f32, expm1, ldexp, log, log10, log1p, log2, logb, scalb
from std.math.trigonometry import acos, asin, atan, atan2, cos, sin, sincos, tan
