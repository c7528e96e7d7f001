#!/usr/bin/env python3
"""Runs the tests of the command line: run.py FORNAX [TEST…], with tests by their unittest name, such as test_usage.Usage.test_version."""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import support  # noqa: E402


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    support.FORNAX = Path(sys.argv[1]).resolve()
    loader = unittest.TestLoader()
    tests = loader.loadTestsFromNames(sys.argv[2:]) if sys.argv[2:] else loader.discover(str(HERE))
    result = unittest.TextTestRunner(verbosity=1).run(tests)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)


if __name__ == "__main__":
    main()
