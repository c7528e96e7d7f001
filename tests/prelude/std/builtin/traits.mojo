trait AnyType:
    pass


trait Deinitable:
    def __deinit__(deinit self, /):
        ...


trait Movable:
    def __init__(out self, *, deinit move: Self):
        ...


trait Copyable(Movable):
    def __init__(out self, *, copy: Self):
        ...

    def copy(self) -> Self:
        return Self(copy=self)


trait ImplicitlyCopyable(Copyable):
    pass


trait RegisterPassable(Movable):
    pass


trait TrivialRegisterPassable(ImplicitlyCopyable, Deinitable, RegisterPassable):
    pass
