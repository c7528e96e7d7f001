"""The types of fields as types: variables, lists and generic calls made from them."""

from std.reflection import reflect


@fieldwise_init
struct Row(Copyable):
    var id: Int
    var label: String
    var weight: Float64


def defaults[T: AnyType]() -> String:
    var result = String()
    comptime for i in range(reflect[T].field_count()):
        comptime F = reflect[T].field_at[i].T
        comptime if conforms_to(F, Defaultable & Writable & Deinitable):
            result += String(reflect[T].field_names()[i], "=", F(), ";")
    return result


def main():
    comptime Types = reflect[Row].field_types()
    print(len(Types))
    var label: Types[1] = "text"
    var weight: reflect[Row].field["weight"].T = 3
    print(label, weight)
    print(defaults[Row]())
    var row = Row(1, "a", 2.5)
    reflect[Row].field_ref[1](row) += "bc"
    print(row.label, reflect[Row].is_struct(), reflect[Row].base_name())

# expect: 3
# expect: text 3.0
# expect: id=0;label=;weight=0.0;
# expect: abc True Row
