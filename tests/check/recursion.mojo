# Declarations that depend on themselves.

comptime A = B  # expected-error [recursiveReference]
comptime B = A


struct S[n: type_of(S.x)]:  # expected-error [recursiveReference]
    comptime x = 1


trait P(Q):  # expected-error [recursiveReference]
    pass


trait Q(P):
    pass


# Legal: through an import of itself, through functions, behind parameters.
def even(n: Int) -> Bool:
    return odd(n - 1)


def odd(n: Int) -> Bool:
    return even(n - 1)


def main():
    pass
