alias N = 3
fn old(owned a: Int, read b: Int, borrowed c: Int, inout d: Int) escaping -> Int:
    let x = 3
    @parameter
    if a: pass
    @parameter
    for i in range(3): pass
    @parameter
    def closure(read y: Int) unified {read x}: pass
    z: Int = 3
    _: Int = 4
    self.f: Int = 5
    alias M = 4
    var f: fn (Int) -> Int
    var alias = 3; alias += 1
    read = owned(3)
@value
struct S[n: Int where n > 0]: alias K = 3; var take: Int
@register_passable("trivial")
struct T: pass
import .sibling
import ..up.`odd name` as x
