a_b$c `odd name` __x _ é ? $ ! ``
0 00 0_0 1_2_ 0xfF_ 0X_1 0o17 0b1_0 1. .5 1.5e-3 1e5 1..real 1 .real 1if 0x 0b2 012 09.5 1e 1.5e+ 00.5 0e5
+ - * / // % ** @ & | ^ ~ << >> < <= > >= == != <> = += -= *= /= //= %= **= @= &= |= ^= <<= >>= := ( ) [ ] { } , : ; . .. ... -> a.b.5
def struct trait var ref comptime import from as lambda async if elif else for while break continue pass return with try except finally raise assert await
and or not in is True False None Self origin_of type_of conforms_to __mlir_region __extension fn class del match case yield global nonlocal
imm mut out deinit raises thin where alias let
