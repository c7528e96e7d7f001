#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

struct Origin : TestProgram, testing::Test {
  Term yes = makeBool(ctx, true), no = makeBool(ctx, false);
  Entity owner = Entity(FunctionId(0));
  Term a = makeOriginLocal(ctx, owner, LocalId(0), yes), b = makeOriginLocal(ctx, owner, LocalId(1), yes);
  FieldId x = program.fields.add({}), y = program.fields.add({});
  Term field(Term base, FieldId id) { return makeOriginField(ctx, base, id); }
  Term interior(Term base, llvm::StringRef tag) { return makeOriginInterior(ctx, base, tag); }
  Term both(Term p, Term q) { return makeOriginUnion(ctx, {p, q}); }
  Term imm(Term p) { return makeOriginMutCast(ctx, p, no); }
};

TEST_F(Origin, UnionsAndCastsHaveOneForm) {
  EXPECT_EQ(both(a, b), both(b, both(a, a)));
  EXPECT_EQ(imm(imm(a)), imm(a));
  EXPECT_EQ(makeOriginMutCast(ctx, imm(a), yes), a);
  EXPECT_EQ(imm(both(a, b)), both(imm(a), imm(b)));
  EXPECT_EQ(field(both(a, b), x), both(field(a, x), field(b, x)));
  EXPECT_EQ(field(imm(a), x), imm(field(a, x)));
  EXPECT_EQ(field(makeOriginSubtree(ctx, a), x), makeOriginSubtree(ctx, a));
  EXPECT_EQ(both(a, makeOriginAny(ctx, yes)), makeOriginAny(ctx, yes));
  EXPECT_EQ(both(a, makeOriginUntracked(ctx, yes)), a);
  EXPECT_EQ(both(a, imm(a)), imm(a));
  EXPECT_EQ(asBool(originMutability(ctx, both(a, imm(b)))), false);
}

TEST_F(Origin, ContainsAndOverlaps) {
  struct Row {
    Term outer, inner;
    bool contains, overlaps;
  } rows[] = {
      {a, a, true, true},
      {a, imm(a), true, true},
      {a, field(a, x), true, true},
      {field(a, x), a, false, true},
      {field(a, x), field(a, y), false, false},
      {a, b, false, false},
      {both(a, b), field(b, y), true, true},
      {a, both(a, b), false, true},
      {a, interior(field(a, x), "element"), true, true},
      {interior(a, "element"), interior(a, "key"), false, false},
      {makeOriginSubtree(ctx, a), field(a, x), true, true},
      {makeOriginAny(ctx, yes), a, true, false},
      {a, makeOriginUntracked(ctx, yes), true, false},
      {makeOriginStatic(ctx, no), makeOriginStatic(ctx, yes), true, false},
      {a, makeOriginStatic(ctx, no), false, false},
  };
  int index = 0;
  for (const Row &row : rows) {
    EXPECT_EQ(originContains(ctx, row.outer, row.inner), row.contains) << index;
    EXPECT_EQ(originsOverlap(ctx, row.outer, row.inner), row.overlaps) << index;
    EXPECT_EQ(originsOverlap(ctx, row.inner, row.outer), row.overlaps) << index++;
  }
}

TEST_F(Origin, ErasureKeepsMutability) {
  Type pointer = asType(makeStruct(ctx, StructId(0), {field(a, x)}));
  EXPECT_EQ(eraseOrigins(ctx, pointer), makeStruct(ctx, StructId(0), {makeOriginErased(ctx, yes)}));
  EXPECT_NE(eraseOrigins(ctx, pointer), eraseOrigins(ctx, makeStruct(ctx, StructId(0), {imm(a)})));
}

} // namespace
} // namespace fornax::sema
