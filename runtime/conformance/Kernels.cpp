#include "runtime/conformance/Kernels.h"
#include "runtime/device/simulator/Functions.h"

#include <string.h>

namespace conformance {

#define PTX_HEAD ".version 7.0\n.target sm_75\n.address_size 64\n"

const char *const scalePtx = PTX_HEAD R"(
.visible .entry scale(.param .u64 p, .param .u32 n, .param .f32 k)
{
  .reg .pred %q;
  .reg .b32 %r<4>;
  .reg .f32 %f<2>;
  .reg .b64 %d<2>;
  ld.param.u64 %d0, [p];
  cvta.to.global.u64 %d0, %d0;
  ld.param.u32 %r0, [n];
  ld.param.f32 %f0, [k];
  mov.u32 %r1, %ctaid.x;
  mov.u32 %r2, %ntid.x;
  mov.u32 %r3, %tid.x;
  mad.lo.u32 %r1, %r1, %r2, %r3;
  setp.ge.u32 %q, %r1, %r0;
  @%q ret;
  mul.wide.u32 %d1, %r1, 4;
  add.u64 %d0, %d0, %d1;
  ld.global.f32 %f1, [%d0];
  mul.f32 %f1, %f1, %f0;
  st.global.f32 [%d0], %f1;
  ret;
}
)";

static const char idsPtx[] = PTX_HEAD R"(
.visible .entry ids(.param .u64 out)
{
  .reg .b32 %r<16>;
  .reg .b64 %d<2>;
  ld.param.u64 %d0, [out];
  cvta.to.global.u64 %d0, %d0;
  mov.u32 %r0, %ctaid.x;
  mov.u32 %r1, %ctaid.y;
  mov.u32 %r2, %ctaid.z;
  mov.u32 %r3, %tid.x;
  mov.u32 %r4, %tid.y;
  mov.u32 %r5, %tid.z;
  mov.u32 %r6, %nctaid.y;
  mad.lo.u32 %r7, %r2, %r6, %r1;
  mov.u32 %r6, %nctaid.x;
  mad.lo.u32 %r7, %r7, %r6, %r0;
  mov.u32 %r6, %ntid.z;
  mad.lo.u32 %r7, %r7, %r6, %r5;
  mov.u32 %r6, %ntid.y;
  mad.lo.u32 %r7, %r7, %r6, %r4;
  mov.u32 %r6, %ntid.x;
  mad.lo.u32 %r7, %r7, %r6, %r3;
  shl.b32 %r1, %r1, 4;
  shl.b32 %r2, %r2, 8;
  shl.b32 %r3, %r3, 12;
  shl.b32 %r4, %r4, 16;
  shl.b32 %r5, %r5, 20;
  or.b32 %r0, %r0, %r1;
  or.b32 %r0, %r0, %r2;
  or.b32 %r0, %r0, %r3;
  or.b32 %r0, %r0, %r4;
  or.b32 %r0, %r0, %r5;
  mul.wide.u32 %d1, %r7, 4;
  add.u64 %d0, %d0, %d1;
  st.global.u32 [%d0], %r0;
  ret;
}
)";

static const char reversePtx[] = PTX_HEAD R"(
.visible .entry reverse(.param .u64 p)
{
  .shared .align 4 .b8 tile[1024];
  .reg .b32 %r<6>;
  .reg .b64 %d<4>;
  ld.param.u64 %d0, [p];
  cvta.to.global.u64 %d0, %d0;
  mov.u32 %r0, %tid.x;
  mov.u32 %r1, %ctaid.x;
  shl.b32 %r2, %r1, 8;
  add.u32 %r2, %r2, %r0;
  mul.wide.u32 %d1, %r2, 4;
  add.u64 %d0, %d0, %d1;
  ld.global.u32 %r3, [%d0];
  mov.u32 %r4, tile;
  shl.b32 %r5, %r0, 2;
  add.u32 %r5, %r4, %r5;
  st.shared.u32 [%r5], %r3;
  bar.sync 0;
  sub.u32 %r0, 255, %r0;
  shl.b32 %r5, %r0, 2;
  add.u32 %r5, %r4, %r5;
  ld.shared.u32 %r3, [%r5];
  st.global.u32 [%d0], %r3;
  ret;
}
)";

// Thread t writes the words t, t + 64, …; thread 0 adds them up after the barrier.
static const char dynamicPtx[] = PTX_HEAD R"(
.extern .shared .align 16 .b8 arena[];
.visible .entry dynamic_sum(.param .u64 out, .param .u32 words)
{
  .reg .pred %q;
  .reg .b32 %r<8>;
  .reg .b64 %d<2>;
  ld.param.u64 %d0, [out];
  cvta.to.global.u64 %d0, %d0;
  ld.param.u32 %r0, [words];
  mov.u32 %r1, %tid.x;
  mov.u32 %r2, arena;
  mov.u32 %r3, %r1;
FILL:
  setp.ge.u32 %q, %r3, %r0;
  @%q bra FILLED;
  shl.b32 %r4, %r3, 2;
  add.u32 %r4, %r2, %r4;
  st.shared.u32 [%r4], %r3;
  add.u32 %r3, %r3, 64;
  bra FILL;
FILLED:
  bar.sync 0;
  setp.ne.u32 %q, %r1, 0;
  @%q ret;
  mov.u32 %r3, 0;
  mov.u32 %r5, 0;
SUM:
  setp.ge.u32 %q, %r3, %r0;
  @%q bra DONE;
  shl.b32 %r4, %r3, 2;
  add.u32 %r4, %r2, %r4;
  ld.shared.u32 %r6, [%r4];
  add.u32 %r5, %r5, %r6;
  add.u32 %r3, %r3, 1;
  bra SUM;
DONE:
  st.global.u32 [%d0], %r5;
  ret;
}
)";

// A record of 16 bytes in the ring: length 8, thread, "block N\n".
static const char printsPtx[] = PTX_HEAD R"(
.visible .global .align 8 .u64 fx_print_ring;
.visible .entry prints(.param .u64 unused)
{
  .reg .pred %q;
  .reg .b32 %r<6>;
  .reg .b64 %d<8>;
  mov.u32 %r0, %tid.x;
  setp.ne.u32 %q, %r0, 0;
  @%q ret;
  mov.u32 %r1, %ctaid.x;
  ld.global.u64 %d0, [fx_print_ring];
  atom.add.u64 %d1, [%d0], 16;
  ld.u64 %d2, [%d0+8];
  add.u64 %d3, %d1, 16;
  setp.gt.u64 %q, %d3, %d2;
  @%q ret;
  add.u64 %d4, %d0, %d1;
  add.u64 %d4, %d4, 16;
  st.u32 [%d4+8], 0x636f6c62;
  shl.b32 %r2, %r1, 16;
  add.u32 %r2, %r2, 0x0a30206b;
  st.u32 [%d4+12], %r2;
  st.u32 [%d4+4], %r1;
  membar.sys;
  st.volatile.u32 [%d4], 8;
  ret;
}
)";

static const char trapsPtx[] = PTX_HEAD R"(
.visible .entry traps(.param .u64 unused)
{
  trap;
  ret;
}
)";

// ---- The same for the simulator ------------------------------------------------------------------------------------------------------------------

template <class T> static const T &argumentsOf(const uint8_t *block) { return *reinterpret_cast<const T *>(block); }

static void scaleSimulated(fx_sim_thread *self, const uint8_t *block) {
  auto &arguments = argumentsOf<ScaleArguments>(block);
  uint32_t i = self->ctaid[0] * self->ntid[0] + self->tid[0];
  if (i < arguments.n)
    arguments.p[i] *= arguments.k;
}

static void idsSimulated(fx_sim_thread *self, const uint8_t *block) {
  auto *out = argumentsOf<uint32_t *>(block);
  uint32_t number =
      ((((self->ctaid[2] * self->nctaid[1] + self->ctaid[1]) * self->nctaid[0] + self->ctaid[0]) * self->ntid[2] + self->tid[2]) * self->ntid[1] +
       self->tid[1]) *
          self->ntid[0] +
      self->tid[0];
  out[number] = self->ctaid[0] | self->ctaid[1] << 4 | self->ctaid[2] << 8 | self->tid[0] << 12 | self->tid[1] << 16 | self->tid[2] << 20;
}

static void reverseSimulated(fx_sim_thread *self, const uint8_t *block) {
  static const fx_site site = {"reverse.mojo", 5, 3, "barrier()", nullptr};
  auto *p = argumentsOf<uint32_t *>(block) + self->ctaid[0] * 256;
  auto *tile = reinterpret_cast<uint32_t *>(self->shared);
  tile[self->tid[0]] = p[self->tid[0]];
  fx_sim_barrier(self, 0, 0, const_cast<fx_site *>(&site));
  p[self->tid[0]] = tile[255 - self->tid[0]];
}

static void dynamicSimulated(fx_sim_thread *self, const uint8_t *block) {
  auto &arguments = argumentsOf<DynamicArguments>(block);
  auto *words = reinterpret_cast<uint32_t *>(self->dynamic);
  for (uint32_t i = self->tid[0]; i < arguments.words; i += self->ntid[0])
    words[i] = i;
  fx_sim_barrier(self, 0, 0, nullptr);
  if (self->tid[0] != 0)
    return;
  uint32_t sum = 0;
  for (uint32_t i = 0; i < arguments.words; ++i)
    sum += words[i];
  *arguments.out = sum;
}

static void printsSimulated(fx_sim_thread *self, const uint8_t *) {
  if (self->tid[0] != 0)
    return;
  auto *ring = static_cast<fx_print_buffer *>(fx_print_ring);
  uint64_t at = __atomic_fetch_add(&ring->head, 16, __ATOMIC_RELAXED);
  if (at + 16 > ring->capacity)
    return;
  auto *record = reinterpret_cast<fx_print_record *>(reinterpret_cast<uint8_t *>(ring + 1) + at);
  char text[] = "block 0\n";
  text[6] = static_cast<char>('0' + self->ctaid[0]);
  memcpy(record + 1, text, 8);
  record->thread = self->ctaid[0];
  __atomic_store_n(&record->length, 8, __ATOMIC_RELEASE);
}

static void trapsSimulated(fx_sim_thread *self, const uint8_t *) { fx_sim_trap(self, nullptr); }

Kernel &scale() {
  static Kernel kernel("scale", 16, scalePtx, scaleSimulated, fx_image_no_switch);
  return kernel;
}

Kernel &ids() {
  static Kernel kernel("ids", 8, idsPtx, idsSimulated, fx_image_no_switch);
  return kernel;
}

Kernel &reverse() {
  static Kernel kernel("reverse", 8, reversePtx, reverseSimulated, 0, 1024);
  return kernel;
}

Kernel &dynamicSum() {
  static Kernel kernel("dynamic_sum", 12, dynamicPtx, dynamicSimulated, 0);
  return kernel;
}

Kernel &prints() {
  static Kernel kernel("prints", 8, printsPtx, printsSimulated, fx_image_no_switch | fx_image_prints);
  return kernel;
}

Kernel &traps() {
  static Kernel kernel("traps", 8, trapsPtx, trapsSimulated, fx_image_no_switch);
  return kernel;
}

} // namespace conformance
