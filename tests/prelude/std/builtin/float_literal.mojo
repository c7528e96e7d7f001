struct FloatLiteral[value: __mlir_type.`!fx.float_literal`](TrivialRegisterPassable):
    @always_inline("builtin")
    def __init__(out self):
        pass
