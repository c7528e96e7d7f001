"""Pointers: addresses with a type, an origin and an address space."""

from std.builtin.device_passable import DevicePassable
from std.sys.info import align_of, size_of


struct Pointer[mut: Bool, //, T: AnyType, origin: Origin[mut=mut], *, address_space: AddressSpace = AddressSpace.GENERIC](
    Comparable, DevicePassable, Hashable, Intable, TrivialRegisterPassable, Writable
):
    """The address of a value of type `T`, or of the first of several. Never null; what is reached through it lies in `origin`.

    `p[]` is as safe as the origin is exact. The operations called `unsafe_…` trust the caller about bounds, initialisation and lifetime.
    """

    comptime device_type = Self
    comptime _Machine = __mlir_type[`!llvm.ptr<`, +Self.address_space._value, `>`]
    comptime _AsMutable = Pointer[Self.T, __origin_mut_cast[Self.origin, True](), address_space = Self.address_space]

    var _address: Self._Machine

    # ---- Construction

    @always_inline("nodebug")
    def __init__(out self, *, mlir_value: Self._Machine):
        """Wraps a machine address."""
        self._address = mlir_value

    @always_inline("nodebug")
    def __init__(out self, *, ref[Self.origin, Self.address_space] to: Self.T):
        """Points to a place."""
        self._address = __get_mvalue_as_litref(to)

    @always_inline("nodebug")
    def __init__(out self, *, unsafe_from_address: Int):
        """Points to an address, which must not be 0."""
        self._address = __mlir_op.`llvm.inttoptr`[_type = Self._Machine](unsafe_from_address._value)

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: Pointer, out self: Pointer[other.T, __origin_mut_cast[other.origin, False](), address_space = other.address_space]
    ) where other.mut:
        """A pointer that only reads."""
        self._address = other._address

    @always_inline("nodebug")
    @implicit
    def __init__(
        other: Pointer, out self: Pointer[other.T, UnsafeAnyOrigin[mut = other.mut], address_space = other.address_space]
    ):
        """A pointer into any place."""
        self._address = other._address

    @staticmethod
    @always_inline("nodebug")
    def unsafe_dangling() -> Self:
        """An address that is aligned for `T` and must not be used."""
        return Self(unsafe_from_address=align_of[Self.T]())

    # ---- Access

    @always_inline("nodebug")
    def __getitem__(self) -> ref[Self.origin, Self.address_space] Self.T:
        """The value pointed to."""
        return __get_litref_as_mvalue[Self.T, Self.origin, Self.address_space](self._address)

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, *, unsafe_offset: I) -> ref[Self.origin, Self.address_space] Self.T:
        """The value `unsafe_offset` elements further on."""
        return __get_litref_as_mvalue[Self.T, Self.origin, Self.address_space](self.unsafe_offset(unsafe_offset)._address)

    @always_inline("nodebug")
    def __getitem__[I: Indexer, //](self, offset: I) -> ref[Self.origin, Self.address_space] Self.T:
        """The value `offset` elements further on; `p[unsafe_offset=i]` says more clearly what it trusts."""
        return __get_litref_as_mvalue[Self.T, Self.origin, Self.address_space](self.unsafe_offset(offset)._address)

    @always_inline("nodebug")
    def unsafe_offset[I: Indexer, //](self, offset: I) -> Self:
        """The address `offset` elements further on."""
        return Self(
            mlir_value=__mlir_op.`fx.offset`[element = Self.T, _type = Self._Machine](
                self._address, __mlir_op.`simd.cast`[_type=__mlir_type.i64](offset.__mlir_index__())
            )
        )

    @always_inline("nodebug")
    def __add__[I: Indexer, //](self, offset: I) -> Self:
        """The address `offset` elements further on."""
        return self.unsafe_offset(offset)

    @always_inline("nodebug")
    def __sub__[I: Indexer, //](self, offset: I) -> Self:
        """The address `offset` elements before."""
        return self.unsafe_offset(-index(offset))

    @always_inline("nodebug")
    def __iadd__[I: Indexer, //](mut self, offset: I):
        """Moves on by `offset` elements."""
        self = self.unsafe_offset(offset)

    @always_inline("nodebug")
    def __isub__[I: Indexer, //](mut self, offset: I):
        """Moves back by `offset` elements."""
        self = self.unsafe_offset(-index(offset))

    @always_inline("nodebug")
    def offset_from(self, other: Pointer[Self.T, _, address_space = Self.address_space]) -> Int:
        """The distance in elements."""
        return (Int(self) - Int(other)) / size_of[Self.T]()

    # ---- Whole values

    @always_inline("nodebug")
    def unsafe_write[U: Movable, //](self: Pointer[U, _, address_space = _], var value: U) where type_of(self).mut:
        """Initialises memory that holds no value yet."""
        __get_address_as_uninit_lvalue[U](self._address) = value^

    @always_inline("nodebug")
    def unsafe_write[U: Copyable, //](self: Pointer[U, _, address_space = _], *, copy: U) where type_of(self).mut:
        """Initialises memory that holds no value yet with a copy."""
        __get_address_as_uninit_lvalue[U](self._address) = copy.copy()

    @always_inline("nodebug")
    def unsafe_take_pointee[U: Movable, //](self: Pointer[U, _, address_space = _]) -> U where type_of(self).mut:
        """Moves the value out; the memory holds none afterwards."""
        return __get_address_as_owned_value[U](self._address)

    @always_inline("nodebug")
    def unsafe_deinit_pointee[U: Deinitable, //](self: Pointer[U, _, address_space = _]) where type_of(self).mut:
        """Destroys the value; the memory holds none afterwards."""
        __destroy_at[U](self._address)

    @always_inline("nodebug")
    def unsafe_write_move_from[U: Movable, //](self: Pointer[U, _], src: Pointer[U, _]) where (type_of(self).mut) & (type_of(src).mut):
        """Moves the value of `src` here."""
        __get_address_as_uninit_lvalue[U](self._address) = __get_address_as_owned_value[U](src._address)

    @always_inline("nodebug")
    def swap_pointees[U: Movable, //](self: Pointer[U, _], other: Pointer[U, _]) where (type_of(self).mut) & (type_of(other).mut):
        """Exchanges the two values."""
        var held = self.unsafe_take_pointee()
        self.unsafe_write_move_from(other)
        other.unsafe_write(held^)

    # ---- Vectors

    @always_inline("nodebug")
    def unsafe_load[
        dtype: DType, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
        invariant: Bool = False, non_temporal: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _]) -> SIMD[dtype, width]:
        """Reads `width` numbers in a row."""
        return SIMD[dtype, width](
            mlir_value=__mlir_op.`simd.load`[
                alignment=alignment, volatile=volatile, invariant=invariant, nontemporal=non_temporal,
                _type=__mlir_type[`!fx.simd<`, width, `, `, dtype, `>`],
            ](self._address)
        )

    @always_inline("nodebug")
    def unsafe_load[
        dtype: DType, I: Indexer, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
        invariant: Bool = False, non_temporal: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _], offset: I) -> SIMD[dtype, width]:
        """Reads `width` numbers in a row, `offset` elements further on."""
        return self.unsafe_offset(offset).unsafe_load[
            width, alignment=alignment, volatile=volatile, invariant=invariant, non_temporal=non_temporal
        ]()

    @always_inline("nodebug")
    def unsafe_store[
        dtype: DType, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
        non_temporal: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _], val: SIMD[dtype, width]) where type_of(self).mut:
        """Writes numbers in a row."""
        __mlir_op.`simd.store`[alignment=alignment, volatile=volatile, nontemporal=non_temporal, _type=None](val._value, self._address)

    @always_inline("nodebug")
    def unsafe_store[
        dtype: DType, I: Indexer, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
        non_temporal: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _], offset: I, val: SIMD[dtype, width]) where type_of(self).mut:
        """Writes numbers in a row, `offset` elements further on."""
        self.unsafe_offset(offset).unsafe_store[width, alignment=alignment, volatile=volatile, non_temporal=non_temporal](val)

    @always_inline("nodebug")
    def unsafe_strided_load[
        dtype: DType, //, width: SIMDLength
    ](self: Pointer[Scalar[dtype], _, address_space = _], stride: Int) -> SIMD[dtype, width]:
        """Reads `width` numbers, `stride` elements apart."""
        var result = SIMD[dtype, width]()
        comptime for i in range(Int(width)):
            result[i] = self.unsafe_load(i * stride)
        return result

    @always_inline("nodebug")
    def unsafe_strided_store[
        dtype: DType, //, width: SIMDLength
    ](self: Pointer[Scalar[dtype], _, address_space = _], val: SIMD[dtype, width], stride: Int) where type_of(self).mut:
        """Writes numbers `stride` elements apart."""
        comptime for i in range(Int(width)):
            self.unsafe_store(i * stride, val[i])

    @always_inline("nodebug")
    def unsafe_gather[
        dtype: DType, width: SIMDLength, offsets: DType, //
    ](
        self: Pointer[Scalar[dtype], _, address_space = _],
        offset: SIMD[offsets, width],
        mask: SIMD[DType.bool, width] = SIMD[DType.bool, width](fill=True),
        default: SIMD[dtype, width] = SIMD[dtype, width](),
    ) -> SIMD[dtype, width]:
        """Reads one number for each offset whose mask is true."""
        var result = default
        comptime for i in range(Int(width)):
            if mask[i]:
                result[i] = self.unsafe_load(offset[i].cast[DType.int]())
        return result

    @always_inline("nodebug")
    def unsafe_scatter[
        dtype: DType, width: SIMDLength, offsets: DType, //
    ](
        self: Pointer[Scalar[dtype], _, address_space = _],
        offset: SIMD[offsets, width],
        val: SIMD[dtype, width],
        mask: SIMD[DType.bool, width] = SIMD[DType.bool, width](fill=True),
    ) where type_of(self).mut:
        """Writes one number for each offset whose mask is true."""
        comptime for i in range(Int(width)):
            if mask[i]:
                self.unsafe_store(offset[i].cast[DType.int](), val[i])

    # ---- Other types, origins and spaces

    @always_inline("nodebug")
    def unsafe_bitcast[U: AnyType](self) -> Pointer[U, Self.origin, address_space = Self.address_space]:
        """The same address of another type."""
        return Pointer[U, Self.origin, address_space = Self.address_space](mlir_value=self._address)

    @always_inline("nodebug")
    def unsafe_mut_cast[target: Bool](
        self,
    ) -> Pointer[Self.T, __origin_mut_cast[Self.origin, target](), address_space = Self.address_space]:
        """The same address, changeable or not."""
        return Pointer[Self.T, __origin_mut_cast[Self.origin, target](), address_space = Self.address_space](mlir_value=self._address)

    @always_inline("nodebug")
    def unsafe_origin_cast[
        target: Origin[mut = Self.mut]
    ](self) -> Pointer[Self.T, target, address_space = Self.address_space]:
        """The same address of another origin."""
        return Pointer[Self.T, target, address_space = Self.address_space](mlir_value=self._address)

    @always_inline("nodebug")
    def as_imm(self) -> Pointer[Self.T, __origin_mut_cast[Self.origin, False](), address_space = Self.address_space]:
        """The same address, only read."""
        return Pointer[Self.T, __origin_mut_cast[Self.origin, False](), address_space = Self.address_space](mlir_value=self._address)

    @always_inline("nodebug")
    def as_unsafe_any_origin(self) -> Pointer[Self.T, UnsafeAnyOrigin[mut = Self.mut], address_space = Self.address_space]:
        """The same address of any origin."""
        return Pointer[Self.T, UnsafeAnyOrigin[mut = Self.mut], address_space = Self.address_space](mlir_value=self._address)

    @always_inline("nodebug")
    def unsafe_address_space_cast[
        target: AddressSpace = AddressSpace.GENERIC
    ](self) -> Pointer[Self.T, Self.origin, address_space=target]:
        """The same place, addressed in another space."""
        comptime if target == Self.address_space:
            return rebind[Pointer[Self.T, Self.origin, address_space=target]](self)
        else:
            return Pointer[Self.T, Self.origin, address_space=target](
                mlir_value=__mlir_op.`llvm.addrspacecast`[_type=__mlir_type[`!llvm.ptr<`, +target._value, `>`]](self._address)
            )

    # ---- Addresses

    @always_inline("nodebug")
    def __int__(self) -> Int:
        """The address."""
        return Int(
            mlir_value=__mlir_op.`llvm.ptrtoint`[_type=__mlir_type[`!fx.simd<`, SIMDLength(1), `, `, DType.int, `>`]](self._address)
        )

    @always_inline("nodebug")
    def __eq__(self, other: Self) -> Bool:
        """Whether both are one address."""
        return Int(self) == Int(other)

    @always_inline("nodebug")
    def __ne__(self, other: Self) -> Bool:
        """Whether they are different addresses."""
        return Int(self) != Int(other)

    @always_inline("nodebug")
    def __lt__(self, other: Self) -> Bool:
        """Whether this address is lower."""
        return UInt(Int(self)) < UInt(Int(other))

    def __hash__(self, mut hasher: Some[Hasher]):
        """Adds the address."""
        hasher.update(Int(self))

    def write_to(self, mut writer: Some[Writer]):
        """Writes the address in hexadecimal."""
        writer.write_string(hex(Int(self)))

    # ---- Memory obtained by `alloc`

    @always_inline("nodebug")
    def unsafe_free(self) where Self.mut:
        """Gives back memory that `unsafe_alloc` gave; no destructor runs."""
        external_call["fx_free", NoneType](self._address, Int(0), Int(0))

    # Spellings of 1.0 releases.

    @always_inline("nodebug")
    def load[
        dtype: DType, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _]) -> SIMD[dtype, width]:
        """Same as `unsafe_load`."""
        return self.unsafe_load[width, alignment=alignment, volatile=volatile]()

    @always_inline("nodebug")
    def load[
        dtype: DType, I: Indexer, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False,
    ](self: Pointer[Scalar[dtype], _, address_space = _], offset: I) -> SIMD[dtype, width]:
        """Same as `unsafe_load`."""
        return self.unsafe_load[width, alignment=alignment, volatile=volatile](offset)

    @always_inline("nodebug")
    def store[
        dtype: DType, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False
    ](self: Pointer[Scalar[dtype], _, address_space = _], val: SIMD[dtype, width]) where type_of(self).mut:
        """Same as `unsafe_store`."""
        self.unsafe_store[width, alignment=alignment, volatile=volatile](val)

    @always_inline("nodebug")
    def store[
        dtype: DType, I: Indexer, //, width: SIMDLength = 1, *, alignment: Int = align_of[Scalar[dtype]](), volatile: Bool = False
    ](self: Pointer[Scalar[dtype], _, address_space = _], offset: I, val: SIMD[dtype, width]) where type_of(self).mut:
        """Same as `unsafe_store`."""
        self.unsafe_store[width, alignment=alignment, volatile=volatile](offset, val)

    @always_inline("nodebug")
    def bitcast[U: AnyType](self) -> Pointer[U, Self.origin, address_space = Self.address_space]:
        """Same as `unsafe_bitcast`."""
        return self.unsafe_bitcast[U]()

    @always_inline("nodebug")
    def free(self) where Self.mut:
        """Same as `unsafe_free`."""
        self.unsafe_free()

    @always_inline("nodebug")
    def init_pointee_move[U: Movable, //](self: Pointer[U, _], var value: U) where type_of(self).mut:
        """Same as `unsafe_write`."""
        self.unsafe_write(value^)

    @always_inline("nodebug")
    def init_pointee_copy[U: Copyable, //](self: Pointer[U, _], value: U) where type_of(self).mut:
        """Same as `unsafe_write(copy=…)`."""
        self.unsafe_write(copy=value)

    @always_inline("nodebug")
    def take_pointee[U: Movable, //](self: Pointer[U, _]) -> U where type_of(self).mut:
        """Same as `unsafe_take_pointee`."""
        return self.unsafe_take_pointee()

    @always_inline("nodebug")
    def destroy_pointee[U: Deinitable, //](self: Pointer[U, _]) where type_of(self).mut:
        """Same as `unsafe_deinit_pointee`."""
        self.unsafe_deinit_pointee()


comptime MutPointer[T: AnyType, origin: MutOrigin] = Pointer[T, origin]
comptime ImmPointer[T: AnyType, origin: ImmOrigin] = Pointer[T, origin]
comptime OpaquePointer = Pointer[NoneType, _]
comptime MutOpaquePointer[origin: MutOrigin] = Pointer[NoneType, origin]
comptime ImmOpaquePointer[origin: ImmOrigin] = Pointer[NoneType, origin]
comptime UnsafePointer = Pointer
