from . import util
from .circle import Circle


@fieldwise_init
struct Square(Copyable):
    var side: Int

    def inner(self) -> Circle:
        return Circle(self.side // 2)

    def area(self) -> Int:
        return util.squared(self.side)
