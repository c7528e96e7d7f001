"""Atomic operations on numbers in memory."""

from std.sys.info import align_of

# Codes of LLVM's dialect: orderings and read-modify-write operations.
comptime _SEQ_CST = __mlir_attr.`7 : i64`


@fieldwise_init
struct Ordering(Equatable, TrivialRegisterPassable):
    """How an atomic operation orders the memory accesses around it."""

    comptime RELAXED = Ordering(2)
    comptime ACQUIRE = Ordering(4)
    comptime RELEASE = Ordering(5)
    comptime ACQUIRE_RELEASE = Ordering(6)
    comptime SEQUENTIAL = Ordering(7)

    var _code: Int


struct Atomic[dtype: DType, *, scope: StaticString = ""]:
    """A number that threads share."""

    var value: Scalar[Self.dtype]

    @implicit
    def __init__(out self, value: Scalar[Self.dtype]):
        """Starts with `value`."""
        self.value = value

    @staticmethod
    @always_inline("nodebug")
    def load(ptr: Pointer[Scalar[Self.dtype], _, address_space = _]) -> Scalar[Self.dtype]:
        """Reads the number."""
        return Scalar[Self.dtype](
            mlir_value=__mlir_op.`llvm.load`[
                ordering=_SEQ_CST, alignment = align_of[Scalar[Self.dtype]](), _type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]
            ](ptr._address)
        )

    @staticmethod
    @always_inline("nodebug")
    def store(ptr: Pointer[Scalar[Self.dtype], _, address_space = _], value: Scalar[Self.dtype]):
        """Writes the number."""
        __mlir_op.`llvm.store`[ordering=_SEQ_CST, alignment = align_of[Scalar[Self.dtype]](), _type=None](value._value, ptr._address)

    @staticmethod
    @always_inline("nodebug")
    def fetch_add(ptr: Pointer[Scalar[Self.dtype], _, address_space = _], rhs: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Adds, and gives the number before."""
        comptime if Self.dtype.is_floating_point():
            return Scalar[Self.dtype](
                mlir_value=__mlir_op.`llvm.atomicrmw`[
                    bin_op=__mlir_attr.`11 : i64`, ordering=_SEQ_CST, _type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]
                ](ptr._address, rhs._value)
            )
        else:
            return Scalar[Self.dtype](
                mlir_value=__mlir_op.`llvm.atomicrmw`[
                    bin_op=__mlir_attr.`1 : i64`, ordering=_SEQ_CST, _type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]
                ](ptr._address, rhs._value)
            )

    @staticmethod
    @always_inline("nodebug")
    def fetch_sub(ptr: Pointer[Scalar[Self.dtype], _, address_space = _], rhs: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Subtracts, and gives the number before."""
        return Atomic.fetch_add(ptr, -rhs)

    @staticmethod
    @always_inline("nodebug")
    def max(ptr: Pointer[Scalar[Self.dtype], _, address_space = _], rhs: Scalar[Self.dtype]):
        """Stores the larger one."""
        comptime T = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]
        comptime if Self.dtype.is_floating_point():
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`13 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)
        elif Self.dtype.is_unsigned():
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`9 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)
        else:
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`7 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)

    @staticmethod
    @always_inline("nodebug")
    def min(ptr: Pointer[Scalar[Self.dtype], _, address_space = _], rhs: Scalar[Self.dtype]):
        """Stores the smaller one."""
        comptime T = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.dtype, `>`]
        comptime if Self.dtype.is_floating_point():
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`14 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)
        elif Self.dtype.is_unsigned():
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`10 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)
        else:
            _ = __mlir_op.`llvm.atomicrmw`[bin_op=__mlir_attr.`8 : i64`, ordering=_SEQ_CST, _type=T](ptr._address, rhs._value)

    @always_inline("nodebug")
    def load(self) -> Scalar[Self.dtype]:
        """Reads the number."""
        return Atomic.load(Pointer(to=self.value))

    @always_inline("nodebug")
    def fetch_add(mut self, rhs: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Adds, and gives the number before."""
        return Atomic.fetch_add(Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def fetch_sub(mut self, rhs: Scalar[Self.dtype]) -> Scalar[Self.dtype]:
        """Subtracts, and gives the number before."""
        return Atomic.fetch_sub(Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def __iadd__(mut self, rhs: Scalar[Self.dtype]):
        """Adds."""
        _ = Atomic.fetch_add(Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def __isub__(mut self, rhs: Scalar[Self.dtype]):
        """Subtracts."""
        _ = Atomic.fetch_sub(Pointer(to=self.value), rhs)
