"""A suite finds the tests of its module, runs all of them and reports."""

from std.testing import TestSuite, TestSuiteReport, assert_equal, assert_raises, assert_true


def test_sums() raises:
    assert_equal(1 + 1, 2)


def test_wrong() raises:
    assert_equal(String("a"), "b", "letters differ")


def test_raises() raises:
    with assert_raises(contains="some"):
        raise "something"


def helper(x: Int) -> Int:
    return x


def main() raises:
    assert_equal(helper(1), 1)
    var suite = TestSuite.discover_tests[__functions_in_module()]()
    var report: TestSuiteReport
    try:
        report = suite.generate_report()
    except e:
        suite^.abandon()
        raise e^
    suite^.abandon()
    assert_equal(len(report.reports), 3)
    assert_equal(report.failures, 1)
    assert_equal(report.reports[0].name, "test_sums")
    var text = String(report)
    assert_true("FAIL [ " in text and "] test_wrong\n      At " in text, text)
    assert_true("\n        reason: letters differ\n    PASS [ " in text, text)
    assert_true("] test_raises\n--------\nSummary [ " in text, text)
    assert_true(" ] 3 tests run: 2 passed , 1 failed , 0 skipped \nTest suite' " in text, text)
    var skipping = TestSuite(cli_args=List[StaticString](["--skip", "test_wrong"]))
    skipping.test[test_sums]()
    skipping.test[test_wrong]()
    skipping^.run(quiet=True)
    var unknown = TestSuite(cli_args=List[StaticString](["--only", "test_missing"]))
    unknown.test[test_sums]()
    with assert_raises(contains="explicitly allowed test not found in suite: test_missing"):
        unknown^.run()
    var failing = TestSuite(cli_args=List[StaticString]())
    failing.test[test_wrong]()
    with assert_raises(contains="1 tests run: 0 passed , 1 failed , 0 skipped"):
        failing^.run()
