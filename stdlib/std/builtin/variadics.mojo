"""The objects behind `*xs: T`, `*xs: *Ts`, `[*Ts: Trait]` and `[*vs: T]`."""


struct TypeList[Trait: type_of(AnyType), //, values: __mlir_type[`!fx.list<`, Trait, `>`]](Sized, TrivialRegisterPassable):
    """A list of types, known at compile time. Indexing gives a type."""

    comptime length = Int(SIMDLength(mlir_value=__list_len[Self.values]()))
    comptime __getitem_param__[index: Int] = __list_get[Self.values, index]
    """One of the types."""

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("builtin")
    def __len__(self) -> Int:
        """The number of types."""
        return Self.length

    @staticmethod
    @always_inline("builtin")
    def all_conforms_to[Wanted: type_of(AnyType)]() -> Bool:
        """Whether every type conforms to a trait. Where it is known to, so is each of them."""
        return Bool(mlir_value=__list_all_conform[Self.values, Wanted]())


struct ParameterList[type: AnyType, //, values: __mlir_type[`!fx.list<`, type, `>`]](Sized, TrivialRegisterPassable):
    """A list of values, known at compile time."""

    comptime length = Int(SIMDLength(mlir_value=__list_len[Self.values]()))

    @always_inline("builtin")
    def __init__(out self):
        """The only value."""
        pass

    @always_inline("builtin")
    def __len__(self) -> Int:
        """The number of values."""
        return Self.length


struct VariadicList[elt_is_mutable: Bool, origin: Origin[mut=elt_is_mutable], //, element_type: AnyType, is_owned: Bool](
    Deinitable, Movable, Sized
):
    """The arguments bound to `*xs: T`: references to each of them. `var *xs: T` owns them."""

    comptime __del__is_trivial: Bool = not Self.is_owned

    var _elements: __mlir_type.`!llvm.ptr`
    var _length: Int

    def __deinit__(deinit self):
        """Destroys the arguments if they are owned, the last one first."""
        comptime if Self.is_owned:
            comptime assert conforms_to(Self.element_type, Deinitable), "the arguments must be consumed: their type is not Deinitable"
            for k in range(self._length):
                __destroy_at[Self.element_type](self._at(self._length - 1 - k))

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of arguments."""
        return self._length

    @always_inline("nodebug")
    def _at(self, index: Int) -> __mlir_type.`!llvm.ptr`:
        return Pointer[Pointer[NoneType, MutUntrackedOrigin], MutUntrackedOrigin](mlir_value=self._elements).unsafe_offset(index)[]._address

    @always_inline("nodebug")
    def __getitem__(self, index: Int) -> ref[Self.origin] Self.element_type:
        """One argument."""
        return __get_litref_as_mvalue[Self.element_type, Self.origin](self._at(index))

    @always_inline("nodebug")
    def __iter__(ref self) -> _VariadicListIterator[Self.element_type, Self.origin]:
        """Runs over the arguments."""
        return _VariadicListIterator[Self.element_type, Self.origin](self._elements, 0, self._length)

    def consume_elements(deinit self, handler: Some[def(Int, var Self.element_type)]) where Self.is_owned & conforms_to(
        Self.element_type, Movable
    ):
        """Hands each argument, with its index, to `handler`."""
        for i in range(self._length):
            handler(i, __get_address_as_owned_value[Self.element_type](self._at(i)))


@fieldwise_init
struct _VariadicListIterator[mut: Bool, //, T: AnyType, origin: Origin[mut=mut]](
    Deinitable, Iterator where conforms_to(T, Copyable), Movable, TrivialRegisterPassable
):
    comptime Element = Self.T
    var elements: __mlir_type.`!llvm.ptr`
    var index: Int
    var length: Int

    @always_inline("nodebug")
    def __next__(mut self) raises StopIteration -> ref[Self.origin] Self.T:
        if self.index >= self.length:
            raise StopIteration()
        var at = Pointer[Pointer[NoneType, MutUntrackedOrigin], MutUntrackedOrigin](mlir_value=self.elements).unsafe_offset(self.index)[]
        self.index += 1
        return __get_litref_as_mvalue[Self.T, Self.origin](at._address)


struct VariadicPack[
    elt_is_mutable: Bool, origin: Origin[mut=elt_is_mutable], element_trait: type_of(AnyType), //, is_owned: Bool, *element_types: element_trait
](Deinitable, Movable):
    """The arguments bound to `*xs: *Ts`, each of its own type. Indices are known at compile time."""

    comptime __del__is_trivial: Bool = not Self.is_owned

    var _elements: __mlir_type.`!llvm.ptr`

    def __deinit__(deinit self):
        """Destroys the arguments if they are owned, the last one first."""
        comptime if Self.is_owned:
            comptime for k in range(Self.__len__()):
                comptime T = Self.element_types[Self.__len__() - 1 - k]
                comptime assert conforms_to(T, Deinitable), "the arguments must be consumed: a type is not Deinitable"
                __destroy_at[T](self._at(Self.__len__() - 1 - k))

    @staticmethod
    @always_inline("builtin")
    def __len__() -> Int:
        """The number of arguments."""
        return Self.element_types.length

    @always_inline("nodebug")
    def _at(self, index: Int) -> __mlir_type.`!llvm.ptr`:
        return Pointer[Pointer[NoneType, MutUntrackedOrigin], MutUntrackedOrigin](mlir_value=self._elements).unsafe_offset(index)[]._address

    @always_inline("nodebug")
    def __getitem_param__[index: Int](self) -> ref[Self.origin] Self.element_types[index]:
        """One argument."""
        return __get_litref_as_mvalue[Self.element_types[index], Self.origin](self._at(index))
