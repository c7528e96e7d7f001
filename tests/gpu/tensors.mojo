# Tensors as kernel arguments: layouts known to the type and to the value, read-only views, vectors, fragments of threads, memory of one thread.

from layout import Coord, Idx, TensorLayout, TileTensor, row_major, stack_allocation
from max.gpu import barrier, global_idx, thread_idx
from max.gpu.host import DeviceContext

comptime ROWS = 12
comptime COLUMNS = 32
comptime fixed = row_major[ROWS, COLUMNS]()
comptime Fixed = type_of(fixed)


def scale(
    source: TileTensor[mut=False, DType.float32, Fixed, ImmutAnyOrigin],
    target: TileTensor[mut=True, DType.float32, Fixed, MutAnyOrigin],
    factor: Float32,
):
    """Each thread one row, four numbers at a time."""
    var row = thread_idx.x
    var from_ = source.vectorize[1, 4]()
    var to = target.vectorize[1, 4]()
    for i in range(from_.dim[1]()):
        to[row, i] = from_[row, i] * factor


def row_sums[
    LayoutType: TensorLayout
](source: TileTensor[mut=False, DType.int32, LayoutType, ImmutAnyOrigin], sums: Pointer[Int32, MutAnyOrigin]):
    """The number of rows and columns is known at run time only."""
    var row = global_idx.x
    if row < Int(source.dim[0]()):
        var sum = Int32(0)
        for column in range(Int(source.dim(1))):
            sum += source[row, column]
        sums.unsafe_store(row, sum)


def transpose(source: TileTensor[DType.float32, Fixed, MutAnyOrigin], target: TileTensor[DType.float32, type_of(row_major[COLUMNS, ROWS]()), MutAnyOrigin]):
    """Through shared memory: 4 x 8 threads, each with the elements that `distribute` gives it."""
    comptime threads = row_major[4, 8]()
    var shared = stack_allocation[dtype=DType.float32, address_space=AddressSpace.SHARED](fixed)
    var mine = stack_allocation[dtype=DType.float32](row_major[ROWS // 4, COLUMNS // 8]())
    var id = thread_idx.x
    mine.copy_from(source.distribute[threads](id))
    shared.distribute[threads](id).copy_from(mine)
    barrier()
    target.distribute[row_major[8, 4]()](id).copy_from(shared.transpose().distribute[row_major[8, 4]()](id))


def main() raises:
    var ctx = DeviceContext()
    var a = ctx.enqueue_create_buffer[DType.float32](ROWS * COLUMNS)
    var b = ctx.enqueue_create_buffer[DType.float32](ROWS * COLUMNS)
    with a.map_to_host() as host:
        for i in range(ROWS * COLUMNS):
            host[i] = Float32(i)
    var input = TileTensor[mut=False, DType.float32, Fixed, ImmutAnyOrigin](a, fixed)
    ctx.enqueue_function[scale](input, TileTensor(b, fixed), Float32(2), grid_dim=1, block_dim=ROWS)
    # A kernel that only reads takes a tensor that could be written.
    ctx.enqueue_function[scale](TileTensor(b, fixed), TileTensor(b, fixed), Float32(0.25), grid_dim=1, block_dim=ROWS)
    var wrong = 0
    with b.map_to_host() as host:
        for i in range(ROWS * COLUMNS):
            if host[i] != Float32(i) * 0.5:
                wrong += 1
    # expect: scaled, wrong: 0
    print("scaled, wrong:", wrong)

    comptime turned = row_major[COLUMNS, ROWS]()
    ctx.enqueue_function[transpose](TileTensor(a, fixed), TileTensor(b, turned), grid_dim=1, block_dim=32)
    with b.map_to_host() as host:
        for row in range(ROWS):
            for column in range(COLUMNS):
                if host[column * ROWS + row] != Float32(row * COLUMNS + column):
                    wrong += 1
    # expect: transposed, wrong: 0
    print("transposed, wrong:", wrong)

    var rows = 37
    var columns = 11
    var matrix = ctx.enqueue_create_buffer[DType.int32](rows * columns)
    var sums = ctx.enqueue_create_buffer[DType.int32](rows)
    with matrix.map_to_host() as host:
        for i in range(rows * columns):
            host[i] = Int32(i * i % 101)
    var dynamic = row_major(Int32(rows), Int32(columns))
    ctx.enqueue_function[row_sums[type_of(dynamic)]](TileTensor(matrix, dynamic).as_immut(), sums, grid_dim=3, block_dim=16)
    with sums.map_to_host() as host:
        for row in range(rows):
            var expected = Int32(0)
            for column in range(columns):
                expected += Int32((row * columns + column) * (row * columns + column) % 101)
            if host[row] != expected:
                wrong += 1
    # expect: summed, wrong: 0
    print("summed, wrong:", wrong)
