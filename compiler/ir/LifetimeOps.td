// Values in places: reading, initialising, moving, destroying.

def Fx_LoadOp : Fx_Op<"load", [MemoryEffects<[MemRead]>]> {
  let summary = "reads an SSA-class value";
  let description = "`origins`: what the value may refer to. `%v = fx.load %p origins <mut 0> : !fx.ref<!llvm.ptr> -> !llvm.ptr`.";
  let arguments = (ins Fx_RefType:$ref, OptionalAttr<Fx_OriginsAttr>:$origins);
  let results = (outs Fx_Value:$value);
  let assemblyFormat = "$ref (`origins` $origins^)? attr-dict `:` type($ref) `->` type($value)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$ref, CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>];
}

def Fx_StoreOp : Fx_Op<"store"> {
  let summary = "initialises or overwrites an SSA-class place";
  let description = "`fx.store %v, %p : i64, !fx.ref<i64>`.";
  let arguments = (ins Fx_Value:$value, Fx_RefType:$ref);
  let assemblyFormat = "$value `,` $ref attr-dict `:` type($value) `,` type($ref)";
  let hasVerifier = 1;
}

class Fx_TransferOp<string mnemonic> : Fx_Op<mnemonic> {
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
}

def Fx_CopyOp : Fx_TransferOp<"copy"> {
  let summary = "copies a value into a place";
  let description = [{
    Calls the type's copy function, or copies bytes if the type is trivial. `implicit`: written by the compiler, may become a move or vanish.
    `assign`: the target may hold an old value. `fx.copy implicit %x -> %y assign : !fx.ref<S>, !fx.ref<S>`.
  }];
  let arguments = (ins Fx_RefType:$from, Fx_RefType:$to, UnitAttr:$implicit, UnitAttr:$assign);
  let assemblyFormat = "(`implicit` $implicit^)? $from `->` $to (`assign` $assign^)? attr-dict `:` type($from) `,` type($to)";
  let builders = [OpBuilder<(ins "::mlir::Value":$from, "::mlir::Value":$to, CArg<"bool", "false">:$implicit, CArg<"bool", "false">:$assign)>];
}

def Fx_MoveOp : Fx_TransferOp<"move"> {
  let summary = "moves a value into a place; the source becomes uninitialised";
  let description = "`fx.move %x -> %y assign : !fx.ref<S>, !fx.ref<S>`.";
  let arguments = (ins Fx_RefType:$from, Fx_RefType:$to, UnitAttr:$assign);
  let assemblyFormat = "$from `->` $to (`assign` $assign^)? attr-dict `:` type($from) `,` type($to)";
  let builders = [OpBuilder<(ins "::mlir::Value":$from, "::mlir::Value":$to, CArg<"bool", "false">:$assign)>];
}

def Fx_DestroyOp : Fx_Op<"destroy"> {
  let summary = "runs the destructor; the place becomes uninitialised";
  let description = "Written by ownership, and by the library on what a pointer points to. `fx.destroy %x : !fx.ref<S>`.";
  let arguments = (ins Fx_RefType:$ref);
  let assemblyFormat = "$ref attr-dict `:` type($ref)";
}

def Fx_UseOp : Fx_Op<"use"> {
  let summary = "keeps alive, and must be initialised";
  let description = "`_ = x`; the end of `with`. `fx.use %x : !fx.ref<S>`.";
  let arguments = (ins Fx_Value:$value);
  let assemblyFormat = "$value attr-dict `:` type($value)";
}

def Fx_ExtendOp : Fx_Op<"extend"> {
  let summary = "keeps alive what is certainly initialised";
  let description = "For locals mentioned in an arm of `comptime if` that was not taken. `fx.extend %x, %y : !fx.ref<S>, !fx.ref<i64>`.";
  let arguments = (ins Variadic<Fx_RefType>:$refs);
  let assemblyFormat = "$refs attr-dict `:` type($refs)";
}

def Fx_ForgetOp : Fx_Op<"forget"> {
  let summary = "becomes uninitialised without destruction";
  let description = "`fx.forget %x : !fx.ref<S>`.";
  let arguments = (ins Fx_RefType:$ref);
  let assemblyFormat = "$ref attr-dict `:` type($ref)";
}
