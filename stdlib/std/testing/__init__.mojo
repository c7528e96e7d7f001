"""Assertions for tests, which raise and say what was compared, and suites of tests."""

from std.testing.suite import TestReport, TestResult, TestSuite, TestSuiteReport
from std.testing.testing import (
    assert_almost_equal, assert_equal, assert_false, assert_is, assert_is_not, assert_not_equal, assert_raises, assert_true,
)
