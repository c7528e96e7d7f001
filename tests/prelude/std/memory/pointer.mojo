struct Pointer[T: AnyType, origin: Origin[_]](TrivialRegisterPassable):
    var _address: __mlir_type.`!llvm.ptr`

    @always_inline("nodebug")
    def __init__(out self, *, ref[Self.origin] to: Self.T):
        self._address = __get_mvalue_as_litref(to)

    @always_inline("nodebug")
    def __getitem__(self) -> ref[Self.origin] Self.T:
        return __get_litref_as_mvalue[Self.T, Self.origin](self._address)
