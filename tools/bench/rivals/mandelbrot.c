// programs/mandelbrot.mojo in C.
#include <stdio.h>
#include <stdlib.h>

static long escapeSteps(double cx, double cy, long limit) {
  double x = 0, y = 0;
  long steps = 0;
  while (steps < limit && x * x + y * y <= 4) {
    double next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    steps += 1;
  }
  return steps;
}

int main(int argc, char **argv) {
  long size = argc > 1 ? atol(argv[1]) : 1000, total = 0;
  for (long row = 0; row < size; ++row)
    for (long column = 0; column < size; ++column) {
      double cx = (double)column * 3 / (double)size - 2, cy = (double)row * 2 / (double)size - 1;
      total += escapeSteps(cx, cy, 1000);
    }
  printf("%ld\n", total);
  return 0;
}
