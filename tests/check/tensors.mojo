from layout import TileTensor, row_major


def read_only(t: TileTensor[mut=False, DType.float32, type_of(row_major[2, 2]()), ImmutAnyOrigin]):
    t[0, 0] = 1  # expected-error [whereRefuted]
    _ = t.fill(1)  # expected-error [whereRefuted]


def main():
    var data = List[Float32](length=4, fill=1)
    read_only(TileTensor(data, row_major[2, 2]()).as_immut())
    print(TileTensor(data, 5))  # expected-error [noCandidate]
