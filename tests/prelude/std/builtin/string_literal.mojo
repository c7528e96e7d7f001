struct StringLiteral[value: __mlir_type.`!fx.string`](TrivialRegisterPassable):
    @always_inline("builtin")
    def __init__(out self):
        pass

    @always_inline("nodebug")
    def data(self) -> __mlir_type.`!llvm.ptr`:
        return __string_ptr[Self.value]()

    @always_inline("builtin")
    def byte_length(self) -> Int:
        return Int(mlir_value=__string_len[Self.value]())
