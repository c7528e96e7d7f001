"""The arguments of the program."""

from std.memory.memory import unsafe_alloc


def argv() -> Span[StaticString, ImmStaticOrigin]:
    """The program's name and its arguments."""
    # A list that is made at the first call and stays: its address, and how many there are.
    comptime key = StaticString("std.sys.argv")
    var cell = Pointer[UInt64, MutUntrackedOrigin](
        mlir_value=external_call["fx_global", __mlir_type.`!llvm.ptr`](
            key.unsafe_ptr(), UInt64(16), UInt64(8), __function_pointer[_make_arguments]()
        )
    )
    var list = cell.unsafe_bitcast[Pointer[StaticString, ImmStaticOrigin]]()[]
    return Span[StaticString, ImmStaticOrigin](unsafe_ptr=list, length=Int(cell[unsafe_offset=1]))


def _make_arguments(cell: __mlir_type.`!llvm.ptr`) abi("C"):
    var count = Int(0)
    var texts = Pointer[Pointer[UInt8, ImmStaticOrigin], MutUntrackedOrigin](
        mlir_value=external_call["fx_args", __mlir_type.`!llvm.ptr`](Pointer(to=count))
    )
    var list = unsafe_alloc[StaticString](max(count, 1))
    for i in range(count):
        var text = texts[unsafe_offset=i]
        list.unsafe_offset(i).unsafe_write(StaticString(unsafe_ptr=text, length=external_call["strlen", Int](text)))
    Pointer[type_of(list), MutUntrackedOrigin](mlir_value=cell)[] = list
    Pointer[Int, MutUntrackedOrigin](mlir_value=cell)[unsafe_offset=1] = count
