// Races and uninitialised memory: each test is a small kernel with or without the mistake.
#include "runtime/device/simulator/Fixture.h"

static fx_site writeSite = {"kernel.mojo", 5, 3, "tile[i] = x", "tile"}, readSite = {"kernel.mojo", 7, 9, "tile[j]", "tile"},
               barrierSite = {"kernel.mojo", 6, 3, "barrier()", nullptr};

class Checks : public SimulatorFixture {
protected:
  static constexpr uint32_t all = fx_image_check_bounds | fx_image_check_races | fx_image_check_init | fx_image_check_barriers;

  static uint32_t *tile(fx_sim_thread *self) { return reinterpret_cast<uint32_t *>(self->dynamic); }
  static void write(fx_sim_thread *self, uint32_t *p, uint32_t value = 1) {
    fx_sim_access(self, p, 4, fx_access_write, &writeSite);
    *p = value;
  }
  static uint32_t read(fx_sim_thread *self, uint32_t *p) {
    fx_sim_access(self, p, 4, fx_access_read, &readSite);
    return *p;
  }
  static uint32_t add(fx_sim_thread *self, uint32_t *p, uint32_t value, uint32_t scope = 0) {
    fx_sim_access(self, p, 4, fx_access_write | fx_access_atomic | scope, &writeSite);
    return __atomic_fetch_add(p, value, __ATOMIC_SEQ_CST);
  }
  static uint32_t load(fx_sim_thread *self, uint32_t *p) {
    fx_sim_access(self, p, 4, fx_access_atomic, &readSite);
    return __atomic_load_n(p, __ATOMIC_SEQ_CST);
  }
  static void barrier(fx_sim_thread *self) { fx_sim_barrier(self, 0, 0, &barrierSite); }
};

TEST_F(Checks, MissingBarrierIsARace) {
  auto kernel = [](bool right) {
    return [right](fx_sim_thread *self) {
      uint32_t t = self->tid[0];
      write(self, tile(self) + t, t);
      if (right)
        barrier(self);
      else
        fx_sim_yield(self); // all have written, but nothing says so
      read(self, tile(self) + 255 - t);
    };
  };
  Shape shape{.grid = 2, .block = 256, .dynamicShared = 1024, .flags = all};
  EXPECT_EQ("", run(shape, kernel(true)));
  std::string error = run(shape, kernel(false));
  EXPECT_HAS(error, "race: nothing orders two accesses to byte 1020 of shared memory of 1024 bytes, `tile[255]`\n"
                    "  a write by thread (255, 0, 0), block (0, 0, 0)\n"
                    "  at kernel.mojo:5:3: `tile[i] = x`\n"
                    "  and a read by this thread\n"
                    "  at kernel.mojo:7:9: `tile[j]`\n"
                    "  in kernel `body`, block (0, 0, 0), thread (0, 0, 0)");
}

TEST_F(Checks, WriteAfterReadNeedsABarrierToo) {
  auto kernel = [](bool right) {
    return [right](fx_sim_thread *self) {
      uint32_t t = self->tid[0];
      for (uint32_t round = 0; round < 3; ++round) {
        write(self, tile(self) + t, t);
        barrier(self);
        read(self, tile(self) + (t + 32) % 64);
        if (right)
          barrier(self);
      }
    };
  };
  Shape shape{.block = 64, .dynamicShared = 256, .flags = all};
  EXPECT_EQ("", run(shape, kernel(true)));
  EXPECT_HAS(run(shape, kernel(false)), "race: nothing orders two accesses"); // either may come first
}

TEST_F(Checks, OneWordForAllIsARace) {
  EXPECT_HAS(run({.block = 64, .dynamicShared = 16, .flags = all}, [](fx_sim_thread *self) { write(self, tile(self)); }),
             "race: nothing orders two accesses");
  EXPECT_HAS(run({.dynamicShared = 16, .flags = all | fx_image_no_switch}, [](fx_sim_thread *self) { write(self, tile(self)); }), "race")
      << "without fibers";
}

TEST_F(Checks, BytesOfAWordAreApart) {
  EXPECT_EQ("", run({.block = 64, .dynamicShared = 64, .flags = all},
                    [](fx_sim_thread *self) { fx_sim_access(self, self->dynamic + self->tid[0], 1, fx_access_write, &writeSite); }));
  EXPECT_HAS(run({.block = 64, .dynamicShared = 64, .flags = all},
                 [](fx_sim_thread *self) { fx_sim_access(self, self->dynamic + self->tid[0] / 2, 1, fx_access_write, &writeSite); }),
             "race");
}

TEST_F(Checks, WarpsSynchroniseByThemselves) {
  auto kernel = [](bool acrossWarps) {
    return [acrossWarps](fx_sim_thread *self) {
      uint32_t t = self->tid[0];
      write(self, tile(self) + t, t);
      fx_sim_syncwarp(self, 0xffffffff, &barrierSite);
      read(self, tile(self) + (acrossWarps ? (t + 32) % 64 : t ^ 1));
    };
  };
  Shape shape{.block = 64, .dynamicShared = 256, .flags = all};
  EXPECT_EQ("", run(shape, kernel(false)));
  std::string error = run(shape, kernel(true));
  EXPECT_TRUE(contains(error, "race") || contains(error, "uninitialised")) << error;
}

TEST_F(Checks, NamedBarriersOrderOnlyTheirThreads) {
  auto kernel = [](uint32_t reader) {
    return [reader](fx_sim_thread *self) {
      // Warps 0 and 1 meet; warp 2 does not.
      if (self->warp == 0)
        write(self, tile(self) + self->lane);
      if (self->warp < 2)
        fx_sim_barrier(self, 1, 64, &barrierSite);
      else
        for (int i = 0; i < 3; ++i)
          fx_sim_yield(self);
      if (self->warp == reader)
        read(self, tile(self) + self->lane);
    };
  };
  Shape shape{.block = 96, .dynamicShared = 256, .flags = all};
  EXPECT_EQ("", run(shape, kernel(1)));
  EXPECT_HAS(run(shape, kernel(2)), "race");
}

TEST_F(Checks, ProducersThatDoNotWait) {
  auto kernel = [](bool late) {
    return [late](fx_sim_thread *self) {
      if (self->warp == 0) {
        if (!late)
          write(self, tile(self) + self->lane);
        fx_sim_barrier_arrive(self, 1, 64, &barrierSite);
        if (late)
          write(self, tile(self) + self->lane);
      } else {
        fx_sim_barrier(self, 1, 64, &barrierSite);
        read(self, tile(self) + self->lane);
      }
    };
  };
  Shape shape{.block = 64, .dynamicShared = 256, .flags = all & ~fx_image_check_init};
  EXPECT_EQ("", run(shape, kernel(false)));
  EXPECT_HAS(run(shape, kernel(true)), "race");
}

TEST_F(Checks, MbarriersOrder) {
  auto kernel = [](bool wait) {
    return [wait](fx_sim_thread *self) {
      void *word = self->dynamic + 512;
      if (self->tid[0] == 0)
        fx_sim_mbarrier_init(self, word, 32, &barrierSite);
      barrier(self);
      if (self->warp == 0) {
        write(self, tile(self) + self->lane);
        fx_sim_mbarrier_arrive(self, word, 1, &barrierSite);
      } else {
        if (wait)
          fx_sim_mbarrier_wait_parity(self, word, 0, &barrierSite);
        else
          fx_sim_yield(self);
        read(self, tile(self) + self->lane);
      }
    };
  };
  Shape shape{.block = 64, .dynamicShared = 1024, .flags = all};
  EXPECT_EQ("", run(shape, kernel(true)));
  EXPECT_HAS(run(shape, kernel(false)), "race");
}

TEST_F(Checks, AtomicsAreNoRaceAndOrder) {
  auto *counter = buffer<uint32_t>(1), *data = buffer<uint32_t>(64);
  EXPECT_EQ("", run({.grid = 10, .block = 64, .flags = all}, [=](fx_sim_thread *self) { add(self, counter, 1); }));
  EXPECT_EQ(640u, *counter);
  EXPECT_HAS(run({.block = 64, .flags = all},
                 [=](fx_sim_thread *self) {
                   if (self->tid[0] == 40)
                     write(self, counter);
                   else
                     add(self, counter, 1);
                 }),
             "race");
  *counter = 0;
  // A flag in memory: the writer's data is the reader's after it has seen the flag.
  EXPECT_EQ("", run({.block = 64, .flags = all}, [=](fx_sim_thread *self) {
              if (self->tid[0] == 0) {
                write(self, data, 5);
                add(self, counter, 1);
              } else if (self->tid[0] == 33) {
                while (load(self, counter) == 0)
                  fx_sim_yield(self);
                EXPECT_EQ(5u, read(self, data));
              }
            }));
}

TEST_F(Checks, BlocksAreOrderedByNothing) {
  auto *data = buffer<uint32_t>(64);
  auto kernel = [=](fx_sim_thread *self) {
    if (self->tid[0] == 0)
      write(self, data + self->ctaid[0] % 4);
  };
  std::string error = run({.grid = 8, .block = 32, .flags = all}, kernel);
  EXPECT_HAS(error, "race: nothing orders two accesses to byte");
  EXPECT_HAS(error, "of device buffer of 256 bytes");
  EXPECT_EQ("", run({.grid = 4, .block = 32, .flags = all}, kernel)) << "one word a block";
  EXPECT_EQ("", run({.grid = 4, .block = 32, .flags = all}, kernel)) << "launches follow each other";
}

TEST_F(Checks, ClustersOrderTheirBlocks) {
  auto kernel = [](bool right) {
    return [right](fx_sim_thread *self) {
      write(self, tile(self) + self->lane);
      if (right) {
        fx_sim_cluster_arrive(self, &barrierSite);
        fx_sim_cluster_wait(self, &barrierSite);
      } else {
        fx_sim_yield(self);
      }
      read(self, static_cast<uint32_t *>(fx_sim_mapa(self, tile(self) + self->lane, 1 - self->clusterCtarank)));
      fx_sim_cluster_arrive(self, &barrierSite);
      fx_sim_cluster_wait(self, &barrierSite);
    };
  };
  Shape shape{.grid = 4, .block = 32, .cluster = 2, .dynamicShared = 128, .flags = all};
  EXPECT_EQ("", run(shape, kernel(true)));
  EXPECT_HAS(run(shape, kernel(false)), "race");
}

TEST_F(Checks, SharedMemoryBeginsUninitialised) {
  auto kernel = [](fx_sim_thread *self) {
    if (self->lane < 31)
      write(self, tile(self) + self->lane);
    barrier(self);
    read(self, tile(self) + self->lane);
  };
  std::string error = run({.grid = 3, .dynamicShared = 256, .flags = all}, kernel);
  EXPECT_HAS(error, "uninitialised: read of 4 bytes that nobody has written, byte 124 of shared memory of 256 bytes, `tile[31]`");
}

TEST_F(Checks, EachBlockStartsWithFreshSharedMemory) {
  EXPECT_HAS(run({.grid = 20, .dynamicShared = 128, .flags = all},
                 [](fx_sim_thread *self) {
                   if (self->ctaid[0] == 0)
                     write(self, tile(self) + self->lane);
                   else
                     read(self, tile(self) + self->lane);
                 }),
             "uninitialised");
}

TEST_F(Checks, CopiesInitialiseSharedMemory) {
  auto *data = buffer<uint32_t>(64);
  EXPECT_EQ("", run({.dynamicShared = 512, .flags = all}, [=](fx_sim_thread *self) {
              fx_sim_cp_async(self, tile(self) + self->lane, data + self->lane, 4, 4, &writeSite);
              fx_sim_cp_async_wait_all(self);
              read(self, tile(self) + self->lane);
            }));
  EXPECT_HAS(run({.dynamicShared = 512, .flags = all},
                 [=](fx_sim_thread *self) { fx_sim_cp_async(self, tile(self) + self->lane, data + 33 + self->lane, 4, 4, &writeSite); }),
             "out of bounds: read of 4 bytes at byte 256 of a device buffer of 256 bytes");
}

// In a process of its own: a kernel without checks, which other tests run, ends the knowledge of what is initialised.
TEST_F(Checks, BuffersBeginUninitialised) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  auto part = [&] {
    void *address = nullptr;
    fx_buffer_create(stream, 256, fx_memory_device, &address);
    auto *data = static_cast<uint32_t *>(address);
    std::vector<uint32_t> values(32, 1);
    fx_copy(stream, data, values.data(), 128, 0);
    fx_fill(stream, data + 32, 8, 0, 4);
    auto kernel = [=](fx_sim_thread *self) { read(self, data + self->tid[0]); };
    if (!run({.block = 40, .flags = all}, kernel).empty())
      _exit(1);
    if (!contains(run({.block = 41, .flags = all}, kernel),
                  "uninitialised: read of 4 bytes that nobody has written, byte 160 of device buffer of 256 bytes"))
      _exit(2);
    run({.block = 64, .flags = all}, [=](fx_sim_thread *self) { write(self, data + self->tid[0]); });
    _exit(run({.block = 64, .flags = all}, kernel).empty() ? 0 : 3);
  };
  EXPECT_EXIT(part(), testing::ExitedWithCode(0), "");
}

TEST_F(Checks, NothingIsCheckedWithoutTheFlags) {
  EXPECT_EQ("", run({.block = 64, .dynamicShared = 16, .flags = fx_image_check_bounds}, [](fx_sim_thread *self) {
              read(self, tile(self));
              write(self, tile(self));
            }));
}
