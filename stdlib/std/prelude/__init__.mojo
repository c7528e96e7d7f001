"""What every module sees without an import."""

from std.atomic import Atomic
from std.builtin.bool import Bool, all, any
from std.builtin.debug_assert import debug_assert
from std.builtin.dtype import DType
from std.builtin.error import Error
from std.builtin.float_literal import FloatLiteral
from std.builtin.functions import (
    abs, bin, divmod, hex, len, materialize, max, min, oct, pow, rebind, rebind_var, reversed, round, swap,
)
from std.builtin.int import Int, UInt, index
from std.builtin.int_literal import IntLiteral
from std.builtin.none import EllipsisType, Never, NoneType
from std.builtin.origin import (
    AddressSpace, AnyOrigin, ImmAnyOrigin, ImmOrigin, ImmStaticOrigin, ImmUnsafeAnyOrigin, ImmUntrackedOrigin, ImmutAnyOrigin, ImmutOrigin,
    MutAnyOrigin, MutOrigin, MutUnsafeAnyOrigin, MutUntrackedOrigin, Origin, OriginSet, UnsafeAnyOrigin, UntrackedOrigin,
)
from std.builtin.range import range
from std.builtin.simd import (
    BFloat16, Byte, Float16, Float32, Float4_e2m1fn, Float64, Float8_e3m4, Float8_e4m3fn, Float8_e4m3fnuz, Float8_e5m2, Float8_e5m2fnuz,
    Float8_e8m0fnu, Int128, Int16, Int256, Int32, Int64, Int8, Scalar, SIMD, UInt128, UInt16, UInt256, UInt32, UInt64, UInt8,
)
from std.builtin.simd_length import SIMDLength
from std.builtin.slice import ContiguousSlice, Slice, StridedSlice, slice
from std.builtin.sort import partition, sort
from std.builtin.string_literal import StringLiteral
from std.builtin.traits import (
    Absable, AnyType, Boolable, Comparable, Copyable, Defaultable, Deinitable, Equatable, Floatable, FloatableRaising, Identifiable,
    ImplicitlyCopyable, Indexer, Intable, IntableRaising, Movable, Powable, RegisterPassable, Roundable, Sized, SizedRaising, Some,
    SomeTypeList, TrivialRegisterPassable,
)
from std.builtin.tuple import Tuple
from std.builtin.variadics import ParameterList, TypeList, VariadicList, VariadicPack
from std.collections.array import Array, InlineArray
from std.collections.dict import Dict, KeyElement
from std.collections.list import List
from std.collections.optional import Optional
from std.collections.span import ImmSpan, MutSpan, Span
from std.collections.string import Codepoint, StaticString, String, StringSlice, StringSpan, ascii, atof, atol, chr, ord
from std.format import Writable, Writer, repr
from std.hashlib import Hashable, Hasher, hash
from std.io import FileDescriptor, FileHandle, input, open, print
from std.iter import Iterable, IterableOwned, Iterator, ReversibleRange, StopIteration, enumerate, iter, map, next, zip
from std.memory.alloc import alloc
from std.reflection.reflect import reflect
from std.memory.pointer import (
    ImmOpaquePointer, ImmPointer, MutOpaquePointer, MutPointer, OpaquePointer, Pointer, UnsafePointer,
)
