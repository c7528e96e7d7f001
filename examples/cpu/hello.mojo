"""The smallest program."""


def main():
    print("Hello from Fornax")
