# Slices as values of parameters.


def width[s: Slice]() -> Int:
    return s.end.or_else(100) - s.start.or_else(0)


def total[*slices: ContiguousSlice]() -> Int:
    var sum = 0
    comptime for i in range(slices.length):
        sum += slices[i].end.or_else(10) - slices[i].start.or_else(0)
    return sum


def main():
    # expect: 3 100 96
    print(width[2:5](), width[:](), width[4:]())
    # expect: 12
    print(total[0:2, 5:, :5]())
