"""Blurs a picture with a GPU kernel and checks the result against the same blur on the CPU. Usage: image_blur.mojo [IN.ppm [OUT.ppm]]"""

# args: {here}/rocket.ppm blurred.ppm

from max.gpu import global_idx
from max.gpu.host import DeviceContext
from std.sys import argv

comptime RADIUS = 3
comptime BLOCK = 16


@fieldwise_init
struct Picture(Copyable):
    """Red, green and blue bytes, row by row."""

    var width: Int
    var height: Int
    var pixels: List[UInt8]


def read_number(bytes: List[UInt8], mut at: Int) raises -> Int:
    """The next number of a PPM header; blanks and comment lines come before it."""
    while bytes[at] <= 32 or bytes[at] == 35:
        if bytes[at] == 35:
            while bytes[at] != 10:
                at += 1
        at += 1
    var value = 0
    while bytes[at] >= 48 and bytes[at] <= 57:
        value = value * 10 + Int(bytes[at]) - 48
        at += 1
    return value


def read_picture(path: String) raises -> Picture:
    var bytes = open(path, "r").read_bytes()
    if len(bytes) < 2 or bytes[0] != 80 or bytes[1] != 54:
        raise Error("'", path, "' is no binary PPM picture")
    var at = 2
    var width = read_number(bytes, at)
    var height = read_number(bytes, at)
    if read_number(bytes, at) != 255 or len(bytes) < at + 1 + 3 * width * height:
        raise Error("'", path, "' is not a complete picture of 8-bit colours")
    var pixels = List[UInt8](capacity=3 * width * height)
    for i in range(3 * width * height):
        pixels.append(bytes[at + 1 + i])
    return Picture(width, height, pixels^)


def write_picture(picture: Picture, path: String) raises:
    with open(path, "w") as file:
        file.write_string(String("P6\n", picture.width, " ", picture.height, "\n255\n"))
        file.write_all(picture.pixels)


def blur(
    source: Pointer[UInt8, MutAnyOrigin], target: Pointer[UInt8, MutAnyOrigin], width: Int32, height: Int32
):
    """Each thread averages the square round one pixel, as far as it lies in the picture."""
    var x = global_idx.x
    var y = global_idx.y
    if x >= Int(width) or y >= Int(height):
        return
    var left = max(x - RADIUS, 0)
    var right = min(x + RADIUS, Int(width) - 1)
    var top = max(y - RADIUS, 0)
    var bottom = min(y + RADIUS, Int(height) - 1)
    comptime for colour in range(3):
        var total = UInt32(0)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                total += source.unsafe_load(3 * (row * Int(width) + column) + colour).cast[DType.uint32]()
        var count = UInt32((right - left + 1) * (bottom - top + 1))
        target.unsafe_store(3 * (y * Int(width) + x) + colour, (total // count).cast[DType.uint8]())


def blur_on_cpu(picture: Picture) -> List[UInt8]:
    """The same average by sums over whole rows and columns (a summed-area table)."""
    var width = picture.width
    var height = picture.height
    var result = List[UInt8](length=3 * width * height, fill=UInt8(0))
    for colour in range(3):
        var sums = List[Int](length=(width + 1) * (height + 1), fill=0)
        for y in range(height):
            var row = 0
            for x in range(width):
                row += Int(picture.pixels[3 * (y * width + x) + colour])
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
        for y in range(height):
            for x in range(width):
                var left = max(x - RADIUS, 0)
                var right = min(x + RADIUS + 1, width)
                var top = max(y - RADIUS, 0)
                var bottom = min(y + RADIUS + 1, height)
                var total = (
                    sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right]
                    - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left]
                )
                result[3 * (y * width + x) + colour] = UInt8(total // ((right - left) * (bottom - top)))
    return result^


def main() raises:
    var arguments = argv()
    var input = String(arguments[1]) if len(arguments) > 1 else String("examples/gpu/rocket.ppm")
    var output = String(arguments[2]) if len(arguments) > 2 else String("blurred.ppm")
    var picture = read_picture(input)
    var size = len(picture.pixels)
    var ctx = DeviceContext()
    var source = ctx.enqueue_create_buffer[DType.uint8](size)
    var target = ctx.enqueue_create_buffer[DType.uint8](size)
    ctx.enqueue_copy(source, picture.pixels.unsafe_ptr())
    ctx.enqueue_function[blur](
        source, target, Int32(picture.width), Int32(picture.height),
        grid_dim=((picture.width + BLOCK - 1) // BLOCK, (picture.height + BLOCK - 1) // BLOCK), block_dim=(BLOCK, BLOCK),
    )
    var blurred = picture.copy()
    ctx.enqueue_copy(blurred.pixels.unsafe_ptr(), target)
    ctx.synchronize()
    var expected = blur_on_cpu(picture)
    for i in range(size):
        if blurred.pixels[i] != expected[i]:
            raise Error("byte ", i, " is ", blurred.pixels[i], ", the CPU says ", expected[i])
    write_picture(blurred, output)
    print("blurred", picture.width, "x", picture.height, "pixels on", ctx.name(), "and wrote", output)
