"""What kernels use: their place in the grid, synchronisation, warp operations."""

from max.gpu.ids import (
    WARP_SIZE, block_dim, block_idx, global_idx, grid_dim, lane_id, sm_id, thread_idx, warp_id,
)
from max.gpu.primitives import block, warp
from max.gpu.sync import Scope, barrier, named_barrier, syncwarp, threadfence
from max.gpu.memory import external_memory
