struct Origin[mut: Bool](TrivialRegisterPassable):
    pass


@fieldwise_init
struct AddressSpace(TrivialRegisterPassable):
    var _value: Int
