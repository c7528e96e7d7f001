#include "driver/Invocation.h"
#include "driver/Version.h"
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

namespace fornax::driver {

namespace {

using frontend::EmitKind;
using frontend::Phase;

const std::map<std::string, EmitKind> EmitNames = {
    {"tokens", EmitKind::Tokens}, {"ast", EmitKind::Ast}, {"checked", EmitKind::Checked}, {"fx", EmitKind::Fx},
    {"llvm", EmitKind::Llvm},     {"asm", EmitKind::Asm}, {"ptx", EmitKind::Ptx},         {"obj", EmitKind::Obj},
};
const std::map<std::string, Phase> PhaseNames = {
    {"lex", Phase::Lex}, {"parse", Phase::Parse}, {"check", Phase::Check}, {"instantiate", Phase::Instantiate},
    {"own", Phase::Own}, {"lower", Phase::Lower}, {"emit", Phase::Emit},
};

struct Raw { // as CLI11 fills it in
  std::vector<std::string> defines;
  bool debug = false;
  std::string fpMode;
};

} // namespace

static void addCompileOptions(CLI::App &app, Invocation &invocation, Raw &raw) {
  Options &options = invocation.options;
  app.add_option("-I,--include", options.includePaths, "Folder to look for modules in; may be repeated")->type_name("DIR")->allow_extra_args(false);
  app.add_option("-D,--define", raw.defines, "Define a value that the program can ask for")->type_name("NAME[=VALUE]")->allow_extra_args(false);
  app.add_option("--accelerator", options.accelerators, "GPU architectures to build kernels for: sm_90a, sim, …; the first one is primary")
      ->type_name("ARCH")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("-g,--debug", raw.debug, "Debug information for the whole program");
  app.add_option("--target-cpu", options.targetCpu, "CPU to compile for; `native` for this machine's")->type_name("CPU");
  app.add_option("--target-features", options.targetFeatures, "CPU features to add or remove")->type_name("LIST");
  app.add_option("--target-triple", options.targetTriple, "Target to compile for")->type_name("TRIPLE");
  app.add_option("--fp-mode", raw.fpMode, "`contract=fast` (the default) lets a*b+c become one operation; `contract=off` does not")
      ->check(CLI::IsMember({"contract=fast", "contract=off"}));
  app.add_option("--comptime-budget", options.comptimeBudget, "Steps that one compile-time evaluation may take")->type_name("N");
  app.add_option("--emit", invocation.emits, "Print the result of a phase: tokens, ast, checked, fx, llvm, asm, ptx, obj")
      ->transform(CLI::CheckedTransformer(EmitNames, CLI::ignore_case))
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--stop-after", invocation.stopAfter, "Stop after a phase: lex, parse, check, instantiate, own, lower, emit")
      ->transform(CLI::CheckedTransformer(PhaseNames, CLI::ignore_case));
  app.add_flag("--verify-ir", options.verifyIr, "Check every intermediate form (for work on fornax itself)");
  app.add_flag("--json", invocation.json, "Diagnostics as one JSON object per line");
  app.add_flag("--timings", invocation.timings, "Print how long each phase took");
  app.add_flag("--device-checks", options.deviceChecks, "Check bounds in kernels on the simulator");
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
  options.debugInfo = raw.debug ? DebugInfo::Full : DebugInfo::None;
  options.contract = raw.fpMode == "contract=off" ? ContractMode::Off : ContractMode::Fast;
}

/// `-O2` is one word with a value glued on, which CLI11 has no form for: taken out beforehand.
static std::optional<OptLevel> takeOptLevel(std::vector<std::string> &arguments) {
  std::optional<OptLevel> level;
  std::erase_if(arguments, [&](const std::string &argument) {
    if (argument.size() != 3 || argument.compare(0, 2, "-O") != 0 || argument[2] < '0' || argument[2] > '3')
      return false;
    level = OptLevel(argument[2] - '0');
    return true;
  });
  return level;
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
  run->add_option("file", invocation.input, "Source file")->required();

  CLI::App *build = app.add_subcommand("build", "Compile a program to a native executable");
  addCompileOptions(*build, invocation, raw);
  build->add_option("-o,--output", invocation.output, "File to write (default: the name of the source without its ending)")->type_name("FILE");
  build->add_flag("--shared", invocation.sharedLibrary, "Build a shared library of the @export functions");
  build->add_option("file", invocation.input, "Source file")->required();

  CLI::App *check = app.add_subcommand("check", "Report errors and warnings without making code");
  addCompileOptions(*check, invocation, raw);
  check->add_flag("--verify", invocation.verify, "Compare with the `# expected-error [code]` comments in the file");
  check->add_option("file", invocation.input, "Source file or package folder")->required();

  app.add_subcommand("devices", "List the devices that programs can use")->add_flag("--json", invocation.json, "As JSON");
  CLI::App *cache = app.add_subcommand("cache", "Show the size of the cache of compiled code");
  cache->add_flag("--clear", invocation.clearCache, "Remove every entry");
  CLI::App *explain = app.add_subcommand("explain", "Explain the code of a diagnostic");
  explain->add_option("code", invocation.input, "The code, as printed in brackets")->required();

  bool isCommand = !arguments.empty() && std::count(CommandNames.begin(), CommandNames.end(), arguments[0]);
  if (!arguments.empty() && !isCommand && arguments[0][0] != '-')
    arguments.insert(arguments.begin(), "run");
  if (!arguments.empty() && arguments[0] == "run") {
    size_t program = findProgram(*run, arguments, 1);
    if (program < arguments.size()) {
      invocation.programArguments.assign(arguments.begin() + program + 1, arguments.end());
      arguments.resize(program + 1);
    }
  }
  if (std::optional<OptLevel> level = takeOptLevel(arguments))
    invocation.options.optLevel = *level;

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
