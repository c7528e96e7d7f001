"""Values given on the command line: `-D NAME=VALUE`."""


@always_inline("builtin")
def is_defined[name: StringLiteral]() -> Bool:
    """Whether `-D name` was given."""
    return Bool(mlir_value=__is_defined[name.value]())


@always_inline("nodebug")
def get_defined_string[name: StringLiteral]() -> StaticString:
    """The value of `-D name=value`; it must have been given."""
    comptime assert is_defined[name](), "the name is not defined on the command line"
    return StringLiteral[__define_of[name.value]()]()


@always_inline("nodebug")
def get_defined_string[name: StringLiteral, default: StaticString]() -> StaticString:
    """The value of `-D name=value`, or `default`."""
    comptime if is_defined[name]():
        return StringLiteral[__define_of[name.value]()]()
    else:
        return default


def _is_number(text: StaticString) -> Bool:
    """A sign, perhaps, and up to eighteen digits: what `_parse` reads without overflow."""
    var digits = 0
    for i in range(text.byte_length()):
        var byte = Int(text._byte(i))
        if byte >= 48 and byte <= 57:
            digits += 1
        elif byte != 45 or i != 0:
            return False
    return digits > 0 and digits <= 18


def _parse(text: StaticString) -> Int:
    var value = 0
    var negative = False
    for i in range(text.byte_length()):
        var byte = Int(text._byte(i))
        if byte == 45 and i == 0:
            negative = True
        elif byte >= 48 and byte <= 57:
            value = value * 10 + byte - 48
    return -value if negative else value


@always_inline("nodebug")
def get_defined_int[name: StringLiteral]() -> Int:
    """The value of `-D name=value` as a number; it must have been given."""
    comptime assert is_defined[name](), "the name is not defined on the command line"
    comptime text = StaticString(StringLiteral[__define_of[name.value]()]())
    comptime assert _is_number(text), "the value defined on the command line is not a whole number"
    return _parse(text)


@always_inline("nodebug")
def get_defined_int[name: StringLiteral, default: Int]() -> Int:
    """The value of `-D name=value` as a number, or `default`."""
    comptime if is_defined[name]():
        return get_defined_int[name]()
    else:
        return default


@always_inline("nodebug")
def get_defined_bool[name: StringLiteral, default: Bool = False]() -> Bool:
    """Whether `-D name=value` is a true value, or `default`."""
    comptime if is_defined[name]():
        comptime text = StaticString(StringLiteral[__define_of[name.value]()]())
        return text == "True" or text == "true" or text == "1" or text == "on"
    else:
        return default


@always_inline("nodebug")
def env_get_string[name: StringLiteral]() -> StaticString:
    """An older name of `get_defined_string`."""
    return get_defined_string[name]()


@always_inline("nodebug")
def env_get_string[name: StringLiteral, default: StaticString]() -> StaticString:
    """An older name of `get_defined_string`."""
    return get_defined_string[name, default]()


@always_inline("nodebug")
def env_get_int[name: StringLiteral]() -> Int:
    """An older name of `get_defined_int`."""
    return get_defined_int[name]()


@always_inline("nodebug")
def env_get_int[name: StringLiteral, default: Int]() -> Int:
    """An older name of `get_defined_int`."""
    return get_defined_int[name, default]()


@always_inline("nodebug")
def env_get_bool[name: StringLiteral, default: Bool = False]() -> Bool:
    """An older name of `get_defined_bool`."""
    return get_defined_bool[name, default]()


@always_inline("builtin")
def is_debug_build() -> Bool:
    """Whether the program is built for a search of errors: with `-D DEBUG`."""
    return is_defined["DEBUG"]()


@always_inline("builtin")
def is_release_build() -> Bool:
    """Whether the program is built to be used."""
    return ~is_debug_build()


@always_inline("builtin")
def _assert_is[name: StringLiteral]() -> Bool:
    return Bool(mlir_value=__string_eq[__define_of[type_of("ASSERT").value](), name.value]())


@always_inline("nodebug")
def _assert_mode() -> Int:
    """Which assertions are checked: 0 none, 1 those of mode `safe`, 2 all."""
    comptime if is_defined["DEBUG"]():
        return 2
    elif _assert_is["none"]():
        return 0
    elif _assert_is["all"]():
        return 2
    elif _assert_is["warn"]():
        return 2
    else:
        return 1


@always_inline("nodebug")
def _checks_bounds() -> Bool:
    """Whether the collections check their indices: on CPUs unless `ASSERT=none`, on GPUs with `ASSERT=all`."""
    comptime if _assert_is["none"]():
        return False
    elif Bool(mlir_value=__target_info[type_of("is_gpu").value]()):
        return _assert_mode() == 2
    else:
        return True
