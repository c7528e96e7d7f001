// Threads, cells, memory, text.
#include "runtime/core/Functions.h"
#include "runtime/core/Lock.h"
#include "runtime/core/Status.h"
#include "runtime/Table.h"

#include <atomic>
#include <gtest/gtest.h>
#include <pthread.h>
#include <string>
#include <vector>

namespace runtime = fornax::runtime;

template <class F> static void parallel(uint64_t count, uint64_t grain, F &body) {
  void (*call)(void *, uint64_t, uint64_t) = [](void *context, uint64_t begin, uint64_t end) { (*static_cast<F *>(context))(begin, end); };
  fx_parallel(count, grain, reinterpret_cast<void *>(call), &body);
}

class Threads : public testing::Test {
protected:
  // The pool is started once, so all tests of this process ask for the same number.
  static void SetUpTestSuite() { setenv("FORNAX_THREADS", "4", 1); }
};

TEST_F(Threads, EachIndexOnce) {
  for (uint64_t count : {0, 1, 2, 7, 1000, 100003})
    for (uint64_t grain : {0, 1, 3, 5000}) {
      std::vector<std::atomic<int>> seen(count);
      auto body = [&](uint64_t begin, uint64_t end) {
        for (uint64_t i = begin; i < end; ++i)
          ++seen[i];
      };
      parallel(count, grain, body);
      for (uint64_t i = 0; i < count; ++i)
        ASSERT_EQ(1, seen[i]) << count << " " << grain << " " << i;
    }
}

TEST_F(Threads, LoopsNest) {
  std::atomic<uint64_t> total{0};
  auto outer = [&](uint64_t begin, uint64_t end) {
    for (uint64_t i = begin; i < end; ++i) {
      auto inner = [&](uint64_t from, uint64_t to) { total += (to - from) * (i + 1); };
      parallel(100, 7, inner);
    }
  };
  parallel(50, 1, outer);
  EXPECT_EQ(100u * 50 * 51 / 2, total);
}

TEST_F(Threads, LoopsFromManyThreads) {
  auto run = [](void *) -> void * {
    for (int i = 0; i < 200; ++i) {
      std::atomic<uint64_t> sum{0};
      auto body = [&](uint64_t begin, uint64_t end) {
        for (uint64_t j = begin; j < end; ++j)
          sum += j;
      };
      parallel(1000, 10, body);
      if (sum != 499500)
        abort();
    }
    return nullptr;
  };
  pthread_t threads[4];
  for (pthread_t &thread : threads)
    ASSERT_EQ(0, pthread_create(&thread, nullptr, run, nullptr));
  for (pthread_t thread : threads)
    pthread_join(thread, nullptr);
}

TEST_F(Threads, TasksRunOnce) {
  std::vector<std::atomic<int>> runs(500);
  std::vector<void *> tasks;
  void (*call)(void *) = [](void *context) { ++*static_cast<std::atomic<int> *>(context); };
  for (auto &run : runs)
    tasks.push_back(fx_task_start(reinterpret_cast<void *>(call), &run));
  for (void *task : tasks)
    fx_task_wait(task);
  for (auto &run : runs)
    EXPECT_EQ(1, run);
}

TEST_F(Threads, TasksThatWaitForTasks) {
  struct Node {
    int depth;
    std::atomic<int> *leaves;
    static void run(void *context) {
      auto *node = static_cast<Node *>(context);
      if (node->depth == 0) {
        ++*node->leaves;
        return;
      }
      Node left{node->depth - 1, node->leaves}, right = left;
      void *task = fx_task_start(reinterpret_cast<void *>(run), &left);
      run(&right);
      fx_task_wait(task);
    }
  };
  std::atomic<int> leaves{0};
  Node root{10, &leaves};
  Node::run(&root);
  EXPECT_EQ(1024, leaves);
}

TEST_F(Threads, LocksExclude) {
  uint32_t word = 0;
  uint64_t counter = 0;
  auto body = [&](uint64_t begin, uint64_t end) {
    for (uint64_t i = begin; i < end; ++i) {
      fx_lock(&word);
      ++counter;
      fx_unlock(&word);
    }
  };
  parallel(200000, 100, body);
  EXPECT_EQ(200000u, counter);
  EXPECT_TRUE(fx_try_lock(&word));
  EXPECT_FALSE(fx_try_lock(&word));
  fx_unlock(&word);
}

TEST_F(Threads, WaitingEnds) {
  uint32_t word = 0;
  EXPECT_TRUE(fx_wait(&word, 1, runtime::forever)) << "the value differs";
  uint64_t start = fx_now();
  EXPECT_FALSE(fx_wait(&word, 0, 20000000));
  EXPECT_GE(fx_now() - start, 19000000u);
}

TEST(Cells, AreMadeOnce) {
  static std::atomic<int> made{0};
  void (*initialize)(void *) = [](void *cell) {
    ++made;
    fx_sleep(2000000);
    *static_cast<int *>(cell) = 42;
  };
  auto body = [&](uint64_t begin, uint64_t end) {
    for (uint64_t i = begin; i < end; ++i) {
      std::string key = "core test cell"; // equal names at different addresses are one cell
      ASSERT_EQ(42, *static_cast<int *>(fx_global(key.data(), sizeof(int), alignof(int), reinterpret_cast<void *>(initialize))));
    }
  };
  parallel(64, 1, body);
  EXPECT_EQ(1, made);
  char key[] = "zeroed";
  auto *words = static_cast<uint64_t *>(fx_global(key, 64, 64, nullptr));
  EXPECT_EQ(0u, reinterpret_cast<uintptr_t>(words) % 64);
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(0u, words[i]);
}

TEST(Heap, AlignmentsAndCounts) {
  fx_alloc_statistics before, middle, after;
  fx_alloc_stats(&before);
  std::vector<void *> blocks;
  for (uint64_t align = 1; align <= 4096; align *= 2) {
    void *block = fx_alloc(100, align);
    EXPECT_EQ(0u, reinterpret_cast<uintptr_t>(block) % align);
    blocks.push_back(block);
  }
  EXPECT_NE(nullptr, blocks.emplace_back(fx_alloc(0, 1)));
  fx_alloc_stats(&middle);
  EXPECT_EQ(static_cast<int64_t>(blocks.size()), middle.liveBlocks - before.liveBlocks);
  EXPECT_GE(middle.liveBytes - before.liveBytes, 1300);
  EXPECT_TRUE(fx_resize(blocks[0], 100, 50, 1));
  EXPECT_FALSE(fx_resize(blocks[0], 100, 1 << 20, 1));
  for (void *block : blocks)
    fx_free(block, 0, 0);
  fx_free(nullptr, 0, 0);
  fx_alloc_stats(&after);
  EXPECT_EQ(before.liveBlocks, after.liveBlocks);
  EXPECT_EQ(before.liveBytes, after.liveBytes);
  EXPECT_EQ(static_cast<int64_t>(blocks.size()), after.totalBlocks - before.totalBlocks);
}

TEST(HeapDeathTest, OutOfMemoryNamesTheSize) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        dup2(2, 1);
        fx_alloc(uint64_t(1) << 60, 1);
      },
      testing::KilledBySignal(SIGABRT), "ABORT: out of memory: 1.0 EiB asked for");
}

static char abortText[] = "index 3 is out of range", abortFile[] = "list.mojo";

TEST(AbortDeathTest, SaysWhere) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        dup2(2, 1);
        fx_abort(abortText, sizeof(abortText) - 1, abortFile, 12, 5);
      },
      testing::KilledBySignal(SIGABRT), "ABORT: list.mojo:12:5: index 3 is out of range\n");
  // Without a text nothing comes after what was printed, which is flushed.
  EXPECT_EXIT(
      {
        dup2(2, 1);
        printf("end");
        fx_abort(nullptr, 0, abortFile, 12, 5);
      },
      testing::KilledBySignal(SIGABRT), "end$");
}

TEST(AbortDeathTest, BacktraceWhenAskedFor) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        setenv("FORNAX_BACKTRACE", "1", 1);
        fx_abort(abortText, sizeof(abortText) - 1, nullptr, 0, 0);
      },
      testing::KilledBySignal(SIGABRT), "#0 .*BacktraceWhenAskedFor.*TestBody");
}

static char firstWord[] = "first ", secondWord[] = "second ";

static void exitAfterTwo() {
  void (*say)(void *) = [](void *text) { fputs(static_cast<char *>(text), stderr); };
  fx_at_exit(reinterpret_cast<void *>(say), firstWord);
  fx_at_exit(reinterpret_cast<void *>(say), secondWord);
  fx_exit(5);
}

TEST(ExitDeathTest, RunsTheLatestFirst) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(exitAfterTwo(), testing::ExitedWithCode(5), "second first");
}

TEST(Start, KeepsTheCommandLine) {
  char program[] = "program", *arguments[] = {program, nullptr};
  fx_start(1, arguments);
  fx_start(0, nullptr); // a library's constructor
  int64_t count = 0;
  EXPECT_EQ(static_cast<void *>(arguments), fx_args(&count));
  EXPECT_EQ(1, count);
}

TEST(Text, CutsOff) {
  runtime::TextOf<8> text;
  text.add("%s", "abc");
  text.add("%s", "defghi");
  EXPECT_STREQ("abcdefg", text.start);
  text.add("more");
  EXPECT_EQ(7u, text.length);
}

TEST(Text, BytesForReaders) {
  EXPECT_STREQ("512 bytes", runtime::Bytes(512).text);
  EXPECT_STREQ("1.5 KiB", runtime::Bytes(1536).text);
  EXPECT_STREQ("8.0 GiB", runtime::Bytes(uint64_t(8) << 30).text);
}

TEST(Text, FailuresMayQuoteTheLastOne) {
  runtime::Status inner = runtime::failure("inner %d", 1);
  EXPECT_STREQ("outer: inner 1", runtime::failure("outer: %s", inner));
}

TEST(Machine, HasProcessors) {
  EXPECT_GE(fx_cpu_count(fx_cpu_logical), 1u);
  EXPECT_GE(fx_cpu_count(fx_cpu_logical), fx_cpu_count(fx_cpu_physical));
  EXPECT_NE(fx_entropy(), fx_entropy());
}

TEST(Table, DescribesTheFunctions) {
  const runtime::Function *launch = runtime::findFunction("fx_launch", 9);
  ASSERT_NE(nullptr, launch);
  EXPECT_EQ(runtime::Type::Status, launch->result);
  EXPECT_EQ(4, launch->argumentCount);
  EXPECT_EQ(runtime::Comptime::none, launch->comptime);
  EXPECT_EQ(runtime::Comptime::alloc, runtime::findFunction("fx_alloc", 8)->comptime);
  EXPECT_NE(nullptr, runtime::findFunction("fx_sim_barrier", 14));
  EXPECT_EQ(nullptr, runtime::findFunction("fx_nothing", 10));
}
