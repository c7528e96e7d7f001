"""The Sun and its four large planets, moved by a symplectic integrator. Energy must be conserved. Usage: nbody.mojo [STEPS]"""

from std.math import sqrt
from std.sys import argv

comptime PI = 3.141592653589793
comptime SOLAR_MASS = 4 * PI * PI
comptime DAYS_PER_YEAR = 365.24


@fieldwise_init
struct Body(Copyable):
    """Position and velocity (lengths in astronomical units, time in years), and mass."""

    var position: SIMD[DType.float64, 4]
    var velocity: SIMD[DType.float64, 4]
    var mass: Float64


def planet(
    x: Float64, y: Float64, z: Float64, vx: Float64, vy: Float64, vz: Float64, mass: Float64
) -> Body:
    return Body(
        SIMD[DType.float64, 4](x, y, z, 0),
        SIMD[DType.float64, 4](vx * DAYS_PER_YEAR, vy * DAYS_PER_YEAR, vz * DAYS_PER_YEAR, 0),
        mass * SOLAR_MASS,
    )


def solar_system() -> List[Body]:
    var bodies: List[Body] = [
        Body(SIMD[DType.float64, 4](0), SIMD[DType.float64, 4](0), SOLAR_MASS),
        planet(
            4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609,
        ),
        planet(
            8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726411104, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812,
        ),
        planet(
            12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298,
        ),
        planet(
            15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451,
        ),
    ]
    var momentum = SIMD[DType.float64, 4](0)
    for body in bodies:
        momentum += body.velocity * body.mass
    bodies[0].velocity = -momentum / SOLAR_MASS
    return bodies^


def energy(bodies: List[Body]) -> Float64:
    var total = 0.0
    for i in range(len(bodies)):
        ref a = bodies[i]
        total += 0.5 * a.mass * (a.velocity * a.velocity).reduce_add()
        for k in range(i + 1, len(bodies)):
            var distance = a.position - bodies[k].position
            total -= a.mass * bodies[k].mass / sqrt((distance * distance).reduce_add())
    return total


def advance(mut bodies: List[Body], dt: Float64):
    var count = len(bodies)
    for i in range(count):
        for k in range(i + 1, count):
            var distance = bodies[i].position - bodies[k].position
            var squared = (distance * distance).reduce_add()
            var magnitude = dt / (squared * sqrt(squared))
            bodies[i].velocity -= distance * (bodies[k].mass * magnitude)
            bodies[k].velocity += distance * (bodies[i].mass * magnitude)
    for ref body in bodies:
        body.position += body.velocity * dt


def main() raises:
    var arguments = argv()
    var steps = Int(String(arguments[1])) if len(arguments) > 1 else 20000
    var bodies = solar_system()
    var before = energy(bodies)
    print("energy before:", before)
    for _ in range(steps):
        advance(bodies, 0.01)
    var after = energy(bodies)
    print("energy after: ", after)
    # The integrator lets the energy swing a little around its true value, but not drift away.
    if abs((after - before) / before) > 2e-4:
        raise "energy is not conserved"
    if abs(before + 0.169075163828524) > 1e-9:
        raise "the starting energy is wrong"
