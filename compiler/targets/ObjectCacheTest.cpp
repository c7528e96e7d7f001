#include "targets/ObjectCache.h"
#include <gtest/gtest.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <thread>

using namespace fornax::targets;

namespace {

struct Folder {
  llvm::SmallString<128> path;
  Folder() { EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("fornax-cache", path)); }
  ~Folder() { llvm::sys::fs::remove_directories(path); }
};

std::string key(llvm::StringRef text) { return CacheKey().add(text).finish(); }
void insert(const ObjectCache &cache, llvm::StringRef key, llvm::StringRef bytes) {
  cache.insert(key, "o", llvm::ArrayRef(bytes.data(), bytes.size()));
}

TEST(CacheKey, PartsDoNotRunTogether) {
  EXPECT_NE(CacheKey().add("ab").add("c").finish(), CacheKey().add("a").add("bc").finish());
  EXPECT_NE(CacheKey().add("").finish(), CacheKey().finish());
  EXPECT_EQ(key("x"), key("x"));
  EXPECT_EQ(key("x").size(), 32u);
}

TEST(ObjectCache, FindsWhatWasInserted) {
  Folder folder;
  ObjectCache cache(std::string(folder.path));
  EXPECT_EQ(cache.find(key("a"), "o"), nullptr);
  insert(cache, key("a"), "bytes");
  auto found = cache.find(key("a"), "o");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->getBuffer(), "bytes");
  EXPECT_EQ(cache.find(key("a"), "ptx"), nullptr);
  insert(cache, key("a"), "newer");
  EXPECT_EQ(cache.find(key("a"), "o")->getBuffer(), "newer");
}

TEST(ObjectCache, CountsAndClears) {
  Folder folder;
  ObjectCache cache(std::string(folder.path));
  for (const char *name : {"a", "b", "c"})
    insert(cache, key(name), "12345");
  EXPECT_EQ(cache.size().files, 3u);
  EXPECT_EQ(cache.size().bytes, 15u);
  EXPECT_EQ(cache.clear(), 3u);
  EXPECT_EQ(cache.size().files, 0u);
}

TEST(ObjectCache, TrimRemovesTheOldestFirst) {
  Folder folder;
  ObjectCache cache(std::string(folder.path));
  for (const char *name : {"a", "b", "c"}) {
    insert(cache, key(name), "12345");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  (void)cache.find(key("a"), "o"); // now the newest
  cache.trim(10);
  EXPECT_TRUE(cache.find(key("a"), "o"));
  EXPECT_FALSE(cache.find(key("b"), "o"));
  EXPECT_TRUE(cache.find(key("c"), "o"));
}

TEST(ObjectCache, DoesNotGrowWithoutEnd) {
  Folder folder;
  ObjectCache cache(std::string(folder.path), 100);
  for (int i = 0; i < 1024; ++i)
    insert(cache, key("entry " + std::to_string(i)), "12345");
  EXPECT_LT(cache.size().bytes, 1024 * 5);
}

TEST(ObjectCache, DisabledAndUnwritableCachesAreMisses) {
  ObjectCache off("");
  insert(off, key("a"), "x");
  EXPECT_FALSE(off.find(key("a"), "o"));
  EXPECT_EQ(off.size().files, 0u);
  ObjectCache bad("/dev/null/cache");
  insert(bad, key("a"), "x");
  EXPECT_FALSE(bad.find(key("a"), "o"));
}

TEST(ObjectCache, ConcurrentWritersLeaveAWholeEntry) {
  Folder folder;
  ObjectCache cache(std::string(folder.path));
  std::string first(100000, 'a'), second(100000, 'b');
  auto writer = [&](const std::string &text) {
    for (int i = 0; i < 20; ++i)
      insert(cache, key("k"), text);
  };
  std::thread one(writer, first), two(writer, second);
  for (int i = 0; i < 50; ++i)
    if (auto found = cache.find(key("k"), "o"))
      EXPECT_TRUE(found->getBuffer() == first || found->getBuffer() == second);
  one.join();
  two.join();
  EXPECT_EQ(cache.size().files, 1u);
}

} // namespace
