"""A container that keeps its elements in order, for every type that has an order."""


struct SortedList[T: Comparable & Copyable & Deinitable](Sized, Writable where conforms_to(T, Writable)):
    """Elements in ascending order; equal ones in the order of insertion."""

    var items: List[Self.T]

    def __init__(out self):
        self.items = List[Self.T]()

    def position(self, value: Self.T) -> Int:
        """Where a value would go: behind every element that is not larger."""
        var low = 0
        var high = len(self.items)
        while low < high:
            var middle = (low + high) // 2
            if value < self.items[middle]:
                high = middle
            else:
                low = middle + 1
        return low

    def add(mut self, var value: Self.T):
        var at = self.position(value)
        self.items.insert(at, value^)

    def __len__(self) -> Int:
        return len(self.items)

    def __getitem__(ref self, index: Int) -> ref[self.items] Self.T:
        return self.items[index]

    def __contains__(self, value: Self.T) -> Bool:
        var at = self.position(value)
        return at > 0 and self.items[at - 1] == value

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        self.items.write_to(writer)


@fieldwise_init
struct Version(Comparable, Copyable, Writable):
    """Ordered by major, then minor number."""

    var major: Int
    var minor: Int

    def __eq__(self, other: Self) -> Bool:
        return self.major == other.major and self.minor == other.minor

    def __lt__(self, other: Self) -> Bool:
        return self.major < other.major or (self.major == other.major and self.minor < other.minor)

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.major, ".", self.minor)


def is_sorted[T: Comparable & Copyable & Deinitable](list: SortedList[T]) -> Bool:
    for i in range(1, len(list)):
        if list[i] < list[i - 1]:
            return False
    return True


def main() raises:
    var numbers = SortedList[Int]()
    for value in [5, 1, 4, 1, 3]:
        numbers.add(value)
    print(numbers)

    var words = SortedList[String]()
    for word in ["pear", "apple", "fig"]:
        words.add(String(word))
    print(words)

    var versions = SortedList[Version]()
    versions.add(Version(1, 10))
    versions.add(Version(1, 2))
    versions.add(Version(0, 9))
    print(versions)

    if not (is_sorted(numbers) and is_sorted(words) and is_sorted(versions)):
        raise "not sorted"
    if 4 not in numbers or 2 in numbers or len(numbers) != 5:
        raise "wrong elements"
    if String("fig") not in words:
        raise "a word is missing"
