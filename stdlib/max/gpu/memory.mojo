"""Memory of a launch."""

from std.sys.info import align_of


@always_inline("nodebug")
def external_memory[
    T: AnyType, *, address_space: AddressSpace = AddressSpace.SHARED, alignment: Int = align_of[T]()
]() -> Pointer[T, MutUntrackedOrigin, address_space=address_space]:
    """The dynamic part of the block's shared memory; the launch says how large it is (`shared_mem_bytes`)."""
    return Pointer[T, MutUntrackedOrigin, address_space=address_space](
        mlir_value=__stack_allocation[Int(0), T, alignment, address_space]()
    )
