# Some ranges do not exist.
def main():
    for i in reversed(reversed(range(3))):  # expected-error [noCandidate]
        print(i)
    for b in range(True):  # expected-error [noCandidate]
        print(b)
