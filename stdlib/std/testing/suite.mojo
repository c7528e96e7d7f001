"""Suites: functions that are run one after the other, and a report about them."""

from std.reflection.location import SourceLocation, call_location
from std.sys.arg import argv
from std.time import perf_counter_ns


@fieldwise_init
struct TestResult(Equatable, TrivialRegisterPassable, Writable):
    """How a test ended."""

    comptime PASS = TestResult(0)
    comptime FAIL = TestResult(1)
    comptime SKIP = TestResult(2)

    var _value: Int

    def __eq__(self, other: Self) -> Bool:
        """Whether both are the same."""
        return self._value == other._value

    def write_to(self, mut writer: Some[Writer]):
        """Writes `PASS`, `FAIL` or `SKIP`."""
        writer.write_string("PASS" if self._value == 0 else "FAIL" if self._value == 1 else "SKIP")


@fieldwise_init
struct TestReport(Copyable, Deinitable, Writable):
    """What one test did."""

    var name: String
    var duration_ns: Int
    var result: TestResult
    var error: String

    def write_to(self, mut writer: Some[Writer]):
        """Writes a line, and the error's text below it."""
        var color: StaticString = "92" if self.result == TestResult.PASS else "91" if self.result == TestResult.FAIL else "93"
        writer.write("    ", _Colored(String(self.result), color), " [ ", _Milliseconds(self.duration_ns), " ] ", _Colored(self.name, "96"), "\n")
        if self.error:
            for line in self.error.split("\n"):
                writer.write("      ", line, "\n")


@fieldwise_init
struct _Colored(Writable):
    """Text that a terminal shows in a colour."""

    var text: String
    var color: StaticString

    def write_to(self, mut writer: Some[Writer]):
        if FileDescriptor(1).isatty():
            writer.write("\x1b[", self.color, "m", self.text, "\x1b[0m")
        else:
            writer.write(self.text)


@fieldwise_init
struct _Milliseconds(Writable):
    """A time in milliseconds with three decimals, cut off; at least 0.001."""

    var nanoseconds: Int

    def write_to(self, mut writer: Some[Writer]):
        var thousandths = max(1, self.nanoseconds // 1000)
        writer.write(thousandths // 1000, ".", String(thousandths % 1000).ascii_rjust(3, "0"))


struct TestSuiteReport(Copyable, Deinitable, Writable):
    """What the tests of a suite did."""

    var reports: List[TestReport]
    var file: String
    var failures: Int
    var skipped: Int
    var duration_ns: Int

    def __init__(out self, var reports: List[TestReport], file: String):
        """Counts the results."""
        self.failures = 0
        self.skipped = 0
        self.duration_ns = 0
        for report in reports:
            self.duration_ns += report.duration_ns
            self.failures += Int(report.result == TestResult.FAIL)
            self.skipped += Int(report.result == TestResult.SKIP)
        self.reports = reports^
        self.file = file

    def write_to(self, mut writer: Some[Writer]):
        """Writes a line for every test, and a summary."""
        var total = len(self.reports)
        var passed = total - self.failures - self.skipped
        writer.write("\n", _Colored("Running", "92"), " ", _Colored(String(total), "1;97"), " tests for ", _Colored(self.file, "96"), " \n")
        for report in self.reports:
            report.write_to(writer)
        writer.write("--------\n", _Colored("Summary", "95"), " [ ", _Milliseconds(self.duration_ns), " ] ")
        writer.write(_Colored(String(total), "1;97"), " tests run: ", _Colored(String(passed), "1;97"), " ", _Colored("passed", "92"))
        writer.write(" , ", _Colored(String(self.failures), "1;97"), " ", _Colored("failed", "91"))
        writer.write(" , ", _Colored(String(self.skipped), "1;97"), " ", _Colored("skipped", "93"), " \n")
        if self.failures > 0:
            writer.write("Test suite' ", _Colored(self.file, "96"), " 'failed! \n")


@fieldwise_init
struct _Test(Copyable, Deinitable):
    comptime fn_type = def() raises thin -> None

    var name: String
    var function: Self.fn_type


@explicit_destroy("a TestSuite ends by `run()` or `abandon()`")
struct TestSuite(Deinitable where False, Movable):
    """Tests to run. With `--only NAME…`, `--skip NAME…` or `--skip-all` on the command line some of them are skipped."""

    var _tests: List[_Test]
    var _location: SourceLocation
    var _skipped: List[String]
    var _only: List[String]
    var _skips_all: Bool
    var _arguments: List[StaticString]

    @always_inline
    def __init__(out self, *, location: Optional[SourceLocation] = None, var cli_args: Optional[List[StaticString]] = None):
        """No tests yet."""
        self = Self(_location=location.or_else(call_location()), _arguments=cli_args^)

    def __init__(out self, *, _location: SourceLocation, var _arguments: Optional[List[StaticString]]):
        self._tests = List[_Test]()
        self._location = _location
        self._skipped = List[String]()
        self._only = List[String]()
        self._skips_all = False
        self._arguments = List[StaticString]()
        if _arguments:
            self._arguments = _arguments.take()
        else:
            var given = argv()
            for i in range(1, len(given)):
                self._arguments.append(given[i])

    @staticmethod
    @always_inline
    def discover_tests[
        test_funcs: Tuple, /
    ](*, location: Optional[SourceLocation] = None, var cli_args: Optional[List[StaticString]] = None) raises -> Self:
        """The functions of the tuple whose names begin with `test_`: `discover_tests[__functions_in_module()]()`.

        Raises:
            If such a function takes arguments or does not raise.
        """
        var suite = Self(_location=location.or_else(call_location()), _arguments=cli_args^)
        try:
            suite._discover[test_funcs]()
        except e:
            suite^.abandon()
            raise e^
        return suite^

    def _discover[test_funcs: Tuple, /](mut self) raises:
        comptime for i in range(type_of(test_funcs).__len__()):
            comptime F = type_of(test_funcs).element_types[i]
            comptime name = StringLiteral[__function_name[F]()]()
            comptime if name.startswith("test_"):
                # Raising functions without arguments, and no others: they are called by their address.
                comptime if conforms_to(F, def() raises -> None) and not conforms_to(F, def() -> None):
                    var address = __function_pointer[F]()
                    self._tests.append(_Test(String(name), Pointer(to=address).unsafe_bitcast[_Test.fn_type]()[]))
                else:
                    raise Error("test function '", name, "' has nonconforming signature")

    def test[f: _Test.fn_type](mut self):
        """Adds a test."""
        self._tests.append(_Test(String(StringLiteral[__function_name[f]()]()), f))

    def skip[f: _Test.fn_type](mut self):
        """Does not run a test, but lists it."""
        self._skipped.append(String(StringLiteral[__function_name[f]()]()))

    def _knows(self, name: String) -> Bool:
        for test in self._tests:
            if test.name == name:
                return True
        return False

    def _read_arguments(mut self) raises:
        if len(self._arguments) == 0:
            return
        var first = self._arguments[0]
        if first == "--skip-all":
            if len(self._arguments) > 1:
                raise "'--skip-all' does not take any arguments"
            self._skips_all = True
            return
        if first != "--only" and first != "--skip":
            raise Error("invalid argument: ", first, " (expected '--only' or '--skip')")
        if len(self._arguments) == 1:
            raise "expected test name(s) after '--only' or '--skip'"
        for i in range(1, len(self._arguments)):
            var name = String(self._arguments[i])
            if not self._knows(name):
                raise Error("explicitly ", "allowed" if first == "--only" else "skipped", " test not found in suite: ", name)
            if first == "--only":
                self._only.append(name)
            else:
                self._skipped.append(name)

    def generate_report(mut self, skip_all: Bool = False) raises -> TestSuiteReport:
        """Runs the tests; a failure does not keep the others from running.

        Raises:
            If the command line or a skipped name is wrong.
        """
        self._read_arguments()
        for name in self._skipped:
            if not self._knows(name):
                raise Error("explicitly skipped test not found in suite: ", name)
        var reports = List[TestReport]()
        for test in self._tests:
            var is_out = skip_all or self._skips_all or test.name in self._skipped or (len(self._only) > 0 and test.name not in self._only)
            if is_out:
                reports.append(TestReport(test.name, 0, TestResult.SKIP, String()))
                continue
            var result = TestResult.PASS
            var text = String()
            var start = perf_counter_ns()
            try:
                test.function()
            except e:
                result = TestResult.FAIL
                text = String(e)
            reports.append(TestReport(test.name, Int(perf_counter_ns() - start), result, text))
        return TestSuiteReport(reports^, String(self._location.file_name()))

    def run(deinit self, *, quiet: Bool = False, skip_all: Bool = False) raises:
        """Runs the tests and prints the report.

        Raises:
            The report, if a test failed.
        """
        var report = self.generate_report(skip_all)
        if report.failures > 0:
            raise Error(report)
        if not quiet:
            print(report)

    def abandon(deinit self):
        """Ends the suite without running it."""
        pass
