"""What every module of a test sees without an import."""

from std.builtin.traits import (
    AnyType, Movable, Copyable, ImplicitlyCopyable, Deinitable, RegisterPassable, TrivialRegisterPassable,
)
from std.builtin.bool import Bool
from std.builtin.int import Int
from std.builtin.simd import Float32, Float64
from std.builtin.int_literal import IntLiteral
from std.builtin.float_literal import FloatLiteral
from std.builtin.string_literal import StringLiteral
from std.builtin.none import NoneType, Never, EllipsisType
from std.builtin.error import Error
from std.builtin.origin import Origin, AddressSpace
from std.io.print import print
from std.memory.pointer import Pointer
