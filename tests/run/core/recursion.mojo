# library: small
def fib(n: Int) -> Int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main():
    print("hello")
    print(fib(20))

# expect: hello
# expect: 6765
