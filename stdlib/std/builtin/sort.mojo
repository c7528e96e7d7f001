"""Sorting in place."""

from std.memory.memory import unsafe_alloc

# Shorter ranges are sorted by insertion.
comptime _SHORT = 32


def sort[T: Copyable & Comparable, //, *, stable: Bool = False](span: Span[T, _]) where type_of(span).mut:
    """Sorts from the smallest to the largest. `stable` keeps the order of equal values."""
    _sort[stable=stable](_address(span), len(span), _is_less[T])


def sort[T: Copyable, //, *, stable: Bool = False](span: Span[T, _], cmp_fn: Some[def(T, T) -> Bool]) where type_of(span).mut:
    """Sorts such that no value comes after one that `cmp_fn` puts behind it. `stable` keeps the order of equal values."""
    _sort[stable=stable](_address(span), len(span), cmp_fn)


def sort[T: Copyable, //, cmp_fn: def(T, T) capturing [_] -> Bool, *, stable: Bool = False](span: Span[T, _]) where type_of(span).mut:
    """Sorts such that no value comes after one that `cmp_fn` puts behind it. `stable` keeps the order of equal values."""

    @always_inline
    def less(a: T, b: T) {imm} -> Bool:
        return cmp_fn(a, b)

    _sort[stable=stable](_address(span), len(span), less)


def partition[T: Copyable, //, cmp_fn: def(T, T) capturing [_] -> Bool](span: Span[T, _], k: Int) where type_of(span).mut:
    """Brings the first `k` values of the sorted order to the front, in no particular order."""

    @always_inline
    def less(a: T, b: T) {imm} -> Bool:
        return cmp_fn(a, b)

    _select(_address(span), len(span), k, less)


def partition[T: Copyable & Comparable, //](span: Span[T, _], k: Int) where type_of(span).mut:
    """Brings the `k` smallest values to the front, in no particular order."""
    _select(_address(span), len(span), k, _is_less[T])


@always_inline
def _is_less[T: Comparable](a: T, b: T) -> Bool:
    return a < b


@always_inline
def _address[T: AnyType, //](span: Span[T, _]) -> Pointer[T, MutUntrackedOrigin]:
    return Pointer[T, MutUntrackedOrigin](mlir_value=span.unsafe_ptr()._address)


@always_inline
def _sort[T: Movable, //, *, stable: Bool](data: Pointer[T, MutUntrackedOrigin], count: Int, less: Some[def(T, T) -> Bool]):
    comptime if stable:
        if count <= _SHORT:
            _sort_by_insertion(data, count, less)
            return
        var buffer = unsafe_alloc[T](count // 2)
        _sort_by_merging(data, buffer, count, less)
        buffer.unsafe_free()
    else:
        var depth = 2
        var size = count
        while size > 1:
            depth += 2
            size //= 2
        _sort_by_parts(data, count, depth, less)


def _sort_by_insertion[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], count: Int, less: Some[def(T, T) -> Bool]):
    for i in range(1, count):
        if not less(data[unsafe_offset=i], data[unsafe_offset = i - 1]):
            continue
        var held = data.unsafe_offset(i).unsafe_take_pointee()
        var at = i
        while at > 0 and less(held, data[unsafe_offset = at - 1]):
            data.unsafe_offset(at).unsafe_write_move_from(data.unsafe_offset(at - 1))
            at -= 1
        data.unsafe_offset(at).unsafe_write(held^)


def _sort_by_merging[
    T: Movable, //
](data: Pointer[T, MutUntrackedOrigin], buffer: Pointer[T, MutUntrackedOrigin], count: Int, less: Some[def(T, T) -> Bool]):
    if count <= _SHORT:
        _sort_by_insertion(data, count, less)
        return
    var half = count // 2
    _sort_by_merging(data, buffer, half, less)
    _sort_by_merging(data.unsafe_offset(half), buffer, count - half, less)
    for i in range(half):
        buffer.unsafe_offset(i).unsafe_write_move_from(data.unsafe_offset(i))
    var left = 0
    var right = half
    var to = 0
    while left < half:
        if right < count and less(data[unsafe_offset=right], buffer[unsafe_offset=left]):
            data.unsafe_offset(to).unsafe_write_move_from(data.unsafe_offset(right))
            right += 1
        else:
            data.unsafe_offset(to).unsafe_write_move_from(buffer.unsafe_offset(left))
            left += 1
        to += 1


def _sort_by_parts[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], count: Int, depth: Int, less: Some[def(T, T) -> Bool]):
    """Quicksort; a range that was cut too often is sorted as a heap."""
    var first = data
    var length = count
    var left = depth
    while length > _SHORT:
        if left == 0:
            _sort_as_heap(first, length, less)
            return
        left -= 1
        var middle = _cut(first, length, less)
        # The shorter part by recursion, the longer one by going on.
        if middle < length - middle - 1:
            _sort_by_parts(first, middle, left, less)
            first = first.unsafe_offset(middle + 1)
            length -= middle + 1
        else:
            _sort_by_parts(first.unsafe_offset(middle + 1), length - middle - 1, left, less)
            length = middle
    _sort_by_insertion(first, length, less)


@always_inline
def _exchange[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], a: Int, b: Int):
    if a != b:
        data.unsafe_offset(a).swap_pointees(data.unsafe_offset(b))


@always_inline
def _cut[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], count: Int, less: Some[def(T, T) -> Bool]) -> Int:
    """Moves smaller values before, larger ones behind the median of three; its new position."""
    var middle = count // 2
    var last = count - 1
    if less(data[unsafe_offset=middle], data[]):
        _exchange(data, 0, middle)
    if less(data[unsafe_offset=last], data[]):
        _exchange(data, 0, last)
    if less(data[unsafe_offset=last], data[unsafe_offset=middle]):
        _exchange(data, middle, last)
    _exchange(data, 0, middle)
    var low = 0
    var high = count
    while True:
        low += 1
        while low < count and less(data[unsafe_offset=low], data[]):
            low += 1
        high -= 1
        while less(data[], data[unsafe_offset=high]):
            high -= 1
        if low >= high:
            break
        _exchange(data, low, high)
    _exchange(data, 0, high)
    return high


def _sift[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], start: Int, count: Int, less: Some[def(T, T) -> Bool]):
    var at = start
    while True:
        var child = 2 * at + 1
        if child >= count:
            return
        if child + 1 < count and less(data[unsafe_offset=child], data[unsafe_offset = child + 1]):
            child += 1
        if not less(data[unsafe_offset=at], data[unsafe_offset=child]):
            return
        _exchange(data, at, child)
        at = child


def _sort_as_heap[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], count: Int, less: Some[def(T, T) -> Bool]):
    for k in range(count // 2):
        _sift(data, count // 2 - 1 - k, count, less)
    for k in range(1, count):
        _exchange(data, 0, count - k)
        _sift(data, 0, count - k, less)


def _select[T: Movable, //](data: Pointer[T, MutUntrackedOrigin], count: Int, k: Int, less: Some[def(T, T) -> Bool]):
    var first = data
    var length = count
    var wanted = k
    while length > _SHORT and wanted > 0 and wanted < length:
        var middle = _cut(first, length, less)
        if middle >= wanted:
            length = middle
        else:
            first = first.unsafe_offset(middle + 1)
            length -= middle + 1
            wanted -= middle + 1
    _sort_by_insertion(first, length, less)
