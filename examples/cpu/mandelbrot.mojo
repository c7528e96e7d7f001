"""Draws the Mandelbrot set to a picture: rows in parallel, several points at once in a vector. Usage: mandelbrot.mojo [OUT.pgm]"""

from max.algorithm import parallelize
from std.sys import argv, simd_width_of

comptime WIDTH = 512
comptime HEIGHT = 384
comptime LIMIT = 200
comptime LANES = simd_width_of[DType.float64]()


def escape_times[lanes: Int](cx: SIMD[DType.float64, lanes], cy: Float64) -> SIMD[DType.int32, lanes]:
    """For each point, the step at which it leaves the circle of radius 2; LIMIT if it does not."""
    var x = SIMD[DType.float64, lanes](0)
    var y = SIMD[DType.float64, lanes](0)
    var steps = SIMD[DType.int32, lanes](0)
    for _ in range(LIMIT):
        var x2 = x * x
        var y2 = y * y
        var inside = (x2 + y2).le(4.0)
        if not any(inside):
            break
        steps += inside.cast[DType.int32]()
        y = 2.0 * x * y + cy
        x = x2 - y2 + cx
    return steps


def point_x(column: Int) -> Float64:
    return -2.2 + 3.2 * Float64(column) / Float64(WIDTH)


def point_y(row: Int) -> Float64:
    return -1.2 + 2.4 * Float64(row) / Float64(HEIGHT)


def escape_time_plainly(cx: Float64, cy: Float64) -> Int:
    """The same for one point, without vectors."""
    var x = 0.0
    var y = 0.0
    for step in range(LIMIT):
        if x * x + y * y > 4.0:
            return step
        var next = x * x - y * y + cx
        y = 2.0 * x * y + cy
        x = next
    return LIMIT


def main() raises:
    var steps = List[Int32](length=WIDTH * HEIGHT, fill=Int32(0))
    var out = steps.unsafe_ptr().unsafe_origin_cast[MutUntrackedOrigin]()

    def row(y: Int) {imm out}:
        for x in range(0, WIDTH, LANES):
            var cx = SIMD[DType.float64, LANES]()
            for lane in range(LANES):
                cx[lane] = point_x(x + lane)
            out.unsafe_store(y * WIDTH + x, escape_times(cx, point_y(y)))

    parallelize(row, HEIGHT)

    # The two ways round differently (a*b+c may be one operation), so points on the edge may differ by a step or two.
    var different = 0
    for y in range(0, HEIGHT, 7):
        for x in range(0, WIDTH, 5):
            var expected = escape_time_plainly(point_x(x), point_y(y))
            if abs(Int(steps[y * WIDTH + x]) - expected) > 2:
                different += 1
    if different > 20:
        raise Error("the picture is wrong at ", different, " of the points looked at")

    var picture = String(t"P5\n{WIDTH} {HEIGHT}\n255\n")
    var bytes = List[UInt8](capacity=WIDTH * HEIGHT)
    var inside = 0
    for i in range(WIDTH * HEIGHT):
        var count = Int(steps[i])
        if count == LIMIT:
            inside += 1
        bytes.append(UInt8(255 - count * 255 // LIMIT))
    print("mandelbrot:", inside, "of", WIDTH * HEIGHT, "points stay inside")
    var arguments = argv()
    if len(arguments) > 1:
        with open(arguments[1], "w") as file:
            file.write_string(picture)
            file.write_bytes(bytes)
