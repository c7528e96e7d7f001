def print(text: StringLiteral[_]):
    _ = external_call["write", __mlir_type.i64](
        __mlir_op.`arith.constant`[value=__mlir_attr.`1 : i32`, _type=__mlir_type.i32](), text.data(), text.byte_length()._value
    )
    newline()


def newline():
    comptime end = "\n"
    _ = external_call["write", __mlir_type.i64](
        __mlir_op.`arith.constant`[value=__mlir_attr.`1 : i32`, _type=__mlir_type.i32](), end.data(), end.byte_length()._value
    )


def print(value: Int):
    if value < 0:
        digit(45)
        digits(0 - value)
    else:
        digits(value)
    newline()


def digits(value: Int):
    var rest = value
    var power = 1
    while power * 10 <= value:
        power = power * 10
    while power > 0:
        var d = 0
        while rest - d * power > power - 1:
            d += 1
        digit(48 + d)
        rest = rest - d * power
        var next = 0
        while (next + 1) * 10 <= power:
            next += 1
        power = next


def digit(code: Int):
    _ = external_call["putchar", __mlir_type.i32](__mlir_op.`arith.trunci`[_type=__mlir_type.i32](code._value))
    _ = external_call["fflush", __mlir_type.i32](__mlir_op.`llvm.mlir.zero`[_type=__mlir_type.`!llvm.ptr`]())
