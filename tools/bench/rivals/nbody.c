// programs/nbody.mojo in C.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { Count = 5 };
#define SOLAR_MASS 39.47841760435743
#define DAYS 365.24

struct Body {
  double x, y, z, vx, vy, vz, mass;
};

static struct Body bodies[Count] = {
    {0, 0, 0, 0, 0, 0, SOLAR_MASS},
    {4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
     -0.0000690460016972063023 * DAYS, 0.000954791938424326609 * SOLAR_MASS},
    {8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411899 * DAYS, 0.00499852801234917238 * DAYS,
     0.0000230417297573763929 * DAYS, 0.000285885980666130812 * SOLAR_MASS},
    {12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
     -0.0000296589568540237556 * DAYS, 0.0000436624404335156298 * SOLAR_MASS},
    {15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
     -0.0000951592254519715870 * DAYS, 0.0000515138902046611451 * SOLAR_MASS},
};

static void rest(void) {
  double px = 0, py = 0, pz = 0;
  for (int i = 0; i < Count; ++i) {
    px += bodies[i].vx * bodies[i].mass;
    py += bodies[i].vy * bodies[i].mass;
    pz += bodies[i].vz * bodies[i].mass;
  }
  bodies[0].vx = -px / SOLAR_MASS;
  bodies[0].vy = -py / SOLAR_MASS;
  bodies[0].vz = -pz / SOLAR_MASS;
}

static double energy(void) {
  double sum = 0;
  for (int i = 0; i < Count; ++i) {
    const struct Body *a = &bodies[i];
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (int j = i + 1; j < Count; ++j) {
      const struct Body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

static void advance(double dt) {
  for (int i = 0; i < Count; ++i)
    for (int j = i + 1; j < Count; ++j) {
      double dx = bodies[i].x - bodies[j].x, dy = bodies[i].y - bodies[j].y, dz = bodies[i].z - bodies[j].z;
      double square = dx * dx + dy * dy + dz * dz, magnitude = dt / (square * sqrt(square));
      double massI = bodies[i].mass * magnitude, massJ = bodies[j].mass * magnitude;
      bodies[i].vx -= dx * massJ;
      bodies[i].vy -= dy * massJ;
      bodies[i].vz -= dz * massJ;
      bodies[j].vx += dx * massI;
      bodies[j].vy += dy * massI;
      bodies[j].vz += dz * massI;
    }
  for (int i = 0; i < Count; ++i) {
    bodies[i].x += dt * bodies[i].vx;
    bodies[i].y += dt * bodies[i].vy;
    bodies[i].z += dt * bodies[i].vz;
  }
}

int main(int argc, char **argv) {
  long steps = argc > 1 ? atol(argv[1]) : 1000;
  rest();
  printf("%.17g\n", energy());
  for (long i = 0; i < steps; ++i)
    advance(0.01);
  printf("%.17g\n", energy());
  return 0;
}
