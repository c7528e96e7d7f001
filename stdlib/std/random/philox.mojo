"""Random numbers by counting: Philox4x32 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", 2011).

The n-th block is a function of the seed and n, so threads and lanes of a GPU draw independent numbers without sharing anything.
"""

from std.math import cos, log, sin, sqrt


struct Random[rounds: Int = 10](ImplicitlyCopyable):
    """A stream of blocks of four random words."""

    var _key: SIMD[DType.uint32, 2]
    var _counter: SIMD[DType.uint32, 4]

    def __init__(out self, *, seed: UInt64 = 0, subsequence: UInt64 = 0, offset: UInt64 = 0):
        """A stream: other seeds and other subsequences are independent of each other; `offset` blocks are skipped."""
        self._key = [seed.cast[DType.uint32](), (seed >> 32).cast[DType.uint32]()]
        self._counter = [
            offset.cast[DType.uint32](), (offset >> 32).cast[DType.uint32](), subsequence.cast[DType.uint32](), (subsequence >> 32).cast[DType.uint32](),
        ]

    @always_inline
    def step(mut self) -> SIMD[DType.uint32, 4]:
        """The next four words, each bit random."""
        var block = self._counter
        var key = self._key
        comptime for i in range(Self.rounds):
            comptime if i > 0:
                key += SIMD[DType.uint32, 2](0x9E3779B9, 0xBB67AE85)
            var first = block[0].cast[DType.uint64]() * 0xD2511F53
            var second = block[2].cast[DType.uint64]() * 0xCD9E8D57
            block = [
                (second >> 32).cast[DType.uint32]() ^ block[1] ^ key[0], second.cast[DType.uint32](),
                (first >> 32).cast[DType.uint32]() ^ block[3] ^ key[1], first.cast[DType.uint32](),
            ]
        self._advance()
        return block

    @always_inline
    def _advance(mut self):
        comptime for i in range(4):
            self._counter[i] += 1
            if self._counter[i] != 0:
                return

    @always_inline
    def step_uniform(mut self) -> SIMD[DType.float32, 4]:
        """The next four numbers from 0 up to, but not including, 1."""
        return (self.step() >> 8).cast[DType.float32]() * 5.9604645e-08


struct NormalRandom[rounds: Int = 10](ImplicitlyCopyable):
    """A stream of normally distributed numbers (Box and Muller)."""

    var _stream: Random[Self.rounds]

    def __init__(out self, *, seed: UInt64 = 0, subsequence: UInt64 = 0, offset: UInt64 = 0):
        """A stream as `Random` has it."""
        self._stream = Random[Self.rounds](seed=seed, subsequence=subsequence, offset=offset)

    @always_inline
    def step_normal(mut self, mean: Float32 = 0, standard_deviation: Float32 = 1) -> SIMD[DType.float32, 8]:
        """The next eight numbers."""
        # From 2**-25 on, so that the logarithm is finite.
        var size = (self._stream.step() >> 8).cast[DType.float32]() * 5.9604645e-08 + 2.9802322e-08
        var angle = self._stream.step_uniform() * 6.2831855
        var radius = sqrt(log(size) * -2)
        return (radius * cos(angle)).join(radius * sin(angle)) * standard_deviation + mean
