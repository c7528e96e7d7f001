// Kernels: arguments, geometry, shared memory, barriers, images, failures.
#include "runtime/conformance/Conformance.h"
#include "runtime/conformance/Kernels.h"

using namespace conformance;

CONFORMANCE_SUITE(Launch);

TEST_P(Launch, ScalesAVector) {
  constexpr uint32_t count = 100001;
  std::vector<float> values(count), expected(count);
  for (uint32_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(i);
    expected[i] = 2.5f * values[i];
  }
  float *buffer = upload(values);
  ScaleArguments arguments = {buffer, count, 2.5f};
  fx_launch_config config = configOf((count + 255) / 256, 256);
  ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  arguments = {}; // the block was copied
  EXPECT_EQ(expected, download(buffer, count));
}

TEST_P(Launch, ArgumentsAreReadAtTheirOffsets) {
  constexpr uint32_t count = 1000;
  float *buffer = upload(std::vector<float>(count, 3));
  ScaleArguments arguments = {buffer, count - 1, 4};
  fx_launch_config config = configOf(8, 128);
  ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  auto result = download(buffer, count);
  EXPECT_EQ(12, result[0]);
  EXPECT_EQ(12, result[count - 2]);
  EXPECT_EQ(3, result[count - 1]);
}

TEST_P(Launch, IdsCoverAllDimensions) {
  constexpr uint32_t grid[] = {3, 2, 4}, block[] = {5, 3, 2}, total = 24 * 30;
  uint32_t *buffer = upload(std::vector<uint32_t>(total, 0));
  fx_launch_config config = {};
  memcpy(config.grid, grid, sizeof(grid));
  memcpy(config.block, block, sizeof(block));
  ASSERT_OK(fx_launch(stream, &ids().descriptor, &config, &buffer));
  auto result = download(buffer, total);
  // Each thread wrote its coordinates at its linear number.
  for (uint32_t i = 0; i < total; ++i) {
    uint32_t b = i / 30, t = i % 30;
    uint32_t expected = b % 3 | b / 3 % 2 << 4 | b / 6 << 8 | t % 5 << 12 | t / 5 % 3 << 16 | t / 15 << 20;
    ASSERT_EQ(expected, result[i]) << i;
  }
}

TEST_P(Launch, BarrierOrdersSharedMemory) {
  constexpr uint32_t block = 256, blocks = 40;
  std::vector<uint32_t> values(block * blocks);
  for (uint32_t i = 0; i < values.size(); ++i)
    values[i] = i * 7;
  uint32_t *buffer = upload(values);
  fx_launch_config config = configOf(blocks, block);
  ASSERT_OK(fx_launch(stream, &reverse().descriptor, &config, &buffer));
  auto result = download(buffer, values.size());
  for (uint32_t i = 0; i < values.size(); ++i)
    ASSERT_EQ(values[i / block * block + block - 1 - i % block], result[i]) << i;
}

TEST_P(Launch, DynamicSharedMemoryBeyondTheDefault) {
  auto most = static_cast<uint32_t>(info(fx_device_max_shared_optin));
  for (uint32_t bytes : {1024u, 49152u, most}) {
    uint32_t *buffer = upload(std::vector<uint32_t>(1, 0));
    DynamicArguments arguments = {buffer, bytes / 4};
    fx_launch_config config = configOf(1, 64, bytes);
    ASSERT_OK(fx_launch(stream, &dynamicSum().descriptor, &config, &arguments)) << bytes;
    uint32_t words = bytes / 4;
    EXPECT_EQ(words * (words - 1) / 2, download(buffer, 1)[0]) << bytes;
  }
}

TEST_P(Launch, TooMuchSharedMemoryNamesTheMost) {
  uint32_t *buffer = upload(std::vector<uint32_t>(1, 0));
  DynamicArguments arguments = {buffer, 1};
  fx_launch_config config = configOf(1, 64, static_cast<uint32_t>(info(fx_device_max_shared_optin)) + 4);
  const char *status = fx_launch(stream, &dynamicSum().descriptor, &config, &arguments);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "cannot launch `dynamic_sum`: a block needs ")) << status;
}

TEST_P(Launch, BadGeometryIsNamed) {
  ScaleArguments arguments = {upload(std::vector<float>(1)), 1, 1};
  fx_launch_config config = configOf(0, 32);
  const char *status = fx_launch(stream, &scale().descriptor, &config, &arguments);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "cannot launch `scale`: the grid is (0, 1, 1); dimension x must be from 1 to ")) << status;
  config = configOf(1, 1024);
  config.block[1] = 2;
  status = fx_launch(stream, &scale().descriptor, &config, &arguments);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "cannot launch `scale`: 2048 threads a block, device 0 (")) << status;
  EXPECT_NE(nullptr, strstr(status, " allows 1024")) << status;
}

TEST_P(Launch, ClustersMustDivideTheGrid) {
  if (!isSimulator() && info(fx_device_compute_major) < 9)
    GTEST_SKIP() << "no clusters on this device";
  ScaleArguments arguments = {upload(std::vector<float>(1)), 1, 1};
  fx_launch_config config = configOf(3, 32);
  config.cluster[0] = 2;
  config.cluster[1] = config.cluster[2] = 1;
  EXPECT_STREQ("cannot launch `scale`: grid dimension x is 3, not a multiple of the cluster's 2",
               fx_launch(stream, &scale().descriptor, &config, &arguments));
  config.grid[0] = 4;
  EXPECT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  EXPECT_OK(fx_stream_sync(stream));
}

TEST_P(Launch, WithoutAFittingImage) {
  Kernel foreign("strange", 0, nullptr, nullptr, 0);
  foreign.images[0].kind = fx_image_hsaco;
  foreign.images[0].archName = "gfx942";
  fx_launch_config config = configOf(1, 1);
  const char *arch = nullptr;
  EXPECT_OK(fx_device_text(device, fx_device_arch, &arch));
  EXPECT_EQ(std::string("kernel `strange` was built for gfx942, this device is ") + arch,
            std::string(fx_launch(stream, &foreign.descriptor, &config, nullptr)));
}

TEST_P(Launch, BuildsWhenThereIsNoImage) {
  static int built = 0;
  fx_kernel kernel = scale().descriptor;
  kernel.state = nullptr;
  kernel.imageCount = 0;
  kernel.build = [](const fx_kernel *descriptor, const char *arch) -> const fx_image * {
    ++built;
    return &descriptor->images[strcmp(arch, "sim") == 0 ? 1 : 0];
  };
  built = 0;
  float *buffer = upload(std::vector<float>(10, 1));
  ScaleArguments arguments = {buffer, 10, 2};
  fx_launch_config config = configOf(1, 32);
  for (int i = 0; i < 3; ++i)
    ASSERT_OK(fx_launch(stream, &kernel, &config, &arguments));
  EXPECT_EQ(std::vector<float>(10, 8), download(buffer, 10));
  EXPECT_EQ(1, built);
  kernel.state = nullptr;
  kernel.build = [](const fx_kernel *, const char *) -> const fx_image * { return nullptr; };
  const char *status = fx_launch(stream, &kernel, &config, &arguments);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "kernel `scale` could not be compiled for ")) << status;
}

TEST_P(Launch, AnswersAboutKernels) {
  int64_t threads = 0, registers = -1, kind = 0;
  EXPECT_OK(fx_kernel_info(device, &reverse().descriptor, fx_kernel_max_threads, &threads));
  EXPECT_OK(fx_kernel_info(device, &reverse().descriptor, fx_kernel_registers, &registers));
  EXPECT_OK(fx_kernel_info(device, &reverse().descriptor, fx_kernel_image_kind, &kind));
  EXPECT_GE(threads, 256);
  EXPECT_GE(registers, 0);
  EXPECT_EQ(isSimulator() ? fx_image_simulator : fx_image_ptx, static_cast<uint32_t>(kind));
  int32_t blocks = 0;
  EXPECT_OK(fx_kernel_occupancy(device, &reverse().descriptor, 256, 0, &blocks));
  EXPECT_GT(blocks, 0);
}

TEST_P(Launch, ManyKernelsInOrder) {
  constexpr uint32_t count = 4096;
  float *buffer = upload(std::vector<float>(count, 1));
  ScaleArguments arguments = {buffer, count, 2};
  fx_launch_config config = configOf(16, 256);
  for (int i = 0; i < 100; ++i) {
    arguments.k = i % 2 ? 0.5f : 2;
    ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  }
  EXPECT_EQ(std::vector<float>(count, 1), download(buffer, count));
}

TEST_P(Launch, ForeignModules) {
  void *kernel = nullptr;
  char entry[] = "scale";
  auto *text = const_cast<char *>(scalePtx);
  const char *status = fx_module_load(device, text, strlen(text), entry, &kernel);
  if (isSimulator()) {
    EXPECT_STREQ("kernel `scale` was built for PTX, this device is sim", status);
    return;
  }
  ASSERT_OK(status);
  float *buffer = upload(std::vector<float>(10, 1));
  ScaleArguments arguments = {buffer, 10, 3};
  fx_launch_config config = configOf(1, 32);
  ASSERT_OK(fx_launch(stream, kernel, &config, &arguments));
  EXPECT_EQ(std::vector<float>(10, 3), download(buffer, 10));
  fx_module_unload(kernel);
  char missing[] = "no_such_entry", broken[] = ".version 7.0\n.target sm_75\n.address_size 64\nnonsense";
  EXPECT_STREQ("the module of kernel `no_such_entry` has no entry `no_such_entry`", fx_module_load(device, text, strlen(text), missing, &kernel));
  status = fx_module_load(device, broken, strlen(broken), entry, &kernel);
  ASSERT_NE(nullptr, status);
  EXPECT_NE(nullptr, strstr(status, "cannot load kernel `scale`: cuModuleLoadDataEx failed")) << status;
  EXPECT_NE(nullptr, strstr(status, "line 4")) << "the driver's log: " << status;
}

TEST_P(Launch, KernelsPrint) {
  fx_launch_config config = configOf(2, 32);
  testing::internal::CaptureStdout();
  void *nothing = nullptr;
  ASSERT_OK(fx_launch(stream, &prints().descriptor, &config, &nothing));
  EXPECT_OK(fx_stream_sync(stream));
  std::string output = testing::internal::GetCapturedStdout();
  EXPECT_EQ(2u, std::count(output.begin(), output.end(), '\n')) << output;
  EXPECT_NE(std::string::npos, output.find("block 0\n")) << output;
  EXPECT_NE(std::string::npos, output.find("block 1\n")) << output;
}

// In a process of its own: a kernel that fails takes the context of the whole process with it.
TEST_P(Launch, FailuresComeOutAtTheNextSync) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        fx_launch_config config = configOf(1, 32);
        void *nothing = nullptr;
        if (const char *status = fx_launch(stream, &traps().descriptor, &config, &nothing))
          fprintf(stderr, "too early: %s\n", status);
        const char *status = fx_stream_sync(stream);
        fprintf(stderr, "%s\n", status ? status : "no failure");
        _exit(status && strstr(status, "`traps`") ? 3 : 0);
      },
      testing::ExitedWithCode(3), isSimulator() ? "^trap" : "cuStreamSynchronize failed on device 0");
}

TEST_P(Launch, GraphsReplay) {
  if (isSimulator()) {
    EXPECT_STREQ("the simulator has no graphs", fx_graph_begin(stream));
    return;
  }
  constexpr uint32_t count = 1000;
  float *buffer = upload(std::vector<float>(count, 1));
  ScaleArguments arguments = {buffer, count, 2};
  fx_launch_config config = configOf(4, 256);
  ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments)); // loads it: not possible while a graph is recorded
  void *graph = nullptr;
  ASSERT_OK(fx_graph_begin(stream));
  ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  ASSERT_OK(fx_launch(stream, &scale().descriptor, &config, &arguments));
  ASSERT_OK(fx_graph_end(stream, &graph));
  for (int i = 0; i < 3; ++i)
    EXPECT_OK(fx_graph_launch(graph, stream));
  EXPECT_EQ(std::vector<float>(count, 128), download(buffer, count));
  fx_graph_destroy(graph);
}
