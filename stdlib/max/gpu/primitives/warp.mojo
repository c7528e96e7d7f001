"""Exchange of values between the threads of a warp. All of its threads take part."""

from max.gpu.ids import WARP_SIZE, lane_id

comptime _FULL = Int32(-1)


@always_inline("nodebug")
def _shuffle_word[kind: __mlir_type.`!fx.string`](value: Int32, offset: Int32, clamp: Int32, mask: Int32) -> Int32:
    comptime T = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.int32, `>`]
    comptime if Bool(mlir_value=__string_eq[kind, type_of("idx").value]()):
        return Int32(
            mlir_value=__mlir_op.`nvvm.shfl.sync`[kind=__mlir_attr.`#nvvm<shfl_kind idx>`, _type=T](
                mask._value, value._value, offset._value, clamp._value
            )
        )
    elif Bool(mlir_value=__string_eq[kind, type_of("up").value]()):
        return Int32(
            mlir_value=__mlir_op.`nvvm.shfl.sync`[kind=__mlir_attr.`#nvvm<shfl_kind up>`, _type=T](
                mask._value, value._value, offset._value, clamp._value
            )
        )
    elif Bool(mlir_value=__string_eq[kind, type_of("down").value]()):
        return Int32(
            mlir_value=__mlir_op.`nvvm.shfl.sync`[kind=__mlir_attr.`#nvvm<shfl_kind down>`, _type=T](
                mask._value, value._value, offset._value, clamp._value
            )
        )
    else:
        return Int32(
            mlir_value=__mlir_op.`nvvm.shfl.sync`[kind=__mlir_attr.`#nvvm<shfl_kind bfly>`, _type=T](
                mask._value, value._value, offset._value, clamp._value
            )
        )


@always_inline("nodebug")
def _shuffle[
    dtype: DType, length: SIMDLength, //, kind: __mlir_type.`!fx.string`
](value: SIMD[dtype, length], offset: UInt32, clamp: Int32, mask: Int32) -> SIMD[dtype, length]:
    """Lane by lane; 64-bit numbers travel as two words, narrow ones in the low bits of one."""
    var result = SIMD[dtype, length]()
    var distance = offset.cast[DType.int32]()
    comptime for i in range(Int(length)):
        comptime bits = dtype.bit_width()
        comptime if bits == 64:
            var whole = value[i].to_bits[DType.uint64]()
            var low = _shuffle_word[kind](whole.cast[DType.int32](), distance, clamp, mask)
            var high = _shuffle_word[kind]((whole >> 32).cast[DType.int32](), distance, clamp, mask)
            var joined = (high.cast[DType.uint32]().cast[DType.uint64]() << 32) | low.cast[DType.uint32]().cast[DType.uint64]()
            result[i] = Scalar[dtype](from_bits=joined)
        elif bits == 32:
            var moved = _shuffle_word[kind](value[i].to_bits[DType.uint32]().cast[DType.int32](), distance, clamp, mask)
            result[i] = Scalar[dtype](from_bits=moved.cast[DType.uint32]())
        elif bits == 16:
            var moved = _shuffle_word[kind](value[i].to_bits[DType.uint16]().cast[DType.int32](), distance, clamp, mask)
            result[i] = Scalar[dtype](from_bits=moved.cast[DType.uint16]())
        elif dtype == DType.bool:
            var moved = _shuffle_word[kind](value[i].cast[DType.int32](), distance, clamp, mask)
            result[i] = moved.cast[dtype]()
        else:
            comptime assert bits == 8, "shuffles move numbers of 8 to 64 bits"
            var moved = _shuffle_word[kind](value[i].to_bits[DType.uint8]().cast[DType.int32](), distance, clamp, mask)
            result[i] = Scalar[dtype](from_bits=moved.cast[DType.uint8]())
    return result


@always_inline("nodebug")
def shuffle_idx[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length], src_lane: UInt32) -> SIMD[dtype, length]:
    """The value of lane `src_lane`."""
    return _shuffle[type_of("idx").value](val, src_lane, Int32(WARP_SIZE - 1), _FULL)


@always_inline("nodebug")
def shuffle_up[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length], delta: UInt32) -> SIMD[dtype, length]:
    """The value of the lane `delta` below; its own in the first `delta` lanes."""
    return _shuffle[type_of("up").value](val, delta, Int32(0), _FULL)


@always_inline("nodebug")
def shuffle_down[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length], delta: UInt32) -> SIMD[dtype, length]:
    """The value of the lane `delta` above; its own in the last `delta` lanes."""
    return _shuffle[type_of("down").value](val, delta, Int32(WARP_SIZE - 1), _FULL)


@always_inline("nodebug")
def shuffle_xor[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length], mask: UInt32) -> SIMD[dtype, length]:
    """The value of the lane whose number differs in the bits of `mask`."""
    return _shuffle[type_of("bfly").value](val, mask, Int32(WARP_SIZE - 1), _FULL)


@always_inline("nodebug")
def broadcast[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The value of lane 0."""
    return shuffle_idx(val, 0)


@always_inline("nodebug")
def sum[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The sum over the lanes, in every lane."""
    var total = val
    var step = WARP_SIZE / 2
    while step > 0:
        total += shuffle_xor(total, UInt32(step))
        step /= 2
    return total


@always_inline("nodebug")
def max[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The largest value of the lanes, in every lane."""
    var best = val
    var step = WARP_SIZE / 2
    while step > 0:
        best = best._max(shuffle_xor(best, UInt32(step)))
        step /= 2
    return best


@always_inline("nodebug")
def min[dtype: DType, length: SIMDLength, //](val: SIMD[dtype, length]) -> SIMD[dtype, length]:
    """The smallest value of the lanes, in every lane."""
    var best = val
    var step = WARP_SIZE / 2
    while step > 0:
        best = best._min(shuffle_xor(best, UInt32(step)))
        step /= 2
    return best


@always_inline("nodebug")
def prefix_sum[dtype: DType, //, exclusive: Bool = False](val: Scalar[dtype]) -> Scalar[dtype]:
    """The sum over the lanes up to this one; without its own value if `exclusive`."""
    var total = val
    var lane = lane_id()
    var step = 1
    while step < WARP_SIZE:
        var below = shuffle_up(total, UInt32(step))
        if lane >= step:
            total += below
        step *= 2
    comptime if exclusive:
        return total - val
    else:
        return total


@always_inline("nodebug")
def vote[ret_type: DType = DType.uint32](pred: Bool) -> Scalar[ret_type]:
    """One bit for each lane: its `pred`."""
    comptime T = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.uint32, `>`]
    return UInt32(
        mlir_value=__mlir_op.`nvvm.vote.sync`[kind=__mlir_attr.`#nvvm<vote_sync_kind ballot>`, _type=T](_FULL._value, pred._value)
    ).cast[ret_type]()
