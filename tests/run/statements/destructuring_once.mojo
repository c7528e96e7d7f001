# What is taken apart is evaluated once, and elements of containers may be indexed by elements of the same container.


def pair(mut calls: Int) -> Tuple[String, Bool]:
    calls += 1
    return (String("call ", calls), calls > 1)


def fails(mut calls: Int) raises -> Tuple[Int, Tuple[Int, String]]:
    calls += 1
    if calls > 4:
        raise "enough"
    return (calls, (-calls, String("x") * calls))


def index(mut calls: Int) -> Int:
    calls += 1
    return 0


def follow(mut links: List[Int], start: Int) -> Int:
    links[start] = links[links[start]]
    return links[links[links[start]]]


def main() raises:
    var calls = 0
    var name, again = pair(calls)
    print(name, again, calls)
    name, again = pair(calls)
    print(name, again, calls)
    var a, (b, c) = fails(calls)
    print(a, b, c, calls)
    var pairs: List[Tuple[Int, String]] = [(7, "seven")]
    var number, word = pairs[index(calls)]
    print(number, word, calls)
    var stack: List[Tuple[String, Int]] = [("a", 1), ("b", 2)]
    while stack:
        var text, n = stack.pop()
        print(text, n, len(stack))
    try:
        a, (b, _) = fails(calls)
        print("not reached")
    except e:
        print(e, a, b, calls)
    var links: List[Int] = [1, 2, 0]
    print(follow(links, 0), links)
    var fixed = [1, 2, 0]
    fixed[fixed[fixed[1]]] = fixed[fixed[0]] + 5
    print(fixed)
    var names: Dict[String, String] = {"x": "y", "y": "z"}
    print(names[names["x"]])

# expect: call 1 False 1
# expect: call 2 True 2
# expect: 3 -3 xxx 3
# expect: 7 seven 4
# expect: b 2 1
# expect: a 1 0
# expect: enough 3 -3 5
# expect: 2 [2, 2, 0]
# expect: [7, 2, 0]
# expect: z
