"""Tuples."""


struct Tuple[*element_types: Movable](
    Comparable where Bool(mlir_value=__list_all_conform[element_types, Comparable]()),
    Copyable where Bool(mlir_value=__list_all_conform[element_types, Copyable]()),
    Deinitable where Bool(mlir_value=__list_all_conform[element_types, Deinitable]()),
    Equatable where Bool(mlir_value=__list_all_conform[element_types, Equatable]()),
    Hashable where Bool(mlir_value=__list_all_conform[element_types, Hashable]()),
    ImplicitlyCopyable where Bool(mlir_value=__list_all_conform[element_types, ImplicitlyCopyable]()),
    Movable,
    Sized,
    Writable where Bool(mlir_value=__list_all_conform[element_types, Writable]()),
):
    """A fixed number of values, each of its own type: `(1, "a")`."""

    var _storage: __mlir_type[`!fx.tuple<`, Self.element_types, `>`]

    @always_inline("nodebug")
    def __init__(out self, var *elements: *Self.element_types):
        """Takes over the elements."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            comptime T = Self.element_types[i]
            __get_address_as_uninit_lvalue[T](self._address[i]()) = __get_address_as_owned_value[T](elements._at(i))
        __forget(elements)

    @always_inline("nodebug")
    def __init__(out self, *, copy: Self) where Bool(mlir_value=__list_all_conform[Self.element_types, Copyable]()):
        """Copies of all elements."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            comptime T = Self.element_types[i]
            __get_address_as_uninit_lvalue[T](self._address[i]()) = copy[i].copy()

    @always_inline("nodebug")
    def __init__(out self, *, deinit move: Self):
        """Takes over all elements."""
        __mark_initialized(self._storage)
        comptime for i in range(Self.element_types.length):
            comptime T = Self.element_types[i]
            __get_address_as_uninit_lvalue[T](self._address[i]()) = __get_address_as_owned_value[T](move._address[i]())

    @always_inline("nodebug")
    def __deinit__(deinit self) where Bool(mlir_value=__list_all_conform[Self.element_types, Deinitable]()):
        """Destroys all elements."""
        comptime for i in range(Self.element_types.length):
            __destroy_at[Self.element_types[i]](self._address[i]())

    @always_inline("nodebug")
    def _address[i: Int](self) -> __mlir_type.`!llvm.ptr`:
        return __get_mvalue_as_litref(__struct_field_ref[i](self._storage))

    @staticmethod
    @always_inline("builtin")
    def __len__() -> Int:
        """The number of elements."""
        return Self.element_types.length

    @always_inline("nodebug")
    def __len__(self) -> Int:
        """The number of elements."""
        return Self.element_types.length

    @always_inline("nodebug")
    def __getitem_param__[idx: Int](ref self) -> ref[origin_of(self)] Self.element_types[idx]:
        """One element."""
        return __get_litref_as_mvalue[Self.element_types[idx], origin_of(self)](self._address[idx]())

    def write_to(self, mut writer: Some[Writer]) where Bool(mlir_value=__list_all_conform[Self.element_types, Writable]()):
        """Writes `(1, a)`."""
        writer.write_string("(")
        comptime for i in range(Self.element_types.length):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_to(writer)
        comptime if Self.element_types.length == 1:
            writer.write_string(",")
        writer.write_string(")")

    def __eq__(self, other: Self) -> Bool where Bool(mlir_value=__list_all_conform[Self.element_types, Equatable]()):
        """Whether all elements are equal."""
        comptime for i in range(Self.element_types.length):
            if self[i] != other[i]:
                return False
        return True

    def __ne__(self, other: Self) -> Bool where Bool(mlir_value=__list_all_conform[Self.element_types, Equatable]()):
        """Whether some elements differ."""
        return not (self == other)

    def __lt__(self, other: Self) -> Bool where Bool(mlir_value=__list_all_conform[Self.element_types, Comparable]()):
        """Whether the first elements that differ are in order."""
        comptime for i in range(Self.element_types.length):
            if self[i] < other[i]:
                return True
            if other[i] < self[i]:
                return False
        return False

    def __contains__[T: Equatable, //](self, value: T) -> Bool:
        """Whether an element of the value's type equals it."""
        comptime for i in range(Self.element_types.length):
            comptime if Self.element_types[i] == T:
                if rebind[T](self[i]) == value:
                    return True
        return False

    def __hash__(self, mut hasher: Some[Hasher]) where Bool(mlir_value=__list_all_conform[Self.element_types, Hashable]()):
        """Adds every element."""
        comptime for i in range(Self.element_types.length):
            self[i].__hash__(hasher)

    def write_repr_to(self, mut writer: Some[Writer]) where Bool(mlir_value=__list_all_conform[Self.element_types, Writable]()):
        """Writes `Tuple[Ts](…)`."""
        writer.write_string(StringLiteral[__reflect_type_name[Self]()]())
        comptime if Self.element_types.length == 0:
            writer.write_string("[]")
        writer.write_string("(")
        comptime for i in range(Self.element_types.length):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_repr_to(writer)
        comptime if Self.element_types.length == 1:
            writer.write_string(",")
        writer.write_string(")")
