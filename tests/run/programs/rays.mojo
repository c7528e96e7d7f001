"""Rays and things to hit: a tuple of different types behind one trait."""


@fieldwise_init
struct Vec3(ImplicitlyCopyable, Writable):
    var x: Float64
    var y: Float64
    var z: Float64
    def __add__(self, o: Self) -> Self: return {self.x + o.x, self.y + o.y, self.z + o.z}
    def __mul__(self, k: Float64) -> Self: return {self.x * k, self.y * k, self.z * k}
    def __rmul__(self, k: Float64) -> Self: return self * k
    def dot(self, o: Self) -> Float64: return self.x * o.x + self.y * o.y + self.z * o.z

trait Hittable(Copyable, Deinitable):
    def hit(self, origin: Vec3, direction: Vec3) -> Optional[Float64]: ...

@fieldwise_init
struct Sphere(Hittable):
    var center: Vec3
    var radius: Float64
    def hit(self, origin: Vec3, direction: Vec3) -> Optional[Float64]:
        var oc = origin + self.center * -1
        var b = oc.dot(direction)
        var c = oc.dot(oc) - self.radius * self.radius
        var d = b * b - c
        if d < 0:
            return None
        return -b - d ** 0.5

@fieldwise_init
struct Plane(Hittable):
    var height: Float64
    def hit(self, origin: Vec3, direction: Vec3) -> Optional[Float64]:
        if direction.y == 0:
            return None
        var t = (self.height - origin.y) / direction.y
        return Optional(t) if t > 0 else None

struct Scene[*Ts: Hittable]:
    var things: Tuple[*Self.Ts]
    def __init__(out self, var things: Tuple[*Self.Ts]):
        self.things = things^
    def nearest(self, origin: Vec3, direction: Vec3) -> Tuple[Int, Float64]:
        var best = -1
        var distance = Float64.MAX
        comptime for i in range(Self.Ts.__len__()):
            var t = self.things[i].hit(origin, direction)
            if t:
                if t.value() < distance:
                    distance = t.value()
                    best = i
        return best, distance

def main():
    var scene = Scene((Sphere(Vec3(0, 0, 5), 1), Plane(-2), Sphere(Vec3(0, 0, 3), 1)))
    print(scene.nearest(Vec3(0, 0, 0), Vec3(0, 0, 1)))
    var i, d = scene.nearest(Vec3(0, 0, 0), Vec3(0, -1, 0))
    print(i, d, 2 * Vec3(1, 2, 3))

# expect: (2, 2.0)
# expect: 1 2.0 Vec3(x=2.0, y=4.0, z=6.0)
