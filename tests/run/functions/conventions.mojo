"""A ledger of accounts: every way to take an argument."""


struct Account(Copyable, Writable):
    var owner: String
    var cents: Int

    def __init__(out self, owner: String, cents: Int = 0):
        self.owner = owner
        self.cents = cents

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.owner, ": ", self.cents // 100, ".", self.cents % 100)


def balance(account: Account) -> Int:
    return account.cents


def deposit(mut account: Account, cents: Int):
    account.cents += cents


def close(var account: Account) -> Int:
    account.owner += " (closed)"
    print(account)
    return account.cents


def richest(ref a: Account, ref b: Account) -> ref[a, b] Account:
    if a.cents >= b.cents:
        return a
    return b


def open_account(owner: String, out account: Account):
    account = Account(owner, 500)


def open_both(first: String, second: String, out pair: Tuple[Account, Account]):
    """The result has a name and a value is assigned to it."""
    var a = Account(first)
    deposit(a, 1)
    pair = (a^, Account(second, 2))


def transfer(mut source: Account, mut target: Account, cents: Int) raises:
    if source.cents < cents:
        raise Error(source.owner, " has only ", source.cents)
    source.cents -= cents
    target.cents += cents


def grow(var n: Int) -> Int:
    n *= 2
    return n


def shout(imm text: String) -> String:
    return text + "!"


def swap_out(mut slot: String) -> String:
    """Takes the text and puts another one in its place."""
    var old = slot^
    slot = "empty"
    return old^


def main() raises:
    var ada = open_account("Ada")
    var bob = Account(owner="Bob", cents=12345)
    print(ada, "|", bob)
    deposit(ada, 250)
    deposit(cents=5, account=ada)
    print(balance(ada))
    richest(ada, bob).cents += 1
    print(bob.cents)
    transfer(bob, ada, 10000)
    print(ada, "|", bob)
    try:
        transfer(bob, ada, 10000)
    except e:
        print("refused:", e)
    print(close(bob^))
    print(close(ada.copy()))
    print(ada.owner)
    var n = 4
    print(grow(n), n, grow(5))
    print(shout("hi"), shout(ada.owner))
    var slot: String = "full"
    print(swap_out(slot), slot)
    var pair = open_both("Cy", "Di")
    print(pair[0], "|", pair[1])

# expect: Ada: 5.0 | Bob: 123.45
# expect: 755
# expect: 12346
# expect: Ada: 107.55 | Bob: 23.46
# expect: refused: Bob has only 2346
# expect: Bob (closed): 23.46
# expect: 2346
# expect: Ada (closed): 107.55
# expect: 10755
# expect: Ada
# expect: 8 4 10
# expect: hi! Ada!
# expect: full empty
# expect: Cy: 0.1 | Di: 0.2
