@fieldwise_init
struct DType(TrivialRegisterPassable):
    var _code: __mlir_type.i8
