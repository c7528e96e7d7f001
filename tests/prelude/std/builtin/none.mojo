@fieldwise_init
struct NoneType(TrivialRegisterPassable):
    pass


@fieldwise_init
struct EllipsisType(TrivialRegisterPassable):
    pass


struct Never(TrivialRegisterPassable):
    pass
