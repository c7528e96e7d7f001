# What the library asserts about vectors is said at the program's line.
def main():
    var v = SIMD[DType.float32, 4](1)
    print(v < v)
    print(v & v)
    print(v << v)
    print(Bool(v))
    print(v.slice[4, offset=1]())
    print(v.shuffle[0, 9]())
    print(UInt8(300))


# exit: 1
# expect-error: vector_misuse.mojo:4:11: error: compile-time assertion failed: Strict inequality is only defined for `Scalar`s
# expect-error: vector_misuse.mojo:5:11: error: compile-time assertion failed: only integers and truth values have bits to combine
# expect-error: vector_misuse.mojo:6:11: error: compile-time assertion failed: only integers shift
# expect-error: vector_misuse.mojo:7:11: error: compile-time assertion failed: the truth of a vector is ambiguous; use `any` or `all`
# expect-error: vector_misuse.mojo:8:11: error: compile-time assertion failed: the lanes are not all of this vector
# expect-error: vector_misuse.mojo:9:11: error: compile-time assertion failed: the mask names a lane that neither vector has
# expect-error: vector_misuse.mojo:10:11: error: compile-time assertion failed: the integer does not fit the type
