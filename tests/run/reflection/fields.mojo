"""Reflection: names, fields, types, offsets; code written once for every struct."""


@fieldwise_init
struct Inner(Copyable):
    var flag: Bool
    var count: Int


@fieldwise_init
struct Record(Copyable):
    var id: Int
    var name: String
    var inner: Inner
    var ratio: Float64


def describe[T: AnyType](x: T) -> String:
    var result = String(reflect[T].base_name(), "{")
    comptime for i in range(reflect[T].field_count()):
        comptime name = reflect[T].field_names()[i]
        comptime F = reflect[T].field_types()[i]
        comptime if i > 0:
            result += ", "
        result += name
        comptime if conforms_to(F, Writable):
            result += String("=", reflect[T].field_ref[i](x))
        elif reflect[F].is_struct():
            result += "=" + describe(reflect[T].field_ref[i](x))
    return result + "}"


def count_fields[T: AnyType]() -> Int:
    var total = 0
    comptime for i in range(reflect[T].field_count()):
        comptime F = reflect[T].field_types()[i]
        comptime if reflect[F].is_struct() and not conforms_to(F, Writable):
            total += count_fields[F]()
        else:
            total += 1
    return total


def main():
    var record = Record(7, "seven", Inner(True, 2), 0.5)
    print(describe(record))
    print(count_fields[Record]())
    print(reflect[List[Int]].name(), reflect[Int].name())
    print(reflect[Record].field_index["ratio"](), reflect[Record].field_offset[name="name"]())

# expect: Record{id=7, name=seven, inner=Inner{flag=True, count=2}, ratio=0.5}
# expect: 5
# expect: List[SIMD[DType.int, 1]] SIMD[DType.int, 1]
# expect: 3 8
