# The Mandelbrot set: how many steps each point of a size * size grid takes to escape, added up. One argument: the size.
from std.sys import argv


def escape_steps(cx: Float64, cy: Float64, limit: Int) -> Int:
    var x: Float64 = 0
    var y: Float64 = 0
    var steps = 0
    while steps < limit and x * x + y * y <= 4:
        var next = x * x - y * y + cx
        y = 2 * x * y + cy
        x = next
        steps += 1
    return steps


def main() raises:
    var size = Int(argv()[1])
    var total = 0
    for row in range(size):
        for column in range(size):
            var cx = Float64(column) * 3 / Float64(size) - 2
            var cy = Float64(row) * 2 / Float64(size) - 1
            total += escape_steps(cx, cy, 1000)
    print(total)
