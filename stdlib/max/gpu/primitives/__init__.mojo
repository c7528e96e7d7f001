"""Operations of warps and blocks."""

from max.gpu.primitives import block, warp
