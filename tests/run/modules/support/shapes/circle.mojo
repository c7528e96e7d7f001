from .util import double


@fieldwise_init
struct Circle(Copyable):
    var radius: Int

    def width(self) -> Int:
        return double(self.radius)
