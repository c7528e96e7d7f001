// What went wrong in a kernel, in words. The first report of a launch is its error; the next synchronisation returns it.
#include "runtime/device/simulator/Simulator.h"

namespace fornax::runtime::simulator {

void addSite(Text &text, const fx_site *site) {
  if (!site || !site->file)
    return;
  text.add("\n  at %s:%u:%u", site->file, site->line, site->column);
  if (site->expression)
    text.add(": `%s`", site->expression);
}

static void addIds(Text &text, const char *what, const uint32_t (&ids)[3]) { text.add("%s (%u, %u, %u)", what, ids[0], ids[1], ids[2]); }

void fail(Thread &thread, const fx_site *site, const char *format, ...) {
  Group &group = groupOf(thread);
  Launch &launch = *group.launch;
  {
    Locked locked(launch.reportLock);
    if (!launch.failed.exchange(true)) {
      va_list arguments;
      va_start(arguments, format);
      launch.report.addList(format, arguments);
      va_end(arguments);
      addSite(launch.report, site);
      launch.report.add("\n  in kernel `%s`, ", launch.kernel.name);
      addIds(launch.report, "block", thread.ctaid);
      addIds(launch.report, ", thread", thread.tid);
    }
  }
  stop(group);
}

static const char *nameOf(Wait wait) {
  switch (wait) {
  case Wait::Barrier: return "wait at a barrier";
  case Wait::WarpOperation: return "wait in a warp operation";
  case Wait::Cluster: return "wait for the cluster";
  case Wait::Mbarrier: return "wait for an mbarrier";
  }
  return "";
}

/// Threads that wait in the same way at the same place.
struct Crowd {
  Wait wait;
  const fx_site *site;
  uint32_t count;
  const Thread *example;
};

static uint32_t findCrowds(const Group &group, Crowd (&crowds)[8]) {
  const Launch &launch = *group.launch;
  uint32_t count = 0;
  uint64_t threads = uint64_t(launch.groupBlocks) * launch.blockThreads;
  for (uint64_t t = 0; t < threads; ++t) {
    const Thread &thread = group.threads[t];
    if (canGoOn(thread))
      continue;
    uint32_t i = 0;
    while (i < count && (crowds[i].wait != thread.wait || crowds[i].site != thread.waitSite))
      ++i;
    if (i == count && count < 8)
      crowds[count++] = {thread.wait, thread.waitSite, 0, &thread};
    if (i < 8)
      ++crowds[i].count;
  }
  return count;
}

void failDeadlock(Group &group) {
  Launch &launch = *group.launch;
  Crowd crowds[8];
  uint32_t count = findCrowds(group, crowds);
  bool barrier = false;
  for (uint32_t i = 0; i < count; ++i)
    barrier |= crowds[i].wait == Wait::Barrier;
  {
    Locked locked(launch.reportLock);
    if (!launch.failed.exchange(true)) {
      Text &report = launch.report;
      report.add("%s in kernel `%s`: no thread can go on", barrier ? "divergent barrier" : "deadlock", launch.kernel.name);
      for (uint32_t i = 0; i < count; ++i) {
        report.add("\n  %u thread%s %s, for example", crowds[i].count, crowds[i].count == 1 ? "" : "s", nameOf(crowds[i].wait));
        addIds(report, " block", crowds[i].example->ctaid);
        addIds(report, ", thread", crowds[i].example->tid);
        addSite(report, crowds[i].site);
      }
      uint64_t all = uint64_t(launch.groupBlocks) * launch.blockThreads;
      if (group.live < all)
        report.add("\n  %llu threads have returned", static_cast<unsigned long long>(all - group.live));
    }
  }
  stop(group);
}

} // namespace fornax::runtime::simulator
