"""The home of operations of warps in 1.0 releases; `max.gpu.primitives.warp` is their home now."""

from max.gpu.primitives.warp import *
