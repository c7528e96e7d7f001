"""Turning values into text."""


trait Writer:
    """Takes text."""

    def write_string(mut self, string: StringSpan[_], /):
        """Takes one piece of text."""
        ...

    def write[*Ts: Writable](mut self, *args: *Ts):
        """Takes the text of each argument in order."""
        comptime for i in range(args.__len__()):
            args[i].write_to(self)


trait Writable:
    """Has a text form."""

    def write_to(self, mut writer: Some[Writer], /):
        """Writes the value for people. By default: `Name[parameters](field=value, …)`."""
        writer.write_string(StringLiteral[__reflect_type_name[Self]()]())
        writer.write_string("(")
        comptime for i in range(_count_fields[Self]()):
            comptime F = __reflect_field_type[Self, i]
            comptime assert conforms_to(F, Writable), "a field of the struct is not Writable: define `write_to`"
            comptime if i > 0:
                writer.write_string(", ")
            writer.write_string(StringLiteral[__reflect_field_name[Self, i]()]())
            writer.write_string("=")
            __struct_field_ref[i](self).write_to(writer)
        writer.write_string(")")

    def write_repr_to(self, mut writer: Some[Writer], /):
        """Writes the value as the program would make it. By default: `Name[parameters](field=value, …)` with the fields' own such forms."""
        writer.write_string(StringLiteral[__reflect_type_name[Self]()]())
        writer.write_string("(")
        comptime for i in range(_count_fields[Self]()):
            comptime F = __reflect_field_type[Self, i]
            comptime assert conforms_to(F, Writable), "a field of the struct is not Writable: define `write_repr_to`"
            comptime if i > 0:
                writer.write_string(", ")
            writer.write_string(StringLiteral[__reflect_field_name[Self, i]()]())
            writer.write_string("=")
            __struct_field_ref[i](self).write_repr_to(writer)
        writer.write_string(")")


@always_inline("builtin")
def _count_fields[T: AnyType]() -> Int:
    return Int(SIMDLength(mlir_value=__reflect_field_count[T]()))


def repr[T: Writable](value: T) -> String:
    """The value as the program would make it."""
    var text = String()
    value.write_repr_to(text)
    return text^
