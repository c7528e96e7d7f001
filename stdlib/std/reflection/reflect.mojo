"""Types as values to ask: `reflect[T].name()`."""

comptime _FieldType[T: AnyType, i: Int]: AnyType = __reflect_field_type[T, i]
comptime _FieldTypes[T: AnyType] = __list_tabulate[Int(SIMDLength(mlir_value=__reflect_field_count[T]())), _FieldType[T, _]]()



def _index_of[T: AnyType, name: StringLiteral[_]]() -> Int:
    comptime for i in range(Int(SIMDLength(mlir_value=__reflect_field_count[T]()))):
        if StringLiteral[__reflect_field_name[T, i]()]() == name:
            return i
    return -1


struct _Reflected[T: AnyType](TrivialRegisterPassable):
    """What `reflect[T]` is: every answer is a static method."""

    @staticmethod
    def name() -> StaticString:
        """The type with its parameters, as messages of the compiler print it."""
        return StringLiteral[__reflect_type_name[Self.T]()]()

    @staticmethod
    def base_name() -> StaticString:
        """The type without its parameters."""
        return StringLiteral[__reflect_base_name[Self.T]()]()

    @staticmethod
    @always_inline("builtin")
    def is_struct() -> Bool:
        """Whether the type has fields to ask about."""
        return Bool(mlir_value=__reflect_is_struct[Self.T]())

    @staticmethod
    @always_inline("builtin")
    def field_count() -> Int:
        """The number of fields."""
        return Int(SIMDLength(mlir_value=__reflect_field_count[Self.T]()))

    @staticmethod
    def field_names() -> Array[StaticString, Self.field_count()]:
        """The names of the fields in order."""
        var names = Array[StaticString, Self.field_count()](fill=StaticString(""))
        comptime for i in range(Self.field_count()):
            names[i] = StringLiteral[__reflect_field_name[Self.T, i]()]()
        return names^

    @staticmethod
    @always_inline("builtin")
    def field_types() -> TypeList[_FieldTypes[Self.T]]:
        """The types of the fields in order."""
        return {}

    @staticmethod
    def field_index[name: StringLiteral[_]]() -> Int:
        """The position of a field."""
        comptime index = _index_of[Self.T, name]()
        comptime assert index >= 0, "the type has no field of that name"
        return index

    comptime field_at[i: Int] = _Reflected[__reflect_field_type[Self.T, i]]
    """What can be asked about the type of a field, by position."""

    comptime field[name: StringLiteral[_]] = _Reflected[__reflect_field_type[Self.T, _index_of[Self.T, name]()]]
    """What can be asked about the type of a field, by name."""

    @staticmethod
    @always_inline("nodebug")
    def field_ref[i: Int](ref value: Self.T) -> ref[value] __reflect_field_type[Self.T, i]:
        """A field of a value."""
        return __struct_field_ref[i](value)

    @staticmethod
    def field_offset[*, index: Int]() -> Int:
        """How many bytes into a value a field lies, on the target at hand."""
        return Int(SIMDLength(mlir_value=__field_offset[Self.T, index]()))

    @staticmethod
    def field_offset[*, name: StringLiteral[_]]() -> Int:
        """How many bytes into a value a field lies, on the target at hand."""
        return Self.field_offset[index = Self.field_index[name]()]()


comptime reflect[T: AnyType] = _Reflected[T]
"""Questions about a type: `reflect[T].field_count()`."""
