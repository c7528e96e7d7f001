"""Files, standard output, arguments by keyword, the environment."""

# args: a b

from std.testing import assert_equal, assert_true, assert_raises
from std.sys import argv, stderr
from std.os import getenv, listdir, makedirs, mkdir, remove, rmdir, setenv
from std.os.path import basename, dirname, exists, getsize, isdir, isfile, join

def g(var **kwargs: String) raises -> String:
    var out = String()
    for entry in kwargs.items():
        out += entry.key + "=" + entry.value + ";"
    if "a" in kwargs:
        out += kwargs["a"]
    return out

def h(var **kwargs: String) raises -> String:
    return g(**kwargs^)

def main() raises:
    var path = String("io-test.txt")
    with open(path, "w") as out:
        out.write("line one\n", 42, "\n")
        out.write("third")
    var text: String
    with open(path, "r") as file:
        text = file.read()
    assert_equal(text, "line one\n42\nthird")
    var file = open(path, "r")
    assert_equal(file.read(4), "line")
    _ = file.seek(0)
    assert_equal(len(file.read_bytes()), 17)
    file.close()
    with assert_raises(contains="invalid file handle"):
        _ = file.read()
    with open(path, "a") as more:
        more.write("!")
    assert_equal(open(path, "r").read().byte_length(), 18)
    with assert_raises(contains="Failed to open file '/nonexistent/x': "):
        _ = open("/nonexistent/x", "r")
    with assert_raises(contains="invalid mode"):
        _ = open(path, "zz")
    assert_equal(len(argv()), 3)
    assert_equal(argv()[2], "b")
    assert_equal(g(a="1", b="2"), "a=1;b=2;1")
    assert_equal(h(a="x"), "a=x;x")
    print("to stderr", file=stderr, flush=True)
    assert_equal(getenv("NO_SUCH_VARIABLE", "default"), "default")
    assert_true(setenv("FORNAX_TEST_VARIABLE", "set"))
    assert_equal(getenv("FORNAX_TEST_VARIABLE"), "set")
    folders()


def folders() raises:
    makedirs("outer/inner")
    assert_true(isdir("outer/inner") and not isfile("outer/inner"))
    with assert_raises(contains="path not created: outer/inner"):
        makedirs("outer/inner")
    makedirs("outer/inner", exist_ok=True)
    var name = join("outer", "inner", "a.txt")
    assert_equal(name, "outer/inner/a.txt")
    assert_equal(join("/", "a", "b"), "/a/b")
    assert_equal(dirname(name), "outer/inner")
    assert_equal(basename(name), "a.txt")
    with open(name, "w") as file:
        file.write("12345")
    assert_equal(getsize(name), 5)
    assert_equal(String(listdir("outer/inner")), "[a.txt]")
    with assert_raises(contains="Can not remove directory: outer/inner Err: "):
        rmdir("outer/inner")
    remove(name)
    assert_true(not exists(name))
    rmdir("outer/inner")
    with assert_raises(contains="the directory 'nowhere' does not exist"):
        _ = listdir("nowhere")
