// Which devices there are: kinds in order of preference, and the wish in FORNAX_DEVICE.
//
//   FORNAX_DEVICE=sim      the simulator stands in for every accelerator      FORNAX_DEVICE=cuda:1   only this one, as number 0
//   FORNAX_DEVICE=cuda     no fallback to the simulator                      FORNAX_DEVICE=none     no accelerator
#include "runtime/core/Functions.h"
#include "runtime/core/Lock.h"
#include "runtime/device/Device.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace fornax::runtime {

static const Api *const accelerators[] = {&nvidiaApi, &simulatorApi};

struct Wish {
  char text[32]; // as given, cut off
  char api[16];  // "" = no wish
  int32_t only;  // -1 = all devices of that kind
};

/// What is asked for by name, after FORNAX_DEVICE.
struct Choice {
  const Api *api; // null = none; then `why`
  int32_t first;
  uint32_t count;
  Status why;
};

static Wish readWish() {
  Wish wish = {"", "", -1};
  const char *text = getenv("FORNAX_DEVICE");
  if (!text)
    return wish;
  snprintf(wish.text, sizeof(wish.text), "%s", text);
  const char *colon = strchr(wish.text, ':');
  size_t length = colon ? static_cast<size_t>(colon - wish.text) : strlen(wish.text);
  snprintf(wish.api, sizeof(wish.api), "%.*s", static_cast<int>(length), wish.text);
  // After "sim:" stands the architecture to answer as, which is the compiler's business.
  if (colon && strcmp(wish.api, "sim") != 0)
    wish.only = static_cast<int32_t>(strtol(colon + 1, nullptr, 10));
  return wish;
}

// Read once: a program must not see two answers.
static const Wish &wish() {
  static Lock lock;
  static bool read;
  static Wish value;
  Locked locked(lock);
  if (!read)
    value = readWish();
  read = true;
  return value;
}

static const Api *findApi(const char *name) {
  for (const Api *api : accelerators)
    if (strcmp(api->name, name) == 0)
      return api;
  return strcmp(name, cpuApi.name) == 0 ? &cpuApi : nullptr;
}

static bool meansAny(const char *name) { return !name || !*name || strcmp(name, "gpu") == 0; }

static Choice chooseAll(const Api *api) {
  Status why = nullptr;
  uint32_t count = api->count(&why);
  return {count ? api : nullptr, 0, count, why};
}

static Choice chooseWished(const char *name) {
  const Wish &w = wish();
  if (strcmp(w.api, "none") == 0)
    return {nullptr, 0, 0, "no device: FORNAX_DEVICE=none"};
  const Api *api = findApi(w.api);
  if (!api)
    return {nullptr, 0, 0, failure("FORNAX_DEVICE=%s names no kind of device (cuda, cuda:N, sim, none)", w.text)};
  // The simulator answers as the accelerator that was asked for; hardware cannot stand in for other hardware.
  if (!meansAny(name) && api != &simulatorApi && api != findApi(name))
    return {nullptr, 0, 0, failure("no %s device: FORNAX_DEVICE=%s", name, w.text)};
  Choice choice = chooseAll(api);
  if (!choice.api)
    choice.why = failure("FORNAX_DEVICE=%s asks for a GPU, but there is %s; FORNAX_DEVICE=sim runs kernels on the simulator", w.text,
                         choice.why ? choice.why : "none");
  if (!choice.api || w.only < 0)
    return choice;
  if (static_cast<uint32_t>(w.only) >= choice.count)
    return {nullptr, 0, 0, failure("FORNAX_DEVICE=%s, but there are %u %s devices", w.text, choice.count, api->name)};
  return {api, w.only, 1, nullptr};
}

static Choice choose(const char *name) {
  if (name && strcmp(name, cpuApi.name) == 0)
    return chooseAll(&cpuApi);
  if (*wish().api)
    return chooseWished(name);
  if (!meansAny(name)) {
    const Api *api = findApi(name);
    if (api) {
      Choice choice = chooseAll(api);
      if (!choice.api)
        choice.why = failure("%s; FORNAX_DEVICE=sim lets the simulator stand in", choice.why ? choice.why : "no device");
      return choice;
    }
    return Choice{nullptr, 0, 0, failure("no %s driver: this runtime has cuda, sim and cpu", name)};
  }
  for (const Api *api : accelerators)
    if (Choice choice = chooseAll(api); choice.api)
      return choice;
  return {nullptr, 0, 0, "no device"};
}

static Status inRange(const Choice &choice, int32_t id) {
  if (!choice.api)
    return choice.why ? choice.why : "no device";
  if (id < 0 || static_cast<uint32_t>(id) >= choice.count)
    return failure("device %d asked for, but there %s %u %s device%s", id, choice.count == 1 ? "is" : "are", choice.count, choice.api->name,
                   choice.count == 1 ? "" : "s");
  return nullptr;
}

struct Opened {
  Opened *next;
  Device *device;
};

static Lock openedLock;
static Opened *opened;

Status openDevice(const char *name, int32_t id, Device **out) {
  Choice choice = choose(name);
  if (id < 0)
    id = 0; // the default one
  if (Status status = inRange(choice, id))
    return status;
  int32_t number = choice.first + id;
  Locked locked(openedLock);
  for (Opened *each = opened; each; each = each->next)
    if (each->device->api == choice.api && each->device->id == number) {
      *out = each->device;
      return nullptr;
    }
  auto *entry = static_cast<Opened *>(malloc(sizeof(Opened)));
  if (!entry)
    return "out of memory";
  if (Status status = choice.api->open(*choice.api, number, out)) {
    free(entry);
    return status;
  }
  *entry = {opened, *out};
  opened = entry;
  return nullptr;
}

uint32_t countDevices(const char *name) {
  Choice choice = choose(name);
  return choice.api ? choice.count : 0;
}

Status checkDevice(const char *name, int32_t id) { return inRange(choose(name), id); }

DeviceLabel::DeviceLabel(const Device &device) { snprintf(text, sizeof(text), "device %d (%s)", device.id, device.name); }

} // namespace fornax::runtime
