"""Where a thread stands in its launch."""

from std.sys.info import is_gpu

comptime _I32 = __mlir_type.i32
comptime _U32 = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.uint32, `>`]

comptime WARP_SIZE = Int(SIMDLength(mlir_value=__target_info[type_of("wave_size").value]()))
"""Threads that run in step."""


@always_inline("nodebug")
def _to_int(value: _I32) -> Int:
    return Int(UInt32(mlir_value=__mlir_op.`simd.bitcast`[_type=_U32](value)))


struct _ThreadIdx(TrivialRegisterPassable):
    """The thread's place in its block."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __getattr_param__[name: StringLiteral](self) -> Int:
        """`x`, `y` or `z`."""
        comptime assert is_gpu(), "thread and block indices exist in kernels only"
        comptime if name == "x":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.tid.x`[_type=_I32]())
        elif name == "y":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.tid.y`[_type=_I32]())
        else:
            comptime assert name == "z", "the axes are x, y and z"
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.tid.z`[_type=_I32]())


struct _BlockIdx(TrivialRegisterPassable):
    """The block's place in the grid."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __getattr_param__[name: StringLiteral](self) -> Int:
        """`x`, `y` or `z`."""
        comptime assert is_gpu(), "thread and block indices exist in kernels only"
        comptime if name == "x":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ctaid.x`[_type=_I32]())
        elif name == "y":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ctaid.y`[_type=_I32]())
        else:
            comptime assert name == "z", "the axes are x, y and z"
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ctaid.z`[_type=_I32]())


struct _BlockDim(TrivialRegisterPassable):
    """The threads of a block, along each axis."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __getattr_param__[name: StringLiteral](self) -> Int:
        """`x`, `y` or `z`."""
        comptime assert is_gpu(), "thread and block indices exist in kernels only"
        comptime if name == "x":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ntid.x`[_type=_I32]())
        elif name == "y":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ntid.y`[_type=_I32]())
        else:
            comptime assert name == "z", "the axes are x, y and z"
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.ntid.z`[_type=_I32]())


struct _GridDim(TrivialRegisterPassable):
    """The blocks of the grid, along each axis."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __getattr_param__[name: StringLiteral](self) -> Int:
        """`x`, `y` or `z`."""
        comptime assert is_gpu(), "thread and block indices exist in kernels only"
        comptime if name == "x":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.nctaid.x`[_type=_I32]())
        elif name == "y":
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.nctaid.y`[_type=_I32]())
        else:
            comptime assert name == "z", "the axes are x, y and z"
            return _to_int(__mlir_op.`nvvm.read.ptx.sreg.nctaid.z`[_type=_I32]())


struct _GlobalIdx(TrivialRegisterPassable):
    """The thread's place in the grid: `block_idx * block_dim + thread_idx`."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("nodebug")
    def __getattr_param__[name: StringLiteral](self) -> Int:
        """`x`, `y` or `z`."""
        comptime if name == "x":
            return block_idx.x * block_dim.x + thread_idx.x
        elif name == "y":
            return block_idx.y * block_dim.y + thread_idx.y
        else:
            comptime assert name == "z", "the axes are x, y and z"
            return block_idx.z * block_dim.z + thread_idx.z


comptime thread_idx = _ThreadIdx()
comptime block_idx = _BlockIdx()
comptime block_dim = _BlockDim()
comptime grid_dim = _GridDim()
comptime global_idx = _GlobalIdx()


@always_inline("nodebug")
def lane_id() -> Int:
    """The thread's place in its warp."""
    comptime assert is_gpu(), "thread and block indices exist in kernels only"
    return _to_int(__mlir_op.`nvvm.read.ptx.sreg.laneid`[_type=_I32]())


@always_inline("nodebug")
def warp_id() -> Int:
    """The warp's place in its block."""
    return (thread_idx.x + block_dim.x * (thread_idx.y + block_dim.y * thread_idx.z)) / WARP_SIZE


@always_inline("nodebug")
def sm_id() -> Int:
    """The multiprocessor that the block runs on."""
    comptime assert is_gpu(), "thread and block indices exist in kernels only"
    return _to_int(__mlir_op.`nvvm.read.ptx.sreg.smid`[_type=_I32]())
