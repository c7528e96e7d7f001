// The worked timelines of the language, the order at one point, assignments in place, raising calls.

#include "ownership/testing/Timeline.h"
#include <gtest/gtest.h>
#include <llvm/ADT/StringExtras.h>

namespace fornax::ownership::testing {

Path Timeline::local(std::string name, const TypeSpec &type) {
  Path path = root(name, type);
  call(name, {}, path);
  return path;
}

void Timeline::use(std::string name, std::vector<Path> paths) {
  std::vector<Arg> args;
  for (Path &path : paths)
    args.push_back(imm(std::move(path)));
  call(std::move(name), std::move(args));
}

void Timeline::sink(std::string name, Path path) { call(std::move(name), {consume(std::move(path))}); }

std::pair<BasicBlock *, BasicBlock *> Timeline::split() {
  BasicBlock *a = block(), *b = block();
  cond(a, b);
  return {a, b};
}

BasicBlock *Timeline::may(std::string name, std::vector<Path> paths, std::optional<Path> dst, std::optional<Path> into) {
  BasicBlock *ok = block(), *error = block();
  std::vector<Arg> args;
  for (Path &path : paths)
    args.push_back(imm(std::move(path)));
  invoke(std::move(name), std::move(args), ok, error, std::move(dst), std::move(into));
  current = ok;
  return error;
}

Timeline &Timeline::at(BasicBlock *block) {
  current = block;
  return *this;
}

static const char *spelling(ProblemKind kind) {
  switch (kind) {
  case ProblemKind::Uninitialized: return "uninitialized";
  case ProblemKind::FieldUsedLater: return "fieldUsedLater";
  case ProblemKind::PartiallyMoved: return "partiallyMoved";
  case ProblemKind::SplitWhole: return "splitWhole";
  case ProblemKind::Abandoned: return "abandoned";
  case ProblemKind::AbandonedByAssignment: return "abandonedByAssignment";
  case ProblemKind::DestructorUses: return "destructorUses";
  case ProblemKind::Internal: return "internal";
  }
  llvm_unreachable("unknown problem");
}

static const char *spelling(End end) {
  switch (end) {
  case End::Return: return "ret";
  case End::Raise: return "raise";
  case End::Never: return "Never";
  case End::StillRunning: return "loop";
  }
  llvm_unreachable("unknown end");
}

/// "01 | a, use, ~a -> ret" for the path that an expectation begins with.
static std::string runPath(const Timeline &program, const Insertions &insertions, llvm::StringRef want) {
  llvm::StringRef choices = want.split('|').first.trim();
  size_t next = 0;
  Choose choose = [&](unsigned) { return next < choices.size() ? unsigned(choices[next++] - '0') : 0u; };
  Search search(program);
  Run run = execute(program, &insertions, choose, search, want.ends_with("loop") ? 12 : 400);
  if (!run.fault.empty())
    return "fault: " + run.fault;
  std::string log = llvm::join(run.log, ", ");
  return want.split('|').first.str() + "|" + (log.empty() ? "" : " ") + log + " -> " + spelling(run.end);
}

void checkTimelines(const std::vector<TimelineCase> &cases) {
  for (const TimelineCase &each : cases) {
    SCOPED_TRACE(each.title);
    Timeline program;
    each.build(program);
    Outcome outcome = analyse(program);
    llvm::StringRef first = each.want.front();
    if (!first.contains('|')) {
      ASSERT_FALSE(outcome.accepted);
      EXPECT_EQ(spelling(outcome.problems.front()), first);
      continue;
    }
    EXPECT_TRUE(outcome.accepted);
    for (llvm::StringRef want : each.want)
      if (outcome.accepted)
        EXPECT_EQ(runPath(program, outcome.insertions, want), want.str());
  }
}

TEST(Timelines, languageSpecification) {
  checkTimelines({
      {"order",
       {" | a, b, a.ping, ~a, b.ping, ~b, end -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path b = f.local("b");
         f.use("a.ping", {a});
         f.use("b.ping", {b});
         f.call("end");
         f.ret();
       }},
      {"branch",
       {"0 | a, use, ~a, then -> ret", "1 | a, ~a, else -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         auto [t, e] = f.split();
         BasicBlock *j = f.block();
         f.at(t).use("use", {a});
         f.call("then");
         f.branch(j);
         f.at(e).call("else");
         f.branch(j);
         f.at(j).ret();
       }},
      {"loop",
       {"1 | a, ~a, after -> ret", "001 | a, use, use, ~a, after -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         BasicBlock *h = f.block();
         f.branch(h);
         f.at(h);
         auto [b, x] = f.split();
         f.at(b).use("use", {a});
         f.branch(h);
         f.at(x).call("after");
         f.ret();
       }},
      {"overwrite",
       {" | a, use, ~a, L2, use, ~a -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         f.use("use", {a});
         f.assign("L2", a);
         f.use("use", {a});
         f.ret();
       }},
      {"hold",
       {" | a, p, print, ~a, end -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path p = f.root("p", types.Ptr, RootKind::Local, {Held(a)});
         f.call("p", {imm(a)}, p);
         f.use("print", {p});
         f.call("end");
         f.ret();
       }},
      {"partial",
       {" | w, sink, z, use, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.sink("sink", at(w, 0));
         f.assign("z", at(w, 0));
         f.use("use", {w});
         f.ret();
       }},
      {"nested",
       {" | make, count, ~t, print -> ret"},
       [](Timeline &f) {
         Path t = f.root("t", types.Pair, RootKind::Temporary);
         f.call("make", {}, t);
         Path n = f.root("n", types.Int, RootKind::Temporary);
         f.call("count", {imm(at(t, 0))}, n);
         f.use("print", {n});
         f.ret();
       }},
      {"last_copy",
       {" | a, move a->b, use, ~b -> ret"},
       [](Timeline &f) {
         Path a = f.local("a", types.Tracked);
         Path b = f.root("b", types.Tracked);
         f.copy(a, b);
         f.use("use", {b});
         f.ret();
       }},
      {"keep",
       {" | g, work, _=g, ~g -> ret"},
       [](Timeline &f) {
         Path g = f.local("g", types.Guard);
         f.call("work");
         f.use("_=g", {g});
         f.ret();
       }},
      {"keep, without",
       {" | g, ~g, work -> ret"},
       [](Timeline &f) {
         f.local("g", types.Guard);
         f.call("work");
         f.ret();
       }},
      {"two",
       {"0 | a, b, ~b, ~a, then -> ret", "1 | a, b, use_both, ~b, ~a -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path b = f.local("b");
         auto [t, e] = f.split();
         f.at(t).call("then");
         f.ret();
         f.at(e).use("use_both", {a, b});
         f.ret();
       }},
      {"fresh",
       {" | ~x, make, use, twice, ~x, move t1->x -> ret"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         f.assign("make", x);
         f.use("use", {x});
         f.assign("twice", x, {imm(x)});
         f.ret();
       }},
      {"through",
       {" | p[], ~*p, make -> ret"},
       [](Timeline &f) {
         Path p = f.root("*p", types.L, RootKind::Behind);
         f.call("p[]");
         f.assign("make", p);
         f.ret();
       }},
      {"give_up",
       {" | a, use, abort -> Never"},
       [](Timeline &f) {
         Path a = f.local("a");
         f.use("use", {a});
         f.call("abort");
         f.unreachable();
       }},
      {"Two",
       {"1 | 1, step raised, ~self.first -> raise", "01 | 1, step ok, 2, step raised, ~self -> raise", "00 | 1, step ok, 2, step ok -> ret"},
       [](Timeline &f) {
         Path self = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("1", {}, at(self, 0));
         BasicBlock *first = f.may("step");
         f.call("2", {}, at(self, 1));
         BasicBlock *second = f.may("step");
         f.ret();
         f.at(first).raise();
         f.at(second).raise();
       }},
      {"r",
       {"0 | a, b, may_raise ok, ~a, use, ~b -> ret", "1 | a, b, may_raise raised, ~a, ~b -> raise"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path b = f.local("b");
         BasicBlock *e = f.may("may_raise", {a});
         f.use("use", {b});
         f.ret();
         f.at(e).raise();
       }},
      {"r, the handler uses b",
       {"0 | a, b, may_raise ok, ~a, use, ~b -> ret", "1 | a, b, may_raise raised, ~a, handler, ~b -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path b = f.local("b");
         BasicBlock *e = f.may("may_raise", {a});
         f.use("use", {b});
         f.ret();
         f.at(e).use("handler", {b});
         f.ret();
       }},
  });
}

TEST(Timelines, orderAndPlacement) {
  checkTimelines({
      {"fields in declaration order, values and arguments in reverse",
       {" | ~y, ~x, ~self.first, ~self.second, body -> ret"},
       [](Timeline &f) {
         f.root("self", types.Pair, RootKind::Deinit);
         f.root("x", types.L, RootKind::Var);
         f.root("y", types.L, RootKind::Var);
         f.call("body");
         f.ret();
       }},
      {"temporaries count where they arise",
       {" | a, t, u, f, ~u, ~t, ~a -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path t = f.root("t", types.L, RootKind::Temporary);
         f.call("t", {}, t);
         Path u = f.root("u", types.L, RootKind::Temporary);
         f.call("u", {}, u);
         f.use("f", {t, a, u});
         f.ret();
       }},
      {"x = f(y): in place",
       {" | x, use, ~x, y, f, ~y, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         f.use("use", {x});
         Path y = f.local("y");
         f.assign("f", x, {imm(y)});
         f.use("use", {x});
         f.ret();
       }},
      {"x = f(any pointer): any does not count, the old value dies before the call",
       {" | x, p, ~x, f, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         Path p = f.root("p", types.Ptr, RootKind::Local, {Held::anything()});
         f.call("p", {}, p);
         f.assign("f", x, {imm(p)});
         f.use("use", {x});
         f.ret();
       }},
      {"x = f(pointer to x)",
       {" | x, p, f, ~x, move t2->x, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         Path p = f.root("p", types.Ptr, RootKind::Local, {Held(x)});
         f.call("p", {imm(x)}, p);
         f.assign("f", x, {imm(p)});
         f.use("use", {x});
         f.ret();
       }},
      {"x = f(x^)",
       {" | x, f, move t1->x, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         f.assign("f", x, {consume(x)});
         f.use("use", {x});
         f.ret();
       }},
      {"x.first = f(x)",
       {" | x, f, ~x.first, move t1->x.first, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x", types.Pair);
         f.assign("f", at(x, 0), {imm(x)});
         f.use("use", {x});
         f.ret();
       }},
      {"x = f() raising, caught, x used by the handler: keeps its old value",
       {"0 | x, f ok, ~x, move t1->x, use, ~x -> ret", "1 | x, f raised, handler, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         BasicBlock *e = f.block();
         f.assign("f", x, {}, {.error = e, .caught = true});
         f.use("use", {x});
         f.ret();
         f.at(e).use("handler", {x});
         f.ret();
       }},
      {"x = f() raising, not caught",
       {"0 | x, ~x, f ok, use, ~x -> ret", "1 | x, ~x, f raised -> raise"},
       [](Timeline &f) {
         Path x = f.local("x");
         BasicBlock *e = f.block();
         f.assign("f", x, {}, {.error = e});
         f.use("use", {x});
         f.ret();
         f.at(e).raise();
       }},
      {"pinned x = f() raising, caught, used by the handler",
       {"uninitialized"},
       [](Timeline &f) {
         Path x = f.local("x", types.Pinned);
         BasicBlock *e = f.block();
         f.assign("f", x, {}, {.error = e, .caught = true});
         f.use("use", {x});
         f.ret();
         f.at(e).use("handler", {x});
         f.ret();
       }},
      {"mut x = f() raising: whole on both edges",
       {"0 | f ok, ~x, move t1->x -> ret", "1 | f raised -> raise"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         BasicBlock *e = f.block();
         f.assign("f", x, {}, {.error = e});
         f.ret();
         f.at(e).raise();
       }},
      {"w.first = f() raising",
       {"0 | w, f ok, ~w.first, move t1->w.first, use, ~w -> ret", "1 | w, f raised, ~w -> raise"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         BasicBlock *e = f.block();
         f.assign("f", at(w, 0), {}, {.error = e});
         f.use("use", {w});
         f.ret();
         f.at(e).raise();
       }},
      {"register-passable result",
       {" | x, g, ~x, move t1->x, use, ~x -> ret"},
       [](Timeline &f) {
         Path x = f.local("x");
         Path t = f.root("t1", types.L, RootKind::Temporary);
         f.call("g", {imm(x)}, t);
         f.move(t, x);
         f.use("use", {x});
         f.ret();
       }},
      {"three last uses, one kept; unused error and result",
       {"0 | a, b, c, d, f ok, ~c, ~a, ~r, use, ~d, ~b -> ret", "1 | a, b, c, d, f raised, ~c, ~a, ~d, ~b, ~e, h -> ret"},
       [](Timeline &f) {
         Path e = f.root("e", types.L);
         Path a = f.local("a");
         Path b = f.local("b");
         Path c = f.local("c");
         Path d = f.local("d");
         Path r = f.root("r", types.L, RootKind::Temporary);
         BasicBlock *x = f.may("f", {a, c}, r, e);
         f.use("use", {b, d});
         f.ret();
         f.at(x).call("h");
         f.ret();
       }},
  });
}

} // namespace fornax::ownership::testing
