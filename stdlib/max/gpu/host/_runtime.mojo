"""What all of this package asks of the runtime."""

from std.ffi import _from_c

comptime _Handle = __mlir_type.`!llvm.ptr`


@always_inline("nodebug")
def _null() -> _Handle:
    return __mlir_op.`llvm.mlir.zero`[_type=_Handle]()


@always_inline("nodebug")
def _is_null(handle: _Handle) -> Bool:
    return Pointer[NoneType, MutUntrackedOrigin](mlir_value=handle).__int__() == 0


@always_inline("nodebug")
def _check(status: _Handle) raises:
    """The runtime answers null, or what went wrong."""
    if not _is_null(status):
        raise Error(_from_c(status))
