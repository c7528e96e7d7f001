"""Compile-time flow: unrolled loops with jumps, arms chosen per type, assertions that prove, tables over packs."""


@fieldwise_init
struct Vec[T: DType, n: Int](ImplicitlyCopyable):
    var data: SIMD[Self.T, Self.n]

    def sum(self) -> Scalar[Self.T]:
        var total = Scalar[Self.T](0)
        comptime for i in range(Self.n):
            total += self.data[i]
        return total


def first_over[limit: Int](values: List[Int]) -> Int:
    var found = -1
    comptime for i in range(6):
        if i >= len(values):
            break
        if values[i] % 2 == 1:
            continue
        if values[i] > limit:
            found = i
            break
    else:
        found = -2
    return found


def name_of[T: AnyType]() -> String:
    comptime if T == Int:
        return "Int"
    elif T == String:
        return "String"
    elif conforms_to(T, Sized):
        return "sized"
    else:
        return "other"


def names[*Ts: AnyType]() -> String:
    var result = String()
    comptime for i in range(Ts.__len__()):
        result += name_of[Ts[i]]()
        comptime if i + 1 < Ts.__len__():
            result += ","
    return result


def power[n: Int](x: Int) -> Int:
    comptime assert n >= 0, "the exponent must not be negative"
    comptime if n == 0:
        return 1
    elif n % 2 == 0:
        var half = power[n // 2](x)
        return half * half
    else:
        return x * power[n - 1](x)


def gray_code[bits: Int]() -> List[Int]:
    var result = List[Int]()
    for i in range(1 << bits):
        result.append(i ^ (i >> 1))
    return result^


def lookup[key: Int]() -> String:
    comptime table = gray_code[4]()
    comptime value = table[key]
    return String(value)


@fieldwise_init
struct Op(Copyable):
    var name: String
    var arity: Int


comptime ops: List[Op] = [Op("neg", 1), Op("add", 2), Op("select", 3)]


def arities() -> Int:
    var total = 0
    comptime for op in ops:
        comptime arity = op.arity
        comptime if arity > 1:
            total += arity
    return total


def kind(n: Int) -> String:
    if __is_run_in_comptime_interpreter:
        return String("compiled ", n)
    return String("run ", n)


def select[flag: Bool](a: Int, b: String) -> String:
    return String(a) if comptime(flag) else b


def main():
    print(Vec[DType.int32, 4](SIMD[DType.int32, 4](1, 2, 3, 4)).sum())
    print(first_over[5]([1, 4, 7, 8, 10]), first_over[5]([1]), first_over[50]([1, 2, 3, 4, 5, 6]))
    print(names[Int, List[Int], Float64, String]())
    print(power[10](2), power[0](5))
    print(lookup[5](), lookup[15]())
    print(arities())
    comptime early = kind(1)
    print(early, kind(2))
    print(select[True](1, "one"), select[False](1, "one"))
    comptime pair = (3, String("x"))
    print(pair[0], pair[1])
    comptime lo, hi = -1, 1
    print(lo, hi)
    var total = 0
    comptime for i, c in [(0, String("a")), (1, String("b"))]:
        total += i
        print(c, end=" ")
    print(total)

# expect: 10
# expect: 3 -1 -2
# expect: Int,sized,sized,String
# expect: 1024 1
# expect: 7 8
# expect: 5
# expect: compiled 1 run 2
# expect: 1 one
# expect: 3 x
# expect: -1 1
# expect: a b 1
