"""Random numbers for programs that need no secrets. A program that does not call `seed` repeats itself."""

from std.random.philox import NormalRandom, Random
from std.random.random import rand, randint, randn, randn_float64, random_float64, random_si64, random_ui64, seed, shuffle
