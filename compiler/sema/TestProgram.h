#pragma once
// A small program for unit tests of sema: one module of source text over the library of tests/prelude.

#include "sema/entities/Demand.h"
#include "sema/evaluation/CompileTime.h"
#include "sema/evaluation/Evaluator.h"
#include "sema/names/Scope.h"
#include "sema/terms/Machine.h"
#include <gtest/gtest.h>

namespace fornax::sema {

struct TestProgram {
  Sources sources;
  NameTable names;
  diag::Engine diags;
  Options options;
  NullEvaluator evaluator;
  DiskModuleFinder finder{{FORNAX_SOURCE_DIR "/tests/prelude"}};
  Program program;
  Context ctx{program, sources, finder, names, diags, options, evaluator};
  ModuleId main;

  explicit TestProgram(std::string source = "") { main = addMainModule(ctx, sources.add("main.mojo", std::move(source)), "main"); }
  ~TestProgram() {
    for (const diag::Diagnostic &diagnostic : diags.all())
      if (!expectsErrors)
        ADD_FAILURE() << diagnostic.message.text() << " (" << diagnostic.code().str() << ")";
  }
  bool expectsErrors = false;

  Type type(llvm::StringRef mlir) { return makeMlirType(ctx, mlir); }
  Type i64() { return int64Machine(ctx); }
  Term integer(int64_t value) { return makeInt(ctx, llvm::APInt(64, uint64_t(value), true), i64()); }
  /// A rigid parameter of the type.
  Term parameter(llvm::StringRef name, Type type) {
    Parameter row;
    row.name = names.intern(name);
    row.type = type;
    return makeParam(ctx, program.parameters.add(std::move(row)));
  }
  const NameEntry &entry(llvm::StringRef name) {
    const NameEntry *found = lookupInModule(ctx, main, names.intern(name));
    EXPECT_TRUE(found) << name.str();
    static const NameEntry none;
    return found ? *found : none;
  }
  StructId structure(llvm::StringRef name) { return entry(name).entity.structure(); }
  TraitId trait(llvm::StringRef name) { return entry(name).entity.trait(); }
  FunctionId function(llvm::StringRef name) { return entry(name).overloads.front(); }
  /// The value of a `comptime` name of the module.
  Term value(llvm::StringRef name) { return valueOf(ctx, entry(name).entity.comptime()); }
};

} // namespace fornax::sema
