# Methods of the library's protocols may call their arguments as they like.


@fieldwise_init
struct Version(Comparable, Hashable, ImplicitlyCopyable, Writable):
    var major: Int
    var minor: Int

    def __eq__(self, rhs: Self) -> Bool:
        return self.major == rhs.major  # what is after the point does not count

    def __lt__(self, rhs: Self) -> Bool:
        return self.major < rhs.major

    def write_to(self, mut out_: Some[Writer]):
        out_.write("v", self.major)

    def __hash__(self, mut state: Some[Hasher]):
        state.update(self.major)


def same[T: Equatable](a: T, b: T) -> Bool:
    return a == b


def main() raises:
    # expect: True False True
    print(same(Version(1, 2), Version(1, 3)), same(Version(1, 2), Version(2, 2)), Version(1, 9) <= Version(1, 0))
    # expect: v3
    print(Version(3, 1))
    var names = Dict[Version, String]()
    names[Version(1, 0)] = "first"
    # expect: first
    print(names[Version(1, 7)])
