// Timelines by rule: initialisers, `mut` arguments, copies, `Never`, fields, holders, linear values.

#include "ownership/testing/Timeline.h"
#include <gtest/gtest.h>

namespace fornax::ownership::testing {

TEST(Timelines, initialisersArgumentsCopies) {
  checkTimelines({
      {"self whole, handler reads a field, then raises",
       {"1 | 1, 2, step raised, h, ~self -> raise", "0 | 1, 2, step ok -> ret"},
       [](Timeline &f) {
         Path s = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("1", {}, at(s, 0));
         f.call("2", {}, at(s, 1));
         BasicBlock *e = f.may("step");
         f.ret();
         f.at(e).use("h", {at(s, 0)});
         f.raise();
       }},
      {"self = ..., then raises",
       {"1 | make, step raised, ~self -> raise"},
       [](Timeline &f) {
         Path s = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("make", {}, s);
         BasicBlock *e = f.may("step");
         f.ret();
         f.at(e).raise();
       }},
      {"self of one field, overwritten when whole",
       {"1 | x, use, ~self.x, y, step raised, ~self -> raise"},
       [](Timeline &f) {
         Path s = f.root("self", types.One, RootKind::OutSelf);
         f.call("x", {}, at(s, 0));
         f.use("use", {at(s, 0)});
         f.assign("y", at(s, 0));
         BasicBlock *e = f.may("step");
         f.ret();
         f.at(e).raise();
       }},
      {"field taken out again: incomplete",
       {"1 | 1, 2, sink, step raised, ~self.second -> raise"},
       [](Timeline &f) {
         Path s = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("1", {}, at(s, 0));
         f.call("2", {}, at(s, 1));
         f.sink("sink", at(s, 0));
         BasicBlock *e = f.may("step");
         f.call("3", {}, at(s, 0));
         f.ret();
         f.at(e).raise();
       }},
      {"whole on one arm only",
       {"01 | 1, 2, ~self.second, step raised, ~self.first -> raise", "11 | 1, step raised, ~self.first -> raise"},
       [](Timeline &f) {
         Path s = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("1", {}, at(s, 0));
         auto [a, b] = f.split();
         BasicBlock *j = f.block();
         f.at(a).call("2", {}, at(s, 1));
         f.branch(j);
         f.at(b).branch(j);
         f.at(j);
         BasicBlock *e = f.may("step");
         f.call("2b", {}, at(s, 1));
         f.ret();
         f.at(e).raise();
       }},
      {"field missing at return",
       {"uninitialized"},
       [](Timeline &f) {
         Path s = f.root("self", types.Pair, RootKind::OutSelf);
         f.call("1", {}, at(s, 0));
         f.ret();
       }},
      {"mut: moved out and restored",
       {" | sink, make -> ret"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         f.sink("sink", x);
         f.assign("make", x);
         f.ret();
       }},
      {"mut: a field moved out and restored",
       {" | sink, make -> ret"},
       [](Timeline &f) {
         Path x = f.root("x", types.Pair, RootKind::Mut);
         f.sink("sink", at(x, 0));
         f.assign("make", at(x, 0));
         f.ret();
       }},
      {"mut: not restored at return",
       {"uninitialized"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         f.sink("sink", x);
         f.ret();
       }},
      {"mut: not restored where an error leaves",
       {"uninitialized"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         f.sink("sink", x);
         BasicBlock *e = f.may("step");
         f.assign("make", x);
         f.ret();
         f.at(e).raise();
       }},
      {"mut: overwritten on one arm only",
       {"0 | ~x, make -> ret", "1 | -> ret"},
       [](Timeline &f) {
         Path x = f.root("x", types.L, RootKind::Mut);
         auto [a, b] = f.split();
         f.at(a).assign("make", x);
         f.ret();
         f.at(b).ret();
       }},
      {"mut: both fields overwritten",
       {" | ~x.first, ~x.second, 1, 2 -> ret"},
       [](Timeline &f) {
         Path x = f.root("x", types.Pair, RootKind::Mut);
         f.assign("1", at(x, 0));
         f.assign("2", at(x, 1));
         f.ret();
       }},
      {"return w.f copies the field, then w dies",
       {" | w, copy w.a->r, ~w -> ret"},
       [](Timeline &f) {
         Path r = f.root("r", types.Tracked, RootKind::Result);
         Path w = f.local("w", types.CopyPair);
         f.copy(at(w, 0), r);
         f.ret();
       }},
      {"the same where the field is a cell of its own",
       {" | w, ~w.a, z, copy w.a->r, ~w -> ret"},
       [](Timeline &f) {
         Path r = f.root("r", types.Tracked, RootKind::Result);
         Path w = f.local("w", types.CopyPair);
         f.assign("z", at(w, 0));
         f.copy(at(w, 0), r);
         f.ret();
       }},
      {"a field overwritten next",
       {" | w, move w.a->c, z, use, ~c, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.CopyPair);
         Path c = f.root("c", types.Tracked);
         f.copy(at(w, 0), c);
         f.call("z", {}, at(w, 0));
         f.use("use", {w, c});
         f.ret();
       }},
      {"a field in a deinit body",
       {" | ~self.b, move self.a->c, use, ~c -> ret"},
       [](Timeline &f) {
         Path w = f.root("self", types.CopyPair, RootKind::Deinit);
         Path c = f.root("c", types.Tracked);
         f.copy(at(w, 0), c);
         f.use("use", {c});
         f.ret();
       }},
      {"whole of a split variable",
       {" | w, ~w.a, z, move w->c, use, ~c -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.CopyPair);
         f.assign("z", at(w, 0));
         Path c = f.root("c", types.CopyPair);
         f.copy(w, c);
         f.use("use", {c});
         f.ret();
       }},
      {"unused copy is dropped",
       {" | a, ~a, end -> ret"},
       [](Timeline &f) {
         Path a = f.local("a", types.Tracked);
         Path b = f.root("b", types.Tracked);
         f.copy(a, b);
         f.call("end");
         f.ret();
       }},
      {"through a trait bound (implicit not set), or .copy()",
       {" | a, copy a->b, ~a, use, ~b -> ret"},
       [](Timeline &f) {
         Path a = f.local("a", types.Tracked);
         Path b = f.root("b", types.Tracked);
         f.copy(a, b, false);
         f.use("use", {b});
         f.ret();
       }},
      {"source still pointed to",
       {" | a, p, copy a->b, print, ~a, use, ~b -> ret"},
       [](Timeline &f) {
         Path a = f.local("a", types.Tracked);
         Path p = f.root("p", types.Ptr, RootKind::Local, {Held(a)});
         f.call("p", {imm(a)}, p);
         Path b = f.root("b", types.Tracked);
         f.copy(a, b);
         f.use("print", {p});
         f.use("use", {b});
         f.ret();
       }},
      {"one arm gives up",
       {"0 | a, abort -> Never", "1 | a, use, ~a, end -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         auto [t, e] = f.split();
         f.at(t).call("abort");
         f.unreachable();
         f.at(e).use("use", {a});
         f.call("end");
         f.ret();
       }},
      {"last use before the branch",
       {"0 | a, use, ~a, abort -> Never"},
       [](Timeline &f) {
         Path a = f.local("a");
         f.use("use", {a});
         auto [t, e] = f.split();
         f.at(t).call("abort");
         f.unreachable();
         f.at(e).call("end");
         f.ret();
       }},
      {"overwritten before giving up",
       {" | a, use, ~a, b, use, abort -> Never"},
       [](Timeline &f) {
         Path a = f.local("a");
         f.use("use", {a});
         f.assign("b", a);
         f.use("use", {a});
         f.call("abort");
         f.unreachable();
       }},
      {"raising call, the handler gives up",
       {"0 | a, b, f ok, ~a, use, ~b -> ret", "1 | a, b, f raised, ~a, abort -> Never"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path b = f.local("b");
         BasicBlock *e = f.may("f", {a});
         f.use("use", {b});
         f.ret();
         f.at(e).call("abort");
         f.unreachable();
       }},
      {"owned argument, partial move, linear value",
       {" | h, sink, abort -> Never"},
       [](Timeline &f) {
         Path x = f.root("x", types.Pair, RootKind::Var);
         f.local("h", types.Linear);
         f.sink("sink", at(x, 0));
         f.call("abort");
         f.unreachable();
       }},
      {"an endless loop is not giving up",
       {"00 | s, use, ~s, s, use, ~s, s, use, ~s -> loop"},
       [](Timeline &f) {
         BasicBlock *h = f.block();
         f.branch(h);
         f.at(h);
         Path s = f.local("s");
         f.use("use", {s});
         f.branch(h);
       }},
      {"assigned and read singly",
       {" | 1, read, ~w.first, 2, ~w.second, end -> ret"},
       [](Timeline &f) {
         Path w = f.root("w", types.Pair);
         f.call("1", {}, at(w, 0));
         f.use("read", {at(w, 0)});
         f.call("2", {}, at(w, 1));
         f.call("end");
         f.ret();
       }},
      {"never whole",
       {"uninitialized"},
       [](Timeline &f) {
         Path w = f.root("w", types.Pair);
         f.call("1", {}, at(w, 0));
         f.call("2", {}, at(w, 1));
         f.use("use", {w});
         f.ret();
       }},
      {"whole on one arm, in parts on the other",
       {"splitWhole"},
       [](Timeline &f) {
         Path w = f.root("w", types.Pair);
         auto [a, b] = f.split();
         BasicBlock *j = f.block();
         f.at(a).call("w", {}, w);
         f.branch(j);
         f.at(b).call("1", {}, at(w, 0));
         f.call("2", {}, at(w, 1));
         f.branch(j);
         f.at(j).use("read", {at(w, 0)});
         f.ret();
       }},
      {"store into a field after the move",
       {"fieldUsedLater"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.sink("sink", w);
         f.call("z", {}, at(w, 0));
         f.ret();
       }},
  });
}

TEST(Timelines, fieldsHoldersLoops) {
  checkTimelines({
      {"field overwrite",
       {" | w, read, ~w.first, z, read, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.use("read", {at(w, 0)});
         f.assign("z", at(w, 0));
         f.use("read", {at(w, 0)});
         f.ret();
       }},
      {"field overwrite on one arm",
       {"0 | w, read, ~w.first, z, read2, ~w -> ret", "1 | w, read, read2, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.use("read", {at(w, 0)});
         auto [a, b] = f.split();
         BasicBlock *j = f.block();
         f.at(a).assign("z", at(w, 0));
         f.branch(j);
         f.at(b).branch(j);
         f.at(j).use("read2", {at(w, 1)});
         f.ret();
       }},
      {"store to a field of an object not used again",
       {" | w, use, ~w.first, z, ~w, end -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.use("use", {w});
         f.assign("z", at(w, 0));
         f.call("end");
         f.ret();
       }},
      {"the only field: the object keeps its destructor",
       {" | w, use, ~w.x, z, use, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.One);
         f.use("use", {at(w, 0)});
         f.assign("z", at(w, 0));
         f.use("use", {at(w, 0)});
         f.ret();
       }},
      {"an inner object dies as a whole",
       {" | n, ~n.p.first, 1, ~n.p, p, use, ~n -> ret"},
       [](Timeline &f) {
         Path n = f.local("n", types.Nest);
         f.assign("1", at(at(n, 0), 0));
         f.assign("p", at(n, 0));
         f.use("use", {n});
         f.ret();
       }},
      {"inner object overwritten while partial",
       {"partiallyMoved"},
       [](Timeline &f) {
         Path n = f.local("n", types.Nest);
         f.sink("sink", at(at(n, 0), 0));
         f.assign("p", at(n, 0));
         f.use("use", {n});
         f.ret();
       }},
      {"both fields out, restored in any order",
       {" | w, s1, s2, 1, 2, use, ~w -> ret"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.sink("s1", at(w, 0));
         f.sink("s2", at(w, 1));
         f.assign("1", at(w, 0));
         f.assign("2", at(w, 1));
         f.use("use", {w});
         f.ret();
       }},
      {"partial at death",
       {"partiallyMoved"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.sink("sink", at(w, 0));
         f.use("read", {at(w, 1)});
         f.ret();
       }},
      {"partial on one arm",
       {"partiallyMoved"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         auto [a, b] = f.split();
         BasicBlock *j = f.block();
         f.at(a).sink("sink", at(w, 0));
         f.branch(j);
         f.at(b).branch(j);
         f.at(j).call("end");
         f.ret();
       }},
      {"both fields moved out",
       {"partiallyMoved"},
       [](Timeline &f) {
         Path w = f.local("w", types.Pair);
         f.sink("s1", at(w, 0));
         f.sink("s2", at(w, 1));
         f.ret();
       }},
      {"deinit self",
       {" | ~self.first, read, ~self.second, end -> ret"},
       [](Timeline &f) {
         Path w = f.root("self", types.Pair, RootKind::Deinit);
         f.use("read", {at(w, 1)});
         f.call("end");
         f.ret();
       }},
      {"deinit self assigned as a whole",
       {" | body, ~self, make, ~self.first, read, ~self.second -> ret"},
       [](Timeline &f) {
         Path w = f.root("self", types.Pair, RootKind::Deinit);
         f.call("body");
         f.assign("make", w);
         f.use("read", {at(w, 1)});
         f.ret();
       }},
      {"move initialiser",
       {" | ~move.second, move move.first->self.first, other -> ret"},
       [](Timeline &f) {
         Path o = f.root("self", types.Pair, RootKind::OutSelf);
         Path w = f.root("move", types.Pair, RootKind::Deinit);
         f.move(at(w, 0), at(o, 0));
         f.call("other", {}, at(o, 1));
         f.ret();
       }},
      {"holder with a destructor",
       {" | a, g, work, use, ~g, ~a, end -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path g = f.root("g", types.Guard, RootKind::Local, {Held(a)});
         f.call("g", {imm(a)}, g);
         f.call("work");
         f.use("use", {g});
         f.call("end");
         f.ret();
       }},
      {"holder and held in one call",
       {"destructorUses"},
       [](Timeline &f) {
         Path a = f.local("a");
         Path g = f.root("g", types.Guard, RootKind::Local, {Held(a)});
         f.call("g", {imm(a)}, g);
         f.call("both", {imm(g), consume(a)});
         f.ret();
       }},
      {"linear, consumed or given up",
       {"0 | h, close -> ret", "1 | h, abort -> Never"},
       [](Timeline &f) {
         Path h = f.local("h", types.Linear);
         auto [a, b] = f.split();
         f.at(a).sink("close", h);
         f.ret();
         f.at(b).call("abort");
         f.unreachable();
       }},
      {"linear across a raise",
       {"abandoned"},
       [](Timeline &f) {
         Path h = f.local("h", types.Linear);
         BasicBlock *e = f.may("may_raise");
         f.sink("close", h);
         f.ret();
         f.at(e).raise();
       }},
      {"moved in a loop",
       {"uninitialized"},
       [](Timeline &f) {
         Path a = f.local("a");
         BasicBlock *h = f.block();
         f.branch(h);
         f.at(h);
         auto [b, x] = f.split();
         f.at(b).sink("sink", a);
         f.branch(h);
         f.at(x).ret();
       }},
      {"moved in a loop and restored",
       {"001 | a, sink, b, sink, b, ~a -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         BasicBlock *h = f.block();
         f.branch(h);
         f.at(h);
         auto [b, x] = f.split();
         f.at(b).sink("sink", a);
         f.assign("b", a);
         f.branch(h);
         f.at(x).ret();
       }},
      {"any pointer, maybe b",
       {"0 | a, p, b, ~b, use p, ~a, end -> ret", "1 | a, p, use p, ~a, end -> ret"},
       [](Timeline &f) {
         f.local("a");
         Path p = f.root("p", types.Ptr, RootKind::Local, {Held::anything()});
         f.call("p", {}, p);
         Path b = f.root("b", types.L);
         auto [k, e] = f.split();
         BasicBlock *j = f.block();
         f.at(k).call("b", {}, b);
         f.branch(j);
         f.at(e).branch(j);
         f.at(j).use("use p", {p});
         f.call("end");
         f.ret();
       }},
      {"extend",
       {"0 | a, x, ~a -> ret"},
       [](Timeline &f) {
         Path a = f.local("a");
         f.call("x");
         f.extend(a);
         f.ret();
       }},
  });
}

} // namespace fornax::ownership::testing
