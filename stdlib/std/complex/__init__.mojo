"""Complex numbers."""

from std.builtin.functions import abs
from std.complex.complex import ComplexFloat32, ComplexFloat64, ComplexScalar, ComplexSIMD
