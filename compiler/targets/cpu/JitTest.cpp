#include "targets/cpu/Jit.h"
#include "targets/CodeGen.h"
#include "targets/cpu/Link.h"
#include <gtest/gtest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

using namespace fornax;
using namespace fornax::targets;
using namespace fornax::targets::cpu;

namespace {

llvm::SmallVector<char, 0> compile(const char *text, OptLevel level = OptLevel::O2) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  auto module = llvm::parseAssemblyString(text, problem, context);
  EXPECT_TRUE(module) << problem.getMessage().str();
  MachineSpec spec;
  spec.triple = llvm::sys::getProcessTriple();
  spec.level = level;
  auto machine = llvm::cantFail(makeTargetMachine(spec));
  module->setTargetTriple(machine->getTargetTriple());
  module->setDataLayout(machine->createDataLayout());
  optimise(*module, *machine, level);
  return llvm::cantFail(emitFile(*module, *machine, llvm::CodeGenFileType::ObjectFile));
}

std::unique_ptr<llvm::MemoryBuffer> object(const char *text, OptLevel level = OptLevel::O2) {
  auto bytes = compile(text, level);
  return llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(bytes.data(), bytes.size()), "test.o");
}

constexpr const char *fib = R"(
define i64 @fib(i64 %n) {
  %small = icmp slt i64 %n, 2
  br i1 %small, label %done, label %more
more:
  %a = sub i64 %n, 1
  %b = sub i64 %n, 2
  %x = call i64 @fib(i64 %a)
  %y = call i64 @fib(i64 %b)
  %s = add i64 %x, %y
  ret i64 %s
done:
  ret i64 %n
})";

class Levels : public testing::TestWithParam<OptLevel> {};
INSTANTIATE_TEST_SUITE_P(All, Levels, testing::Values(OptLevel::O0, OptLevel::O1, OptLevel::O2, OptLevel::O3));

TEST_P(Levels, RunsAnObject) {
  auto jit = llvm::cantFail(Jit::create({}));
  llvm::cantFail(jit->addObject(object(fib, GetParam())));
  auto *function = reinterpret_cast<int64_t (*)(int64_t)>(llvm::cantFail(jit->lookup("fib")));
  EXPECT_EQ(function(20), 6765);
}

TEST(Jit, CallsSymbolsOfTheProcess) {
  static int64_t seen = 0;
  JitOptions options;
  options.symbols = {{"report", reinterpret_cast<void *>(+[](int64_t value) { seen = value; })}};
  auto jit = llvm::cantFail(Jit::create(options));
  llvm::cantFail(jit->addObject(object("declare void @report(i64)\ndefine void @go() {\n call void @report(i64 7)\n ret void\n}")));
  reinterpret_cast<void (*)()>(llvm::cantFail(jit->lookup("go")))();
  EXPECT_EQ(seen, 7);
}

TEST(Jit, MakesOnlyWhatIsReached) {
  auto jit = llvm::cantFail(Jit::create({}));
  int made = 0;
  auto define = [&](const char *name, const char *text) {
    llvm::cantFail(jit->addLazily({name}, [&made, text]() -> llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> {
      ++made;
      return object(text);
    }));
  };
  define("a", "declare i32 @b()\ndefine i32 @a() {\n %x = call i32 @b()\n ret i32 %x\n}");
  define("b", "define i32 @b() {\n ret i32 5\n}");
  define("c", "define i32 @c() {\n ret i32 6\n}");
  EXPECT_EQ(made, 0);
  EXPECT_EQ(reinterpret_cast<int (*)()>(llvm::cantFail(jit->lookup("a")))(), 5);
  EXPECT_EQ(made, 2);
}

TEST(Jit, NamesWhatIsMissing) {
  auto jit = llvm::cantFail(Jit::create({}));
  llvm::cantFail(jit->addObject(object("declare void @nowhere_defined()\ndefine void @go() {\n call void @nowhere_defined()\n ret void\n}")));
  auto address = jit->lookup("go");
  ASSERT_FALSE(address);
  EXPECT_NE(llvm::toString(address.takeError()).find("nowhere_defined"), std::string::npos);
}

TEST(Jit, CellsCanBeReplaced) {
  auto jit = llvm::cantFail(Jit::create({}));
  auto cell = jit->openCell();
  llvm::cantFail(jit->addObject(object("define i32 @f() {\n ret i32 1\n}"), cell));
  EXPECT_EQ(reinterpret_cast<int (*)()>(llvm::cantFail(jit->lookup("f")))(), 1);
  llvm::cantFail(jit->removeCell(cell));
  llvm::cantFail(jit->addObject(object("define i32 @f() {\n ret i32 2\n}"), jit->openCell()));
  EXPECT_EQ(reinterpret_cast<int (*)()>(llvm::cantFail(jit->lookup("f")))(), 2);
}

struct LinkTest : testing::Test {
  llvm::SmallString<128> folder;
  diag::Engine diags;
  void SetUp() override { ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("fornax-link", folder)); }
  void TearDown() override { llvm::sys::fs::remove_directories(folder); }
  std::string path(const char *name) { return (folder + "/" + name).str(); }
};

constexpr const char *hello = R"(
@text = private constant [6 x i8] c"hello\00"
declare i32 @puts(ptr)
define i32 @main(i32 %argc, ptr %argv) {
  %r = call i32 @puts(ptr @text)
  ret i32 3
}
define internal void @unused() {
  ret void
})";

TEST_F(LinkTest, ExecutableRuns) {
  for (LinkKind kind : {LinkKind::Executable, LinkKind::StaticExecutable}) {
    auto bytes = compile(hello);
    LinkRequest request;
    request.kind = kind;
    request.output = path("hello");
    request.objects = {bytes};
    ASSERT_TRUE(link(request, diags)) << diags.all()[0].message.text();
    EXPECT_EQ(llvm::sys::ExecuteAndWait(request.output, {request.output}, std::nullopt, {std::nullopt, llvm::StringRef(path("out"))}), 3);
    auto out = llvm::MemoryBuffer::getFile(path("out"));
    ASSERT_TRUE(out);
    EXPECT_EQ((*out)->getBuffer(), "hello\n");
  }
}

TEST_F(LinkTest, UndefinedSymbolIsReportedAndLeavesTheOldFile) {
  auto good = compile(hello);
  LinkRequest request;
  request.output = path("hello");
  request.objects = {good};
  ASSERT_TRUE(link(request, diags));
  auto bad = compile("declare void @nowhere()\ndefine i32 @main() {\n call void @nowhere()\n ret i32 0\n}");
  request.objects = {bad};
  EXPECT_FALSE(link(request, diags));
  ASSERT_EQ(diags.errorCount(), 1u);
  EXPECT_EQ(diags.all()[0].code(), "undefinedSymbol");
  EXPECT_EQ(llvm::sys::ExecuteAndWait(request.output, {request.output}, std::nullopt, {std::nullopt, llvm::StringRef("")}), 3);
}

TEST_F(LinkTest, SharedLibraryShowsItsExportsOnly) {
  auto bytes = compile("define i32 @shown() {\n ret i32 1\n}\ndefine i32 @other() {\n ret i32 2\n}");
  LinkRequest request;
  request.kind = LinkKind::SharedLibrary;
  request.output = path("libtest.so");
  request.objects = {bytes};
  request.exports = {"shown"};
  ASSERT_TRUE(link(request, diags)) << diags.all()[0].message.text();
  JitOptions options;
  options.libraries = {request.output};
  auto jit = llvm::cantFail(Jit::create(options));
  auto shown = jit->lookup("shown");
  ASSERT_TRUE(bool(shown));
  EXPECT_EQ(reinterpret_cast<int (*)()>(*shown)(), 1);
  auto other = jit->lookup("other");
  EXPECT_FALSE(bool(other));
  llvm::consumeError(other.takeError());
}

} // namespace
