// The path of instantiation under a diagnostic.

#include "irgen/Trace.h"

namespace fornax::irgen {

using namespace sema;

static bool isLibrary(Instances &instances, InstanceId id) {
  if (!id.isValid())
    return false;
  Program &program = instances.ctx.program;
  ModuleId module = program.functions[instances.rows[id].key.function].module;
  return module.isValid() && program.modules[module].isLibrary;
}

std::string describe(Instances &instances, InstanceId id) { return id.isValid() ? instances.rows[id].displayName : std::string(); }

Site callerOutsideLibrary(Instances &instances, Site site) {
  Site at = site;
  while (at.instance.isValid() && isLibrary(instances, at.instance)) {
    Site outer = instances.rows[at.instance].from;
    if (!outer.instance.isValid())
      return site;
    at = outer;
  }
  return at.instance.isValid() ? at : site;
}

/// Whether a link is how the program starts, and not a call that somebody wrote.
static bool isStart(Instances &instances, InstanceId id) {
  InstanceId caller = instances.rows[id].from.instance;
  return !caller.isValid() || (isLibrary(instances, caller) && isStart(instances, caller));
}

/// Notes from the failing instance outwards. Runs of library frames are folded to their first.
static void addPath(Instances &instances, Site site, diag::Builder &builder) {
  constexpr unsigned MaxLinks = 8;
  llvm::SmallVector<std::pair<std::string, SourceRange>, 8> links;
  bool wasLibrary = false;
  for (InstanceId id = site.instance; id.isValid() && !isStart(instances, id);) {
    const Instance &instance = instances.rows[id];
    bool library = isLibrary(instances, id);
    if (instance.from.range.isValid() && !(library && wasLibrary))
      links.push_back({instance.displayName, instance.from.range});
    wasLibrary = library;
    id = instance.from.instance;
  }
  for (size_t i = 0; i < links.size(); ++i) {
    if (links.size() > MaxLinks && i == MaxLinks / 2) {
      unsigned skipped = unsigned(links.size() - MaxLinks);
      builder.note(messages::linksLeftOut(skipped));
      i += skipped;
    }
    builder.note(links[i].second, messages::instantiatedFrom(links[i].first));
  }
}

void report(Instances &instances, Site site, diag::Message message) {
  // One failure of generic code shows once, however many instances meet it.
  std::string key = fmt::format("{}:{}:{}:{}", message.definition->name, site.range.file.value, site.range.begin, message.text());
  if (instances.reported[key]++)
    return;
  diag::Builder builder = instances.ctx.diags.report(site.range, std::move(message));
  addPath(instances, site, builder);
}

} // namespace fornax::irgen
