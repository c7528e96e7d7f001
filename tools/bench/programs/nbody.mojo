# Sun and four planets: the energy of the system before and after so many steps. One argument: the steps.
from std.math import sqrt
from std.sys import argv


@fieldwise_init
struct Body(Copyable, Movable):
    var x: Float64
    var y: Float64
    var z: Float64
    var vx: Float64
    var vy: Float64
    var vz: Float64
    var mass: Float64


comptime COUNT = 5
comptime Bodies = Array[Body, COUNT]
comptime SOLAR_MASS: Float64 = 39.47841760435743
comptime DAYS: Float64 = 365.24


def planets() -> Bodies:
    return [
        Body(0, 0, 0, 0, 0, 0, SOLAR_MASS),
        Body(
            4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
            -0.0000690460016972063023 * DAYS, 0.000954791938424326609 * SOLAR_MASS,
        ),
        Body(
            8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411899 * DAYS, 0.00499852801234917238 * DAYS,
            0.0000230417297573763929 * DAYS, 0.000285885980666130812 * SOLAR_MASS,
        ),
        Body(
            12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
            -0.0000296589568540237556 * DAYS, 0.0000436624404335156298 * SOLAR_MASS,
        ),
        Body(
            15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
            -0.0000951592254519715870 * DAYS, 0.0000515138902046611451 * SOLAR_MASS,
        ),
    ]


def rest(mut bodies: Bodies):
    """Gives the sun the momentum that makes the whole system's zero."""
    var px: Float64 = 0
    var py: Float64 = 0
    var pz: Float64 = 0
    for i in range(COUNT):
        px += bodies[i].vx * bodies[i].mass
        py += bodies[i].vy * bodies[i].mass
        pz += bodies[i].vz * bodies[i].mass
    bodies[0].vx = -px / SOLAR_MASS
    bodies[0].vy = -py / SOLAR_MASS
    bodies[0].vz = -pz / SOLAR_MASS


def energy(bodies: Bodies) -> Float64:
    var sum: Float64 = 0
    for i in range(COUNT):
        ref a = bodies[i]
        sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j in range(i + 1, COUNT):
            ref b = bodies[j]
            var dx = a.x - b.x
            var dy = a.y - b.y
            var dz = a.z - b.z
            sum -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return sum


def advance(mut bodies: Bodies, dt: Float64):
    for i in range(COUNT):
        for j in range(i + 1, COUNT):
            var dx = bodies[i].x - bodies[j].x
            var dy = bodies[i].y - bodies[j].y
            var dz = bodies[i].z - bodies[j].z
            var square = dx * dx + dy * dy + dz * dz
            var magnitude = dt / (square * sqrt(square))
            var mass_i = bodies[i].mass * magnitude
            var mass_j = bodies[j].mass * magnitude
            bodies[i].vx -= dx * mass_j
            bodies[i].vy -= dy * mass_j
            bodies[i].vz -= dz * mass_j
            bodies[j].vx += dx * mass_i
            bodies[j].vy += dy * mass_i
            bodies[j].vz += dz * mass_i
    for i in range(COUNT):
        bodies[i].x += dt * bodies[i].vx
        bodies[i].y += dt * bodies[i].vy
        bodies[i].z += dt * bodies[i].vz


def main() raises:
    var steps = Int(argv()[1])
    var bodies = planets()
    rest(bodies)
    print(energy(bodies))
    for _ in range(steps):
        advance(bodies, 0.01)
    print(energy(bodies))
