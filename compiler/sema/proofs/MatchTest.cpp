#include "sema/proofs/Match.h"
#include "sema/TestProgram.h"

namespace fornax::sema {
namespace {

const char *const Source = R"(
struct Box[T: AnyType, n: Int]: pass
struct Pair[A: AnyType, B: AnyType]: pass
struct Pack[*Ts: AnyType]: pass
def apply(x: Int) -> Int: return x
def fails(x: Int) raises -> Int: return x
)";

struct Match : TestProgram, testing::Test {
  Match() : TestProgram(Source) {}
  Type theInt = contractType(ctx, ContractItem::Int), theBool = contractType(ctx, ContractItem::Bool);
  Type anyType = makeTraits(ctx, contractTrait(ctx, ContractItem::AnyType));
  // Slots of the pattern, and a rigid parameter of the actual side.
  Term T = parameter("T", anyType), n = parameter("n", theInt), rigid = parameter("k", theInt), U = parameter("U", anyType);
  Slots slots;
  void SetUp() override {
    slots.ids = {parameterOf(T), parameterOf(n)};
    slots.terms.resize(2);
  }
  Term number(int64_t value) { return makeInt(ctx, value); }
  Term box(Term type, Term count) { return makeStruct(ctx, structure("Box"), {type, count}); }
  Term times(Term value, int64_t factor) { return makeValue(ctx, theInt, {makeMul(ctx, unwrapScalar(ctx, value), integer(factor))}); }
  bool matches(Term pattern, Term actual, UnknownPolicy policy = UnknownPolicy::Fail) {
    Matcher m{ctx, slots, nullptr, policy, {}, {}};
    bool result = match(m, pattern, actual);
    failure = m.failure;
    obligations = m.obligations.size();
    return result;
  }
  MatchFailure failure;
  size_t obligations = 0;
};

TEST_F(Match, BindsSlots) {
  EXPECT_TRUE(matches(box(T, n), box(theBool, number(4))));
  EXPECT_EQ(slots.terms[0], theBool);
  EXPECT_EQ(slots.terms[1], number(4));
}

TEST_F(Match, ABoundSlotMustAgree) {
  Term pair = makeStruct(ctx, structure("Pair"), {T, T});
  EXPECT_FALSE(matches(pair, makeStruct(ctx, structure("Pair"), {theInt, theBool})));
  EXPECT_EQ(failure.reason, MatchFailure::Reason::InferredTwice);
  EXPECT_EQ(failure.slot, parameterOf(T));
}

TEST_F(Match, RigidParametersAreNotSlots) {
  EXPECT_TRUE(matches(box(T, n), box(U, rigid)));
  EXPECT_EQ(slots.terms[1], rigid);
  EXPECT_FALSE(matches(box(theInt, number(3)), box(theInt, rigid)));
  EXPECT_EQ(failure.reason, MatchFailure::Reason::Different);
}

TEST_F(Match, ArithmeticIsNotInverted) {
  EXPECT_TRUE(matches(box(theInt, times(n, 2)), box(theInt, times(rigid, 2))));
  EXPECT_EQ(slots.terms[1], rigid);
  slots.terms[1] = Term();
  EXPECT_FALSE(matches(box(theInt, times(n, 2)), box(theInt, number(8))));
}

TEST_F(Match, UnknownEqualities) {
  Term call = makeCall(ctx, function("apply"), {}, {rigid}, theInt);
  EXPECT_FALSE(matches(box(theInt, number(8)), box(theInt, call)));
  EXPECT_EQ(failure.reason, MatchFailure::Reason::Undecided);
  EXPECT_TRUE(matches(box(theInt, number(8)), box(theInt, call), UnknownPolicy::Accept));
  EXPECT_EQ(obligations, 1u);
}

TEST_F(Match, Lists) {
  Parameter row;
  row.name = names.intern("Ts");
  row.type = anyType;
  row.isVariadic = true;
  Term Ts = makeParam(ctx, program.parameters.add(std::move(row)));
  slots.ids.push_back(parameterOf(Ts));
  slots.terms.push_back({});
  auto list = [&](llvm::ArrayRef<Term> terms) { return makeList(ctx, terms, anyType); };
  EXPECT_TRUE(matches(makeConcat(ctx, {list({theInt}), Ts}), list({theInt, theBool, U})));
  EXPECT_EQ(slots.terms[2], list({theBool, U}));
  slots.terms[2] = {};
  EXPECT_TRUE(matches(makeConcat(ctx, {Ts, list({T})}), list({theInt, theBool})));
  EXPECT_EQ(slots.terms[2], list({theInt}));
  EXPECT_EQ(slots.terms[0], theBool);
  slots.terms[2] = {};
  EXPECT_FALSE(matches(makeConcat(ctx, {list({theInt, theInt}), Ts}), list({theInt})));
}

TEST_F(Match, ThinTypesLearnFromFunctions) {
  Type never = contractType(ctx, ContractItem::Never), error = contractType(ctx, ContractItem::Error);
  SignatureTerm wanted;
  wanted.arguments.push_back({names.intern("x"), Convention::Imm, ArgumentKind::Positional, false, theInt, {}, {}});
  wanted.result = theInt;
  wanted.raises = asType(T);
  Type pattern = makePointer(ctx, makeSignature(ctx, wanted));
  EXPECT_TRUE(matches(pattern, makeFunctionItem(ctx, function("apply"), {})));
  EXPECT_EQ(slots.terms[0], never);
  slots.terms[0] = {};
  EXPECT_TRUE(matches(pattern, makeFunctionItem(ctx, function("fails"), {})));
  EXPECT_EQ(slots.terms[0], error);
}

} // namespace
} // namespace fornax::sema
