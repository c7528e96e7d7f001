# What vectors and numbers do not do.
def main():
    var n = 5
    var x = 1.5
    var narrow: Float32 = x  # expected-error [cannotConvert]
    print(n + x)  # expected-error [noOperator]
    print(Int8(1) + Int16(2))  # expected-error [noOperator]
    print(narrow)
