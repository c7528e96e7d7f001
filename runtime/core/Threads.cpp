// The thread pool: parallel loops that nest, and tasks. Threads are started at first use.
#include "runtime/core/Functions.h"
#include "runtime/core/Lock.h"

#include <new>
#include <pthread.h>
#include <stdlib.h>

namespace fornax::runtime {

struct Loop {
  void (*function)(void *, uint64_t, uint64_t);
  void *context;
  uint64_t count, grain;
  std::atomic<uint64_t> next{0};
  std::atomic<uint32_t> helpers{0}; // workers inside; changed only under the pool's lock
  Loop *link = nullptr;

  bool hasWork() const { return next.load(std::memory_order_relaxed) < count; }
};

struct Task {
  void (*function)(void *);
  void *context;
  std::atomic<uint32_t> done{0};
  bool queued = true;
  Task *link = nullptr;
};

struct Pool {
  Lock lock;
  std::atomic<uint32_t> signal{0}; // moves on when there is new work
  uint32_t sleeping = 0, size = 0; // size: threads that run
  bool started = false;
  Loop *loops = nullptr; // the innermost first, so that nested loops finish early
  Task *firstTask = nullptr, *lastTask = nullptr;
};

static Pool pool;

static void runChunks(Loop &loop) {
  while (true) {
    uint64_t begin = loop.next.fetch_add(loop.grain, std::memory_order_relaxed);
    if (begin >= loop.count)
      return;
    uint64_t end = loop.count - begin < loop.grain ? loop.count : begin + loop.grain;
    loop.function(loop.context, begin, end);
  }
}

static void runTask(Task &task) {
  task.function(task.context);
  task.done.store(1, std::memory_order_release);
  wakeWord(task.done, ~0u);
}

static Loop *findLoop() {
  for (Loop *loop = pool.loops; loop; loop = loop->link)
    if (loop->hasWork())
      return loop;
  return nullptr;
}

static Task *takeTask() {
  Task *task = pool.firstTask;
  if (!task)
    return nullptr;
  pool.firstTask = task->link;
  if (!pool.firstTask)
    pool.lastTask = nullptr;
  task->queued = false;
  return task;
}

static void help(Loop &loop) {
  runChunks(loop);
  // The owner may leave, and the loop end to exist, as soon as the lock is free: wake it while it cannot.
  Locked locked(pool.lock);
  if (loop.helpers.fetch_sub(1, std::memory_order_release) == 1)
    wakeWord(loop.helpers, 1);
}

static void *work(void *) {
  while (true) {
    pool.lock.acquire();
    if (Loop *loop = findLoop()) {
      loop->helpers.fetch_add(1, std::memory_order_relaxed);
      pool.lock.release();
      help(*loop);
      continue;
    }
    if (Task *task = takeTask()) {
      pool.lock.release();
      runTask(*task);
      continue;
    }
    uint32_t seen = pool.signal.load(std::memory_order_relaxed);
    ++pool.sleeping;
    pool.lock.release();
    waitWord(pool.signal, seen);
    pool.lock.acquire();
    --pool.sleeping;
    pool.lock.release();
  }
  return nullptr;
}

/// Called with the lock held.
static void startThreads() {
  if (pool.started)
    return;
  pool.started = true;
  uint32_t wanted = fx_cpu_count(fx_cpu_pool) - 1;
  for (uint32_t i = 0; i < wanted; ++i) {
    pthread_t thread;
    if (pthread_create(&thread, nullptr, work, nullptr) != 0)
      break;
    pthread_detach(thread);
    ++pool.size;
  }
}

/// Called with the lock held.
static void announce(uint64_t pieces) {
  pool.signal.fetch_add(1, std::memory_order_relaxed);
  if (pool.sleeping > 0)
    wakeWord(pool.signal, pieces < pool.sleeping ? static_cast<uint32_t>(pieces) : pool.sleeping);
}

static void removeLoop(Loop &loop) {
  Loop **at = &pool.loops;
  while (*at != &loop)
    at = &(*at)->link;
  *at = loop.link;
}

static void waitForHelpers(Loop &loop) {
  for (int i = 0; i < 256 && loop.helpers.load(std::memory_order_acquire) != 0; ++i)
    pauseProcessor();
  while (uint32_t helpers = loop.helpers.load(std::memory_order_acquire))
    waitWord(loop.helpers, helpers);
  // The last helper may still hold the lock to wake us.
  Locked locked(pool.lock);
}

static bool removeTask(Task &task) {
  Task *previous = nullptr;
  for (Task *each = pool.firstTask; each; previous = each, each = each->link) {
    if (each != &task)
      continue;
    (previous ? previous->link : pool.firstTask) = task.link;
    if (pool.lastTask == &task)
      pool.lastTask = previous;
    task.queued = false;
    return true;
  }
  return false;
}

} // namespace fornax::runtime

using namespace fornax::runtime;

void fx_parallel(uint64_t count, uint64_t grain, void *function, void *context) {
  auto *body = reinterpret_cast<void (*)(void *, uint64_t, uint64_t)>(function);
  if (count == 0)
    return;
  if (count <= grain || count == 1)
    return body(context, 0, count);
  pool.lock.acquire();
  startThreads();
  if (pool.size == 0) {
    pool.lock.release();
    return body(context, 0, count);
  }
  // Without a wish: four pieces a thread, so that uneven ones even out.
  if (grain == 0)
    grain = count / (4 * (uint64_t(pool.size) + 1));
  Loop loop{body, context, count, grain ? grain : 1};
  loop.link = pool.loops;
  pool.loops = &loop;
  announce((count - 1) / loop.grain);
  pool.lock.release();
  runChunks(loop);
  pool.lock.acquire();
  removeLoop(loop);
  pool.lock.release();
  waitForHelpers(loop);
}

void *fx_task_start(void *function, void *context) {
  auto *task = new (fx_alloc(sizeof(Task), alignof(Task))) Task{reinterpret_cast<void (*)(void *)>(function), context};
  Locked locked(pool.lock);
  startThreads();
  (pool.lastTask ? pool.lastTask->link : pool.firstTask) = task;
  pool.lastTask = task;
  announce(1);
  return task;
}

void fx_task_wait(void *handle) {
  auto *task = static_cast<Task *>(handle);
  pool.lock.acquire();
  bool mine = task->queued && removeTask(*task);
  pool.lock.release();
  if (mine)
    runTask(*task);
  while (task->done.load(std::memory_order_acquire) == 0)
    waitWord(task->done, 0);
  fx_free(task, sizeof(Task), alignof(Task));
}
