// Calls, exits, symbols as values, compile time and debugging.

class Fx_CallLikeOp<string mnemonic, list<Trait> traits = []> :
    Fx_Op<mnemonic, traits # [AttrSizedOperandSegments, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  code commonDeclaration = [{
    /// The declared callee; empty for a call through a pointer and in self-check instances.
    ::llvm::StringRef getCalleeSymbol() { return getCallee() ? *getCallee() : ::llvm::StringRef(); }
    Conv getConv(unsigned argument) { return getConvs()[argument].conv; }
    ::mlir::Type getLeafResult() { return getResult() ? getResult().getType() : ::mlir::Type(); }
    /// The place constructed by the call, null if there is none.
    ::mlir::Value getOutPlace() {
      auto index = getConvs().find(Conv::Out);
      return index ? getArgs()[*index] : ::mlir::Value();
    }
  }];
}

def Fx_CallOp : Fx_CallLikeOp<"call"> {
  let summary = "a call that cannot raise";
  let description = [{
    ```mlir
    %n = fx.call @len(imm %s) : (!fx.ref<!fx.struct<"String">>) -> i64
    fx.call %fp(var %x, out %r) : (!fx.ref<S>, !fx.ref<S>) -> ()
    fx.call "T.copy"(imm %e, out %r) : (…) -> ()                          // self-check: the callee is a name only
    ```
    - `origins`: what the result may refer to
    - `keeps_interior`: interior references to what is passed by `mut` stay valid
    - `num_fixed`: of a C variadic callee, the arguments before the variable ones
    - `accesses`: per argument, `#fx.origins` that the argument accesses beyond its place and the origins of its value, or unit
      (a register value passed to a generic `imm` parameter reads the variable it was loaded from)
    - `positions`: per argument, `#fx.pos`
    - `cc`: of an indirect call; a direct one has its callee's
  }];
  let arguments = (ins OptionalAttr<FlatSymbolRefAttr>:$callee, OptionalAttr<StrAttr>:$callee_name, Optional<Fx_Pointer>:$pointer,
                       Variadic<Fx_Value>:$args, Fx_ConvsAttr:$convs, OptionalAttr<Fx_OriginsAttr>:$origins, UnitAttr:$keeps_interior,
                       OptionalAttr<I32Attr>:$num_fixed, OptionalAttr<ArrayAttr>:$accesses, OptionalAttr<ArrayAttr>:$positions,
                       DefaultValuedAttr<Fx_CallConv, "::fornax::fx::CallConv::Fx">:$cc);
  let results = (outs Optional<Fx_Value>:$result);
  let builders = [
    OpBuilder<(ins "::llvm::StringRef":$callee, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args,
                   CArg<"::mlir::Type", "{}">:$result, CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>,
    OpBuilder<(ins "::mlir::Value":$pointer, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args,
                   CArg<"::mlir::Type", "{}">:$result, CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>,
    // Self-check: the callee is named, not declared.
    OpBuilder<(ins "::mlir::StringAttr":$name, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args,
                   CArg<"::mlir::Type", "{}">:$result, CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>];
  let extraClassDeclaration = commonDeclaration;
}

def Fx_InvokeOp : Fx_CallLikeOp<"invoke", [Terminator]> {
  let summary = "a call that may raise";
  let description = [{
    ```mlir
    %v = fx.invoke @parse(imm %s) to ^ok error ^bad into %e : (!fx.ref<!fx.struct<"String">>) -> i64, !fx.ref<!fx.struct<"Error">>
    ```
    The result may be used only where `ok` dominates. The `out` place is initialised on `ok`, the error place (`into`) on `error`; an empty
    error type has no place. Attributes as in `fx.call`.
  }];
  let arguments = (ins OptionalAttr<FlatSymbolRefAttr>:$callee, OptionalAttr<StrAttr>:$callee_name, Optional<Fx_Pointer>:$pointer,
                       Variadic<Fx_Value>:$args, Optional<Fx_RefType>:$into, Fx_ConvsAttr:$convs, OptionalAttr<Fx_OriginsAttr>:$origins,
                       UnitAttr:$keeps_interior, OptionalAttr<ArrayAttr>:$accesses, OptionalAttr<ArrayAttr>:$positions);
  let results = (outs Optional<Fx_Value>:$result);
  let successors = (successor AnySuccessor:$ok, AnySuccessor:$error);
  let builders = [
    OpBuilder<(ins "::llvm::StringRef":$callee, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args, "::mlir::Type":$result,
                   "::mlir::Block *":$ok, "::mlir::Block *":$error, CArg<"::mlir::Value", "{}">:$into,
                   CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>,
    OpBuilder<(ins "::mlir::Value":$pointer, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args, "::mlir::Type":$result,
                   "::mlir::Block *":$ok, "::mlir::Block *":$error, CArg<"::mlir::Value", "{}">:$into,
                   CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>,
    OpBuilder<(ins "::mlir::StringAttr":$name, "::fornax::fx::ConvsAttr":$convs, "::mlir::ValueRange":$args, "::mlir::Type":$result,
                   "::mlir::Block *":$ok, "::mlir::Block *":$error, CArg<"::mlir::Value", "{}">:$into,
                   CArg<"::fornax::fx::OriginsAttr", "{}">:$origins)>];
  let extraClassDeclaration = commonDeclaration;
}

def Fx_ReturnOp : Fx_Op<"return", [Terminator, HasParent<"FuncOp">]> {
  let summary = "leaves the function; the `out` place must be whole";
  let description = "`fx.return`, `fx.return %v : i64`.";
  let arguments = (ins Optional<Fx_Value>:$value);
  let assemblyFormat = "($value^ `:` type($value))? attr-dict";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins)>];
}

def Fx_RaiseOp : Fx_Op<"raise", [Terminator, HasParent<"FuncOp">]> {
  let summary = "leaves the function with an error; the `error` place must be initialised, or the error type is empty";
  let assemblyFormat = "attr-dict";
  let hasVerifier = 1;
}

def Fx_TrapUnreachedOp : Fx_Op<"trap_unreached", [Terminator]> {
  let summary = "a place that the checker proved dead";
  let description = "A missing return after an endless loop: aborts in checked builds, undefined in others.";
  let assemblyFormat = "attr-dict";
}

class Fx_SymbolValueOp<string mnemonic> : Fx_Op<mnemonic, [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let arguments = (ins FlatSymbolRefAttr:$symbol);
  let results = (outs Fx_Pointer:$pointer);
  let assemblyFormat = "$symbol attr-dict `:` type($pointer)";
  let builders = [OpBuilder<(ins "::llvm::StringRef":$symbol), [{
    build($_builder, $_state, ::mlir::LLVM::LLVMPointerType::get($_builder.getContext()), symbol);
  }]>];
}

def Fx_FuncRefOp : Fx_SymbolValueOp<"func_ref"> {
  let summary = "a thin function pointer";
  let description = "`%f = fx.func_ref @f : !llvm.ptr`.";
}

def Fx_GlobalRefOp : Fx_SymbolValueOp<"global_ref"> {
  let summary = "the address of constant data";
  let description = "`%p = fx.global_ref @lit : !llvm.ptr`.";
}

def Fx_KernelRefOp : Fx_SymbolValueOp<"kernel_ref"> {
  let summary = "the address of a kernel's descriptor";
  let description = "`%k = fx.kernel_ref @k : !llvm.ptr`.";
}

def Fx_IsInterpretedOp : Fx_Op<"is_interpreted", [Pure]> {
  let summary = "true in the compile-time interpreter, false in generated code";
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict";
}

def Fx_UnknownOp : Fx_Op<"unknown"> {
  let summary = "an unknown value of a self-check instance";
  let description = "Conditions of an unknown `comptime if`, values of opaque types. Lowering refuses it. `%c = fx.unknown : i1`.";
  let results = (outs Fx_Value:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Fx_DebugOp : Fx_Op<"debug"> {
  let summary = "names a reference binding or an SSA argument for the debugger";
  let description = "No effect on lifetimes. `fx.debug \"r\" %p : !fx.ref<i64>`.";
  let arguments = (ins StrAttr:$name, Fx_Value:$value, OptionalAttr<LocationAttr>:$scope);
  let assemblyFormat = "$name $value attr-dict `:` type($value)";
}
