struct Error(ImplicitlyCopyable):
    var data: __mlir_type.`!llvm.ptr`
    var length: Int

    @implicit
    def __init__(out self, text: StringLiteral[_]):
        self.data = text.data()
        self.length = text.byte_length()
