def a():
    x = 1
        y = 2
    z = 3
def b():
        x = 1
    y = 2
  z = 3
def imports():
    if a:
        import b
        def nested():
            from c import d
            for x in y: import e
    comptime if a:
        import f
    match a:
        case b: from g import *
def c():
d = 4
def e()
    return 1
def f(): if x: pass
def g(): pass; def h(): pass
else: pass
try:
    pass
x = 1 2
x =
y = 3
def
    newline(): pass
@
inline
def i(): pass
import
    a
from a import b,
    c
	tab
  @late
def j(): pass
@nothing
