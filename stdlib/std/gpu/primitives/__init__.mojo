"""The home of operations of warps in 1.0 releases; `max.gpu.primitives` is their home now."""

from max.gpu.primitives import block
from std.gpu.primitives import warp
