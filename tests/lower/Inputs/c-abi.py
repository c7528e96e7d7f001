"""Random structs that cross between our code and C's, in all four directions. Writes PREFIX.c and PREFIX.mlir; fixed seed."""
import random
import sys

SCALARS = {  # C type, size, fx type
    "int8_t": (1, "i8"), "int16_t": (2, "i16"), "int32_t": (4, "i32"), "int64_t": (8, "i64"),
    "float": (4, "f32"), "double": (8, "f64"), "void *": (8, "!llvm.ptr"),
}
FLAGS = "flags [rp, trp, trivial_copy, trivial_move, trivial_destroy, implicit_copy, movable, deinitable]"


class Struct:
    def __init__(self, index, rng, depth=0, inner=None):
        self.inner = inner if inner is not None else []  # of the outermost struct: those inside it, innermost first
        self.name = f"S{index}" if depth == 0 else f"S{index}_{depth}_{rng.getrandbits(24)}"
        self.fields = []  # (name, C declaration, fx type, offset, [(C access, C type)])
        offset = align = 0
        align = 1
        for number in range(rng.randint(1, 5)):
            kind = rng.random()
            field = f"f{number}"
            if kind < 0.15 and depth < 2:
                nested = Struct(index, rng, depth + 1, self.inner)
                self.inner.append(nested)
                size, each, declaration, fx = nested.size, nested.align, f"struct {nested.name} {field}", f'!fx.struct<"{nested.name}">'
                leaves = [(f"{field}.{access}", c) for access, c in nested.leaves()]
            else:
                c = rng.choice(list(SCALARS))
                size, fx = SCALARS[c]
                each = size
                declaration, leaves = f"{c} {field}", [(field, c)]
                if kind > 0.85:
                    count = rng.randint(2, 3)
                    size, declaration = size * count, f"{c} {field}[{count}]"
                    fx = f"!fx.array<{count} x {fx}>"
                    leaves = [(f"{field}[{i}]", c) for i in range(count)]
            offset = (offset + each - 1) // each * each
            self.fields.append((field, declaration, fx, offset, leaves))
            offset += size
            align = max(align, each)
        self.align = align
        self.size = (offset + align - 1) // align * align

    def leaves(self):
        return [leaf for field in self.fields for leaf in field[4]]

    def c(self):
        return f"struct {self.name} {{ " + " ".join(f[1] + ";" for f in self.fields) + " };\n"

    def fx(self):
        fields = ", ".join(f'("{f[0]}", {f[2]}, {f[3]})' for f in self.fields)
        return f'fx.struct "{self.name}" #fx.body<size {self.size} align {self.align} fields [{fields}] {FLAGS}>\n'


def value(c, seed):
    if c == "void *":
        return f"(void *)((uintptr_t){seed} * 977u)"
    return f"({c})(({seed}) % 113 + 1)" if c != "double" else f"(double)({seed}) / 4"


def functions_c(s, before, after):
    name, full = s.name, f"struct {s.name}"
    extra = "".join(f"{c} b{i}, " for i, c in enumerate(before))
    tail = "".join(f", {c} a{i}" for i, c in enumerate(after))
    actual = "".join(f"({c})3, " for c in before)
    actual_tail = "".join(f", ({c})5" for c in after)
    fill = " ".join(f"s.{access} = {value(c, f'(seed + {i})')};" for i, (access, c) in enumerate(s.leaves()))
    same = " && ".join(f"x.{access} == y.{access}" for access, _ in s.leaves())
    checks = "".join(f" && b{i} == ({c})3" for i, c in enumerate(before)) + "".join(f" && a{i} == ({c})5" for i, c in enumerate(after))
    return f"""
static {full} make_{name}(int seed) {{ {full} s; memset(&s, 0, sizeof s); {fill} return s; }}
static int same_{name}({full} x, {full} y) {{ return {same}; }}
_Static_assert(sizeof({full}) == {s.size}, "size of {name}");
int c_take_{name}({extra}{full} s{tail}) {{ return same_{name}(s, make_{name}(7)){checks}; }}
{full} c_give_{name}(int seed) {{ return make_{name}(seed); }}
extern int fx_pass_{name}(void *);
extern void fx_get_{name}(int, void *);
extern int fx_take_{name}({extra}{full} s{tail}, void *);
extern {full} fx_give_{name}(void *);
static void test_{name}(void) {{
  {full} a = make_{name}(7), b;
  check(fx_pass_{name}(&a), "{name}: our call of C");
  memset(&b, 0, sizeof b); fx_get_{name}(9, &b);
  check(same_{name}(b, make_{name}(9)), "{name}: C's result");
  memset(&b, 0, sizeof b);
  check(fx_take_{name}({actual}a{actual_tail}, &b) == 42 && same_{name}(a, b), "{name}: C's call of ours");
  check(same_{name}(fx_give_{name}(&a), a), "{name}: our result");
}}
"""


def functions_fx(s, before, after):
    name, ref = s.name, f'!fx.ref<!fx.struct<"{s.name}">>'
    fx = {c: SCALARS[c][1] for c in SCALARS}
    types = [fx[c] for c in before] + [ref] + [fx[c] for c in after]
    constants = []
    for prefix, group, number in (("b", before, 3), ("a", after, 5)):
        for i, c in enumerate(group):
            literal = f"{number}.0" if c in ("float", "double") else str(number)
            constants.append(f"  %{prefix}{i} = arith.constant {literal} : {fx[c]}\n")
    names = [f"%b{i}" for i in range(len(before))] + ["%s"] + [f"%a{i}" for i in range(len(after))]
    declared = ", ".join(f"imm : {t}" for t in types)
    passed = ", ".join(f"imm {n}" for n in names)
    taken = ", ".join(f"imm {n} : {t}" for n, t in zip(names, types))
    attributes = lambda symbol: f'cc(c) exported attributes {{link_name = "{symbol}"}}'
    return f"""
fx.func @c_take_{name}({declared}) -> i32 cc(c)
fx.func @c_give_{name}(imm : i32, out : {ref}) cc(c)
fx.func @"t.fx_pass_{name}"(imm %p : !llvm.ptr) -> i32 {attributes("fx_pass_" + name)} {{
  %s = fx.deref %p : !llvm.ptr -> {ref}
{"".join(constants)}  %r = fx.call @c_take_{name}({passed}) : ({", ".join(types)}) -> i32
  fx.return %r : i32
}}
fx.func @"t.fx_get_{name}"(imm %seed : i32, imm %p : !llvm.ptr) {attributes("fx_get_" + name)} {{
  %s = fx.deref %p : !llvm.ptr -> {ref}
  fx.call @c_give_{name}(imm %seed, out %s) : (i32, {ref}) -> ()
  fx.return
}}
fx.func @"t.fx_take_{name}"({taken}, imm %p : !llvm.ptr) -> i32 {attributes("fx_take_" + name)} {{
  %to = fx.deref %p : !llvm.ptr -> {ref}
  fx.copy %s -> %to : {ref}, {ref}
  %r = arith.constant 42 : i32
  fx.return %r : i32
}}
fx.func @"t.fx_give_{name}"(imm %p : !llvm.ptr, out %r : {ref}) {attributes("fx_give_" + name)} {{
  %from = fx.deref %p : !llvm.ptr -> {ref}
  fx.copy %from -> %r : {ref}, {ref}
  fx.return
}}
"""


def main(prefix, count=300):
    rng = random.Random(20)
    c = "#include <stdint.h>\n#include <stdio.h>\n#include <string.h>\nstatic int failures;\n"
    c += 'static void check(int good, const char *what) { if (!good) { ++failures; printf("wrong: %s\\n", what); } }\n'
    fx = ""
    scalars = [s for s in SCALARS if s not in ("void *", "int8_t", "int16_t")]
    for index in range(count):
        s = Struct(index, rng)
        for each in s.inner + [s]:
            c += each.c()
            fx += each.fx()
        # Enough arguments, now and then, that registers run out.
        before = [rng.choice(scalars) for _ in range(rng.choice([0, 0, 1, 2, 5, 7]))]
        after = [rng.choice(scalars) for _ in range(rng.choice([0, 1, 2]))]
        c += functions_c(s, before, after)
        fx += functions_fx(s, before, after)
    c += "int main(void) {\n" + "".join(f"  test_S{i}();\n" for i in range(count))
    c += f'  printf("{count} structs, %d failures\\n", failures);\n  return failures != 0;\n}}\n'
    open(prefix + ".c", "w").write(c)
    open(prefix + ".mlir", "w").write(fx)


main(sys.argv[1])
