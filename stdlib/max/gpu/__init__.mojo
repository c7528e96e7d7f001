"""What kernels use: their place in the grid, synchronisation, warp operations."""

from max.gpu.ids import (
    WARP_SIZE, block_dim, block_idx, global_idx, grid_dim, lane_id, sm_id, thread_idx, warp_id,
)
from max.gpu.primitives import block, warp
from max.gpu.sync import Scope, barrier, named_barrier, syncwarp, threadfence
from max.gpu.memory import async_copy, async_copy_commit_group, async_copy_wait_all, async_copy_wait_group, external_memory
