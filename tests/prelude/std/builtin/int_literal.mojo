struct IntLiteral[value: __mlir_type.`!fx.int_literal`](TrivialRegisterPassable):
    @always_inline("builtin")
    def __init__(out self):
        pass

    @always_inline("builtin")
    def __neg__(self) -> IntLiteral[__literal_neg[Self.value]()]:
        return {}
