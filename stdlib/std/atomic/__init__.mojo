"""Atomic operations on numbers in memory."""

from std.builtin.coord_like import CoordLike
from std.sys.info import align_of


@fieldwise_init
struct Ordering(Equatable, TrivialRegisterPassable):
    """How an atomic operation orders the memory accesses around it."""

    comptime NOT_ATOMIC = Ordering(0)
    comptime UNORDERED = Ordering(1)
    comptime RELAXED = Ordering(2)
    comptime ACQUIRE = Ordering(4)
    comptime RELEASE = Ordering(5)
    comptime ACQUIRE_RELEASE = Ordering(6)
    comptime SEQUENTIAL = Ordering(7)

    var _code: Int  # the number of LLVM's dialect


def _ordering_of_load(ordering: Ordering) -> Ordering:
    """What is left of an ordering where nothing is stored: a failed exchange."""
    if ordering == Ordering.ACQUIRE_RELEASE:
        return Ordering.ACQUIRE
    return Ordering.RELAXED if ordering == Ordering.RELEASE else ordering


@always_inline("nodebug")
def fence[ordering: Ordering = Ordering.SEQUENTIAL]():
    """Orders the memory accesses before it and those after it."""
    __mlir_op.`llvm.fence`[ordering=__mlir_attr[ordering._code, ` : i64`], _type=None]()


struct Atomic[T: CoordLike, *, scope: StaticString = ""](Movable where False):
    """A number of type `T` that threads share: `Atomic[Int64](0)`.

    The functions without `self` work on a number anywhere in memory.
    """

    comptime dtype = Self.T.DTYPE
    comptime _Machine = __mlir_type[`!fx.simd<`, SIMDLength(1), `, `, Self.T.DTYPE, `>`]
    var value: Self.T

    @implicit
    def __init__(out self, value: Self.T):
        """Starts with `value`."""
        self.value = value

    @staticmethod
    @always_inline("nodebug")
    def _wrap(value: Self._Machine) -> Self.T:
        comptime assert Self.T == Scalar[Self.dtype], "only numbers are atomic"
        return rebind[Self.T](Scalar[Self.dtype](mlir_value=value))

    @staticmethod
    @always_inline("nodebug")
    def _unwrap(value: Self.T) -> Self._Machine:
        comptime assert Self.T == Scalar[Self.dtype], "only numbers are atomic"
        return rebind[Scalar[Self.dtype]](value)._value

    @staticmethod
    @always_inline("nodebug")
    def _modify[operation: Int, ordering: Ordering](ptr: Pointer[Self.T, _, address_space = _], rhs: Self.T) -> Self.T:
        """One of LLVM's read-modify-write operations; gives the number before."""
        return Self._wrap(
            __mlir_op.`llvm.atomicrmw`[
                bin_op=__mlir_attr[operation, ` : i64`], ordering=__mlir_attr[ordering._code, ` : i64`], _type=Self._Machine
            ](ptr._address, Self._unwrap(rhs))
        )

    # ---- On a number anywhere

    @staticmethod
    @always_inline("nodebug")
    def load[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _]) -> Self.T:
        """Reads the number."""
        return Self._wrap(
            __mlir_op.`llvm.load`[
                ordering=__mlir_attr[ordering._code, ` : i64`], alignment = align_of[Scalar[Self.dtype]](), _type=Self._Machine
            ](ptr._address)
        )

    @staticmethod
    @always_inline("nodebug")
    def store[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _], value: Self.T):
        """Writes the number."""
        __mlir_op.`llvm.store`[ordering=__mlir_attr[ordering._code, ` : i64`], alignment = align_of[Scalar[Self.dtype]](), _type=None](
            Self._unwrap(value), ptr._address
        )

    @staticmethod
    @always_inline("nodebug")
    def fetch_add[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _], rhs: Self.T) -> Self.T:
        """Adds, and gives the number before."""
        return Self._modify[11 if Self.dtype.is_floating_point() else 1, ordering](ptr, rhs)

    @staticmethod
    @always_inline("nodebug")
    def fetch_sub[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _], rhs: Self.T) -> Self.T:
        """Subtracts, and gives the number before."""
        return Self._modify[12 if Self.dtype.is_floating_point() else 2, ordering](ptr, rhs)

    @staticmethod
    @always_inline("nodebug")
    def max[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _], rhs: Self.T):
        """Stores the larger one."""
        _ = Self._modify[13 if Self.dtype.is_floating_point() else 9 if Self.dtype.is_unsigned() else 7, ordering](ptr, rhs)

    @staticmethod
    @always_inline("nodebug")
    def min[*, ordering: Ordering = Ordering.SEQUENTIAL](ptr: Pointer[Self.T, _, address_space = _], rhs: Self.T):
        """Stores the smaller one."""
        _ = Self._modify[14 if Self.dtype.is_floating_point() else 10 if Self.dtype.is_unsigned() else 8, ordering](ptr, rhs)

    @staticmethod
    @always_inline("nodebug")
    def compare_exchange[
        *, success_ordering: Ordering = Ordering.SEQUENTIAL, failure_ordering: Ordering = _ordering_of_load(success_ordering)
    ](ptr: Pointer[Self.T, _, address_space = _], mut expected: Self.T, desired: Self.T) -> Bool:
        """Stores `desired` where the number is `expected`; otherwise tells what it is in `expected`. Whether it has stored.

        Numbers are compared bit by bit.
        """
        comptime assert not Self.dtype.is_floating_point(), "a floating-point number is not compared and exchanged; do it with its bits"
        comptime Pair = __mlir_type[`!llvm.struct<(`, Self._Machine, `, i1)>`]
        var pair = __mlir_op.`llvm.cmpxchg`[
            success_ordering=__mlir_attr[success_ordering._code, ` : i64`],
            failure_ordering=__mlir_attr[failure_ordering._code, ` : i64`],
            _type=Pair,
        ](ptr._address, Self._unwrap(expected), Self._unwrap(desired))
        expected = Self._wrap(__mlir_op.`llvm.extractvalue`[position=__mlir_attr.`array<i64: 0>`, _type=Self._Machine](pair))
        return Bool(mlir_value=__mlir_op.`llvm.extractvalue`[position=__mlir_attr.`array<i64: 1>`, _type=__mlir_type.i1](pair))

    # ---- On its own number

    @always_inline("nodebug")
    def load[*, ordering: Ordering = Ordering.SEQUENTIAL](self) -> Self.T:
        """Reads the number."""
        return Self.load[ordering=ordering](Pointer(to=self.value))

    @always_inline("nodebug")
    def store[*, ordering: Ordering = Ordering.SEQUENTIAL](mut self, value: Self.T):
        """Writes the number."""
        Self.store[ordering=ordering](Pointer(to=self.value), value)

    @always_inline("nodebug")
    def fetch_add[*, ordering: Ordering = Ordering.SEQUENTIAL](mut self, rhs: Self.T) -> Self.T:
        """Adds, and gives the number before."""
        return Self.fetch_add[ordering=ordering](Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def fetch_sub[*, ordering: Ordering = Ordering.SEQUENTIAL](mut self, rhs: Self.T) -> Self.T:
        """Subtracts, and gives the number before."""
        return Self.fetch_sub[ordering=ordering](Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def max[*, ordering: Ordering = Ordering.SEQUENTIAL](mut self, rhs: Self.T):
        """Stores the larger one."""
        Self.max[ordering=ordering](Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def min[*, ordering: Ordering = Ordering.SEQUENTIAL](mut self, rhs: Self.T):
        """Stores the smaller one."""
        Self.min[ordering=ordering](Pointer(to=self.value), rhs)

    @always_inline("nodebug")
    def compare_exchange[
        *, success_ordering: Ordering = Ordering.SEQUENTIAL, failure_ordering: Ordering = _ordering_of_load(success_ordering)
    ](mut self, mut expected: Self.T, desired: Self.T) -> Bool:
        """Stores `desired` where the number is `expected`; otherwise tells what it is in `expected`. Whether it has stored."""
        return Self.compare_exchange[success_ordering=success_ordering, failure_ordering=failure_ordering](Pointer(to=self.value), expected, desired)

    @always_inline("nodebug")
    def __iadd__(mut self, rhs: Self.T):
        """Adds."""
        _ = self.fetch_add(rhs)

    @always_inline("nodebug")
    def __isub__(mut self, rhs: Self.T):
        """Subtracts."""
        _ = self.fetch_sub(rhs)
