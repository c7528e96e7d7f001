// Simulated kernels as a compiler would make them: C++ functions with the entry's signature.
#include "runtime/device/simulator/Fixture.h"

#include <algorithm>
#include <atomic>
#include <numeric>

static fx_site siteA = {"kernel.mojo", 10, 5, "barrier()", nullptr}, siteB = {"kernel.mojo", 20, 9, "p[i]", "p"};

class Simulator : public SimulatorFixture {};

static uint32_t lane32(fx_sim_thread *self, uint32_t mode, uint32_t value, uint32_t operand, uint32_t clamp) {
  return static_cast<uint32_t>(fx_sim_shuffle(self, 0xffffffff, mode, value, operand, clamp, &siteA));
}

TEST_F(Simulator, ShufflesFollowTheManual) {
  std::vector<uint32_t> up(32), down(32), butterfly(32), index(32), segment(32);
  EXPECT_EQ("", run({}, [&](fx_sim_thread *self) {
              uint32_t own = 100 + self->lane;
              up[self->lane] = lane32(self, 0, own, 3, 0);
              down[self->lane] = lane32(self, 1, own, 3, 31);
              butterfly[self->lane] = lane32(self, 2, own, 5, 31);
              index[self->lane] = lane32(self, 3, own, 7, 31);
              segment[self->lane] = lane32(self, 3, own, 2, (32 - 8) << 8 | 31); // width 8
            }));
  for (uint32_t lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(100 + (lane >= 3 ? lane - 3 : lane), up[lane]);
    EXPECT_EQ(100 + (lane + 3 < 32 ? lane + 3 : lane), down[lane]);
    EXPECT_EQ(100 + (lane ^ 5), butterfly[lane]);
    EXPECT_EQ(107u, index[lane]);
    EXPECT_EQ(100 + lane / 8 * 8 + 2, segment[lane]);
  }
}

TEST_F(Simulator, ShufflesSayWhetherTheyWereInside) {
  std::vector<int> inside(32);
  EXPECT_EQ(
      "", run({}, [&](fx_sim_thread *self) { inside[self->lane] = static_cast<int>(fx_sim_shuffle(self, 0xffffffff, 1, 0, 16, 31, &siteA) >> 32); }));
  for (int lane = 0; lane < 32; ++lane)
    EXPECT_EQ(lane < 16, inside[lane]);
}

TEST_F(Simulator, ReductionByShuffles) {
  std::vector<uint32_t> sums(64);
  EXPECT_EQ("", run({.grid = 2, .block = 32}, [&](fx_sim_thread *self) {
              uint32_t value = self->lane + self->ctaid[0];
              for (uint32_t step = 16; step; step /= 2)
                value += lane32(self, 2, value, step, 31);
              sums[self->ctaid[0] * 32 + self->lane] = value;
            }));
  for (int i = 0; i < 64; ++i)
    EXPECT_EQ(i < 32 ? 496u : 528u, sums[i]);
}

TEST_F(Simulator, VotesMatchesAndReductions) {
  std::vector<uint64_t> ballot(32), all(32), any(32), uniform(32), match(32), same(32), redux(32), elected(32);
  EXPECT_EQ("", run({}, [&](fx_sim_thread *self) {
              uint32_t lane = self->lane;
              ballot[lane] = fx_sim_vote(self, ~0u, 3, lane % 3 == 0, &siteA);
              all[lane] = fx_sim_vote(self, ~0u, 0, lane < 31, &siteA);
              any[lane] = fx_sim_vote(self, ~0u, 1, lane == 31, &siteA);
              uniform[lane] = fx_sim_vote(self, ~0u, 2, 0, &siteA);
              match[lane] = fx_sim_match_any(self, ~0u, lane / 4, &siteA);
              same[lane] = fx_sim_match_all(self, ~0u, 9, &siteA);
              redux[lane] = fx_sim_redux(self, ~0u, 3, static_cast<uint32_t>(5 - static_cast<int>(lane)), &siteA);
              elected[lane] = fx_sim_elect(self, 0xffffffff, &siteA) >> 32;
            }));
  for (uint32_t lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(0x49249249u, ballot[lane]);
    EXPECT_EQ(0u, all[lane]);
    EXPECT_EQ(1u, any[lane]);
    EXPECT_EQ(1u, uniform[lane]);
    EXPECT_EQ(0xfu << lane / 4 * 4, match[lane]);
    EXPECT_EQ(0x1ffffffffull, same[lane]);
    EXPECT_EQ(static_cast<uint32_t>(-26), redux[lane]);
    EXPECT_EQ(lane == 0, elected[lane]);
  }
}

TEST_F(Simulator, PartsOfAWarpActApart) {
  std::vector<uint32_t> ballots(32);
  EXPECT_EQ("", run({}, [&](fx_sim_thread *self) {
              uint32_t mask = self->lane < 8 ? 0xff : self->lane % 2 ? 0xaaaaaa00 : 0x55555500;
              for (int i = 0; i < 5; ++i)
                ballots[self->lane] = static_cast<uint32_t>(fx_sim_vote(self, mask, 3, 1, &siteA));
            }));
  for (uint32_t lane = 0; lane < 32; ++lane)
    EXPECT_EQ(lane < 8 ? 0xffu : lane % 2 ? 0xaaaaaa00u : 0x55555500u, ballots[lane]);
}

TEST_F(Simulator, LanesThatReturnedAreNotWaitedFor) {
  std::vector<uint32_t> ballots(40);
  EXPECT_EQ("", run({.block = 40}, [&](fx_sim_thread *self) {
              if (self->tid[0] % 4 == 0)
                return;
              ballots[self->tid[0]] = static_cast<uint32_t>(fx_sim_vote(self, ~0u, 3, 1, &siteA));
            }));
  EXPECT_EQ(0xeeeeeeeeu, ballots[1]);
  EXPECT_EQ(0xeeu, ballots[33]); // the last warp has 8 lanes
}

TEST_F(Simulator, DivergentWarpOperationsAreReported) {
  std::string error = run({}, [&](fx_sim_thread *self) {
    if (self->lane < 16)
      fx_sim_vote(self, ~0u, 0, 1, &siteA);
    else
      fx_sim_redux(self, ~0u, 0, 1, &siteB);
  });
  EXPECT_HAS(error, "divergent warp operation");
  EXPECT_HAS(error, "kernel.mojo:10:5: `barrier()`");
  EXPECT_HAS(error, "kernel.mojo:20:9");
  error = run({}, [&](fx_sim_thread *self) { fx_sim_syncwarp(self, 1, &siteA); });
  EXPECT_HAS(error, "lane 1 takes part in a warp operation whose mask 0x1 does not name it");
}

TEST_F(Simulator, BarriersHoldAllThreadsBack) {
  uint32_t blocks = 20, threads = 300;
  std::vector<std::vector<int>> steps(blocks, std::vector<int>(threads));
  std::atomic<int> wrong{0};
  EXPECT_EQ("", run({.grid = blocks, .block = threads}, [&](fx_sim_thread *self) {
              auto &step = steps[self->ctaid[0]];
              for (int round = 1; round < 50; ++round) {
                step[self->tid[0]] = round;
                fx_sim_barrier(self, 0, 0, &siteA);
                if (step[(self->tid[0] * 7 + static_cast<uint32_t>(round)) % threads] != round)
                  ++wrong;
                fx_sim_barrier(self, 0, 0, &siteA);
              }
            }));
  EXPECT_EQ(0, wrong);
}

TEST_F(Simulator, NamedBarriersAndArrivals) {
  std::vector<int> seen(64);
  int produced = 0;
  EXPECT_EQ("", run({.block = 64}, [&](fx_sim_thread *self) {
              if (self->warp == 0) {
                if (self->lane == 31)
                  produced = 5;
                fx_sim_barrier_arrive(self, 3, 64, &siteA); // does not wait
              } else {
                fx_sim_barrier(self, 3, 64, &siteA);
                seen[self->tid[0]] = produced;
              }
              fx_sim_barrier(self, 1 + self->warp, 32, &siteA);
            }));
  EXPECT_EQ(5, seen[63]);
  EXPECT_EQ(0, seen[0]);
}

TEST_F(Simulator, BarriersReduce) {
  std::vector<uint32_t> counts(96), ands(96), ors(96);
  EXPECT_EQ("", run({.block = 96}, [&](fx_sim_thread *self) {
              uint32_t t = self->tid[0];
              for (uint32_t round = 0; round < 3; ++round) {
                counts[t] = fx_sim_barrier_reduce(self, 0, 0, 2, t < 10 + round, &siteA);
                ands[t] = fx_sim_barrier_reduce(self, 0, 0, 0, t < 96, &siteA);
                ors[t] = fx_sim_barrier_reduce(self, 0, 0, 1, t == 95, &siteA);
              }
            }));
  EXPECT_EQ(std::vector<uint32_t>(96, 12), counts);
  EXPECT_EQ(std::vector<uint32_t>(96, 1), ands);
  EXPECT_EQ(std::vector<uint32_t>(96, 1), ors);
}

TEST_F(Simulator, DivergentBarriersAreReported) {
  Shape shape{.grid = 3, .block = 64};
  auto body = [&](fx_sim_thread *self) {
    if (self->tid[0] >= 48)
      fx_sim_barrier(self, 1, 32, &siteB); // only 16 ever come
    else
      fx_sim_barrier(self, 0, 0, &siteA);
  };
  std::string error = run(shape, body);
  EXPECT_HAS(error, "divergent barrier in kernel `body`: no thread can go on");
  EXPECT_HAS(error, "48 threads wait at a barrier, for example block (0, 0, 0), thread (0, 0, 0)");
  EXPECT_HAS(error, "at kernel.mojo:10:5");
  EXPECT_HAS(error, "16 threads wait at a barrier");
  EXPECT_HAS(error, "at kernel.mojo:20:9");
  EXPECT_EQ("", run(shape, [](fx_sim_thread *self) { fx_sim_barrier(self, 0, 0, &siteA); })) << "and the simulator goes on";
}

TEST_F(Simulator, ReturningBeforeABarrierIsReportedOnlyWithChecks) {
  auto body = [](fx_sim_thread *self) {
    if (self->tid[0] == 7)
      return;
    fx_sim_barrier(self, 0, 0, &siteA);
  };
  EXPECT_EQ("", run({}, body));
  EXPECT_HAS(run({.flags = fx_image_check_barriers}, body), "divergent barrier: 1 of the block's 32 threads have returned before it");
}

TEST_F(Simulator, BoundsOfBuffers) {
  auto *p = buffer<float>(10);
  auto access = [&](int64_t index, uint32_t kind, int thread = 3) {
    return run({.flags = fx_image_no_switch | fx_image_check_bounds}, [=](fx_sim_thread *self) {
      if (self->tid[0] == static_cast<uint32_t>(thread))
        fx_sim_access(self, p + index, 4, kind, &siteB);
    });
  };
  EXPECT_EQ("", access(0, fx_access_read));
  EXPECT_EQ("", access(9, fx_access_write));
  std::string error = access(10, fx_access_write);
  EXPECT_HAS(error, "out of bounds: write of 4 bytes at byte 40 of a device buffer of 40 bytes, `p[10]`");
  EXPECT_HAS(error, "at kernel.mojo:20:9: `p[i]`");
  EXPECT_HAS(error, "in kernel `body`, block (0, 0, 0), thread (3, 0, 0)");
  EXPECT_HAS(access(100000, fx_access_read), "out of bounds: read of 4 bytes at byte 400000 of a device buffer of 40 bytes");
  EXPECT_HAS(access(-1, fx_access_write | fx_access_atomic), "out of bounds: write");
  fx_buffer_destroy(stream, p, fx_memory_device);
  EXPECT_HAS(access(0, fx_access_read), "use after free: read of 4 bytes in a device buffer of 40 bytes that has been freed");
}

TEST_F(Simulator, BoundsOutsideOfTheDevice) {
  std::vector<float> host(10);
  static const float constant[4] = {1, 2, 3, 4};
  auto access = [&](const void *address, uint32_t kind) {
    return run({.flags = fx_image_no_switch}, [=](fx_sim_thread *self) { fx_sim_access(self, const_cast<void *>(address), 4, kind, &siteB); });
  };
  EXPECT_HAS(access(host.data(), fx_access_read), "which is not memory of the device");
  EXPECT_HAS(access(nullptr, fx_access_read), "which is null");
  EXPECT_EQ("", access(constant, fx_access_read));
  EXPECT_HAS(access(constant, fx_access_write), "out of bounds: write");
  EXPECT_EQ("", access(buffer<float>(4, fx_memory_host), fx_access_write));
  EXPECT_EQ("", run({}, [](fx_sim_thread *self) {
              volatile int local = 0;
              fx_sim_access(self, const_cast<int *>(&local), 4, fx_access_write, &siteB);
            }));
}

TEST_F(Simulator, BoundsOfSharedMemory) {
  auto access = [&](uint64_t offset) {
    return run({.grid = 4, .dynamicShared = 100, .staticShared = 64},
               [=](fx_sim_thread *self) { fx_sim_access(self, self->shared + offset, 4, fx_access_write, &siteB); });
  };
  EXPECT_EQ("", access(0));
  EXPECT_EQ("", access(128)) << "dynamic memory begins at the next multiple of 128";
  EXPECT_HAS(access(256), "out of bounds: write of 4 bytes at byte 256 of a shared memory of 256 bytes");
}

[[gnu::noinline]] static uint64_t recurse(uint64_t depth) {
  volatile uint8_t space[512];
  space[depth % 512] = 1;
  return depth == 0 ? space[0] : recurse(depth - 1) + space[depth % 512];
}

TEST_F(Simulator, FaultsAreErrorsOfTheLaunch) {
  auto *p = buffer<volatile float>(10);
  for (uint32_t flags : {0u, uint32_t(fx_image_no_switch)}) {
    std::string error = run({.grid = 3, .flags = flags}, [&](fx_sim_thread *self) { p[self->tid[0] == 5 ? 100000 : 0] = 1; });
    EXPECT_HAS(error, "out of bounds: access at byte 400000 of a device buffer of 40 bytes");
    EXPECT_HAS(error, "thread (5, 0, 0)");
    EXPECT_HAS(run({.flags = flags}, [](fx_sim_thread *self) { *reinterpret_cast<volatile int *>(uintptr_t(8)) = 1; }),
               "out of bounds: access at 0x8");
    EXPECT_HAS(run({.flags = flags}, [](fx_sim_thread *) { recurse(100000); }), "stack overflow");
    EXPECT_EQ("", run({.flags = flags}, [&](fx_sim_thread *self) { p[self->tid[0] % 10] = 1; }));
  }
}

TEST_F(Simulator, SharedMemoryIsEachBlocksOwn) {
  std::atomic<int> wrong{0};
  EXPECT_EQ("", run({.grid = 50, .block = 64, .dynamicShared = 256}, [&](fx_sim_thread *self) {
              auto *words = reinterpret_cast<uint32_t *>(self->dynamic);
              words[self->tid[0]] = self->ctaid[0] * 1000 + self->tid[0];
              fx_sim_barrier(self, 0, 0, &siteA);
              if (words[63 - self->tid[0]] != self->ctaid[0] * 1000 + 63 - self->tid[0])
                ++wrong;
            }));
  EXPECT_EQ(0, wrong);
}

TEST_F(Simulator, ThreadsCanLeaveAnywhere) {
  for (uint32_t flags : {0u, uint32_t(fx_image_no_switch)}) {
    std::atomic<int> finished{0}, left{0};
    EXPECT_EQ("", run({.grid = 5, .block = 70, .flags = flags}, [&](fx_sim_thread *self) {
                if (self->tid[0] % 3 == 0) {
                  ++left;
                  fx_sim_exit(self);
                }
                if (!flags)
                  fx_sim_barrier(self, 0, 0, &siteA);
                ++finished;
              }));
    EXPECT_EQ(5 * 24, left) << flags;
    EXPECT_EQ(5 * 46, finished) << flags;
  }
}

TEST_F(Simulator, AbortAndTrapStopTheLaunch) {
  char text[] = "index out of range", file[] = "kernel.mojo";
  std::string error = run({.grid = 100, .block = 64}, [&](fx_sim_thread *self) {
    fx_sim_barrier(self, 0, 0, &siteA);
    if (self->tid[0] == 5)
      fx_sim_abort(self, text, sizeof(text) - 1, file, 3, 4);
    fx_sim_barrier(self, 0, 0, &siteA);
  });
  EXPECT_HAS(error, "abort: index out of range\n  at kernel.mojo:3:4\n  in kernel `body`, block (");
  EXPECT_HAS(error, "thread (5, 0, 0)");
  EXPECT_HAS(run({.flags = fx_image_no_switch}, [](fx_sim_thread *self) { fx_sim_trap(self, &siteA); }), "trap\n  at kernel.mojo:10:5");
}

TEST_F(Simulator, WaitingThroughMemoryNeedsAYield) {
  std::atomic<int> flag{0};
  int seen = 0;
  EXPECT_EQ("", run({.block = 64}, [&](fx_sim_thread *self) {
              if (self->tid[0] == 0) {
                while (flag.load() == 0)
                  fx_sim_yield(self);
                seen = flag;
              }
              if (self->tid[0] == 63)
                flag = 9;
            }));
  EXPECT_EQ(9, seen);
}

TEST_F(Simulator, ClustersShareAndMeet) {
  std::vector<uint32_t> sums(8);
  EXPECT_EQ("", run({.grid = 8, .block = 32, .cluster = 4, .dynamicShared = 128}, [&](fx_sim_thread *self) {
              EXPECT_EQ(self->ctaid[0] % 4, self->clusterCtarank);
              EXPECT_EQ(self->ctaid[0] / 4, self->clusterid[0]);
              auto *words = reinterpret_cast<uint32_t *>(self->dynamic);
              words[self->lane] = self->ctaid[0];
              fx_sim_cluster_arrive(self, &siteA);
              fx_sim_cluster_wait(self, &siteA);
              uint32_t sum = 0;
              for (uint32_t rank = 0; rank < 4; ++rank) {
                void *other = fx_sim_mapa(self, words + self->lane, rank);
                EXPECT_EQ(rank, fx_sim_ctarank(self, other));
                fx_sim_access(self, other, 4, fx_access_read, &siteB);
                sum += *static_cast<uint32_t *>(other);
              }
              sums[self->ctaid[0]] = sum;
              fx_sim_cluster_arrive(self, &siteA);
              fx_sim_cluster_wait(self, &siteA);
            }));
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(i < 4 ? 6u : 22u, sums[i]);
}

TEST_F(Simulator, CooperativeLaunchesRunAllBlocksTogether) {
  std::atomic<uint32_t> arrived{0};
  std::atomic<int> wrong{0};
  uint32_t blocks = 24;
  EXPECT_EQ("", run({.grid = blocks, .block = 64, .launchFlags = fx_launch_cooperative}, [&](fx_sim_thread *self) {
              fx_sim_barrier(self, 0, 0, &siteA);
              if (self->tid[0] == 0) {
                ++arrived;
                while (arrived < blocks)
                  fx_sim_yield(self);
              }
              fx_sim_barrier(self, 0, 0, &siteA);
              if (arrived != blocks)
                ++wrong;
            }));
  EXPECT_EQ(0, wrong);
}

TEST_F(Simulator, AsynchronousCopiesComeWhenWaitedFor) {
  auto *p = buffer<uint32_t>(64);
  std::iota(p, p + 64, 1);
  std::atomic<int> early{0}, wrong{0};
  EXPECT_EQ("", run({.block = 16, .dynamicShared = 512}, [&](fx_sim_thread *self) {
              auto *words = reinterpret_cast<uint32_t *>(self->dynamic);
              uint32_t t = self->tid[0];
              memset(words + 4 * t, 0, 16);
              fx_sim_cp_async(self, words + 4 * t, p + 4 * t, 16, 16, &siteB);
              fx_sim_cp_async_commit(self);
              fx_sim_cp_async(self, words + 64 + t, p + t, 4, 0, &siteB); // zero fill
              fx_sim_cp_async_commit(self);
              early += words[4 * t] != 0;
              fx_sim_cp_async_wait(self, 1);
              wrong += words[4 * t] != 4 * t + 1;
              words[64 + t] = 77;
              fx_sim_cp_async_wait(self, 0);
              wrong += words[64 + t] != 0;
            }));
  EXPECT_EQ(0, early);
  EXPECT_EQ(0, wrong);
}

TEST_F(Simulator, MbarriersCountPhases) {
  uint32_t block = 64, rounds = 20;
  std::atomic<int> wrong{0};
  std::vector<uint32_t> progress(block);
  EXPECT_EQ("", run({.block = block, .dynamicShared = 16}, [&](fx_sim_thread *self) {
              void *barrier = self->dynamic;
              if (self->tid[0] == 0)
                fx_sim_mbarrier_init(self, barrier, block, &siteA);
              fx_sim_barrier(self, 0, 0, &siteA);
              for (uint32_t round = 0; round < rounds; ++round) {
                progress[self->tid[0]] = round + 1;
                uint64_t state = fx_sim_mbarrier_arrive(self, barrier, 1, &siteA);
                if (round % 2)
                  fx_sim_mbarrier_wait(self, barrier, state, &siteA);
                else
                  while (!fx_sim_mbarrier_test_parity(self, barrier, round & 1, &siteA))
                    ;
                wrong += *std::min_element(progress.begin(), progress.end()) < round + 1;
              }
            }));
  EXPECT_EQ(0, wrong);
}

TEST_F(Simulator, MbarrierMistakes) {
  EXPECT_HAS(run({.dynamicShared = 16},
                 [](fx_sim_thread *self) {
                   memset(self->dynamic, 0, 16);
                   fx_sim_mbarrier_arrive(self, self->dynamic, 1, &siteA);
                 }),
             "this mbarrier has not been initialised");
  EXPECT_HAS(run({.dynamicShared = 16}, [](fx_sim_thread *self) { fx_sim_mbarrier_init(self, self->dynamic + 4, 1, &siteA); }),
             "an mbarrier must be aligned to 8 bytes");
  EXPECT_HAS(run({.block = 1, .dynamicShared = 16},
                 [](fx_sim_thread *self) {
                   fx_sim_mbarrier_init(self, self->dynamic, 2, &siteA);
                   fx_sim_mbarrier_arrive(self, self->dynamic, 1, &siteA);
                   fx_sim_mbarrier_wait_parity(self, self->dynamic, 0, &siteB);
                 }),
             "deadlock in kernel `body`: no thread can go on\n  1 thread wait for an mbarrier");
}

TEST_F(Simulator, BulkCopiesCompleteTransactions) {
  auto *p = buffer<uint32_t>(256), *q = buffer<uint32_t>(256);
  std::iota(p, p + 256, 0);
  EXPECT_EQ("", run({.block = 64, .dynamicShared = 1024 + 16}, [&](fx_sim_thread *self) {
              void *barrier = self->dynamic + 1024;
              auto *words = reinterpret_cast<uint32_t *>(self->dynamic);
              if (self->tid[0] == 0) {
                fx_sim_mbarrier_init(self, barrier, 1, &siteA);
                fx_sim_mbarrier_arrive_expect(self, barrier, 1024, &siteA);
                fx_sim_bulk_load(self, words, barrier, p, 512, &siteA);
                fx_sim_bulk_load(self, words + 128, barrier, p + 128, 512, &siteA);
              }
              fx_sim_barrier(self, 0, 0, &siteA);
              fx_sim_mbarrier_wait_parity(self, barrier, 0, &siteA);
              for (uint32_t i = self->tid[0]; i < 256; i += 64)
                words[i] *= 2;
              fx_sim_barrier(self, 0, 0, &siteA);
              if (self->tid[0] == 0) {
                fx_sim_bulk_store(self, q, words, 1024, &siteA);
                fx_sim_bulk_commit(self);
                EXPECT_EQ(0u, q[255]) << "not yet";
                fx_sim_bulk_wait(self, 0, 0);
                EXPECT_EQ(510u, q[255]);
              }
            }));
  EXPECT_EQ(510u, q[255]);
}

TEST_F(Simulator, TensorMapsCopyBoxes) {
  // A matrix of 10 rows and 16 columns of float; boxes of 4 rows and 8 columns.
  auto *p = buffer<float>(160), *q = buffer<float>(160);
  std::iota(p, p + 160, 1);
  fx_tensor_map_description description = {7, 2, 0, 0, 0, 0, {16, 10}, {4, 64}, {8, 4}, {1, 1}};
  alignas(64) uint8_t from[128], to[128];
  ASSERT_STREQ(nullptr, fx_tensor_map(device, from, p, &description));
  ASSERT_STREQ(nullptr, fx_tensor_map(device, to, q, &description));
  EXPECT_EQ("", run({.block = 1, .dynamicShared = 256}, [&](fx_sim_thread *self) {
              auto *words = reinterpret_cast<float *>(self->dynamic);
              void *barrier = self->dynamic + 128;
              fx_sim_mbarrier_init(self, barrier, 1, &siteA);
              fx_sim_mbarrier_arrive_expect(self, barrier, 128, &siteA);
              int32_t coordinates[5] = {12, 8}; // half outside in both dimensions
              fx_sim_tensor_load(self, words, barrier, from, coordinates, 0, &siteA);
              fx_sim_mbarrier_wait_parity(self, barrier, 0, &siteA);
              EXPECT_EQ(8 * 16 + 12 + 1, words[0]);
              EXPECT_EQ(9 * 16 + 15 + 1, words[11]);
              EXPECT_EQ(0, words[4]) << "outside of the row";
              EXPECT_EQ(0, words[16]) << "outside of the matrix";
              coordinates[0] = 0;
              coordinates[1] = 1;
              fx_sim_tensor_store(self, to, words, coordinates, &siteA);
              fx_sim_bulk_commit(self);
              fx_sim_bulk_wait(self, 0, 0);
            }));
  EXPECT_EQ(8 * 16 + 12 + 1, q[16]);
  EXPECT_EQ(9 * 16 + 15 + 1, q[32 + 3]);
  EXPECT_EQ(0, q[0]);
  description.box[0] = 3;
  EXPECT_STREQ("a tensor map's box must have a multiple of 16 bytes in dimension 0, and at most 4294967295 with its swizzle; it has 12",
               fx_tensor_map(device, to, q, &description));
}

TEST_F(Simulator, SwizzledBoxesSpreadTheirRows) {
  auto *p = buffer<uint8_t>(1024);
  for (int i = 0; i < 1024; ++i)
    p[i] = static_cast<uint8_t>(i / 16);
  fx_tensor_map_description description = {0, 2, 0, 3, 0, 0, {128, 8}, {1, 128}, {128, 8}, {1, 1}};
  alignas(64) uint8_t map[128];
  ASSERT_STREQ(nullptr, fx_tensor_map(device, map, p, &description));
  EXPECT_EQ("", run({.block = 1, .dynamicShared = 2048}, [&](fx_sim_thread *self) {
              uint8_t *box = self->dynamic + (-reinterpret_cast<uintptr_t>(self->dynamic) & 1023);
              int32_t coordinates[5] = {};
              fx_sim_tensor_load(self, box, nullptr, map, coordinates, 0, &siteA);
            }));
  // Checked while waiting: the chunk of 16 bytes c in row r stands at chunk c ^ r.
  EXPECT_EQ("", run({.block = 1, .dynamicShared = 2048 + 16}, [&](fx_sim_thread *self) {
              uint8_t *box = self->dynamic + (-reinterpret_cast<uintptr_t>(self->dynamic) & 1023);
              void *barrier = self->dynamic + 2048;
              fx_sim_mbarrier_init(self, barrier, 1, &siteA);
              fx_sim_mbarrier_arrive_expect(self, barrier, 1024, &siteA);
              int32_t coordinates[5] = {};
              fx_sim_tensor_load(self, box, barrier, map, coordinates, 0, &siteA);
              fx_sim_mbarrier_wait_parity(self, barrier, 0, &siteA);
              for (uint32_t row = 0; row < 8; ++row)
                for (uint32_t chunk = 0; chunk < 8; ++chunk)
                  EXPECT_EQ(row * 8 + chunk, box[row * 128 + (chunk ^ row) * 16]);
            }));
}

TEST_F(Simulator, MatricesMultiply) {
  // D = A * B + C, 16x8x8 of tf32, by the manual's fragment layout written out: a0 (g, t), a1 (g + 8, t), a2 (g, t + 4), a3 (g + 8, t + 4).
  float a[16][8], b[8][8], c[16][8], d[16][8];
  for (int i = 0; i < 16; ++i)
    for (int j = 0; j < 8; ++j) {
      a[i][j] = static_cast<float>(i - 2 * j);
      c[i][j] = static_cast<float>(100 * i + j);
    }
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 8; ++j)
      b[i][j] = static_cast<float>(3 * i - j);
  EXPECT_EQ("", run({}, [&](fx_sim_thread *self) {
              uint32_t g = self->lane / 4, t = self->lane % 4;
              float registers[10] = {a[g][t],     a[g + 8][t], a[g][t + 4],     a[g + 8][t + 4], b[t][g],
                                     b[t + 4][g], c[g][2 * t], c[g][2 * t + 1], c[g + 8][2 * t], c[g + 8][2 * t + 1]};
              float out[4];
              fx_sim_mma(self, 16 << 16 | 8 << 8 | 8, 2 << 8 | 2 << 4 | 3, registers, out, &siteA);
              d[g][2 * t] = out[0];
              d[g][2 * t + 1] = out[1];
              d[g + 8][2 * t] = out[2];
              d[g + 8][2 * t + 1] = out[3];
            }));
  for (int i = 0; i < 16; ++i)
    for (int j = 0; j < 8; ++j) {
      float expected = c[i][j];
      for (int k = 0; k < 8; ++k)
        expected += a[i][k] * b[k][j];
      EXPECT_EQ(expected, d[i][j]) << i << " " << j;
    }
}

TEST_F(Simulator, MatricesAreLoadedForMultiplying) {
  // ldmatrix.x4 gives exactly the fragment of A that mma m16n8k16 takes: 16 rows of 16 halves in shared memory.
  std::vector<uint16_t> wrong;
  EXPECT_EQ("", run({.dynamicShared = 1024}, [&](fx_sim_thread *self) {
              auto *tile = reinterpret_cast<uint16_t *>(self->dynamic);
              for (uint32_t i = self->lane; i < 256; i += 32)
                tile[i] = static_cast<uint16_t>(i);
              fx_sim_syncwarp(self, ~0u, &siteA);
              uint32_t lane = self->lane, out[4];
              fx_sim_ldmatrix(self, tile + (lane % 16) * 16 + lane / 16 * 8, 4, 0, out, &siteA);
              uint32_t g = lane / 4, t = lane % 4;
              uint32_t rows[] = {g, g + 8, g, g + 8}, columns[] = {2 * t, 2 * t, 2 * t + 8, 2 * t + 8};
              for (int i = 0; i < 4; ++i)
                if ((out[i] & 0xffff) != rows[i] * 16 + columns[i] || out[i] >> 16 != rows[i] * 16 + columns[i] + 1)
                  wrong.push_back(static_cast<uint16_t>(lane));
              fx_sim_ldmatrix(self, tile + lane % 8 * 16, 1, 1, out, &siteA);
              if ((out[0] & 0xffff) != 2 * t * 16 + g)
                wrong.push_back(static_cast<uint16_t>(100 + lane));
            }));
  EXPECT_EQ(0u, wrong.size());
}

TEST_F(Simulator, KernelsOfBothKindsInTurn) {
  for (int i = 0; i < 20; ++i) {
    std::atomic<int> count{0};
    EXPECT_EQ("", run({.grid = 3, .block = 50 + 30 * static_cast<uint32_t>(i % 4), .flags = i % 2 ? fx_image_no_switch : 0u},
                      [&](fx_sim_thread *) { ++count; }));
    EXPECT_EQ(3 * (50 + 30 * (i % 4)), count);
  }
}

TEST_F(Simulator, ErrorsAreReportedOnce) {
  EXPECT_NE("", run({}, [](fx_sim_thread *self) { fx_sim_trap(self, nullptr); }));
  EXPECT_STREQ(nullptr, fx_stream_sync(stream));
}
