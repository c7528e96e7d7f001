"""The arguments of the program."""


def argv() -> List[StaticString]:
    """The program's name and its arguments."""
    var count = Int(0)
    var texts = Pointer[Pointer[UInt8, ImmStaticOrigin], MutUntrackedOrigin](
        mlir_value=external_call["fx_args", __mlir_type.`!llvm.ptr`](Pointer(to=count))
    )
    var result = List[StaticString](capacity=count)
    for i in range(count):
        var text = texts[unsafe_offset=i]
        result.append(StaticString(unsafe_ptr=text, length=external_call["strlen", Int](text)))
    return result^
