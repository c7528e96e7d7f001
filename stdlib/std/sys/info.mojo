"""Questions about types and about the machine that the code is compiled for."""


@always_inline("builtin")
def size_of[T: AnyType]() -> Int:
    """The bytes of a value in memory."""
    return Int(SIMDLength(mlir_value=__size_of[T]()))


@always_inline("builtin")
def size_of[dtype: DType]() -> Int:
    """The bytes of one number in memory."""
    return Int(SIMDLength(mlir_value=__size_of[Scalar[dtype]]()))


@always_inline("builtin")
def align_of[T: AnyType]() -> Int:
    """The alignment of a value in memory, in bytes."""
    return Int(SIMDLength(mlir_value=__align_of[T]()))


@always_inline("builtin")
def align_of[dtype: DType]() -> Int:
    """The alignment of one number in memory, in bytes."""
    return Int(SIMDLength(mlir_value=__align_of[Scalar[dtype]]()))


@always_inline("nodebug")
def bit_width_of[T: AnyType]() -> Int:
    """The bits of a value in memory."""
    return 8 * size_of[T]()


@always_inline("nodebug")
def bit_width_of[dtype: DType]() -> Int:
    """The bits of one number."""
    return dtype.bit_width()


@always_inline("builtin")
def simd_bit_width() -> Int:
    """The bits of the target's vector registers."""
    return Int(SIMDLength(mlir_value=__target_info[type_of("simd_bits").value]()))


@always_inline("nodebug")
def simd_byte_width() -> Int:
    """The bytes of the target's vector registers."""
    return simd_bit_width() / 8


@always_inline("nodebug")
def simd_width_of[T: AnyType]() -> Int:
    """How many values of a type fit a vector register of the target; at least 1."""
    return max(1, simd_bit_width() / bit_width_of[T]())


@always_inline("nodebug")
def simd_width_of[dtype: DType]() -> Int:
    """How many numbers of a type fit a vector register of the target; at least 1."""
    return max(1, simd_bit_width() / (8 * size_of[dtype]()))


@always_inline("builtin")
def is_gpu() -> Bool:
    """Whether the code is compiled for a GPU (or the simulator)."""
    return Bool(mlir_value=__target_info[type_of("is_gpu").value]())


@always_inline("builtin")
def is_nvidia_gpu() -> Bool:
    """Whether the code is compiled for a GPU of NVIDIA (or the simulator of one)."""
    return Bool(mlir_value=__target_info[type_of("is_nvidia").value]())


@always_inline("builtin")
def is_amd_gpu() -> Bool:
    """Whether the code is compiled for a GPU of AMD."""
    return Bool(mlir_value=__target_info[type_of("is_amd").value]())


@always_inline("builtin")
def has_nvidia_gpu_accelerator() -> Bool:
    """Whether the primary accelerator is one of NVIDIA (or the simulator of one)."""
    return Bool(mlir_value=__target_info[type_of("accelerator_is_nvidia").value]())


@always_inline("builtin")
def has_amd_gpu_accelerator() -> Bool:
    """Whether the primary accelerator is one of AMD."""
    return Bool(mlir_value=__target_info[type_of("accelerator_is_amd").value]())


@always_inline("builtin")
def has_accelerator() -> Bool:
    """Whether there is an accelerator to compile kernels for."""
    return Bool(mlir_value=__target_info[type_of("has_accelerator").value]())


@always_inline("builtin")
def is_64bit() -> Bool:
    """Whether addresses have 64 bits."""
    return True


@always_inline("builtin")
def is_little_endian() -> Bool:
    """Whether the low byte comes first."""
    return True


@always_inline("builtin")
def is_big_endian() -> Bool:
    """Whether the high byte comes first."""
    return False


@always_inline("builtin")
def os_is_linux() -> Bool:
    """Whether the target runs Linux."""
    return Bool(mlir_value=__string_eq[__target_info[type_of("os").value](), type_of("linux").value]())


@always_inline("builtin")
def os_is_macos() -> Bool:
    """Whether the target runs macOS."""
    return Bool(mlir_value=__string_eq[__target_info[type_of("os").value](), type_of("macos").value]())


@always_inline("builtin")
def os_is_windows() -> Bool:
    """Whether the target runs Windows."""
    return False


def num_logical_cores() -> Int:
    """The processors that the operating system shows."""
    return Int(external_call["fx_cpu_count", UInt32](UInt32(0)))


def num_physical_cores() -> Int:
    """The processors without hardware threads."""
    return Int(external_call["fx_cpu_count", UInt32](UInt32(1)))


def num_performance_cores() -> Int:
    """The fast processors."""
    return Int(external_call["fx_cpu_count", UInt32](UInt32(2)))


@always_inline("builtin")
def is_32bit() -> Bool:
    """Whether addresses have 32 bits."""
    return False


@always_inline("builtin")
def is_apple_gpu() -> Bool:
    """Whether the code is compiled for a GPU of Apple: no target of this compiler."""
    return False


@always_inline("builtin")
def has_apple_gpu_accelerator() -> Bool:
    """Whether the primary accelerator is one of Apple: no target of this compiler."""
    return False


@always_inline("builtin")
def has_amd_rdna_gpu_accelerator() -> Bool:
    """Whether the primary accelerator is an RDNA GPU of AMD: no target of this compiler."""
    return False


@always_inline("builtin")
def _is_arch[name: StringLiteral]() -> Bool:
    return Bool(mlir_value=__string_eq[__target_info[type_of("arch").value](), name.value]())


@always_inline("builtin")
def is_nvidia_gpu[subarch: StringLiteral]() -> Bool:
    """Whether the code is compiled for this GPU of NVIDIA: `is_nvidia_gpu["sm_90"]()`."""
    return is_nvidia_gpu() & _is_arch[subarch]()


@always_inline("builtin")
def is_amd_gpu[subarch: StringLiteral]() -> Bool:
    """Whether the code is compiled for this GPU of AMD."""
    return is_amd_gpu() & _is_arch[subarch]()


@always_inline("builtin")
def is_triple[name: StringLiteral]() -> Bool:
    """Whether the code is compiled for this target triple."""
    return Bool(mlir_value=__string_eq[__target_info[type_of("triple").value](), name.value]())


struct CompilationTarget:
    """Questions about the machine that the code is compiled for."""

    @staticmethod
    @always_inline("builtin")
    def is_linux() -> Bool:
        """Whether it runs Linux."""
        return os_is_linux()

    @staticmethod
    @always_inline("builtin")
    def is_macos() -> Bool:
        """Whether it runs macOS."""
        return os_is_macos()

    @staticmethod
    @always_inline("builtin")
    def is_x86() -> Bool:
        """Whether it is an x86 processor."""
        return Bool(mlir_value=__target_info[type_of("has:64bit").value]()) & Bool(mlir_value=__target_info[type_of("has:sse2").value]())

    @staticmethod
    @always_inline("builtin")
    def is_arm() -> Bool:
        """Whether it is an ARM processor."""
        return Self.has_neon()

    @staticmethod
    @always_inline("builtin")
    def is_apple_silicon() -> Bool:
        """Whether it is a processor of Apple."""
        return os_is_macos() & Self.has_neon()

    @staticmethod
    @always_inline("builtin")
    def has_sse4() -> Bool:
        """Whether it has SSE 4.2."""
        return Bool(mlir_value=__target_info[type_of("has:sse4.2").value]())

    @staticmethod
    @always_inline("builtin")
    def has_avx() -> Bool:
        """Whether it has AVX."""
        return Bool(mlir_value=__target_info[type_of("has:avx").value]())

    @staticmethod
    @always_inline("builtin")
    def has_avx2() -> Bool:
        """Whether it has AVX2."""
        return Bool(mlir_value=__target_info[type_of("has:avx2").value]())

    @staticmethod
    @always_inline("builtin")
    def has_avx512f() -> Bool:
        """Whether it has AVX-512."""
        return Bool(mlir_value=__target_info[type_of("has:avx512f").value]())

    @staticmethod
    @always_inline("builtin")
    def has_fma() -> Bool:
        """Whether it has multiplication and addition in one."""
        return Bool(mlir_value=__target_info[type_of("has:fma").value]())

    @staticmethod
    @always_inline("builtin")
    def has_vnni() -> Bool:
        """Whether it has VNNI."""
        return Bool(mlir_value=__target_info[type_of("has:avx512vnni").value]())

    @staticmethod
    @always_inline("builtin")
    def has_neon() -> Bool:
        """Whether it has NEON."""
        return Bool(mlir_value=__target_info[type_of("has:neon").value]())

    @staticmethod
    @always_inline("builtin")
    def has_intel_amx() -> Bool:
        """Whether it has AMX."""
        return Bool(mlir_value=__target_info[type_of("has:amx-tile").value]())
