"""Pointers, raw memory and owning pointers."""

from std.memory.pointer import (
    Pointer, MutPointer, ImmPointer, OpaquePointer, MutOpaquePointer, ImmOpaquePointer, UnsafePointer,
)
from std.memory.memory import (
    unsafe_alloc, unsafe_memcpy, unsafe_memmove, unsafe_memset, unsafe_memset_zero, unsafe_memcmp, memcpy, memset, memset_zero,
    memcmp, destroy_n, uninit_move_n, uninit_copy_n, is_trivially_copyable, is_trivially_movable, is_trivially_deletable,
    bitcast, forget_deinit, stack_allocation,
)
from std.memory.alloc import Allocation, Layout, ThinAllocation, alloc, dealloc
from std.memory.owned_pointer import OwnedPointer
from std.memory.arc_pointer import ArcPointer
from std.builtin.origin import AddressSpace
from std.collections.span import Span
