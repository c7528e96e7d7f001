#include "targets/nvidia/Emit.h"
#include <gtest/gtest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/SourceMgr.h>

using namespace fornax;
using namespace fornax::targets;
using namespace fornax::targets::nvidia;

namespace {

constexpr const char *kernel = R"(
@tile = internal addrspace(3) global [1024 x i8] poison, align 4
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
define internal i64 @helper(i32 %t) {
  %x = zext i32 %t to i64
  ret i64 %x
}
define ptx_kernel void @flip(ptr addrspace(1) %p, i32 %n) {
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %i = call i64 @helper(i32 %t)
  %a = getelementptr float, ptr addrspace(1) %p, i64 %i
  %v = load float, ptr addrspace(1) %a
  %s = getelementptr float, ptr addrspace(3) @tile, i64 %i
  store float %v, ptr addrspace(3) %s
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  %r = sub i32 %n, %t
  %m = getelementptr float, ptr addrspace(3) @tile, i32 %r
  %w = load float, ptr addrspace(3) %m
  store float %w, ptr addrspace(1) %a
  ret void
})";

std::string ptxFor(llvm::StringRef arch) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  auto module = llvm::parseAssemblyString(kernel, problem, context);
  EXPECT_TRUE(module) << problem.getMessage().str();
  auto bytes = llvm::cantFail(emitPtx(*module, *findArchitecture(arch), Options()));
  return std::string(bytes.data(), bytes.size());
}

TEST(EmitPtx, GlobalAndSharedMemoryAndBarrier) {
  std::string text = ptxFor("sm_90a");
  for (const char *part : {".version 8.6", ".target sm_90a", ".visible .entry flip(", "ld.global.b32", "st.shared.b32", "bar.sync"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find("helper"), std::string::npos) << text;
}

class Architectures : public testing::TestWithParam<Architecture> {};
INSTANTIATE_TEST_SUITE_P(All, Architectures, testing::ValuesIn(architectures().begin(), architectures().end()),
                         [](const auto &info) { return info.param.name.str(); });

TEST_P(Architectures, EmitsAndAssembles) {
  std::string text = ptxFor(GetParam().name);
  EXPECT_NE(text.find((".target " + GetParam().name).str()), std::string::npos);
  auto cubin = assemble(text, GetParam(), Options(), ObjectCache(""));
  ASSERT_TRUE(bool(cubin)) << llvm::toString(cubin.takeError());
  if (cubin->assembler == Assembler::None)
    GTEST_SKIP() << "no assembler on this machine";
  EXPECT_TRUE(llvm::StringRef(cubin->bytes.data(), cubin->bytes.size())
                  .starts_with("\x7f"
                               "ELF"));
  ResourceUse use = readResourceUse(cubin->log, "flip");
  EXPECT_TRUE(use.isKnown) << cubin->log;
  EXPECT_GE(use.registers, 4u);
  EXPECT_GE(use.sharedBytes, 1024u);
}

TEST(Assemble, ErrorsAreTheAssemblersText) {
  auto cubin = assemble(".version 8.6\n.target sm_90\n.address_size 64\n.visible .entry k() { nonsense; }\n", *findArchitecture("sm_90"), Options(),
                        ObjectCache(""));
  if (cubin)
    GTEST_SKIP() << "no assembler on this machine";
  EXPECT_NE(llvm::toString(cubin.takeError()).find("nonsense"), std::string::npos);
}

TEST(PtxasMessages, ResourceUseOfOneEntry) {
  const char *log = "ptxas info    : 0 bytes gmem\n"
                    "ptxas info    : Compiling entry function 'a' for 'sm_90a'\n"
                    "ptxas info    : Function properties for a\n"
                    "    16 bytes stack frame, 8 bytes spill stores, 4 bytes spill loads\n"
                    "ptxas info    : Used 168 registers, used 2 barriers, 1024 bytes smem, 364 bytes cmem[0]\n"
                    "ptxas info    : Compiling entry function 'ab' for 'sm_90a'\n"
                    "ptxas info    : Used 9 registers, used 0 barriers\n";
  ResourceUse use = readResourceUse(log, "a");
  EXPECT_TRUE(use.isKnown);
  EXPECT_EQ(use.registers, 168u);
  EXPECT_EQ(use.barriers, 2u);
  EXPECT_EQ(use.sharedBytes, 1024u);
  EXPECT_EQ(use.stackBytes, 16u);
  EXPECT_EQ(use.spillStoreBytes, 8u);
  EXPECT_EQ(use.spillLoadBytes, 4u);
  EXPECT_EQ(readResourceUse(log, "ab").registers, 9u);
  EXPECT_FALSE(readResourceUse(log, "b").isKnown);
}

TEST(PtxasMessages, PerformanceWarningsAndErrors) {
  auto messages = readMessages("ptxas info    : (C7510) Potential Performance Loss: wgmma is serialized in function 'gemm'\n"
                               "ptxas x.ptx, line 12; error   : Unknown symbol 'a'\n"
                               "ptxas info    : Used 9 registers\n");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].code, "C7510");
  EXPECT_FALSE(messages[0].isError);
  EXPECT_EQ(messages[1].ptxLine, 12u);
  EXPECT_TRUE(messages[1].isError);
  EXPECT_EQ(messages[1].text, "Unknown symbol 'a'");
}

} // namespace
