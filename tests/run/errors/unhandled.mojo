"""An error that leaves `main` is printed, and what is alive is cleaned up before."""


struct Resource:
    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __deinit__(deinit self):
        print("closed", self.name)

    def read(self, ok: Bool) raises -> Int:
        if not ok:
            raise Error("cannot read ", self.name)
        return 1


def work() raises -> Int:
    var first = Resource("first")
    var second = Resource("second")
    var n = second.read(True)
    n += first.read(False)
    return n + second.read(True)


def main() raises:
    print(work())

# expect: closed first
# expect: closed second
# expect-error: Unhandled exception caught during execution: cannot read first
# exit: 1
