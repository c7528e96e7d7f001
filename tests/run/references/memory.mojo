"""Memory by hand: allocation, pointers, a vector of one's own with destructors, unions of origins, address spaces of nothing special."""

from std.memory import alloc, memcpy


struct Vector[T: Copyable & Deinitable](Copyable, Sized):
    """Grows by doubling."""

    var data: Pointer[Self.T, MutUntrackedOrigin]
    var size: Int
    var capacity: Int

    def __init__(out self, capacity: Int = 2):
        self.data = alloc[Self.T](capacity)
        self.size = 0
        self.capacity = capacity

    def __init__(out self, *, copy: Self):
        self.data = alloc[Self.T](copy.capacity)
        self.size = copy.size
        self.capacity = copy.capacity
        for i in range(self.size):
            self.data.unsafe_offset(i).unsafe_write(copy.data[unsafe_offset=i].copy())

    def __deinit__(deinit self):
        for i in range(self.size):
            self.data.unsafe_offset(i).unsafe_deinit_pointee()
        self.data.unsafe_free()

    def __len__(self) -> Int:
        return self.size

    def append(mut self, var item: Self.T):
        if self.size == self.capacity:
            self.grow()
        self.data.unsafe_offset(self.size).unsafe_write(item^)
        self.size += 1

    def grow(mut self):
        var larger = alloc[Self.T](2 * self.capacity)
        for i in range(self.size):
            larger.unsafe_offset(i).unsafe_write(self.data.unsafe_offset(i).unsafe_take_pointee())
        self.data.unsafe_free()
        self.data = larger
        self.capacity *= 2

    def pop(mut self) -> Self.T:
        self.size -= 1
        return self.data.unsafe_offset(self.size).unsafe_take_pointee()

    def __getitem__(ref self, i: Int) -> ref[self] Self.T:
        return self.data[unsafe_offset=i]


struct Noisy(Copyable):
    var id: Int

    def __init__(out self, id: Int):
        self.id = id

    def __init__(out self, *, copy: Self):
        self.id = copy.id + 100

    def __deinit__(deinit self):
        print("~", self.id, sep="", end=" ")


def swap_through(a: Pointer[mut=True, Int, _], b: Pointer[mut=True, Int, _]):
    var t = a[]
    a[] = b[]
    b[] = t


def main():
    var v = Vector[String]()
    for word in ["one", "two", "three"]:
        v.append(word)
    v[1] += "!"
    print(len(v), v[0], v[1], v[2], v.capacity)
    var w = v.copy()
    w[0] = "changed"
    print(v[0], w[0], v.pop(), len(v), len(w))
    var noisy = Vector[Noisy]()
    for i in range(3):
        noisy.append(Noisy(i))
    print("filled")
    var other = noisy.copy()
    print(other[2].id)
    _ = noisy^
    print("|")
    _ = other.pop()
    print("|")
    _ = other^
    print("|")
    var a = 1
    var b = 2
    swap_through(Pointer(to=a), Pointer(to=b))
    print(a, b)
    var bytes = alloc[UInt8](4)
    for i in range(4):
        bytes.unsafe_store(i, UInt8(i * 3))
    var copied = alloc[UInt8](4)
    memcpy(dest=copied, src=bytes, count=4)
    print(copied.unsafe_load(3), bytes[unsafe_offset=2])
    bytes.unsafe_free()
    copied.unsafe_free()

# expect: 3 one two! three 4
# expect: one changed three 2 3
# expect: filled
# expect: 102
# expect: ~0 ~1 ~2 |
# expect: ~102 |
# expect: ~100 ~101 |
# expect: 2 1
# expect: 9 6
