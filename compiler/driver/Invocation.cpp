#include "driver/Invocation.h"
#include "driver/Version.h"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

namespace fornax::driver {

namespace {

using frontend::EmitKind;
using frontend::Phase;

/// Values that an option takes by name, in the order of the help.
template <class T> using Names = std::vector<std::pair<std::string, T>>;

const Names<EmitKind> EmitNames = {
    {"tokens", EmitKind::Tokens}, {"ast", EmitKind::Ast}, {"checked", EmitKind::Checked}, {"fx", EmitKind::Fx},
    {"llvm", EmitKind::Llvm},     {"asm", EmitKind::Asm}, {"ptx", EmitKind::Ptx},         {"obj", EmitKind::Obj},
};
const Names<Phase> PhaseNames = {
    {"lex", Phase::Lex}, {"parse", Phase::Parse}, {"check", Phase::Check}, {"instantiate", Phase::Instantiate},
    {"own", Phase::Own}, {"lower", Phase::Lower}, {"emit", Phase::Emit},
};

template <class T> std::string listOf(const Names<T> &names) {
  std::string list;
  for (const auto &name : names)
    list += (list.empty() ? "" : ", ") + name.first;
  return list;
}

template <class T> std::optional<T> valueOf(const std::string &text, const Names<T> &names) {
  for (const auto &name : names)
    if (name.first == text)
      return name.second;
  return std::nullopt;
}

/// Refuses what is not in the list. No description: the help's text names the values.
template <class T> CLI::Validator oneOf(const Names<T> &names) {
  return CLI::Validator([&names](const std::string &text) { return valueOf(text, names) ? "" : "`" + text + "` is none of: " + listOf(names); }, "");
}

struct Raw { // as CLI11 fills it in
  std::vector<std::string> defines;
  bool debug = false;
  unsigned optLevel = 2;
  std::string fpMode;
  std::vector<std::string> emits;
  std::string stopAfter;
};

} // namespace

static void addCompileOptions(CLI::App &app, Invocation &invocation, Raw &raw) {
  Options &options = invocation.options;
  app.add_option("-I,--include", options.includePaths, "Folder to look for modules in; may be repeated")->type_name("DIR")->allow_extra_args(false);
  auto hasName = [](const std::string &define) {
    return define.empty() || define[0] == '=' ? std::string("a definition begins with a name") : std::string();
  };
  app.add_option("-D,--define", raw.defines, "Define a value that the program can ask for")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false)
      ->check(hasName);
  app.add_option("--accelerator", options.accelerators, "GPU architectures to build kernels for: sm_90a, sim, …; the first one is primary")
      ->type_name("ARCH")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("-O", raw.optLevel, "Optimise: 0 not at all, 1 a little, 2 as a rule (the default), 3 as much as possible")
      ->type_name("LEVEL")
      ->check(CLI::Range(0, 3))
      ->take_last();
  app.add_flag("-g,--debug", raw.debug, "Debug information for the whole program");
  app.add_option("--target-cpu", options.targetCpu, "CPU to compile for; `native` for this machine's")->type_name("CPU");
  app.add_option("--target-features", options.targetFeatures, "CPU features to add or remove")->type_name("LIST");
  app.add_option("--target-triple", options.targetTriple, "Target to compile for")->type_name("TRIPLE");
  app.add_option("--fp-mode", raw.fpMode, "`contract=fast` (the default) lets a*b+c become one operation; `contract=off` does not")
      ->check(CLI::IsMember({"contract=fast", "contract=off"}));
  app.add_option("--comptime-budget", options.comptimeBudget, "Steps that one compile-time evaluation may take")->type_name("N");
  app.add_option("--emit", raw.emits, "Print the result of a phase: " + listOf(EmitNames))
      ->type_name("FORM")
      ->check(oneOf(EmitNames))
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--stop-after", raw.stopAfter, "Stop after a phase: " + listOf(PhaseNames))->type_name("PHASE")->check(oneOf(PhaseNames));
  app.add_flag("--verify-ir", options.verifyIr, "Check every intermediate form (for work on fornax itself)");
  app.add_flag("--json", invocation.json, "Diagnostics as one JSON object per line");
  app.add_flag("--timings", invocation.timings, "Print how long each phase took");
  options.deviceChecks = true; // a simulator is there to check
  app.add_flag("--device-checks,!--no-device-checks", options.deviceChecks, "Check bounds in kernels on the simulator (the default)");
  app.add_flag(
      "--color,!--no-color", [&invocation](int64_t count) { invocation.colour = count > 0 ? Invocation::Colour::Always : Invocation::Colour::Never; },
      "Colours in diagnostics (default: on a terminal)");
}

static void finishOptions(Invocation &invocation, const Raw &raw) {
  Options &options = invocation.options;
  for (const std::string &define : raw.defines) {
    size_t equals = define.find('=');
    bool hasValue = equals != std::string::npos;
    options.defines[define.substr(0, equals)] = hasValue ? define.substr(equals + 1) : "True";
  }
  for (const std::string &emit : raw.emits)
    invocation.emits.push_back(*valueOf(emit, EmitNames));
  invocation.stopAfter = valueOf(raw.stopAfter, PhaseNames);
  options.optLevel = OptLevel(raw.optLevel);
  options.debugInfo = raw.debug ? DebugInfo::Full : DebugInfo::None;
  options.contract = raw.fpMode == "contract=off" ? ContractMode::Off : ContractMode::Fast;
}

/// Index of the program's file in the arguments of `run`: what follows it belongs to the program.
static size_t findProgram(const CLI::App &app, const std::vector<std::string> &arguments, size_t from) {
  for (size_t i = from; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--")
      return i + 1;
    if (argument.size() < 2 || argument[0] != '-')
      return i;
    bool isLong = argument[1] == '-';
    std::string name = isLong ? argument.substr(0, argument.find('=')) : argument.substr(0, 2);
    const CLI::Option *option = app.get_option_no_throw(name);
    bool gluedValue = isLong ? argument.find('=') != std::string::npos : argument.size() > 2;
    if (option && option->get_items_expected_max() > 0 && !gluedValue)
      ++i;
  }
  return arguments.size();
}

/// Whether the first word is meant as a program rather than as a misspelt command.
static bool isProgram(const std::string &word) {
  std::error_code ignored;
  return word == "-" || word.ends_with(".mojo") || word.ends_with(".🔥") || std::filesystem::exists(word, ignored);
}

static const std::vector<std::string> CommandNames = {"run", "build", "check", "devices", "cache", "explain"};

static ParsedCommandLine parse(std::vector<std::string> arguments) {
  Invocation invocation;
  Raw raw;
  CLI::App app("Fornax: an open toolchain for the Mojo language, compatible with Mojo 1.x", "fornax");
  app.set_version_flag("--version", versionText());
  app.require_subcommand(1);
  app.footer("`fornax FILE.mojo …` is short for `fornax run FILE.mojo …`. `fornax COMMAND --help` explains a command.\n"
             "Exit codes: 0 success, 1 the program is wrong, 2 wrong usage, 70 an internal error of fornax.");

  CLI::App *run = app.add_subcommand("run", "Compile a program and run it at once; what follows the file goes to the program");
  addCompileOptions(*run, invocation, raw);
  run->add_option("file", invocation.input, "Source file; `-` for standard input")->required();

  CLI::App *build = app.add_subcommand("build", "Compile a program to a native executable");
  addCompileOptions(*build, invocation, raw);
  build->add_option("-o,--output", invocation.output, "File to write (default: the name of the source without its ending)")->type_name("FILE");
  build->add_flag("--shared", invocation.sharedLibrary, "Build a shared library of the @export functions");
  build->add_option("file", invocation.input, "Source file; `-` for standard input")->required();

  CLI::App *check = app.add_subcommand("check", "Report errors and warnings without making code");
  addCompileOptions(*check, invocation, raw);
  check->add_flag("--verify", invocation.verify, "Compare with the `# expected-error [code]` comments in the file");
  check->add_option("file", invocation.input, "Source file or package folder; `-` for standard input")->required();

  app.add_subcommand("devices", "List the devices that programs can use")->add_flag("--json", invocation.json, "As JSON");
  CLI::App *cache = app.add_subcommand("cache", "Show the size of the cache of compiled code");
  cache->add_flag("--clear", invocation.clearCache, "Remove every entry");
  CLI::App *explain = app.add_subcommand("explain", "Explain the code of a diagnostic");
  explain->add_option("code", invocation.input, "The code, as printed in brackets")->required();

  app.failure_message([](const CLI::App *, const CLI::Error &error) {
    return "fornax: " + std::string(error.what()) + "\n`fornax --help` and `fornax COMMAND --help` explain the usage\n";
  });
  bool isCommand = !arguments.empty() && std::count(CommandNames.begin(), CommandNames.end(), arguments[0]);
  if (!arguments.empty() && !isCommand && (arguments[0] == "-" || arguments[0][0] != '-')) {
    if (!isProgram(arguments[0])) {
      std::cerr << "fornax: `" << arguments[0] << "` is neither a command nor a file; `fornax --help` lists the commands\n";
      return {std::nullopt, WrongUsage};
    }
    arguments.insert(arguments.begin(), "run");
  }
  if (!arguments.empty() && arguments[0] == "run") {
    size_t program = findProgram(*run, arguments, 1);
    if (program < arguments.size()) {
      invocation.programArguments.assign(arguments.begin() + program + 1, arguments.end());
      arguments.resize(program + 1);
    }
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend()); // the order that CLI11 consumes
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError &error) {
    int code = app.exit(error);
    return {std::nullopt, code == 0 ? int(Success) : int(WrongUsage)};
  }
  finishOptions(invocation, raw);
  for (size_t i = 0; i < CommandNames.size(); ++i)
    if (app.got_subcommand(CommandNames[i]))
      invocation.command = Command(i);
  return {std::move(invocation), 0};
}

ParsedCommandLine parseCommandLine(int argc, char **argv) { return parse(std::vector<std::string>(argv + 1, argv + argc)); }

} // namespace fornax::driver
