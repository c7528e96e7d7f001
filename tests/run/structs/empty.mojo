# Values without bytes are values: they are printed, kept in tuples beside others, and passed on in packs.


@fieldwise_init
struct Unit(Equatable, TrivialRegisterPassable, Writable):
    def write_to(self, mut writer: Some[Writer]):
        writer.write("unit")


def show[*Ts: Writable](*values: *Ts):
    comptime for i in range(values.__len__()):
        print(values[i], end=";")
    print()


def main():
    # expect: unit
    print(Unit())
    # expect: (unit, 5)
    print((Unit(), 5))
    var pair = (7, Unit())
    # expect: 7 unit
    print(pair[0], pair[1])
    # expect: unit;3;unit;
    show(Unit(), 3, Unit())
    # expect: True
    print(Unit() == pair[1])
