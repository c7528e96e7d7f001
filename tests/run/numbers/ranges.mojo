# Ranges: half open, of any number type, forwards and backwards, by position.
def show[T: Iterable](numbers: T) where conforms_to(T.IteratorType[origin_of(numbers)].Element, Writable):
    for number in numbers:
        print(number, end=" ")
    print("|")


def main():
    for i in range(4):
        print(i, end=" ")
    print("|")
    for i in range(2, 5):
        print(i, end=" ")
    print("|")
    for i in range(10, 0, -3):
        print(i, end=" ")
    print("|")
    for i in range(5, 2):
        print(i)
    for i in range(-3):
        print(i)
    var zero = 0
    for i in range(1, 5, zero):
        print(i)
    for i in range(UInt8(3)):
        print(i, repr(i), end=" ")
    print("|")
    for i in range(UInt8(250), UInt8(255), UInt8(2)):
        print(i, end=" ")
    print("|")
    for i in range(Int8(-128), Int8(127), Int8(100)):
        print(i, end=" ")
    print("|")
    for i in range(Int32(3), Int32(-3), Int32(-2)):
        print(i, end=" ")
    print("|")
    for x in range(0.0, 1.0, 0.25):
        print(x, end=" ")
    print("|")
    for x in range(1.0, 0.0, -0.3):
        print(x, end=" ")
    print("|")
    var last = 0.0
    for x in range(0.0, 1.0, 0.1):
        last = x
    print(last, len(range(0.0, 1.0, 0.1)))
    for i in reversed(range(4)):
        print(i, end=" ")
    for i in reversed(range(1, 11, 3)):
        print(i, end=" ")
    for i in reversed(range(UInt8(1), UInt8(255), UInt8(100))):
        print(i, end=" ")
    for x in reversed(range(0.0, 1.0, 0.25)):
        print(x, end=" ")
    print("|")
    print(len(range(10)), len(range(3, 10)), len(range(10, 0, -3)), len(range(5, 1)), len(range(0, 10, 100)))
    print(range(10)[3], range(3, 10)[2], range(10, 0, -3)[2], range(0.0, 1.0, 0.25)[3])
    print(len(range(Int.MIN, Int.MAX, 1 << 62)), len(range(UInt64(0), UInt64.MAX, UInt64(1) << 62)))
    show(range(3))
    var numbers = range(6)
    var total = 0
    for i in numbers:
        total += i
    for i in numbers:
        total += i
    print(total)


# expect: 0 1 2 3 |
# expect: 2 3 4 |
# expect: 10 7 4 1 |
# expect: 0 UInt8(0) 1 UInt8(1) 2 UInt8(2) |
# expect: 250 252 254 |
# expect: -128 -28 72 |
# expect: 3 1 -1 |
# expect: 0.0 0.25 0.5 0.75 |
# expect: 1.0 0.7 0.4 0.10000000000000003 |
# expect: 0.9 10
# expect: 3 2 1 0 10 7 4 1 201 101 1 0.75 0.5 0.25 0.0 |
# expect: 10 7 4 0 1
# expect: 3 5 4 0.75
# expect: 4 4
# expect: 0 1 2 |
# expect: 30
