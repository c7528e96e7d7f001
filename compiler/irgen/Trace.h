#pragma once
// Diagnostics of instances: at the generic line, then the path of instantiation, repetitions counted instead of shown.

#include "diagnostics/Engine.h"
#include "irgen/Diagnostics.h"
#include "irgen/Instances.h"

namespace fornax::irgen {

/// Reports at the site's range and adds the path. The same failure in a further instance is only counted.
void report(Instances &, Site, diag::Message);
/// The range nearest to `site` outside the library: where asserts of the library are shown. The site itself if there is none.
Site callerOutsideLibrary(Instances &, Site);
/// "apply[add]" as messages show it.
std::string describe(Instances &, InstanceId);

} // namespace fornax::irgen
