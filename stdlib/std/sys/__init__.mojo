"""The program's surroundings: arguments, exit, the machine it runs on, what it was compiled for."""

from std.sys.arg import argv
from std.sys.defines import (
    env_get_bool, env_get_int, env_get_string, get_defined_bool, get_defined_int, get_defined_string, is_debug_build, is_defined, is_release_build,
)
from std.sys.info import (
    align_of, size_of, simd_width_of, simd_bit_width, simd_byte_width, bit_width_of, is_gpu, is_nvidia_gpu, is_amd_gpu, is_apple_gpu, has_accelerator,
    has_nvidia_gpu_accelerator, has_amd_gpu_accelerator, has_amd_rdna_gpu_accelerator, has_apple_gpu_accelerator, num_logical_cores,
    num_physical_cores, num_performance_cores, is_little_endian, is_big_endian, is_64bit, is_32bit, is_triple, os_is_linux, os_is_macos, os_is_windows,
    CompilationTarget,
)
from std.sys.intrinsics import (
    PrefetchCache, PrefetchLocality, PrefetchOptions, PrefetchRW, assume, compressed_store, expect, gather, likely, masked_load, masked_store, prefetch,
    scatter, strided_load, strided_store, unlikely,
)
from std.sys.terminate import exit
from std.io.file_descriptor import stdin, stdout, stderr
