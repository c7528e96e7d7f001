# library: small
def collatz(start: Int) -> Int:
    var n = start
    var steps = 0
    while n != 1:
        if n % 2 == 0:
            n = half(n)
        else:
            n = n * 3 + 1
        steps += 1
    return steps


def half(n: Int) -> Int:
    var h = 0
    while (h + 1) * 2 <= n:
        h += 1
    return h


def main():
    print(collatz(27))
    print(0 - collatz(6))

# expect: 111
# expect: -8
