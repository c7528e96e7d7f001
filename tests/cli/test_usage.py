"""Commands, options and their help; wrong usage is exit code 2."""

import json

from support import CommandLineTest

HELLO = 'def main():\n    print("hello")\n'


class Usage(CommandLineTest):
    def test_version(self):
        self.expect(self.fornax("--version"), 0, "fornax ", "compatible with Mojo 1.x")

    def test_help_lists_commands(self):
        self.expect(self.fornax("--help"), 0, "run", "build", "check", "devices", "cache", "explain", "Exit codes")

    def test_every_option_has_help(self):
        for command in ("run", "build", "check", "devices", "cache", "explain"):
            result = self.expect(self.fornax(command, "--help"), 0)
            lines = result.stdout[result.stdout.index("Options:"):].splitlines()
            options = [i for i, line in enumerate(lines) if line.startswith("  -")]
            self.assertGreaterEqual(len(options), 1)
            for i in options:
                # Either a text behind the option or, where the option is long, on the next line.
                described = len(lines[i]) > 30 and lines[i][29] == " " and lines[i][30:].strip()
                self.assertTrue(described or lines[i + 1].startswith(" " * 30), f"{command}: {lines[i]}")

    def test_nothing_to_do(self):
        self.expect(self.fornax(), 2, "subcommand")
        for command in ("run", "build", "check"):
            self.expect(self.fornax(command), 2, "file")
        self.expect(self.fornax("explain"), 2, "code")

    def test_unknown_words(self):
        self.expect(self.fornax("biuld"), 2, "`biuld` is neither a command nor a file")
        self.expect(self.fornax("check", "--no-such-option", "x.mojo"), 2, "--no-such-option")
        self.expect(self.fornax("cache", "--clear", "all"), 2, "all")
        self.expect(self.fornax("explain", "noSuchCode"), 2, "noSuchCode")

    def test_wrong_values(self):
        self.write("hello.mojo", HELLO)
        for option, text in {
            "-O4": "0 to 3",
            "--emit=everything": "tokens, ast",
            "--stop-after=lunch": "lex, parse",
            "--fp-mode=slow": "contract=off",
            "--comptime-budget=much": "comptime-budget",
            "--target-cpu=z80": "`z80` is no CPU",
            "--target-features=+wings": "`+wings` is no feature",
            "--target-features=sse4.2": "`sse4.2` is no feature",
            "--target-triple=toaster": "`toaster`",
            "-D=1": "begins with a name",
        }.items():
            with self.subTest(option):
                self.expect(self.fornax("run", option, "hello.mojo"), 2, text)
        self.expect_files("hello.mojo")

    def test_unknown_accelerator(self):
        self.write("hello.mojo", HELLO)
        self.expect(self.fornax("run", "--accelerator=abacus", "hello.mojo"), 1, "[unknownAccelerator]", "sm_90a")

    def test_json_is_one_object_per_line(self):
        self.write("name.mojo", "def main():\n    var unused = 1\n    print(thing, other)\n")
        result = self.expect(self.fornax("check", "--json", "name.mojo"), 1)
        found = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertIn("unknownName", [one["code"] for one in found])
        for one in found:
            self.assertIn(one["severity"], ("error", "warning", "note"))
            self.assertEqual(one["file"], "name.mojo")
            self.assertLessEqual({"line", "column", "offset"}, one["range"]["start"].keys())
        self.assertEqual(result.stderr, "")

    def test_json_without_a_place(self):
        result = self.expect(self.fornax("run", "--json", "nowhere.mojo"), 1)
        self.assertEqual(json.loads(result.stdout)["code"], "fileNotFound")

    def test_json_of_bytes_that_are_no_text(self):
        self.write("bytes.mojo", b'def main():\n    print("\xff\xfe")\n')
        result = self.fornax("check", "--json", "bytes.mojo")
        self.assertEqual([json.loads(line)["code"] for line in result.stdout.splitlines()], ["notUtf8"])

    def test_timings(self):
        self.write("hello.mojo", HELLO)
        for command in ("run", "check", "build"):
            result = self.expect(self.fornax(command, "--timings", "hello.mojo"), 0)
            self.assertRegex(result.stderr, r"parse +\d+\.\d\d ms\ncheck +\d+\.\d\d ms\n")

    def test_emit_and_stop_after(self):
        self.write("hello.mojo", HELLO)
        for form, text in {"tokens": "Identifier", "ast": "main", "checked": "main", "fx": "fx.func", "llvm": "define", "asm": "main:"}.items():
            with self.subTest(form):
                self.expect(self.fornax("build", "--emit=" + form, "hello.mojo"), 0, text)
        for phase in ("lex", "parse", "check", "instantiate", "own", "lower"):
            with self.subTest(phase):
                self.assertEqual(self.expect(self.fornax("run", "--stop-after=" + phase, "hello.mojo"), 0).stdout, "")
        self.expect(self.fornax("run", "--emit=ptx", "--accelerator=sm_80", "hello.mojo"), 1, "[noKernels]")
        self.expect_files("hello.mojo")

    def test_colour(self):
        self.write("name.mojo", "def main():\n    print(thing)\n")
        self.assertIn("\x1b[", self.fornax("check", "--color", "name.mojo").stderr)
        self.assertNotIn("\x1b[", self.fornax("check", "name.mojo").stderr)

    def test_explain(self):
        self.expect(self.fornax("explain", "useAfterMove"), 0, "# useAfterMove", "```mojo")

    def test_explain_needs_no_library(self):
        self.environment["FORNAX_LIBRARY"] = str(self.folder)
        self.expect(self.fornax("explain", "useAfterMove"), 0, "# useAfterMove")

    def test_library_that_is_not_there(self):
        self.environment["FORNAX_LIBRARY"] = str(self.folder / "nowhere")
        self.write("hello.mojo", HELLO)
        self.expect(self.fornax("run", "hello.mojo"), 1, "[libraryNotFound]", "FORNAX_LIBRARY")


class Devices(CommandLineTest):
    def test_list(self):
        self.expect(self.fornax("devices"), 0, "sim:0", "simulator")
        rows = [json.loads(line) for line in self.fornax("devices", "--json").stdout.splitlines()]
        self.assertIn("sim:0", [row["id"] for row in rows])

    def test_none(self):
        self.environment["FORNAX_DEVICE"] = "none"
        self.expect(self.fornax("devices"), 0, "no devices")

    def test_demanded_device_is_missing(self):
        self.write("gpu.mojo", "from max.gpu.host import DeviceContext\n\ndef main() raises:\n    print(DeviceContext().name())\n")
        self.expect(self.fornax("run", "gpu.mojo"), 0, "simulator")
        for device, text in {"none": "no device", "cuda:77": "cuda", "abacus": "abacus"}.items():
            with self.subTest(device):
                self.environment["FORNAX_DEVICE"] = device
                self.expect(self.fornax("run", "gpu.mojo"), 1, text)


    def test_out_of_device_memory(self):
        self.write(
            "large.mojo",
            "from max.gpu.host import DeviceContext\n\n\ndef main() raises:\n"
            "    var ctx = DeviceContext()\n    print(len(ctx.enqueue_create_buffer[DType.float64](1 << 50)))\n",
        )
        self.expect(self.fornax("run", "large.mojo"), 1, "out of device memory", "8.0 PiB", "simulator")


class Cache(CommandLineTest):
    def test_place(self):
        self.expect(self.fornax("cache"), 0, self.environment["XDG_CACHE_HOME"] + "/fornax: 0 entries")
        self.environment.pop("XDG_CACHE_HOME")
        self.environment["HOME"] = str(self.folder)
        self.expect(self.fornax("cache"), 0, f"{self.folder}/.cache/fornax: 0 entries")
        self.environment.pop("HOME")
        self.expect(self.fornax("cache"), 0, "no cache")

    def test_clear(self):
        folder = self.folder.parent / "cache" / "fornax"
        (folder / "ab").mkdir(parents=True)
        (folder / "ab" / "abcd.cubin").write_bytes(b"x" * (3 << 20))
        self.expect(self.fornax("cache"), 0, "1 entry, 3.0 MiB")
        self.expect(self.fornax("cache", "--clear"), 0, "removed 1 entry")
        self.expect(self.fornax("cache"), 0, " 0 entries")
